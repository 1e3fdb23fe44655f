"""Segment and joint angles from landmark paths in the runner's axes: one formula, one place.

Metrics, curves and the points a person clicks all read their angles here, so that a number
and the drawing beside it can never disagree. Paths are ``(..., 2)``, X forward (rear view:
image-right), Y up; angles are degrees, NaN where a landmark is missing.
"""

from collections.abc import Mapping

import numpy as np

from gait_lab.analysis import geometry
from gait_lab.analysis.conventions import Side
from gait_lab.analysis.geometry import from_horizontal_deg, from_vertical_deg, wrap_deg
from gait_lab.analysis.landmarks import FloatArray

Paths = Mapping[str, FloatArray]


def midpoint(paths: Paths, joint: str) -> FloatArray:
    """Half way between a left and a right landmark ("hip", "shoulder")."""
    middle: FloatArray = (paths[f"left_{joint}"] + paths[f"right_{joint}"]) / 2
    return middle


def thigh_deg(paths: Paths, side: Side) -> FloatArray:
    """Hip->knee from vertical, + knee ahead of hip."""
    return from_vertical_deg(paths[f"{side}_hip"], paths[f"{side}_knee"])


def shank_deg(paths: Paths, side: Side) -> FloatArray:
    """Knee->ankle from vertical, + ankle ahead of knee."""
    return from_vertical_deg(paths[f"{side}_knee"], paths[f"{side}_ankle"])


def knee_flexion_deg(paths: Paths, side: Side) -> FloatArray:
    """Thigh angle minus shank angle: 0 straight, + bent."""
    hip, knee, ankle = (paths[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle"))
    return geometry.knee_flexion_deg(hip, knee, ankle)


def sole_deg(paths: Paths, side: Side) -> FloatArray:
    """Heel->toe line against the horizontal, + toe up; not zeroed at flat foot."""
    return from_horizontal_deg(paths[f"{side}_heel"], paths[f"{side}_foot_index"])


def trunk_deg(paths: Paths) -> FloatArray:
    """Mid-hip->mid-shoulder from vertical, + forward (rear view: + to image-right)."""
    lean: FloatArray = -from_vertical_deg(midpoint(paths, "shoulder"), midpoint(paths, "hip"))
    return lean


def pelvic_drop_deg(tilt_deg: FloatArray, side: Side) -> FloatArray:
    """Drop seen from the stance ``side``, + swing side lower, of a pelvis tilted + left higher."""
    return _towards_midline(side) * tilt_deg


def hip_adduction_deg(paths: Paths, tilt_deg: FloatArray, side: Side) -> FloatArray:
    """Femur against the perpendicular of the pelvis, + knee towards the midline. Rear view.

    ``tilt_deg`` as for `pelvic_drop_deg`, by the same level as the paths.
    """
    inward = _towards_midline(side) * thigh_deg(paths, side)
    return wrap_deg(inward + pelvic_drop_deg(tilt_deg, side))


def knee_window(paths: Paths) -> FloatArray:
    """Knee separation over hip separation, + apart, 0 touching, - crossed. Rear view."""
    knees = paths["right_knee"][..., 0] - paths["left_knee"][..., 0]
    hips = paths["right_hip"][..., 0] - paths["left_hip"][..., 0]
    window: FloatArray = knees / np.where(hips == 0, np.nan, hips)
    return window


def _towards_midline(side: Side) -> int:
    """Sign of x from the stance hip to the other one: the runner's right is at image-right."""
    return 1 if side == "left" else -1
