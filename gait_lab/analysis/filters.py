"""Zero-lag smoothing, gaps, outliers and jitter of one-dimensional paths on true timestamps.

Widths are in seconds and hertz, never in frames: people film at 30 and at 240 Hz, and phones
do not keep their rate.
"""

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.signal import butter, sosfiltfilt

from gait_lab.analysis.landmarks import BoolArray, FloatArray

MAX_NYQUIST_SHARE = 0.8
"""A cut-off is never set above this share of half the frame rate."""


def frame_rate_hz(time_s: FloatArray) -> float:
    """Median rate; NaN for fewer than two samples."""
    return float(1 / np.median(np.diff(time_s))) if len(time_s) > 1 else float("nan")


def capped_cutoff_hz(cutoff_hz: float, rate_hz: float) -> float:
    """The wished cut-off, or what the frame rate allows."""
    return float(min(cutoff_hz, MAX_NYQUIST_SHARE * rate_hz / 2))


def runs(mask: BoolArray) -> list[tuple[int, int]]:
    """``[start, end)`` of every stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def fill_short_gaps(time_s: FloatArray, values: FloatArray, *, max_gap_s: float) -> FloatArray:
    """Bridge gaps of up to ``max_gap_s`` between two seen samples with a cubic; leave longer ones.

    ``values`` is (n,) or (n, k); a row is missing when any of its values is.
    """
    table = values.reshape(len(values), -1).copy()
    seen = np.isfinite(table).all(axis=1)
    if seen.sum() < 4 or seen.all():
        return values.copy()
    spline = CubicSpline(time_s[seen], table[seen], axis=0)
    for start, end in runs(~seen):
        inside = start > 0 and end < len(seen)
        if inside and time_s[end] - time_s[start - 1] <= max_gap_s:
            table[start:end] = spline(time_s[start:end])
    return table.reshape(values.shape)


def lowpass(time_s: FloatArray, values: FloatArray, *, cutoff_hz: float) -> FloatArray:
    """Zero-lag fourth-order Butterworth of a (n,) or (n, k) path on uneven timestamps.

    Each unbroken stretch is resampled to an even grid at its own median rate, filtered there and
    and back (twice second order, the usual "fourth-order zero-lag"), and read at the true
    instants. The cut-off is that of the double pass. Stretches too short to filter are returned
    unsmoothed; missing values stay missing.
    """
    table = values.reshape(len(values), -1)
    smooth = table.copy()
    for start, end in runs(np.isfinite(table).all(axis=1)):
        smooth[start:end] = _lowpass_run(time_s[start:end], table[start:end], cutoff_hz)
    return smooth.reshape(values.shape)


def _lowpass_run(time_s: FloatArray, table: FloatArray, cutoff_hz: float) -> FloatArray:
    rate_hz = frame_rate_hz(time_s)
    if len(time_s) < 8:
        return table
    grid_s = _even_grid(time_s, rate_hz)
    even = _is_even(time_s, rate_hz)
    on_grid = table if even else CubicSpline(time_s, table, axis=0)(grid_s)
    # Two passes narrow the band: widen each so that the pair has -3 dB at the cut-off.
    single_hz = capped_cutoff_hz(cutoff_hz, rate_hz) / (np.sqrt(2) - 1) ** 0.25
    sos = butter(2, min(single_hz, 0.95 * rate_hz / 2), fs=rate_hz, output="sos")
    padding = min(len(on_grid) - 1, int(np.ceil(3 * rate_hz / single_hz)))
    filtered = sosfiltfilt(sos, on_grid, axis=0, padtype="odd", padlen=padding)
    result: FloatArray = filtered if even else CubicSpline(grid_s, filtered, axis=0)(time_s)
    return result


def _is_even(time_s: FloatArray, rate_hz: float) -> bool:
    return bool(np.all(np.abs(np.diff(time_s) * rate_hz - 1) < 0.02))


def _even_grid(time_s: FloatArray, rate_hz: float) -> FloatArray:
    count = max(len(time_s), int(np.ceil((time_s[-1] - time_s[0]) * rate_hz)) + 1)
    return np.asarray(np.linspace(time_s[0], time_s[-1], count), dtype=np.float64)


def jitter(values: FloatArray) -> float:
    """Standard deviation of frame-to-frame noise, from the third differences of a (n,) path.

    Third differences remove any motion that is smooth over four frames and leave white noise
    times √20. The median makes it blind to jumps. At low frame rates real motion leaks in: an
    upper bound there. NaN when fewer than eight are seen.
    """
    third = np.diff(values, n=3)
    third = third[np.isfinite(third)]
    if len(third) < 8:
        return float("nan")
    return float(1.4826 * np.median(np.abs(third)) / np.sqrt(20))


def outliers(values: FloatArray, *, threshold: float = 6.0) -> BoolArray:
    """Samples of a (n, k) path far from what their neighbours predict.

    Each sample is predicted by the cubic through two neighbours on either side; it is an outlier
    where it departs by more than ``threshold`` robust standard deviations **and** by more than
    its neighbours do. Assumes nearly even sampling over five frames.
    """
    n = len(values)
    flagged = np.zeros(n, dtype=bool)
    if n < 9:
        return flagged
    departure = np.full(n, np.nan)
    predicted = (-values[:-4] + 4 * values[1:-3] + 4 * values[3:-1] - values[4:]) / 6
    departure[2:-2] = np.linalg.norm((values[2:-2] - predicted).reshape(n - 4, -1), axis=1)
    scale = 1.4826 * np.nanmedian(departure) if np.isfinite(departure).any() else np.nan
    padded = np.concatenate(([-np.inf], np.nan_to_num(departure, nan=-np.inf), [-np.inf]))
    is_peak = (padded[1:-1] >= padded[:-2]) & (padded[1:-1] >= padded[2:])
    flagged = is_peak & (np.nan_to_num(departure, nan=0.0) > threshold * scale)
    return np.asarray(flagged, dtype=bool)
