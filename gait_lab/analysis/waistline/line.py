"""Where top and bottom meet in each patch, as a line: its slope is the pelvis' tilt.

One edge is followed through the whole clip: the one with the strongest step of colour along a
straight line across the waist. Its colours are known then, so that in each frame that step is
looked for and nothing else, and fitted column by column to a fraction of a pixel.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import correlate1d

from gait_lab.analysis.landmarks import BoolArray, FloatArray
from gait_lab.analysis.waistline.patch import (
    COLUMN_TRUNKS,
    COLUMNS,
    ROW_TRUNKS,
    ROWS,
    UP_TRUNKS,
)

SOFT_ROWS = 2.0
"""Standard deviation of the Gaussian whose slope weighs the rows above and below an edge."""
SLOPES_DEG = np.arange(-16.0, 16.1, 1.0)
JITTER_ROWS = 9
"""How far the hip landmarks wander up and down beside the edge (0.09 trunk lengths)."""
SAMPLED_FRAMES = 60
PEAK_ROWS = 4
"""Half the height of the band in which each column's own edge is looked for."""
MIN_STEP_GREY = 9.0
"""Grey levels (root of the sum of squares over red, green, blue) that the edge must step by."""
MIN_SHARE_OF_STEP = 0.45
"""A frame whose edge steps by less of the clip's usual step than this is left out."""
MAX_SCATTER_ROWS = 1.2
"""Columns that scatter more than this about the line: no line (0.012 trunk lengths)."""


@dataclass(frozen=True, eq=False)
class WaistLine:
    """Attributes
    ----------
    tilt_deg : (n_frames,)
        Slope of the edge in the picture, + image-right lower; NaN where it was not found.
    height_trunks : (n_frames,)
        Where it crosses the body's middle, in trunk lengths above the mid-hip.
    step_grey : float
        The edge's usual step of colour, grey levels.
    """

    tilt_deg: FloatArray
    height_trunks: FloatArray
    step_grey: float


def read_waist_line(patches: NDArray[np.uint8]) -> WaistLine | None:
    """The line in every frame; None where the clip shows no clear edge across the waist.

    Parameters
    ----------
    patches : (n, ROWS, COLUMNS, 3) as cut by `patch.cut_waists`.
    """
    shown = patches.any(axis=(1, 2, 3))
    if not shown.any():
        return None
    steps = _steps(patches)
    row, colours, usual = _followed_edge(steps, np.flatnonzero(shown))
    if usual < MIN_STEP_GREY:
        return None
    along = steps @ colours
    start, strength = _best_lines(along, row)
    lines, scatter = _fitted(along, start)
    found = shown & (strength >= MIN_SHARE_OF_STEP * usual) & (scatter <= MAX_SCATTER_ROWS)
    slope = lines[:, 1] * ROW_TRUNKS / COLUMN_TRUNKS
    return WaistLine(
        np.where(found, np.degrees(np.arctan(slope)), np.nan),
        np.where(found, UP_TRUNKS - ROW_TRUNKS * lines[:, 0], np.nan),
        usual,
    )


_ASIDE = np.arange(COLUMNS) - COLUMNS // 2
_TURNS = np.tan(np.radians(SLOPES_DEG)) * COLUMN_TRUNKS / ROW_TRUNKS
_SHIFTS = np.round(_TURNS[:, None] * _ASIDE).astype(int)
"""(slopes, columns) rows by which a line of that slope is lower in that column."""


def _steps(patches: NDArray[np.uint8]) -> FloatArray:
    """(n, ROWS, COLUMNS, 3) colour below each row minus colour above it.

    Over a sharp edge this is a Gaussian of that height, over a blurred one a wider Gaussian.
    """
    reach = np.arange(-round(3 * SOFT_ROWS), round(3 * SOFT_ROWS) + 1)
    kernel = reach * np.exp(-((reach / SOFT_ROWS) ** 2) / 2)
    kernel /= kernel[reach > 0].sum()
    steps = correlate1d(patches.astype(np.float32), kernel, axis=1, mode="nearest")
    return np.asarray(steps)


