"""How long the leg is in the picture, and how many pixels make a metre."""

from collections.abc import Mapping

import numpy as np

from gait_lab.analysis.conventions import SIDES, Side, View
from gait_lab.analysis.filters import lowpass
from gait_lab.analysis.geometry import distance
from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.results import QualityNote

LEG_SHARE_OF_HEIGHT = 0.484
"""Hip joint centre to knee to ankle ÷ standing height: mean of the 12 runners of Fukuchi et al.
(2017, doi 10.7717/peerj.3298), SD 0.012, hip centre by Harrington's regression."""


def leg_length_px(smooth: Mapping[str, FloatArray], *, near_side: Side | None) -> float:
    """Thigh + shank in stance: of the near leg, or (rear view) the mean of both."""
    sides = (near_side,) if near_side else SIDES
    lengths = [_one_leg_px(smooth, side) for side in sides]
    return float(np.mean(lengths))


def _one_leg_px(smooth: Mapping[str, FloatArray], side: Side) -> float:
    """Median thigh + shank over the frames in which the foot is among its lowest: stance."""
    hip, knee, ankle = (smooth[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle"))
    length = distance(hip, knee) + distance(knee, ankle)
    height = ankle[:, 1] - hip[:, 1]
    known = np.isfinite(length) & np.isfinite(height)
    if not known.any():
        return float("nan")
    low = known & (height <= np.percentile(height[known], 35))
    return float(np.median(length[low]))


def _rigid_leg_px(smooth: Mapping[str, FloatArray], near_side: Side | None) -> float:
    """Thigh + shank, each as long as it is ever seen for a tenth of the time; mean of the sides.

    A bone keeps its length: a picture shortens it wherever it points towards the camera, as the
    bent leg does from behind, and a pose model's hip sinks into the thigh when the foot lands.
    """
    lengths = []
    for side in (near_side,) if near_side else SIDES:
        hip, knee, ankle = (smooth[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle"))
        bones = (distance(hip, knee), distance(knee, ankle))
        seen = [bone[np.isfinite(bone)] for bone in bones]
        lengths.append(sum(np.percentile(bone, 90) if len(bone) else np.nan for bone in seen))
    return float(np.mean(lengths))


def scale_px_per_m(
    time_s: FloatArray,
    smooth: Mapping[str, FloatArray],
    *,
    near_side: Side | None,
    view: View,
    height_cm: float | None,
    speed_mps: float | None,
) -> tuple[float | None, tuple[QualityNote, ...]]:
    """Pixels a metre from body height, belt speed or both; a note where the two contradict.

    Parameters
    ----------
    time_s : (n_frames,)
    smooth : name -> (n_frames, 2)
        Paths in the runner's axes.
    """
    by_height = None
    if height_cm:
        by_height = _rigid_leg_px(smooth, near_side) / (LEG_SHARE_OF_HEIGHT * height_cm / 100)
    by_speed = None
    if speed_mps and view == "side" and near_side:
        speed_px = stance_speed_px_per_s(time_s, smooth, near_side)
        by_speed = speed_px / speed_mps if np.isfinite(speed_px) else None
    if by_height is None or by_speed is None:
        return by_height or by_speed, ()
    if abs(by_height / by_speed - 1) > 0.1:
        return by_height, (_scales_disagree(by_height / by_speed),)
    return float(np.sqrt(by_height * by_speed)), ()


def stance_speed_px_per_s(
    time_s: FloatArray, smooth: Mapping[str, FloatArray], side: Side
) -> float:
    """How fast the standing foot moves backwards under the body: belt or running speed in pixels.

    Taken around the instants the ankle passes under the hip going backwards (mid-stance, foot
    flat), as the slope of ankle, heel and toe over 100 ms, relative to the body's slow drift, so
    that a still camera beside a treadmill and one beside a track read the same.
    """
    hip = (smooth["left_hip"] + smooth["right_hip"])[:, 0] / 2
    drift = lowpass(time_s, hip, cutoff_hz=0.5)
    ankle = smooth[f"{side}_ankle"][:, 0] - hip
    under = np.flatnonzero((ankle[:-1] > 0) & (ankle[1:] <= 0))
    slopes = []
    for frame in under:
        near = np.abs(time_s - time_s[frame]) <= 0.05
        for joint in ("ankle", "heel", "foot_index"):
            path = (smooth[f"{side}_{joint}"][:, 0] - drift)[near]
            if near.sum() >= 3 and np.isfinite(path).all():
                slopes.append(-np.polyfit(time_s[near], path, 1)[0])
    return float(np.median(slopes)) if slopes else float("nan")


def _scales_disagree(ratio: float) -> QualityNote:
    return QualityNote(
        "scales_disagree",
        "warning",
        f"The stated height and speed contradict each other: the scales they give differ by "
        f"{100 * abs(ratio - 1):.0f} %. The height was used.",
        "Check both, and start again with what is right.",
    )
