"""Frames -> landmarks of the runner.

``estimate_landmarks`` cuts a clip into short blocks that worker processes take in parallel and
returns the raw landmarks of one person, the runner. Every block depends on its own frames
only, so the result is the same however many workers there are.
"""

from gait_lab.analysis.pose.estimate import PoseEstimate
from gait_lab.analysis.pose.estimator import (
    Person,
    Pose,
    PoseError,
    PoseEstimator,
    PoseOptions,
    Region,
)
from gait_lab.analysis.pose.imported import import_landmarks
from gait_lab.analysis.pose.run import estimate_landmarks
from gait_lab.analysis.pose.worker import Part

__all__ = [
    "Part",
    "Person",
    "Pose",
    "PoseError",
    "PoseEstimate",
    "PoseEstimator",
    "PoseOptions",
    "Region",
    "estimate_landmarks",
    "import_landmarks",
]
