"""A human mesh at rest, from anny (Apache-2.0) and the MakeHuman data in it (CC0)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.segments import segment_weights

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

JOINT_BONES = {
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
    "index": "finger2-1",
    "pinky": "finger5-1",
    "eye": "eye",
}
"""Landmark -> the bone whose head lies there."""

FINGER_CURL_DEG = {
    "1": (10, 25, 30),
    "2": (56, 72, 42),
    "3": (64, 76, 44),
    "4": (70, 78, 44),
    "5": (72, 78, 44),
}
"""How far each joint of thumb (1) to little finger (5) bends in a runner's loose fist."""


@dataclass(frozen=True, eq=False)
class HumanMesh:
    """Triangles over vertices in the simulation's axes, metres, standing with arms out.

    ``weights`` (n, segments) as in `segments.SEGMENTS`; ``joints`` name -> (3,).
    """

    vertices: FloatArray
    faces: IntArray
    weights: FloatArray
    joints: Mapping[str, FloatArray]
    eyes: FloatArray


def human_mesh(shape: Mapping[str, float]) -> HumanMesh:
    """A person of this shape (anny's phenotype words), hands in loose fists."""
    import anny
    import torch

    model = anny.Anny(
        skinning_method="lbs", phenotype_blendshapes="original", pose_parameterization="local-ref"
    )
    labels = list(model.bone_labels)
    with torch.no_grad():
        found = model(
            phenotype_kwargs=dict(shape), pose_parameters=torch.eye(4).repeat(1, len(labels), 1, 1)
        )
    rest = _turned(found["rest_vertices"][0].double().numpy())
    heads = _turned(found["rest_bone_heads"][0].double().numpy())
    bones = model.vertex_bone_weights.double().numpy(), model.vertex_bone_indices.numpy()
    vertices = _curled(rest, heads, labels, *bones)
    return HumanMesh(
        vertices,
        model.faces.numpy(),
        segment_weights(labels, *bones),
        _with_hip_centres(_joints(heads, labels), vertices),
        _share_of(labels, *bones, starting="eye"),
    )


def _turned(points: FloatArray) -> FloatArray:
    """anny faces -Y with its left at +X; the simulation faces +X with its left at +Y."""
    return np.stack([-points[:, 1], points[:, 0], points[:, 2]], axis=1)


def _joints(heads: FloatArray, labels: list[str]) -> dict[str, FloatArray]:
    return {
        f"{side}_{name}": heads[labels.index(f"{bone}.{side[0].upper()}")]
        for side in ("left", "right")
        for name, bone in JOINT_BONES.items()
    }


HIP_DEPTH_SHARE, HIP_BAND_M, HIP_ASIDE_M = 0.48, 0.02, (0.04, 0.16)
"""How far behind the front of the body a hip joint lies; where the body is looked at for it."""


def _with_hip_centres(joints: dict[str, FloatArray], vertices: FloatArray) -> dict[str, FloatArray]:
    """Hip joints in the middle of the body's depth, where a rig's bones need not begin."""
    height = joints["left_hip"][2]
    aside, (near, far) = np.abs(vertices[:, 1]), HIP_ASIDE_M
    level = (np.abs(vertices[:, 2] - height) < HIP_BAND_M) & (near < aside) & (aside < far)
    back, front = vertices[level, 0].min(), vertices[level, 0].max()
    for side in ("left", "right"):
        joint = joints[f"{side}_hip"].copy()
        joint[0] = front - HIP_DEPTH_SHARE * (front - back)
        joints[f"{side}_hip"] = joint
    return joints


def _share_of(
    labels: list[str], weights: FloatArray, indices: IntArray, *, starting: str
) -> FloatArray:
    """(n,) how much of each vertex the bones of such a name carry."""
    wanted = np.array([label.startswith(starting) for label in labels])
    share: FloatArray = (weights * wanted[indices]).sum(axis=1)
    return share


def _curled(
    vertices: FloatArray,
    heads: FloatArray,
    labels: list[str],
    weights: FloatArray,
    indices: IntArray,
) -> FloatArray:
    """Fingers bent, joint by joint, about the line of the knuckles."""
    turns = np.tile(np.eye(4), (len(labels), 1, 1))
    for side, sign in (("L", 1), ("R", -1)):
        first, last = (heads[labels.index(f"finger{k}-1.{side}")] for k in (2, 5))
        for finger, bends in FINGER_CURL_DEG.items():
            above = np.eye(4)
            for joint, bend_deg in enumerate(bends, start=1):
                row = labels.index(f"finger{finger}-{joint}.{side}")
                above = above @ _about(heads[row], first - last, sign * bend_deg)
                turns[row] = above
    blended = np.einsum("nk,nkij->nij", weights, turns[indices])
    return np.einsum("nij,nj->ni", blended[:, :3, :3], vertices) + blended[:, :3, 3]


def _about(point: FloatArray, axis: FloatArray, angle_deg: float) -> FloatArray:
    """(4, 4) turn about a line through a point."""
    x, y, z = axis / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(angle_deg)
    move = np.eye(4)
    move[:3, :3] += np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    move[:3, 3] = point - move[:3, :3] @ point
    return move
