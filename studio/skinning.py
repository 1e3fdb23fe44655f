"""Vertices moved with several rigid segments at once, by blended dual quaternions.

Kavan et al. 2008, "Geometric skinning with approximate dual quaternion blending": a bent knee
keeps its girth, where a blend of matrices would thin it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.segments import SEGMENTS
from studio.turns import matrices_of, multiply, quaternion_of

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Placed:
    """A rigid segment: where its joint is (3,), and its axes as columns (3, 3)."""

    joint: FloatArray
    axes: FloatArray


Pose = Mapping[str, Placed]
"""Segment name -> where it is."""


def moves(rest: Pose, posed: Pose) -> tuple[FloatArray, FloatArray]:
    """Rotations (segments, 3, 3) and shifts (segments, 3) from the rest to the pose."""
    turns = np.stack([posed[name].axes @ rest[name].axes.T for name in SEGMENTS])
    joints = np.stack([rest[name].joint for name in SEGMENTS])
    shifts = np.stack([posed[name].joint for name in SEGMENTS])
    return turns, shifts - np.einsum("sij,sj->si", turns, joints)


def skin(points: FloatArray, weights: FloatArray, rest: Pose, posed: Pose) -> FloatArray:
    """(n, 3) points in the pose; ``weights`` (n, segments) sum to 1."""
    turns, shifts = moves(rest, posed)
    real = np.stack([quaternion_of(turn) for turn in turns])
    real[real @ real[0] < 0] *= -1
    dual = 0.5 * multiply(np.pad(shifts, ((0, 0), (1, 0))), real)
    real, dual = weights @ real, weights @ dual
    length = np.linalg.norm(real, axis=1, keepdims=True)
    real, dual = real / length, dual / length
    back = real * np.array([1.0, -1.0, -1.0, -1.0])
    shift = 2 * multiply(dual, back)[:, 1:]
    moved: FloatArray = np.einsum("nij,nj->ni", matrices_of(real), points) + shift
    return moved
