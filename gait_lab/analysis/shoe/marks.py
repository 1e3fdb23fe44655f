"""Heel and toe where the shoe says they are, in place of the pose model's."""

import numpy as np

from gait_lab.analysis.conventions import Side
from gait_lab.analysis.landmarks import FloatArray, IntArray, LandmarkSequence
from gait_lab.analysis.shoe.reading import ShoeReading

FADE_S = 0.05
"""Over so long before and after what was read the change fades out."""


def with_shoe(sequence: LandmarkSequence, side: Side, reading: ShoeReading) -> LandmarkSequence:
    """The sequence with that side's heel and toe moved onto the shoe, where it was read.

    Between the frames that were read the change is drawn on from one to the next; before and
    after them it fades.
    """
    moved = {}
    for joint, found in (("heel", reading.heel_px), ("foot_index", reading.toe_px)):
        name = f"{side}_{joint}"
        path = sequence.point(name)
        change = found - path[reading.frame]
        moved[name] = path + _faded(sequence.time_s, reading.frame, change)
    return sequence.with_points(moved)


def _faded(time_s: FloatArray, frame: IntArray, change: FloatArray) -> FloatArray:
    """(n_frames, 2) of the change at some frames, 0 farther than `FADE_S` from any."""
    read_s = time_s[frame]
    apart = np.flatnonzero(np.diff(read_s) > 2 * FADE_S)
    ends_s = np.concatenate([read_s[:1] - FADE_S, read_s[apart] + FADE_S])
    starts_s = np.concatenate([read_s[apart + 1] - FADE_S, read_s[-1:] + FADE_S])
    nodes_s = np.concatenate([read_s, ends_s, starts_s])
    order = np.argsort(nodes_s, kind="stable")
    values = np.concatenate([change, np.zeros((len(nodes_s) - len(read_s), 2))])[order]
    known = np.isfinite(values[:, 0])
    return np.column_stack(
        [np.interp(time_s, nodes_s[order][known], column[known]) for column in values.T]
    )
