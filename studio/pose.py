"""A runner's joints -> where each rigid segment of the body is.

World axes as in the simulation: X forward, Y left, Z up, metres. The axes of trunk, head and
feet are forward, left, up; of legs, down the limb, left, and square to both; of arms, down the
limb, the way the elbow bends, and square to both.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from studio.skinning import Placed, Pose
from studio.turns import between, frame_of, shortest_turn, unit

FloatArray = NDArray[np.float64]
Points = Mapping[str, FloatArray]

LEFT, UP = np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0])
HIP_FOLLOWS = 0.72
"""How far the flesh around the hip turns with the thigh."""


def pose_of(points: Points, *, chest: FloatArray, head: FloatArray, soles: Points) -> Pose:
    """Every segment of a body whose joints are known.

    Parameters
    ----------
    points
        (3,) each: ``neck``, ``head`` and, of each side, hip, knee, ankle, shoulder, elbow,
        wrist, index, pinky.
    chest, head
        (3, 3) axes as columns.
    soles
        By side: the foot's (3, 3) axes.
    """
    pelvis = pelvis_axes(points, chest)
    pose = {
        "pelvis": Placed((points["left_hip"] + points["right_hip"]) / 2, pelvis),
        "chest": Placed(points["neck"], chest),
        "head": Placed(points["head"], head),
    }
    for side in ("left", "right"):
        pose |= _leg(points, side, pelvis, soles[side])
        pose |= _arm(points, side, chest)
    return pose


def pelvis_axes(points: Points, chest: FloatArray) -> FloatArray:
    """Level with the hips; tilted forward half as far as the trunk."""
    left = unit(points["left_hip"] - points["right_hip"])
    turned = frame_of(left, UP + chest[:, 2])
    return np.stack([np.cross(left, turned[:, 1]), left, turned[:, 1]], axis=1)


def _leg(points: Points, side: str, pelvis: FloatArray, sole: FloatArray) -> dict[str, Placed]:
    hip, knee, ankle = (points[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
    hinge = unit(pelvis[:, 1] + LEFT)
    hanging = -pelvis[:, 2]
    part = between(np.eye(3), shortest_turn(hanging, knee - hip), HIP_FOLLOWS)
    return {
        f"{side}_thigh_root": Placed(hip, frame_of(part @ hanging, hinge)),
        f"{side}_thigh": Placed(hip, frame_of(knee - hip, hinge)),
        f"{side}_shank": Placed(knee, frame_of(ankle - knee, 0.6 * hinge + 0.4 * sole[:, 1])),
        f"{side}_foot": Placed(ankle, sole),
    }


def _arm(points: Points, side: str, chest: FloatArray) -> dict[str, Placed]:
    shoulder, elbow, wrist, index, pinky = (
        points[f"{side}_{name}"] for name in ("shoulder", "elbow", "wrist", "index", "pinky")
    )
    upper, lower, across = elbow - shoulder, wrist - elbow, index - pinky
    above = frame_of(upper, lower)
    below = frame_of(lower, np.cross(above[:, 2], lower))
    return {
        f"{side}_arm_root": Placed(shoulder, between(frame_of(upper, chest[:, 0]), above, 0.5)),
        f"{side}_upper_arm": Placed(shoulder, above),
        f"{side}_forearm": Placed(elbow, below),
        f"{side}_wrist_turn": Placed(wrist, between(below, frame_of(lower, across), 0.65)),
        f"{side}_hand": Placed(wrist, frame_of((index + pinky) / 2 - wrist, across)),
    }
