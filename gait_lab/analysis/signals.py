"""Landmarks -> gap-filled, smoothed series in the runner's axes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gait_lab.analysis.conventions import Facing, Side, View
from gait_lab.analysis.landmarks import FloatArray


@dataclass(frozen=True, eq=False)
class GaitSignals:
    """The runner's landmark paths, levelled, turned to the runner's axes and smoothed.

    Attributes
    ----------
    time_s : (n_frames,)
        Real seconds from the first frame, true timestamps (may be uneven).
    smooth : name -> (n_frames, 2)
        Paths in pixels, runner axes (X forward or image-right, Y up; see ``conventions``),
        camera roll removed, gaps filled, zero-lag smoothed for angles (10-12 Hz). NaN where
        no honest value exists.
    foot : name -> (n_frames, 2)
        The same paths smoothed less (15-20 Hz), for foot events.
    measured : name -> (n_frames,) bool
        True where the landmark was seen, False where it was filled or rebuilt.
    noise_px : name -> float
        Standard deviation of the landmark's jitter, estimated from the clip itself.
    leg_length_px : float
        Near leg (rear view: mean of both), thigh + shank, median over stance-like frames.
    px_per_m : float or None
        Scale; None when neither height nor belt speed was given.
    roll_deg : float or None
        Camera roll that was removed; None where it could not be measured.
    """

    view: View
    near_side: Side | None
    facing: Facing | None
    time_s: FloatArray
    smooth: Mapping[str, FloatArray]
    foot: Mapping[str, FloatArray]
    measured: Mapping[str, np.ndarray]
    noise_px: Mapping[str, float]
    leg_length_px: float
    px_per_m: float | None
    roll_deg: float | None

    def at(self, name: str, time_s: float, *, foot: bool = False) -> FloatArray:
        """(2,) position of a landmark at an instant between frames (linear in time)."""
        path = (self.foot if foot else self.smooth)[name]
        return np.array([np.interp(time_s, self.time_s, path[:, axis]) for axis in (0, 1)])
