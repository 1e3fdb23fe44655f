"""Rigid segments of a body, and which of a mesh's bones belong to them."""

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import SIDES

FloatArray = NDArray[np.float64]

ARM = ("arm_root", "upper_arm", "forearm", "wrist_turn", "hand")
LEG = ("thigh_root", "thigh", "shank", "foot")

SEGMENTS: tuple[str, ...] = (
    "pelvis",
    "chest",
    "head",
    *(f"{side}_{part}" for side in SIDES for part in (*ARM, *LEG)),
)
"""The order of a mesh's segment weights."""

_MIDDLE: dict[str, dict[str, float]] = {
    "root": {"pelvis": 1.0},
    "pelvis": {"pelvis": 1.0},
    "spine05": {"pelvis": 0.95, "chest": 0.05},
    "spine04": {"pelvis": 0.66, "chest": 0.34},
    "spine03": {"pelvis": 0.33, "chest": 0.67},
    "spine02": {"pelvis": 0.08, "chest": 0.92},
    "spine01": {"chest": 1.0},
    "clavicle": {"chest": 1.0},
    "neck01": {"chest": 0.75, "head": 0.25},
    "neck02": {"chest": 0.45, "head": 0.55},
    "neck03": {"chest": 0.15, "head": 0.85},
}
_SIDED: dict[str, dict[str, float]] = {
    "shoulder01": {"chest": 0.8, "arm_root": 0.2},
    "upperarm01": {"arm_root": 1.0},
    "upperarm02": {"upper_arm": 1.0},
    "lowerarm01": {"forearm": 1.0},
    "lowerarm02": {"wrist_turn": 1.0},
    "wrist": {"hand": 1.0},
    "metacarpal": {"hand": 1.0},
    "finger": {"hand": 1.0},
    "upperleg01": {"thigh_root": 1.0},
    "upperleg02": {"thigh": 1.0},
    "lowerleg01": {"shank": 1.0},
    "lowerleg02": {"shank": 1.0},
    "foot": {"foot": 1.0},
    "toe": {"foot": 1.0},
}


def segment_shares(bone: str) -> dict[str, float]:
    """Segments a bone of the mesh moves with, and how much of each (sums to 1)."""
    stem, _, end = bone.partition(".")
    side = {"L": "left", "R": "right"}.get(end)
    for name, shares in _MIDDLE.items():
        if stem == name:
            return dict(shares)
    for name, shares in _SIDED.items():
        if side and stem.startswith(name):
            return {
                segment if segment in SEGMENTS else f"{side}_{segment}": share
                for segment, share in shares.items()
            }
    return {"head": 1.0}


def segment_weights(
    bones: list[str], weights: FloatArray, indices: NDArray[np.int64]
) -> FloatArray:
    """(n, segments) weights of vertices from their (n, k) bone weights and bone numbers."""
    table = np.zeros((len(bones), len(SEGMENTS)))
    for row, bone in enumerate(bones):
        for segment, share in segment_shares(bone).items():
            table[row, SEGMENTS.index(segment)] += share
    summed: FloatArray = np.einsum("nk,nks->ns", weights, table[indices])
    return summed / summed.sum(axis=1, keepdims=True)
