"""A mesh given the lengths of the simulated runner's body, and its rest pose."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.simulation.body import Body
from gait_lab.simulation.upper_body import FACE_MARKS
from studio.mesh import HumanMesh
from studio.pose import pose_of
from studio.segments import SEGMENTS
from studio.skinning import Pose
from studio.turns import unit

FloatArray = NDArray[np.float64]
Joints = Mapping[str, FloatArray]

_LIMBS = {
    "arm_root": ("shoulder", "elbow"),
    "upper_arm": ("shoulder", "elbow"),
    "forearm": ("elbow", "wrist"),
    "wrist_turn": ("elbow", "wrist"),
    "hand": ("wrist", "wrist"),
    "thigh_root": ("hip", "knee"),
    "thigh": ("hip", "knee"),
    "shank": ("knee", "ankle"),
    "foot": ("ankle", "ankle"),
}
_LENGTHS = {
    ("shoulder", "elbow"): "upper_arm",
    ("elbow", "wrist"): "forearm",
    ("hip", "knee"): "thigh",
    ("knee", "ankle"): "shank",
}


@dataclass(frozen=True, eq=False)
class Fitted:
    """Vertices and joints of a body of the wanted lengths, and its segments at rest."""

    vertices: FloatArray
    joints: Joints
    rest: Pose


def fit(mesh: HumanMesh, body: Body) -> Fitted:
    """The mesh scaled to the body's stature, then each segment to its length."""
    vertices, joints = _upright(mesh, body)
    wanted = _wanted(joints, body)
    moved = np.zeros_like(vertices)
    for column, segment in enumerate(SEGMENTS):
        matrix, shift = _stretch(segment, joints, wanted)
        moved += mesh.weights[:, column, None] * (vertices @ matrix.T + shift)
    return Fitted(moved, wanted, rest_pose(wanted))


def rest_pose(joints: Joints) -> Pose:
    """The segments of a body that stands straight, feet ahead."""
    ahead = np.eye(3)
    return pose_of(joints, chest=ahead, head=ahead, soles={"left": ahead, "right": ahead})


def _upright(mesh: HumanMesh, body: Body) -> tuple[FloatArray, dict[str, FloatArray]]:
    """Uniformly scaled, the middle of the hips at the origin, the trunk of its length."""
    size = body.height / np.ptp(mesh.vertices[:, 2])
    joints = {name: size * point for name, point in mesh.joints.items()}
    vertices = size * mesh.vertices
    middle = (joints["left_hip"] + joints["right_hip"]) / 2
    shoulders = (joints["left_shoulder"] + joints["right_shoulder"]) / 2
    trunk = shoulders[2] - middle[2]

    def placed(points: FloatArray) -> FloatArray:
        points = points - middle
        share = np.clip(points[..., 2] / trunk, 0, 1)
        longer = np.zeros_like(points)
        longer[..., 0] = -share * (shoulders[0] - middle[0])
        longer[..., 2] = share * (body.trunk - trunk)
        return points + longer

    return placed(vertices), {name: placed(point) for name, point in joints.items()}


def _wanted(joints: Joints, body: Body) -> dict[str, FloatArray]:
    """The joints at the body's lengths, each limb pointing where it did."""
    wanted = {"neck": np.array([0.0, 0.0, body.trunk]), "head": _head_centre(joints, body)}
    for side, sign in (("left", 1), ("right", -1)):
        wanted[f"{side}_hip"] = np.array([0.0, sign * body.hip_width / 2, 0.0])
        wanted[f"{side}_shoulder"] = np.array([0.0, sign * body.shoulder_width / 2, body.trunk])
        for (start, end), name in _LENGTHS.items():
            along = unit(joints[f"{side}_{end}"] - _from(joints, body, side, sign, start))
            wanted[f"{side}_{end}"] = wanted[f"{side}_{start}"] + getattr(body, name) * along
        wanted[f"{side}_eye"] = joints[f"{side}_eye"]
        for name in ("index", "pinky"):
            hand = joints[f"{side}_{name}"] - joints[f"{side}_wrist"]
            wanted[f"{side}_{name}"] = wanted[f"{side}_wrist"] + hand
    return wanted


def _from(joints: Joints, body: Body, side: str, sign: int, start: str) -> FloatArray:
    """Where a limb begins: a rig's hip bone begins further out than a hip joint's centre."""
    if start == "hip":
        return np.array([0.0, sign * body.hip_width / 2, joints[f"{side}_hip"][2]])
    return joints[f"{side}_{start}"]


def _head_centre(joints: Joints, body: Body) -> FloatArray:
    """Of the head whose eyes are where the simulation's head has them."""
    ahead, _, up = FACE_MARKS["left_eye"]
    eyes = (joints["left_eye"] + joints["right_eye"]) / 2
    return eyes - body.height * np.array([ahead, 0.0, up])


def _stretch(segment: str, joints: Joints, wanted: Joints) -> tuple[FloatArray, FloatArray]:
    """(3, 3) matrix and (3,) shift that give one segment its length."""
    side, _, part = segment.partition("_")
    if part not in _LIMBS:
        return np.eye(3), np.zeros(3)
    start, end = (f"{side}_{name}" for name in _LIMBS[part])
    here, there = joints[start], wanted[start]
    if start == end:
        return np.eye(3), there - here
    if part in ("thigh_root", "thigh"):
        here = np.array([here[0], there[1], here[2]])
    along, longer = joints[end] - here, wanted[end] - there
    axis = unit(along)
    ratio = np.linalg.norm(longer) / np.linalg.norm(along)
    matrix = np.eye(3) + (ratio - 1) * np.outer(axis, axis)
    return matrix, there - matrix @ here
