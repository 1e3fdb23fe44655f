"""Contact and toe-off from the side: from an average stride's whole shape, and from the impact.

Every single cue of an event (the peak of the foot's vertical acceleration, the hips' fastest
fall, the straightest knee) is a small feature that a pose model's errors can bend by tens of
milliseconds. The shape of the whole stride carries the same information many times over. A
linear estimator of least mean squared error reads the instant from all of it: trained on
treadmill runners with a force plate (Fukuchi et al. 2017, doi 10.7717/peerj.3298) seen by
virtual cameras, and on simulated runners whose contacts are longer and shorter than theirs. The
errors of pose models (offsets, scale, smooth bends of each joint's path over the stride) stand in
its noise covariance, so that it leans on what survives them; toe-off is blind besides to the
way in which drawn strides are seen bent. ``benchmarks/train_event_shape.py`` makes the weights; it
never sees the held-out runners.

Contact has one cue worth adding, the impact: Handsaker et al. (2016) take the first peak of
vertical acceleration of heel or toe. A video pose is too noisy for one landmark, so the peak is
that of knee, ankle and toe together, sought near the shape's instant, and the two are averaged.
Where heel and toe were read from the shoe in the pictures their paths need no such doubt: weights
of their own, trained for that, tell contact better than with the impact.
The peak lies after the force plate's 50 N by `IMPACT_DELAY_S`, found on the training runners and
confirmed on the held-out ones (``benchmarks/events_against_force_plate.py``).
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from scipy.signal import argrelmax

from gait_lab.analysis.conventions import EventKind, Side
from gait_lab.analysis.events.ensemble import Ensemble
from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.signals import GaitSignals

WEIGHTS = Path(__file__).with_name("event_shape.json")
GRID = np.linspace(-1.0, 1.0, 33)[:-1]
"""Instants of the stride, in steps from mid-stance."""
JOINTS = ("knee", "ankle", "heel", "foot_index")
CONTACT_OF_SHOE = "initial_contact_of_shoe"
"""Weights for contact where heel and toe are read from the shoe in the pictures."""
IMPACT_HEIGHTS = (2, 4, 8)
"""Channels that feel the impact: height of knee, ankle and toe."""
IMPACT_DELAY_S = 0.0266
IMPACT_REACH_S = 0.040
IMPACT_SHARE = 0.6
"""How much the impact counts against the shape, where there is one within reach."""


@dataclass(frozen=True, eq=False)
class ShapeModel:
    """``lag = step_s * (intercept + sum(weights * shape))``; weights (n_channels, n_grid)."""

    intercept: float
    weights: FloatArray

    def lag_s(self, shape: FloatArray, *, step_s: float) -> float:
        """Seconds from mid-stance to the event."""
        return float(step_s * (self.intercept + np.sum(self.weights * shape)))


@cache
def shape_model(name: str) -> ShapeModel:
    """The trained weights: of an `EventKind`, or of `CONTACT_OF_SHOE`."""
    model = json.loads(WEIGHTS.read_text())[name]
    return ShapeModel(float(model["intercept"]), np.array(model["weights"], dtype=np.float64))


def leg_channels(signals: GaitSignals, side: Side) -> FloatArray:
    """(n_frames, 9): mid-hip height, then knee, ankle, heel and toe from the mid-hip, x and y.

    In leg lengths, from paths that are levelled but not smoothed: the average over strides
    smooths them.
    """
    paths = signals.level or signals.foot
    middle = (paths["left_hip"] + paths["right_hip"]) / 2
    joints = [paths[f"{side}_{joint}"] - middle for joint in JOINTS]
    return np.asarray(np.column_stack([middle[:, 1], *joints]) / signals.leg_length_px)


def shape_of(ensemble: Ensemble, *, step_s: float) -> FloatArray:
    """(n_channels, n_grid) of the average stride at the grid's instants."""
    columns = [
        np.interp(GRID * step_s, ensemble.lag_s, curve, period=2 * step_s)
        for curve in ensemble.curves.T
    ]
    return np.array(columns)


def event_lag_s(
    ensemble: Ensemble, *, kind: EventKind, step_s: float, shoe_read: bool = False
) -> float:
    """Seconds from mid-stance to the event of the average stride.

    ``shoe_read``: heel and toe are those of the shoe in the pictures (``shoe.with_shoe``).
    """
    shape = shape_of(ensemble, step_s=step_s)
    if shoe_read and kind == "initial_contact":
        return shape_model(CONTACT_OF_SHOE).lag_s(shape, step_s=step_s)
    by_shape_s = shape_model(kind).lag_s(shape, step_s=step_s)
    if kind == "toe_off":
        return by_shape_s
    by_impact_s = impact_s(ensemble, expected_s=by_shape_s)
    if by_impact_s is None:
        return by_shape_s
    return (1 - IMPACT_SHARE) * by_shape_s + IMPACT_SHARE * by_impact_s


def impact_s(ensemble: Ensemble, *, expected_s: float) -> float | None:
    """Contact by the peak of vertical acceleration nearest to the expected instant, if any."""
    bends = ensemble.bends[:, IMPACT_HEIGHTS].sum(axis=1)
    upward = bends + len(IMPACT_HEIGHTS) * ensemble.bends[:, 0]
    middle_s = expected_s + IMPACT_DELAY_S
    first, last = np.searchsorted(
        ensemble.lag_s, [middle_s - IMPACT_REACH_S, middle_s + IMPACT_REACH_S]
    )
    peaks = first + argrelmax(upward[first:last])[0]
    if not len(peaks):
        return None
    away = (ensemble.lag_s[peaks] - middle_s) / (IMPACT_REACH_S / 1.5)
    best = peaks[int(np.argmax(upward[peaks] * np.exp(-(away**2) / 2)))]
    return float(ensemble.lag_s[best] - IMPACT_DELAY_S)
