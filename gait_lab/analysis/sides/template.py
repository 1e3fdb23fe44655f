"""What each joint of each leg does over a stride: Fourier series in phase, fitted robustly."""

from dataclasses import dataclass

import numpy as np

from gait_lab.analysis.landmarks import ComplexArray, FloatArray

HARMONICS = 6
FLOOR = 0.01
"""Least believable residual spread, in body scales (about half a centimetre)."""


@dataclass(frozen=True, eq=False)
class Template:
    """Expected paths and their spread.

    Attributes
    ----------
    paths : (n_frames, 2, n_joints) complex
        Leg A and leg B at every frame's phase.
    spread : (2, n_joints)
        Robust standard deviation of the residual (per axis).
    """

    paths: ComplexArray
    spread: FloatArray


def harmonics_for(phase: FloatArray, n_seen: int) -> int:
    """How many harmonics the clip can carry: few in a clip of two strides."""
    strides = abs(phase[-1] - phase[0]) / (2 * np.pi)
    if strides < 2.5:
        return 3
    return int(np.clip(n_seen // 12, 2, HARMONICS))


def fit_template(phase: FloatArray, legs: ComplexArray, weights: FloatArray) -> Template:
    """Fit both legs.

    Parameters
    ----------
    phase : (n_frames,) radians, 2π a stride
    legs : (n_frames, 2, n_joints) complex, NaN unseen
    weights : (n_frames,) 0 leaves a frame out
    """
    order = harmonics_for(phase, int((weights > 0).sum()))
    basis = _basis(phase, order)
    paths = np.empty_like(legs)
    spread = np.empty(legs.shape[1:])
    for leg in range(2):
        for joint in range(legs.shape[2]):
            fitted, scale = _robust_fit(basis, legs[:, leg, joint], weights)
            paths[:, leg, joint] = fitted
            spread[leg, joint] = max(scale, FLOOR)
    return Template(paths, spread)


def _basis(phase: FloatArray, order: int) -> FloatArray:
    k = np.arange(1, order + 1)
    angles = phase[:, None] * k
    basis: FloatArray = np.hstack([np.ones((len(phase), 1)), np.cos(angles), np.sin(angles)])
    return basis


def _robust_fit(
    basis: FloatArray, path: ComplexArray, weights: FloatArray, *, rounds: int = 6
) -> tuple[ComplexArray, float]:
    """Iteratively reweighted least squares with a redescending (Cauchy) weight."""
    seen = np.isfinite(path) & (weights > 0)
    if seen.sum() < basis.shape[1] + 2:
        middle = np.nanmedian(path.real) + 1j * np.nanmedian(path.imag) if seen.any() else 0j
        return np.full(len(path), middle), 1.0
    x, y, base = basis[seen], path[seen], weights[seen]
    robust = np.ones(len(y))
    scale = 1.0
    ridge = 1e-6 * np.eye(basis.shape[1]) * len(y)
    for _ in range(rounds):
        weighted = x * (base * robust)[:, None]
        coefficients = np.linalg.solve(weighted.T @ x + ridge, weighted.T @ y)
        residual = np.abs(y - x @ coefficients)
        # The median radius of a two-dimensional normal is 1.177 standard deviations.
        scale = max(float(np.median(residual)) / 1.177, FLOOR)
        robust = 1 / (1 + (residual / (2.5 * scale)) ** 2) ** 2
    return np.asarray(basis @ coefficients, dtype=np.complex128), scale
