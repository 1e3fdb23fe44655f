"""One leg's strides as arrays, and series read at instants and over windows of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import Side
from gait_lab.analysis.landmarks import BoolArray, FloatArray
from gait_lab.analysis.results import Stride
from gait_lab.analysis.signals import GaitSignals

GRID = 101
"""Points a window is read at: 1 % steps."""

LONGEST_ODD_STRIDE = 0.25
"""A stride this share longer or shorter than the leg's median has a missed or extra event."""

SEEN_SHARE = 0.5
"""Share of a window's frames in which the landmarks must have been seen, not filled."""


@dataclass(frozen=True, eq=False)
class LegStrides:
    """The complete strides of one leg, in time order.

    ``contact_s``, ``toe_off_s`` and ``next_contact_s`` are ``(n,)`` real seconds. Windows are
    given as two ``(n,)`` arrays of instants and read at ``GRID`` evenly spaced points.
    """

    signals: GaitSignals
    side: Side
    contact_s: FloatArray
    toe_off_s: FloatArray
    next_contact_s: FloatArray

    def __len__(self) -> int:
        return len(self.contact_s)

    @property
    def stride_s(self) -> FloatArray:
        """(n,) stride times."""
        return self.next_contact_s - self.contact_s

    @property
    def stance_s(self) -> FloatArray:
        """(n,) contact times."""
        return self.toe_off_s - self.contact_s

    def at(self, series: FloatArray, instants_s: FloatArray) -> FloatArray:
        """A per-frame series read at instants between frames (local cubic in time)."""
        return interpolate(self.signals.time_s, series, instants_s)

    def stance(self, series: FloatArray) -> FloatArray:
        """(n, GRID) of a series over stance, contact to toe-off."""
        return self.over(series, self.contact_s, self.toe_off_s)

    def swing(self, series: FloatArray) -> FloatArray:
        """(n, GRID) of a series over swing, toe-off to the next contact."""
        return self.over(series, self.toe_off_s, self.next_contact_s)

    def cycle(self, series: FloatArray) -> FloatArray:
        """(n, GRID) of a series over the gait cycle, contact to next contact."""
        return self.over(series, self.contact_s, self.next_contact_s)

    def over(self, series: FloatArray, start_s: FloatArray, end_s: FloatArray) -> FloatArray:
        """(n, GRID) of a series over the windows ``[start_s, end_s]``."""
        return self.at(series, grid_s(start_s, end_s))

    def seen_at(self, instants_s: FloatArray, landmarks: Iterable[str]) -> BoolArray:
        """(n,) True where the landmarks were seen in a frame on either side of the instant."""
        seen = self._seen(landmarks)
        after = np.searchsorted(self.signals.time_s, instants_s).clip(1, len(seen) - 1)
        either: BoolArray = seen[after] | seen[after - 1]
        return either

    def seen_over(
        self, start_s: FloatArray, end_s: FloatArray, landmarks: Iterable[str]
    ) -> BoolArray:
        """(n,) True where the landmarks were seen in at least half of the window's frames."""
        total = np.concatenate([[0], np.cumsum(self._seen(landmarks))])
        first = np.searchsorted(self.signals.time_s, start_s)
        last = np.maximum(np.searchsorted(self.signals.time_s, end_s), first + 1)
        last = last.clip(max=len(total) - 1)
        enough: BoolArray = total[last] - total[first] >= SEEN_SHARE * (last - first)
        return enough

    def _seen(self, landmarks: Iterable[str]) -> BoolArray:
        seen = np.ones(len(self.signals.time_s), dtype=bool)
        for name in landmarks:
            seen &= self.signals.measured[name]
        return seen


def leg_strides(signals: GaitSignals, strides: Sequence[Stride], side: Side) -> LegStrides:
    """The strides of one leg, without those a missed or extra event made too long or short."""
    times = np.array(
        [
            (stride.initial_contact_s, stride.toe_off_s, stride.next_initial_contact_s)
            for stride in strides
            if stride.side == side
        ],
        dtype=float,
    ).reshape(-1, 3)
    times = times[np.argsort(times[:, 0])]
    length = times[:, 2] - times[:, 0]
    if len(length):
        usual = float(np.median(length))
        times = times[np.abs(length - usual) <= LONGEST_ODD_STRIDE * usual]
    return LegStrides(signals, side, times[:, 0], times[:, 1], times[:, 2])


def grid_s(start_s: FloatArray, end_s: FloatArray) -> FloatArray:
    """(n, GRID) evenly spaced instants from each start to each end."""
    share = np.linspace(0.0, 1.0, GRID)
    grid: FloatArray = start_s[:, None] + (end_s - start_s)[:, None] * share
    return grid


def interpolate(time_s: FloatArray, series: FloatArray, instants_s: FloatArray) -> FloatArray:
    """A series at any instants: cubic through the four nearest frames, uneven times allowed.

    Linear reading between frames flattens peaks at 30 Hz by up to two degrees, so it is used
    only where one of the outer two frames is missing. NaN outside the series and in gaps.
    """
    count = len(time_s)
    if count < 4:
        return np.full(np.shape(instants_s), np.nan)
    after = np.searchsorted(time_s, instants_s, side="right").clip(1, count - 1)
    base = (after - 2).clip(0, count - 4)
    cubic = _lagrange(time_s, series, base, instants_s)
    span = time_s[after] - time_s[after - 1]
    weight = (instants_s - time_s[after - 1]) / span
    linear = (1 - weight) * series[after - 1] + weight * series[after]
    inside = (instants_s >= time_s[0]) & (instants_s <= time_s[-1])
    read: FloatArray = np.where(np.isfinite(cubic), cubic, linear)
    return np.where(inside, read, np.nan)


def _lagrange(
    time_s: FloatArray, series: FloatArray, base: NDArray[np.intp], instants_s: FloatArray
) -> FloatArray:
    total = np.zeros(np.shape(instants_s))
    for own in range(4):
        term = series[base + own].astype(float)
        for other in range(4):
            if other != own:
                step = time_s[base + own] - time_s[base + other]
                term = term * (instants_s - time_s[base + other]) / step
        total = total + term
    return total
