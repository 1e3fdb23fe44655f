"""What was read in some strides, carried to the others of a long clip.

How far the landmarks lie beside the shoe at an instant of the stride is much the same in every
stride: it is the pose model's habit.
"""

from collections.abc import Sequence

import numpy as np

from gait_lab.analysis.landmarks import FloatArray, IntArray
from gait_lab.analysis.shoe.stance import Stance

REACH_S = 0.012
"""Changes within this of an instant are taken together."""
FEWEST = 3
"""Fewer changes near an instant say nothing of it."""


def carried_change(
    read_s: FloatArray, change: FloatArray, stances: Sequence[Stance], wanted_s: FloatArray
) -> FloatArray:
    """(n, ...) the usual change at each wanted instant; NaN where too few were read near it.

    Parameters
    ----------
    read_s : (k,) instants that were read.
    change : (k, ...) how far the shoe lay beside the landmarks there.
    stances : those of the whole clip.
    wanted_s : (n,)
    """
    lag_s, wanted_lag_s = _lags(read_s, stances), _lags(wanted_s, stances)
    usual = np.full((len(wanted_s), *change.shape[1:]), np.nan)
    for row, lag in zip(usual, wanted_lag_s, strict=True):
        near = np.abs(lag_s - lag) <= REACH_S
        if near.sum() >= FEWEST:
            row[:] = np.median(change[near], axis=0)
    return usual


def _lags(instants_s: FloatArray, stances: Sequence[Stance]) -> FloatArray:
    """Seconds from the nearest contact."""
    contacts_s = np.array([stance.contact_s for stance in stances])
    nearest = np.abs(instants_s[:, None] - contacts_s).argmin(axis=1)
    return np.asarray(instants_s - contacts_s[nearest])


def spread_over(stances: Sequence[Stance], count: int) -> list[Stance]:
    """At most so many of them, from all over the clip."""
    places: IntArray = np.linspace(0, len(stances) - 1, min(count, len(stances))).astype(np.int64)
    return [stances[place] for place in places]
