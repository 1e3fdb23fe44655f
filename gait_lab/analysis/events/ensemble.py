"""One leg's average stride, sampled finer than the frames, and each stride's own timing.

Derivatives of a single stride drown in landmark noise. Many strides of one runner, laid over
each other at their mid-stance, average the noise away and, because their frames fall at
different instants of the stride, fill in between the frames: contact and toe-off can be read
from the average at a few milliseconds even at 30 Hz. Each stride is then shifted to fit the
average around the event, which gives its own instant without differentiating it.
"""

from dataclasses import dataclass

import numpy as np

from gait_lab.analysis.landmarks import FloatArray

FINE_HZ = 500.0


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Attributes
    ----------
    lag_s : (n_lags,)
        Fine, even, relative to the anchor.
    curves : (n_lags, n_channels)
    slopes, bends : (n_lags, n_channels)
        First and second derivatives per second and second squared.
    spread : (n_channels,)
        Robust standard deviation of the single samples about the curve.
    """

    lag_s: FloatArray
    curves: FloatArray
    slopes: FloatArray
    bends: FloatArray
    spread: FloatArray


def average_stride(
    time_s: FloatArray,
    channels: FloatArray,
    anchors_s: FloatArray,
    *,
    stride_s: float,
    cutoff_hz: float,
) -> Ensemble | None:
    """Penalised Fourier series of the channels over the stride, all strides together, robustly.

    Parameters
    ----------
    channels : (n_frames, n_channels), NaN where unseen
    anchors_s : (n_strides,) mid-stance instants
    cutoff_hz : harmonics above it are left out; below, the fourth derivative is penalised just
        enough that clips whose frames fall at the same instants of every stride stay tame.
    """
    lag_s, samples, _ = _gathered(time_s, channels, anchors_s, half_s=stride_s / 2)
    order = max(3, int(cutoff_hz * stride_s))
    if len(lag_s) < 2 * order:
        return None
    basis, penalty = _fourier(lag_s, stride_s, order)
    fine_s = np.arange(-stride_s / 2, stride_s / 2, 1 / FINE_HZ)
    fine = [_fourier(fine_s, stride_s, order, derivative=d)[0] for d in range(3)]
    coefficients = np.empty((basis.shape[1], channels.shape[1]))
    spread = np.empty(channels.shape[1])
    for column in range(channels.shape[1]):
        coefficients[:, column], spread[column] = _robust(basis, samples[:, column], penalty)
    curves, slopes, bends = (part @ coefficients for part in fine)
    return Ensemble(fine_s, curves, slopes, bends, spread)


def _gathered(
    time_s: FloatArray, channels: FloatArray, anchors_s: FloatArray, *, half_s: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    lags, values, owners = [], [], []
    for number, anchor_s in enumerate(anchors_s):
        first, last = np.searchsorted(time_s, [anchor_s - half_s, anchor_s + half_s])
        lags.append(time_s[first:last] - anchor_s)
        values.append(channels[first:last])
        owners.append(np.full(last - first, float(number)))
    return np.concatenate(lags), np.concatenate(values), np.concatenate(owners)


def _fourier(
    lag_s: FloatArray, stride_s: float, order: int, *, derivative: int = 0
) -> tuple[FloatArray, FloatArray]:
    omega = 2 * np.pi * np.arange(1, order + 1) / stride_s
    angle = lag_s[:, None] * omega + derivative * np.pi / 2
    scale = omega**derivative
    constant = np.full((len(lag_s), 1), 1.0 if derivative == 0 else 0.0)
    basis = np.hstack([constant, np.cos(angle) * scale, np.sin(angle) * scale])
    roughness = (np.arange(1, order + 1) / order) ** 8
    penalty = np.concatenate([[0.0], roughness, roughness])
    return basis, penalty


def _robust(
    basis: FloatArray, values: FloatArray, penalty: FloatArray, *, rounds: int = 4
) -> tuple[FloatArray, float]:
    seen = np.isfinite(values)
    if seen.sum() < basis.shape[1] // 2:
        return np.full(basis.shape[1], np.nan), float("nan")
    x, y = basis[seen], values[seen]
    weights = np.ones(len(y))
    scale = 0.0
    for _ in range(rounds):
        weighted = x * weights[:, None]
        left = weighted.T @ x + np.diag(0.02 * len(y) * penalty + 1e-6 * len(y))
        coefficients = np.linalg.solve(left, weighted.T @ y)
        residual = y - x @ coefficients
        scale = float(1.4826 * np.median(np.abs(residual))) + 1e-9
        weights = 1 / (1 + (residual / (3 * scale)) ** 2)
    return np.asarray(coefficients), scale


def stride_shifts(
    time_s: FloatArray,
    channels: FloatArray,
    anchors_s: FloatArray,
    ensemble: Ensemble,
    *,
    window_s: tuple[float, float],
    prior_s: float,
) -> tuple[FloatArray, FloatArray]:
    """How much later (s) than the average each stride passes the window, and its standard error.

    Least squares of value − average against the average's slope, all channels together, each
    with its own level; ``prior_s`` is the spread believed beforehand and holds noisy strides to
    the average.
    """
    shifts = np.zeros(len(anchors_s))
    errors = np.full(len(anchors_s), prior_s)
    for number, anchor_s in enumerate(anchors_s):
        shift = 0.0
        for _ in range(3):
            shift, error = _one_shift(
                time_s - anchor_s, channels, ensemble, shift, window_s=window_s, prior_s=prior_s
            )
        shifts[number], errors[number] = shift, error
    return shifts, errors


def _one_shift(
    lag_s: FloatArray,
    channels: FloatArray,
    ensemble: Ensemble,
    shift_s: float,
    *,
    window_s: tuple[float, float],
    prior_s: float,
) -> tuple[float, float]:
    first, last = np.searchsorted(lag_s - shift_s, window_s)
    values, inside = channels[first:last], lag_s[first:last] - shift_s
    if len(values) < 2:
        return 0.0, prior_s
    told = np.isfinite(values).all(axis=0) & np.isfinite(ensemble.spread)
    departure = (values - _read(ensemble, ensemble.curves, inside))[:, told]
    slope = _read(ensemble, ensemble.slopes, inside)[:, told]
    departure, slope = departure - departure.mean(axis=0), slope - slope.mean(axis=0)
    trust = 1 / ensemble.spread[told] ** 2
    steepness = float(np.sum(slope**2 * trust))
    # A stride that is late by d reads value(t) = average(t - d): departure = -d * slope.
    top = steepness * shift_s - float(np.sum(slope * departure * trust))
    bottom = steepness + 1 / prior_s**2
    return top / bottom, float(np.sqrt(1 / bottom))


def _read(ensemble: Ensemble, curves: FloatArray, lag_s: FloatArray) -> FloatArray:
    """(n, n_channels) of the ensemble's curves at any lags, its ends held beyond them."""
    place = np.clip((lag_s - ensemble.lag_s[0]) * FINE_HZ, 0, len(curves) - 1)
    before = np.minimum(place.astype(np.int64), len(curves) - 2)
    share = (place - before)[:, None]
    read: FloatArray = (1 - share) * curves[before] + share * curves[before + 1]
    return read
