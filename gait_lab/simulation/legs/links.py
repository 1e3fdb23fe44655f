"""Two links and their angles in the sagittal plane."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def two_links(
    reach: FloatArray, thigh: FloatArray, shank: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """(thigh angle, knee flexion) in degrees of a leg that spans hip -> ankle, knee forward."""
    distance = np.linalg.norm(reach, axis=1)
    along = np.arctan2(reach[:, 0], -reach[:, 1])
    open_hip = (thigh**2 + distance**2 - shank**2) / (2 * thigh * distance)
    bend = (distance**2 - thigh**2 - shank**2) / (2 * thigh * shank)
    return (
        np.degrees(along + np.arccos(np.clip(open_hip, -1, 1))),
        np.degrees(np.arccos(np.clip(bend, -1, 1))),
    )


def hanging(angle_rad: FloatArray) -> FloatArray:
    """Unit vectors (X, Z) hanging down, turned forward by the angle."""
    return np.stack([np.sin(angle_rad), -np.cos(angle_rad)], axis=-1)


def with_y(xz: FloatArray, y: FloatArray) -> FloatArray:
    return np.stack([xz[:, 0], y, xz[:, 1]], axis=-1)
