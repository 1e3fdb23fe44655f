"""The step rhythm: when the body is lowest, and on which leg it then stands."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from gait_lab.analysis.conventions import SIDES, Side
from gait_lab.analysis.filters import frame_rate_hz
from gait_lab.analysis.landmarks import BoolArray, ComplexArray, FloatArray
from gait_lab.analysis.signals import GaitSignals

STRIDE_BAND_HZ = (0.12, 2.6)
"""Wide on purpose: a slow-motion file whose capture rate is not stated still has a rhythm."""
MIN_STRIDES = 1.5
ACTIVE_SHARE = 0.35
GRID_HZ = 120.0


@dataclass(frozen=True)
class Step:
    """One mid-stance: when the mid-hip is lowest, and the leg it stands on."""

    side: Side
    low_s: float


@dataclass(frozen=True, eq=False)
class Rhythm:
    """Attributes
    ----------
    step_hz : float
        Frequency of the sinusoid fitted to the mid-hip's height on true timestamps.
    explained : float
        Share 0..1 of the mid-hip's movement (slow drift removed) that the sinusoid and its
        harmonic explain.
    steps : tuple of Step
        Mid-stances in order, sides alternating within an unbroken stretch.
    amplitude_px : float
    """

    step_hz: float
    explained: float
    steps: tuple[Step, ...]
    amplitude_px: float


def find_rhythm(signals: GaitSignals) -> Rhythm | None:
    """The rhythm of the clip, or None where there is none (standing, garbage, too short)."""
    time_s = signals.time_s
    hip = _hip_height(signals)
    legs = _leg_beat(signals)
    seen = np.isfinite(hip) & np.isfinite(legs)
    if seen.sum() < 12 or not np.ptp(hip[seen]) > 0 or not np.ptp(legs[seen]) > 0:
        return None
    grid_s = np.arange(time_s[seen][0], time_s[seen][-1], 1 / _grid_rate_hz(time_s))
    if len(grid_s) < 12:
        return None
    stride_hz = _main_frequency(grid_s, np.interp(grid_s, time_s[seen], legs[seen]))
    if stride_hz is None:
        return None
    even_hip = np.interp(grid_s, time_s[seen], hip[seen])
    step_hz, explained = fit_sinusoid(time_s[seen], hip[seen], near_hz=2 * stride_hz)
    phase, size = _demodulate(grid_s, even_hip, step_hz)
    known = _near_seen(grid_s, time_s[seen], 0.5 / step_hz)
    active = known & (size > ACTIVE_SHARE * np.median(size[known]))
    lows = _lows(grid_s, phase, active)
    return Rhythm(step_hz, explained, _name_steps(signals, lows, step_hz), float(np.median(size)))


def _grid_rate_hz(time_s: FloatArray) -> float:
    return float(max(GRID_HZ, frame_rate_hz(time_s)))


def _hip_height(signals: GaitSignals) -> FloatArray:
    return signals.middle("hip")[:, 1]


def _leg_beat(signals: GaitSignals) -> FloatArray:
    """One oscillation a stride: left minus right ankle, forward from the side, up from behind."""
    axis = 0 if signals.view == "side" else 1
    beat: FloatArray = (signals.smooth["left_ankle"] - signals.smooth["right_ankle"])[:, axis]
    return beat


def _main_frequency(grid_s: FloatArray, beat: FloatArray) -> float | None:
    rate_hz = 1 / (grid_s[1] - grid_s[0])
    duration_s = grid_s[-1] - grid_s[0]
    low_hz = max(STRIDE_BAND_HZ[0], MIN_STRIDES / duration_s)
    padded = int(2 ** np.ceil(np.log2(8 * len(beat))))
    power = np.abs(np.fft.rfft((beat - beat.mean()) * np.hanning(len(beat)), padded)) ** 2
    frequency_hz = np.fft.rfftfreq(padded, 1 / rate_hz)
    inside = (frequency_hz >= low_hz) & (frequency_hz <= STRIDE_BAND_HZ[1])
    if not inside.any() or not power[inside].max() > 0:
        return None
    return float(frequency_hz[inside][np.argmax(power[inside])])


def fit_sinusoid(time_s: FloatArray, height: FloatArray, *, near_hz: float) -> tuple[float, float]:
    """Frequency of the sinusoid (with one harmonic) that fits best, and the share it explains.

    Least squares on the true timestamps over a fine search of ±12 % about ``near_hz``, with a
    slow drift (cubic, and the stride's own half frequency) fitted beside it.
    """
    span = 0.12
    for _ in range(3):
        tried = near_hz * np.linspace(1 - span, 1 + span, 25)
        shares = [_explained(time_s, height, frequency_hz) for frequency_hz in tried]
        near_hz = float(tried[int(np.argmax(shares))])
        span /= 8
    return near_hz, float(max(shares))


def _explained(time_s: FloatArray, height: FloatArray, frequency_hz: float) -> float:
    scaled = np.linspace(-1, 1, len(time_s))
    nuisance = [scaled**power for power in range(4)]
    angle = 2 * np.pi * frequency_hz * time_s
    nuisance += [np.cos(angle / 2), np.sin(angle / 2)]
    wanted = [np.cos(angle), np.sin(angle), np.cos(2 * angle), np.sin(2 * angle)]
    without = _residual(np.column_stack(nuisance), height)
    with_it = _residual(np.column_stack(nuisance + wanted), height)
    return 1 - with_it / max(without, 1e-12)


def _residual(basis: FloatArray, values: FloatArray) -> float:
    fitted = basis @ np.linalg.lstsq(basis, values, rcond=None)[0]
    return float(np.sum((values - fitted) ** 2))


def _demodulate(
    grid_s: FloatArray, height: FloatArray, step_hz: float
) -> tuple[FloatArray, FloatArray]:
    """Unwrapped phase (0 at the top) and size of the oscillation at the step frequency."""
    step = grid_s[1] - grid_s[0]
    slow = gaussian_filter1d(height, 0.5 / step_hz / step, mode="nearest")
    shifted: ComplexArray = (height - slow) * np.exp(-2j * np.pi * step_hz * grid_s)
    width = 0.45 / step_hz / step
    analytic = gaussian_filter1d(shifted.real, width, mode="nearest") + 1j * gaussian_filter1d(
        shifted.imag, width, mode="nearest"
    )
    phase = np.unwrap(np.angle(analytic)) + 2 * np.pi * step_hz * grid_s
    return np.asarray(phase), np.asarray(2 * np.abs(analytic))


def _near_seen(grid_s: FloatArray, seen_s: FloatArray, reach_s: float) -> BoolArray:
    after = np.clip(np.searchsorted(seen_s, grid_s), 1, len(seen_s) - 1)
    gap = np.minimum(np.abs(grid_s - seen_s[after]), np.abs(grid_s - seen_s[after - 1]))
    return np.asarray(gap <= reach_s)


def _lows(grid_s: FloatArray, phase: FloatArray, active: BoolArray) -> FloatArray:
    """Instants of phase π (mod 2π), where the oscillation is active."""
    turns = (phase - np.pi) / (2 * np.pi)
    first, last = int(np.ceil(turns[0])), int(np.floor(turns[-1]))
    lows = np.interp(np.arange(first, last + 1), np.maximum.accumulate(turns), grid_s)
    kept = active[np.clip(np.searchsorted(grid_s, lows), 0, len(grid_s) - 1)]
    return np.asarray(lows[kept])


def _name_steps(signals: GaitSignals, lows: FloatArray, step_hz: float) -> tuple[Step, ...]:
    """Sides alternate; which comes first is voted over each unbroken stretch of steps."""
    if len(lows) == 0:
        return ()
    leans = _stands_on_left(signals, lows, step_hz)
    breaks = np.flatnonzero(np.diff(lows) > 1.6 / step_hz) + 1
    steps: list[Step] = []
    for part in np.split(np.arange(len(lows)), breaks):
        parity = (np.arange(len(part))) % 2
        left_first = np.nansum(leans[part] * np.where(parity == 0, 1.0, -1.0)) >= 0
        for place, index in enumerate(part):
            on_left = (parity[place] == 0) == left_first
            steps.append(Step(SIDES[0] if on_left else SIDES[1], float(lows[index])))
    return tuple(steps)


def _stands_on_left(signals: GaitSignals, lows: FloatArray, step_hz: float) -> FloatArray:
    """Positive where the left foot is lower and, from the side, moves back under the body."""
    leg_px = signals.leg_length_px
    split = (signals.smooth["left_ankle"] - signals.smooth["right_ankle"]) / leg_px
    known = np.isfinite(split).all(axis=1)
    times = signals.time_s[known]
    lower = -np.interp(lows, times, split[known, 1])
    if signals.view == "rear":
        return np.asarray(lower)
    reach = 0.12 / step_hz
    ahead = [np.interp(lows + shift, times, split[known, 0]) for shift in (-reach, reach)]
    return np.asarray(lower + (ahead[0] - ahead[1]))
