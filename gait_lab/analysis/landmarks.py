"""Landmarks over time: the shape every later step trusts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import LANDMARK_NAMES

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]
ComplexArray = NDArray[np.complex128]


@dataclass(frozen=True, eq=False)
class LandmarkSequence:
    """One person's landmarks over a clip. Immutable; checked once, at construction.

    Parameters
    ----------
    xy_px : (n_frames, n_landmarks, 2) float
        Image coordinates in pixels of the displayed frame, y down. NaN where not seen.
    visibility : (n_frames, n_landmarks) float
        0..1; NaN or 0 where not seen.
    time_s : (n_frames,) float
        Real (capture) seconds from the first frame, strictly increasing.
    image_size_px : (width, height)
    names : tuple of str
        One per landmark; by default the order of ``conventions.LANDMARK_NAMES``.

    Raises
    ------
    ValueError
        If the shapes disagree, a name repeats or the time does not increase.
    """

    xy_px: FloatArray
    visibility: FloatArray
    time_s: FloatArray
    image_size_px: tuple[int, int]
    names: tuple[str, ...] = LANDMARK_NAMES

    def __post_init__(self) -> None:
        n_frames, n_landmarks = len(self.time_s), len(self.names)
        if self.xy_px.shape != (n_frames, n_landmarks, 2):
            raise ValueError(f"xy_px is {self.xy_px.shape}, expected {(n_frames, n_landmarks, 2)}")
        if self.visibility.shape != (n_frames, n_landmarks):
            raise ValueError(
                f"visibility is {self.visibility.shape}, expected {(n_frames, n_landmarks)}"
            )
        if len(set(self.names)) != n_landmarks:
            raise ValueError("landmark names repeat")
        if n_frames > 1 and not np.all(np.diff(self.time_s) > 0):
            raise ValueError("time_s must increase from frame to frame")

    def __len__(self) -> int:
        return len(self.time_s)

    def index(self, name: str) -> int:
        """Position of a landmark; ``KeyError`` when the sequence has none of that name."""
        try:
            return self.names.index(name)
        except ValueError:
            raise KeyError(name) from None

    def point(self, name: str) -> FloatArray:
        """(n_frames, 2) path of one landmark, image pixels."""
        return self.xy_px[:, self.index(name)]

    def midpoint(self, first: str, second: str) -> FloatArray:
        """(n_frames, 2) path half way between two landmarks, image pixels."""
        middle: FloatArray = (self.point(first) + self.point(second)) / 2
        return middle

    def with_points(self, points: Mapping[str, FloatArray]) -> "LandmarkSequence":
        """A copy in which the named (n_frames, 2) paths are replaced."""
        xy_px = self.xy_px.copy()
        for name, path in points.items():
            xy_px[:, self.index(name)] = path
        return replace(self, xy_px=xy_px)

    @property
    def frame_rate_hz(self) -> float:
        """Median capture rate; NaN for fewer than two frames."""
        if len(self) < 2:
            return float("nan")
        return float(1 / np.median(np.diff(self.time_s)))
