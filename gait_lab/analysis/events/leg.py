"""Contact and toe-off of one leg: read from its average stride, then for every stride."""

from dataclasses import dataclass

import numpy as np

from gait_lab.analysis.conventions import EventKind, Side
from gait_lab.analysis.events.ensemble import Ensemble, average_stride, stride_shifts
from gait_lab.analysis.events.rear import rear_event_lag_s
from gait_lab.analysis.events.rhythm import Rhythm
from gait_lab.analysis.events.shape import event_lag_s, leg_channels
from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.signals import GaitSignals

CUTOFF_HZ = 20.0
USUAL_STRIDE_S = 0.72
STRIDE_PRIOR_S = 0.010
"""Spread of single strides' instants about their average, relative to mid-stance (force plate,
training runners of the reference motion: 3-7 ms)."""
AVERAGE_SD_S: dict[EventKind, float] = {"initial_contact": 0.012, "toe_off": 0.008}
"""How far the average stride's event is typically off; see ``docs/validity.md``."""


@dataclass(frozen=True, eq=False)
class LegTiming:
    """Instants of one leg, one a stride, NaN where not found; with their standard deviations."""

    contact_s: FloatArray
    toe_off_s: FloatArray
    contact_sd_s: FloatArray
    toe_off_sd_s: FloatArray


def time_leg(signals: GaitSignals, rhythm: Rhythm, side: Side) -> LegTiming:
    """Time every stance of one leg."""
    stances_s = rhythm.stances_s[side]
    ensemble = leg_ensemble(signals, rhythm, side)
    if ensemble is None:
        nan = np.full(len(stances_s), np.nan)
        return LegTiming(nan, nan, nan, nan)
    contact_s, contact_sd_s = _each(signals, rhythm, side, ensemble, "initial_contact")
    toe_off_s, toe_off_sd_s = _each(signals, rhythm, side, ensemble, "toe_off")
    return LegTiming(contact_s, toe_off_s, contact_sd_s, toe_off_sd_s)


def leg_ensemble(signals: GaitSignals, rhythm: Rhythm, side: Side) -> Ensemble | None:
    """The leg's average stride, or None where there is too little to average."""
    stances_s = rhythm.stances_s[side]
    if not len(stances_s):
        return None
    ensemble = average_stride(
        signals.time_s,
        leg_channels(signals, side),
        stances_s,
        stride_s=2 * rhythm.step_s,
        cutoff_hz=CUTOFF_HZ * min(1.0, USUAL_STRIDE_S / (2 * rhythm.step_s)),
    )
    return ensemble if ensemble is not None and np.isfinite(ensemble.curves).all() else None


def _each(
    signals: GaitSignals, rhythm: Rhythm, side: Side, ensemble: Ensemble, kind: EventKind
) -> tuple[FloatArray, FloatArray]:
    step_s = rhythm.step_s
    lag_s = (
        rear_event_lag_s(ensemble, kind=kind, step_s=step_s, hip_lag=rhythm.hip_lag)
        if signals.view == "rear"
        else event_lag_s(
            ensemble,
            kind=kind,
            step_s=step_s,
            shoe_read=signals.sole_deg is not None and side == signals.near_side,
        )
    )
    shifts, errors = stride_shifts(
        signals.time_s,
        leg_channels(signals, side),
        rhythm.stances_s[side],
        ensemble,
        window_s=(lag_s - 0.22 * step_s, lag_s + 0.22 * step_s),
        prior_s=STRIDE_PRIOR_S,
    )
    return rhythm.stances_s[side] + lag_s + shifts, np.hypot(errors, AVERAGE_SD_S[kind])
