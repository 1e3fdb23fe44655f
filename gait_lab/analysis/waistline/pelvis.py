"""The pelvis' tilt from the waist's edge, unless that edge is a hem that follows the trunk."""

from dataclasses import dataclass

import numpy as np

from gait_lab.analysis.angles import Paths, trunk_deg
from gait_lab.analysis.filters import fill_short_gaps, lowpass
from gait_lab.analysis.landmarks import FloatArray

DRIFT_HZ = 0.7
"""Slower than any stride."""
WITH_TRUNK = 0.65
"""Correlation with the trunk's lean above which the edge at the waist is no sign of the pelvis.
A jacket's hem filmed from behind came to 0.82; drawn runners, whose edge is the pelvis' own, to
0.5 at most."""
FEWEST_SHARED = 30
"""Frames from which that can be told."""


@dataclass(frozen=True, eq=False)
class PelvisTilt:
    """Attributes
    ----------
    tilt_deg : (n_frames,) or None
        + the runner's left higher, level by the camera's roll, gaps filled, smoothed; None
        where no edge was found, or it is not the pelvis'.
    hangs : bool
        The edge turns with the trunk: the hem of a top that hangs from the shoulders.
    """

    tilt_deg: FloatArray | None
    hangs: bool = False


def pelvis_tilt(
    time_s: FloatArray,
    waist_tilt_deg: FloatArray | None,
    *,
    roll_deg: float,
    paths: Paths,
    max_gap_s: float,
    cutoff_hz: float,
) -> PelvisTilt:
    """The edge's slope as that of the pelvis. Seen from behind: left is at image-left.

    What the edge tells is the clothes' slope. Its changes are the pelvis' where they sit fast;
    its level is the pelvis' where they sit level, which nothing in the pictures can prove.

    Parameters
    ----------
    waist_tilt_deg : (n_frames,) slope in the picture, + image-right lower (`read_waist_line`).
    roll_deg : what the picture's content is turned anticlockwise.
    paths : landmark paths in the runner's axes, for the trunk's lean.
    max_gap_s, cutoff_hz : as for the landmarks' paths.
    """
    if waist_tilt_deg is None:
        return PelvisTilt(None)
    filled = fill_short_gaps(time_s, waist_tilt_deg + roll_deg, max_gap_s=max_gap_s)
    tilt_deg = lowpass(time_s, filled, cutoff_hz=cutoff_hz)
    if _turn_together(time_s, tilt_deg, trunk_deg(paths)):
        return PelvisTilt(None, hangs=True)
    return PelvisTilt(tilt_deg)


def _turn_together(time_s: FloatArray, tilt_deg: FloatArray, lean_deg: FloatArray) -> bool:
    """Both clockwise at once, stride after stride. A pelvis and a trunk turn against each other:
    the swing side drops while the trunk leans over the stance leg."""
    swings = np.array([x - lowpass(time_s, x, cutoff_hz=DRIFT_HZ) for x in (tilt_deg, lean_deg)])
    both = np.isfinite(swings).all(axis=0)
    if both.sum() < FEWEST_SHARED:
        return False
    return bool(np.corrcoef(swings[:, both])[0, 1] > WITH_TRUNK)
