"""What a pose estimator is: the small protocol that the rest of the step relies on."""

import importlib
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.landmarks import FloatArray

MEDIAPIPE = "gait_lab.analysis.pose.mediapipe_graph:MediaPipeEstimator"


class PoseError(RuntimeError):
    """Landmarks could not be estimated; the message says why and what to do."""


@dataclass(frozen=True)
class PoseOptions:
    """How landmarks are estimated.

    Parameters
    ----------
    model : str
        "full" (comes with MediaPipe), "heavy" or "lite" where installed, or the path of a
        ``.task`` or ``.tflite`` file.
    models_dir : str, optional
        Folder that holds ``pose_landmark_heavy.tflite`` and the like.
    max_side_px, scaled_side_px : int
        Frames larger than the first are scaled down to the second before inference; the model
        itself sees 256 x 256 around the runner. Scaling a moderate frame would cost more than
        it saves.
    estimator : str
        ``module:factory`` of a ``PoseEstimator``, called with these options.
    """

    model: str = "full"
    models_dir: str | None = None
    max_side_px: int = 1280
    scaled_side_px: int = 960
    estimator: str = MEDIAPIPE

    def side_px(self, longest_px: int) -> int:
        """The longer side at which frames of that size are looked at."""
        return longest_px if longest_px <= self.max_side_px else self.scaled_side_px


@dataclass(frozen=True)
class Region:
    """The square around a person that the landmark model looks at, in image pixels.

    ``rotation_rad`` turns the square clockwise so that the person stands upright in it.
    """

    x_px: float
    y_px: float
    size_px: float
    rotation_rad: float = 0.0

    def scaled(self, factor: float) -> "Region":
        """The same square in a picture ``factor`` times as large."""
        return replace(
            self, x_px=self.x_px * factor, y_px=self.y_px * factor, size_px=self.size_px * factor
        )

    def moved(self, right_px: float, down_px: float) -> "Region":
        """The same square in a picture whose corner lies elsewhere."""
        return replace(self, x_px=self.x_px + right_px, y_px=self.y_px + down_px)

    def distance(self, other: "Region") -> float:
        """Between centres, in units of the larger square."""
        offset_px = np.hypot(self.x_px - other.x_px, self.y_px - other.y_px)
        return float(offset_px / max(self.size_px, other.size_px))

    def size_ratio(self, other: "Region") -> float:
        """Larger size over smaller, 1 or more."""
        return max(self.size_px, other.size_px) / min(self.size_px, other.size_px)


@dataclass(frozen=True)
class Person:
    """Somebody seen in one frame."""

    region: Region
    score: float


@dataclass(frozen=True, eq=False)
class Pose:
    """Landmarks of one person in one frame.

    ``xy_px`` (33, 2) in pixels of the given picture, ``visibility`` (33,) 0..1; ``region`` is
    where the landmarks say the person is, for checking the region that was looked at.
    """

    xy_px: FloatArray
    visibility: FloatArray
    region: Region


class PoseEstimator(Protocol):
    """Finds people in a picture, and the landmarks of one of them."""

    name: str

    def find_people(self, rgb: NDArray[np.uint8]) -> list[Person]:
        """Everybody in the picture."""

    def landmarks(self, rgb: NDArray[np.uint8], region: Region) -> Pose | None:
        """Landmarks of the person in that region; None if nobody is there."""


def make_estimator(options: PoseOptions) -> PoseEstimator:
    """The estimator that the options name.

    Raises
    ------
    PoseError
        If its model is not there.
    """
    module, _, factory = options.estimator.partition(":")
    estimator: PoseEstimator = getattr(importlib.import_module(module), factory)(options)
    return estimator
