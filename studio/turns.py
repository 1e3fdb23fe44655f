"""Rotations: frames from directions, half turns, quaternions. All vectors are rows."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def unit(vector: FloatArray) -> FloatArray:
    """The vector at length 1."""
    scaled: FloatArray = vector / np.linalg.norm(vector, axis=-1, keepdims=True)
    return scaled


def frame_of(along: FloatArray, aside: FloatArray) -> FloatArray:
    """(3, 3) columns: along; what is square to it nearest to aside; square to both."""
    first = unit(along)
    second = unit(aside - (aside @ first) * first)
    return np.stack([first, second, np.cross(first, second)], axis=1)


def shortest_turn(start: FloatArray, end: FloatArray) -> FloatArray:
    """(3, 3) rotation that takes one direction to another by the shortest way."""
    a, b = unit(start), unit(end)
    axis, cosine = np.cross(a, b), float(a @ b)
    cross = np.array(
        [[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]], dtype=float
    )
    turn: FloatArray = np.eye(3) + cross + cross @ cross / (1 + cosine)
    return turn


def quaternion_of(turn: FloatArray) -> FloatArray:
    """(4,) w, x, y, z of a (3, 3) rotation."""
    values, vectors = np.linalg.eigh(_davenport(turn))
    found = vectors[:, int(np.argmax(values))]
    return found if found[0] >= 0 else -found


def _davenport(turn: FloatArray) -> FloatArray:
    """The symmetric matrix whose leading eigenvector is the rotation's quaternion."""
    skew = np.array([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])
    matrix = np.empty((4, 4))
    matrix[0, 0] = np.trace(turn)
    matrix[0, 1:] = matrix[1:, 0] = skew
    matrix[1:, 1:] = turn + turn.T - np.trace(turn) * np.eye(3)
    return matrix


def multiply(p: FloatArray, q: FloatArray) -> FloatArray:
    """Product of quaternions, (..., 4)."""
    pw, pv, qw, qv = p[..., :1], p[..., 1:], q[..., :1], q[..., 1:]
    real = pw * qw - np.sum(pv * qv, axis=-1, keepdims=True)
    return np.concatenate([real, pw * qv + qw * pv + np.cross(pv, qv)], axis=-1)


def matrices_of(quaternions: FloatArray) -> FloatArray:
    """(..., 3, 3) rotations of unit quaternions."""
    w, x, y, z = np.moveaxis(quaternions, -1, 0)
    return np.stack(
        [
            np.stack([1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)], -1),
            np.stack([2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)], -1),
            np.stack([2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)], -1),
        ],
        -2,
    )


def between(start: FloatArray, end: FloatArray, share: float) -> FloatArray:
    """(3, 3) rotation part of the way from one to another."""
    p, q = quaternion_of(start), quaternion_of(end)
    q = q if p @ q >= 0 else -q
    return matrices_of(unit((1 - share) * p + share * q))
