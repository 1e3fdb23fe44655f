"""A runner of the simulation, and a body of mere points at its joints."""

import numpy as np
import pytest

from gait_lab.simulation.clips import plan_clip
from studio.mesh import HumanMesh
from studio.segments import SEGMENTS

STANDING = {
    "hip": (0.0, 0.12, 0.0),
    "knee": (0.03, 0.15, -0.44),
    "ankle": (0.0, 0.20, -0.88),
    "shoulder": (0.0, 0.19, 0.50),
    "elbow": (0.01, 0.37, 0.28),
    "wrist": (0.19, 0.50, 0.15),
    "index": (0.30, 0.53, 0.10),
    "pinky": (0.25, 0.55, 0.07),
    "eye": (0.13, 0.03, 0.74),
}
CARRIED = {
    "hip": "thigh",
    "knee": "shank",
    "ankle": "foot",
    "shoulder": "upper_arm",
    "elbow": "forearm",
    "wrist": "hand",
}


@pytest.fixture(scope="session")
def plan():
    return plan_clip(seconds=2.0, seed=3, height_cm=172, foot_strike_angle_deg=14)


@pytest.fixture(scope="session")
def pegs():
    """A mesh whose vertices are its joints, each carried by the segment that begins there."""
    joints = {
        f"{side}_{name}": np.array([x, sign * y, z])
        for side, sign in (("left", 1), ("right", -1))
        for name, (x, y, z) in STANDING.items()
    }
    names = [f"{side}_{name}" for side in ("left", "right") for name in CARRIED]
    crown_and_sole = np.array([[0.0, 0.0, 0.82], [0.0, 0.2, -0.96]])
    weights = np.zeros((len(names) + 2, len(SEGMENTS)))
    for row, name in enumerate(names):
        side, _, joint = name.partition("_")
        weights[row, SEGMENTS.index(f"{side}_{CARRIED[joint]}")] = 1
    weights[-2, SEGMENTS.index("head")] = weights[-1, SEGMENTS.index("left_foot")] = 1
    vertices = np.concatenate([[joints[name] for name in names], crown_and_sole])
    faces = np.zeros((0, 3), dtype=int)
    return names, HumanMesh(vertices, faces, weights, joints, np.zeros(len(vertices)))
