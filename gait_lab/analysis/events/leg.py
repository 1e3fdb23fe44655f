"""Contact and toe-off of one leg: read from its average stride, then for every stride."""

from dataclasses import dataclass

import numpy as np

from gait_lab.analysis.conventions import Side
from gait_lab.analysis.events.ensemble import Ensemble, average_stride, stride_shifts
from gait_lab.analysis.events.rhythm import Rhythm
from gait_lab.analysis.geometry import from_vertical_deg, knee_flexion_deg
from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.signals import GaitSignals

CUTOFF_HZ = 20.0
STRIDE_PRIOR_S = 0.010
"""Spread of single strides' instants about their average, relative to mid-stance (force plate,
training runners of the reference motion: 3-7 ms)."""


@dataclass(frozen=True, eq=False)
class LegTiming:
    """Instants of one leg, one a stride, NaN where not found; with their standard deviations."""

    contact_s: FloatArray
    toe_off_s: FloatArray
    contact_sd_s: FloatArray
    toe_off_sd_s: FloatArray


def time_leg(signals: GaitSignals, rhythm: Rhythm, side: Side) -> LegTiming:
    """Time every stance of one leg."""
    anchors_s = np.array([step.low_s for step in rhythm.steps if step.side == side])
    channels = leg_channels(signals, side)
    stride_s = 2 / rhythm.step_hz
    if len(anchors_s) < 1:
        return _nothing(0)
    ensemble = average_stride(
        signals.time_s, channels, anchors_s, stride_s=stride_s, cutoff_hz=_cutoff_hz(stride_s)
    )
    if ensemble is None or not np.isfinite(ensemble.curves).all():
        return _nothing(len(anchors_s))
    contact_lag_s, toe_off_lag_s = event_lags_s(ensemble, step_s=1 / rhythm.step_hz)
    contact_s, contact_sd_s = _each(signals, channels, anchors_s, ensemble, contact_lag_s)
    toe_off_s, toe_off_sd_s = _each(signals, channels, anchors_s, ensemble, toe_off_lag_s)
    return LegTiming(contact_s, toe_off_s, contact_sd_s, toe_off_sd_s)


def _cutoff_hz(stride_s: float) -> float:
    """20 Hz for a running stride; in proportion where a slow-motion file lies about time."""
    return float(CUTOFF_HZ * min(1.0, 0.7 / stride_s))


def _nothing(count: int) -> LegTiming:
    nan = np.full(count, np.nan)
    return LegTiming(nan, nan, nan, nan)


CHANNELS = ("hip_height", "ankle_ahead", "thigh", "shank", "knee")


def leg_channels(signals: GaitSignals, side: Side) -> FloatArray:
    """(n_frames, n_channels) what the average stride is made of; lengths in leg lengths."""
    paths = signals.level or signals.foot
    middle = (paths["left_hip"] + paths["right_hip"]) / 2
    knee, ankle = paths[f"{side}_knee"], paths[f"{side}_ankle"]
    leg_px = signals.leg_length_px
    return np.column_stack(
        [
            middle[:, 1] / leg_px,
            (ankle - middle)[:, 0] / leg_px,
            np.radians(from_vertical_deg(middle, knee)),
            np.radians(from_vertical_deg(knee, ankle)),
            np.radians(knee_flexion_deg(middle, knee, ankle)),
        ]
    )


def event_lags_s(ensemble: Ensemble, *, step_s: float) -> tuple[float, float]:
    """Contact and toe-off of the average stride, relative to mid-stance."""
    fall = _highest(ensemble.lag_s, -ensemble.slopes[:, 0], -0.5 * step_s, -0.05 * step_s)
    straight = _highest(ensemble.lag_s, -ensemble.curves[:, 4], 0.15 * step_s, 0.8 * step_s)
    return fall - 0.038, straight - 0.012


def _highest(lag_s: FloatArray, values: FloatArray, low_s: float, high_s: float) -> float:
    first, last = np.searchsorted(lag_s, [low_s, high_s])
    return float(lag_s[first + int(np.argmax(values[first:last]))])


def _each(
    signals: GaitSignals,
    channels: FloatArray,
    anchors_s: FloatArray,
    ensemble: Ensemble,
    lag_s: float,
) -> tuple[FloatArray, FloatArray]:
    shifts, errors = stride_shifts(
        signals.time_s,
        channels,
        anchors_s,
        ensemble,
        window_s=(lag_s - 0.08, lag_s + 0.08),
        prior_s=STRIDE_PRIOR_S,
    )
    return anchors_s + lag_s + shifts, errors
