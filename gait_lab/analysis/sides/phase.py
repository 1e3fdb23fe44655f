"""Stride phase from what does not depend on which leg is called which.

The difference of the two ankles, z = x + i·y, changes its sign when the labels are swapped; its
square does not. From the side z runs round an ellipse once a stride, so z² turns once a step:
its phase is twice the stride's, whatever the labels do, and the sense in which it turns tells
which way the runner faces (a foot moves forward when it is high). Collapsed frames, with both
labels on one leg, have z near 0 and weigh nothing.
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from gait_lab.analysis.filters import frame_rate_hz
from gait_lab.analysis.landmarks import BoolArray, ComplexArray, FloatArray, IntArray
from gait_lab.analysis.sides.body import Legs

STEP_BAND_HZ = (0.25, 5.0)
"""Wide on purpose: a slow-motion file whose capture rate is not stated is still periodic."""
MIN_STEPS = 3.0
ACTIVE_SHARE = 0.3


@dataclass(frozen=True, eq=False)
class StridePhase:
    """Phase of the stride over the clip.

    Attributes
    ----------
    radians : (n_frames,)
        Unwrapped; 2π a stride. Defined up to half a stride (which leg is which).
    turn : int
        Sense of rotation of the ankle difference, y up: -1 facing image-right, +1 image-left.
    strength : float
        0..1, how far one sense of rotation outweighs the other.
    active : (n_frames,) bool
        Where the legs are moving periodically.
    step_hz : float
    """

    radians: FloatArray
    turn: int
    strength: float
    active: BoolArray
    step_hz: float


def stride_phase(legs: Legs, *, from_behind: bool = False) -> StridePhase | None:
    """The stride's phase on the clip's own instants, or None where nothing is periodic.

    From behind the legs are not mistaken for each other but the ellipse is flat: there the
    labelled height difference of the ankles gives the phase directly.
    """
    if len(legs.time_s) < 8 or not np.isfinite(legs.difference).any():
        return None
    beat = _height_beat(legs) if from_behind else _squared_split(legs)
    rate_hz = frame_rate_hz(legs.time_s)
    grid_s = np.arange(legs.time_s[0], legs.time_s[-1] + 0.5 / rate_hz, 1 / rate_hz)
    even = _on_grid(legs.time_s, beat, grid_s)
    halves = 2 if from_behind else 1
    peak_hz, strength = _main_frequency(even, rate_hz, per_step=halves)
    if peak_hz == 0.0:
        return None
    return _demodulated(legs.time_s, grid_s, even, peak_hz, strength, from_behind=from_behind)


def _squared_split(legs: Legs) -> ComplexArray:
    squared = np.nansum(np.nan_to_num(legs.difference) ** 2, axis=1)
    squared[~np.isfinite(legs.difference).any(axis=1)] = np.nan
    limit = 3 * np.nanmedian(np.abs(squared))
    size = np.abs(squared)
    with np.errstate(invalid="ignore"):
        capped: ComplexArray = squared * np.minimum(1.0, limit / np.maximum(size, 1e-12))
    return capped


def _height_beat(legs: Legs) -> ComplexArray:
    seen = np.isfinite(legs.difference)
    total = np.where(seen, legs.difference.imag, 0.0).sum(axis=1)
    height: ComplexArray = np.where(
        seen.any(axis=1), total / np.maximum(seen.sum(axis=1), 1), np.nan
    )
    return height.astype(complex)


def _on_grid(time_s: FloatArray, beat: ComplexArray, grid_s: FloatArray) -> ComplexArray:
    seen = np.isfinite(beat)
    even = np.interp(grid_s, time_s[seen], beat[seen].real) + 1j * np.interp(
        grid_s, time_s[seen], beat[seen].imag
    )
    # Through a long gap the straight bridge carries no phase: weigh it out.
    distance_s = np.min(
        np.abs(grid_s[:, None] - time_s[seen][_nearest(time_s[seen], grid_s)]), axis=1
    )
    even[distance_s > 0.2] = np.mean(even)
    return np.asarray(even)


def _nearest(known_s: FloatArray, wanted_s: FloatArray) -> IntArray:
    after = np.clip(np.searchsorted(known_s, wanted_s), 0, len(known_s) - 1)
    return np.column_stack([np.clip(after - 1, 0, None), after])


def _main_frequency(even: ComplexArray, rate_hz: float, *, per_step: int) -> tuple[float, float]:
    """Signed frequency of the strongest turn within the band (0 when none), and its clarity."""
    low_hz, high_hz = (edge / per_step for edge in STEP_BAND_HZ)
    duration_s = len(even) / rate_hz
    low_hz = max(low_hz, MIN_STEPS / per_step / duration_s)
    padded = int(2 ** np.ceil(np.log2(max(8 * len(even), 64))))
    slow = gaussian_filter1d(even.real, rate_hz / low_hz / 2, mode="nearest") + 1j * (
        gaussian_filter1d(even.imag, rate_hz / low_hz / 2, mode="nearest")
    )
    spectrum = np.abs(np.fft.fft((even - slow) * np.hanning(len(even)), padded)) ** 2
    frequency_hz = np.fft.fftfreq(padded, 1 / rate_hz)
    spectrum[(np.abs(frequency_hz) < low_hz) | (np.abs(frequency_hz) > high_hz)] = 0.0
    if not spectrum.any():
        return 0.0, 0.0
    best = int(np.argmax(spectrum))
    mirrored = int(np.argmin(np.abs(frequency_hz + frequency_hz[best])))
    near = slice(max(mirrored - 8, 0), mirrored + 9)
    against = float(np.sqrt(spectrum[near].max()))
    with_it = float(np.sqrt(spectrum[best]))
    strength = (with_it - against) / (with_it + against) if with_it else 0.0
    return float(frequency_hz[best]), strength


def _demodulated(
    time_s: FloatArray,
    grid_s: FloatArray,
    even: ComplexArray,
    peak_hz: float,
    strength: float,
    *,
    from_behind: bool,
) -> StridePhase:
    carrier = np.exp(-2j * np.pi * peak_hz * grid_s)
    width = 0.6 / abs(peak_hz) / (grid_s[1] - grid_s[0])
    shifted = (even - np.mean(even)) * carrier
    slow = gaussian_filter1d(shifted.real, width, mode="nearest") + 1j * gaussian_filter1d(
        shifted.imag, width, mode="nearest"
    )
    turning = np.unwrap(np.angle(slow)) + 2 * np.pi * peak_hz * grid_s
    size = np.interp(time_s, grid_s, np.abs(slow))
    turn = -1 if peak_hz < 0 else 1
    phase = np.asarray(turn * np.interp(time_s, grid_s, turning), dtype=np.float64)
    return StridePhase(
        radians=phase if from_behind else phase / 2,
        turn=turn,
        strength=strength,
        active=size > ACTIVE_SHARE * np.median(size),
        step_hz=abs(peak_hz) * (2 if from_behind else 1),
    )