def _along_lines(steps: FloatArray, rows: NDArray[np.intp]) -> FloatArray:
    """(n, slopes, rows, ...) mean step along the line of each slope through each row."""
    at = np.clip(rows[None, :, None] + _SHIFTS[:, None, :], 0, ROWS - 1)
    means: FloatArray = steps[:, at, np.arange(COLUMNS)].mean(axis=3)
    return means


def _followed_edge(steps: FloatArray, shown: NDArray[np.intp]) -> tuple[int, FloatArray, float]:
    """Row, direction of colour (3,) and usual step of the clip's clearest edge."""
    some = shown[np.linspace(0, len(shown) - 1, min(SAMPLED_FRAMES, len(shown))).astype(int)]
    means = _along_lines(steps[some], np.arange(ROWS))
    size = np.linalg.norm(means, axis=-1)
    row = int(np.argmax(np.median(size.max(axis=1), axis=0)))
    near = slice(max(0, row - JITTER_ROWS), row + JITTER_ROWS + 1)
    size = size[:, :, near].reshape(len(some), -1)
    best = means[:, :, near].reshape(len(some), -1, 3)[np.arange(len(some)), size.argmax(axis=1)]
    colours = np.linalg.svd(best, full_matrices=False)[2][0]
    colours = colours * np.sign(np.median(best @ colours))
    return row, colours, float(np.median(best @ colours))


def _best_lines(along: FloatArray, row: int) -> tuple[FloatArray, FloatArray]:
    """(n, 3) row at the middle, slope, 0 of the line with the strongest step; (n,) that step."""
    rows = np.arange(max(0, row - JITTER_ROWS), min(ROWS, row + JITTER_ROWS + 1))
    means = _along_lines(along, rows)
    best = means.reshape(len(along), -1).argmax(axis=1)
    turn, place = np.unravel_index(best, means.shape[1:])
    lines = np.column_stack([rows[place], _TURNS[turn], np.zeros(len(along))])
    return lines, means.reshape(len(along), -1).max(axis=1)


def _fitted(along: FloatArray, lines: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(n, 3) row, slope and bend of the edge; (n,) robust scatter of its columns, rows.

    A hem seen from above or below bends; its slope is that at the body's middle.
    """
    basis = np.stack([np.ones(COLUMNS), _ASIDE, _ASIDE**2 - np.mean(_ASIDE**2)], axis=1)
    scatter = np.full(len(along), np.inf)
    for _ in range(3):
        peaks, heights = _peaks(along, lines @ basis.T)
        lines, scatter = _robust_lines(basis, peaks, np.maximum(heights, 0), lines)
    return lines, scatter


def _peaks(along: FloatArray, expected: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(n, COLUMNS) row of each column's strongest step near the line, and that step."""
    frame, column = np.ogrid[: len(along), :COLUMNS]
    middle = np.clip(np.round(expected), PEAK_ROWS + 1, ROWS - PEAK_ROWS - 2).astype(int)
    band = middle[..., None] + np.arange(-PEAK_ROWS, PEAK_ROWS + 1)
    values = along[frame[..., None], band, column[..., None]]
    top = middle - PEAK_ROWS + values.argmax(axis=-1)
    around = np.stack([along[frame, top + offset, column] for offset in (-1, 0, 1)])
    # A Gaussian is a parabola in its logarithm.
    before, at, after = np.log(np.maximum(around, 1e-3))
    curve = before - 2 * at + after
    shift = np.where(curve < 0, (before - after) / 2 / np.where(curve < 0, curve, 1), 0)
    return top + np.clip(shift, -0.5, 0.5), around[1]


def _robust_lines(
    basis: FloatArray, rows: FloatArray, weights: FloatArray, lines: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Weighted least squares with Tukey's weights, all frames at once."""
    scatter = np.zeros(len(rows))
    for _ in range(6):
        away = rows - lines @ basis.T
        scatter = 1.4826 * np.median(np.abs(away), axis=1)
        share = away / (4.685 * np.maximum(scatter, 0.3))[:, None]
        trusted: BoolArray = np.abs(share) < 1
        weight = weights * np.where(trusted, (1 - share**2) ** 2, 0)
        normal = np.einsum("nk,ki,kj->nij", weight, basis, basis) + 1e-6 * np.eye(3)
        right = np.einsum("nk,ki,nk->ni", weight, basis, rows)
        lines = np.linalg.solve(normal, right[..., None])[..., 0]
    return lines, scatter
