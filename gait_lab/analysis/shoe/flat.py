"""What the runner's own shoe looks like while it stands flat: the median of many looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gait_lab.analysis.landmarks import BoolArray, FloatArray
from gait_lab.analysis.shoe.register import Cells, Layer, Look, Shoe

BESIDE_LEGS, BELOW_LEGS = 0.06, 0.05
"""How far the shoe reaches beyond heel and toe, and below them."""
SOFT_LEGS = 0.03
FAINT_GREY, CLEAR_GREY = 8.0, 24.0
"""A cell that differs from its backdrop by less is backdrop, by more it is shoe."""
SMALLEST_CELLS = 8
"""Fewer rows or columns than this are no shoe."""
BLURS = (3.0, 2.0, 1.0)


@dataclass(frozen=True, eq=False)
class FlatShoe:
    """The shoe, and (3, 2) where heel, toe and ankle lie from its middle, columns and rows."""

    shoe: Shoe
    marks: FloatArray


def flat_shoe(looks: Sequence[Look], points: FloatArray, *, cell_legs: float) -> FlatShoe | None:
    """The shoe's own look: looks at the flat foot are moved onto each other and averaged.

    None where the landmarks do not lie as those of a foot that faces right do.

    Parameters
    ----------
    points : (k, 3, 2) heel, toe and ankle in each look, columns and rows.
    cell_legs : side of a cell in leg lengths.
    """
    usual = np.median(points, axis=0)
    height, width = looks[0].seen.shape[:2]
    weight = _box(usual, (height, width), cell_legs)
    if min(weight.any(axis=0).sum(), weight.any(axis=1).sum()) < SMALLEST_CELLS:
        return None
    rows, columns = _extent(weight.any(axis=1)), _extent(weight.any(axis=0))
    middle = np.array([columns.start + columns.stop - 1, rows.start + rows.stop - 1]) / 2
    at = middle + points.mean(axis=1) - usual.mean(axis=0)
    shoe = _average(looks, middle - at, weight, (rows, columns))
    for blur in BLURS:
        layer = Layer(shoe.blurred(blur))
        laid = [
            layer.lay(look.blurred(blur), np.append(start, 0), turning=False)[0]
            for look, start in zip(looks, at, strict=True)
        ]
        at = np.array(laid)[:, :2]
        shoe = _average(looks, middle - at, weight, (rows, columns))
    return FlatShoe(shoe, np.median(points - at[:, None], axis=0))


def _box(points: FloatArray, shape: tuple[int, int], cell_legs: float) -> Cells:
    """A soft box round heel and toe, from the ankle to below the sole."""
    heel, toe, ankle = points
    beside, below, soft = (size / cell_legs for size in (BESIDE_LEGS, BELOW_LEGS, SOFT_LEGS))
    y, x = (np.arange(count, dtype=float) for count in shape)
    across = _soft_step((x - (heel[0] - beside)) / soft) * _soft_step((toe[0] + beside - x) / soft)
    sole = max(heel[1], toe[1]) + below
    down = _soft_step((y - ankle[1]) / soft) * _soft_step((sole - y) / soft)
    return np.asarray(np.outer(down, across), dtype=np.float32)


def _soft_step(away: FloatArray) -> FloatArray:
    step: FloatArray = np.clip(away + 0.5, 0, 1)
    return step


def _extent(present: BoolArray) -> slice:
    places = np.flatnonzero(present)
    return slice(int(places[0]), int(places[-1]) + 1)


def _average(
    looks: Sequence[Look], moves: FloatArray, weight: Cells, cut: tuple[slice, slice]
) -> Shoe:
    seen = [_moved(look.seen, move)[cut] for look, move in zip(looks, moves, strict=True)]
    behind = [_moved(look.behind, move)[cut] for look, move in zip(looks, moves, strict=True)]
    apart = np.abs(np.array(seen) - np.array(behind)).max(axis=-1)
    cover = np.clip((np.median(apart, axis=0) - FAINT_GREY) / (CLEAR_GREY - FAINT_GREY), 0, 1)
    return Shoe(
        np.asarray(np.median(seen, axis=0), dtype=np.float32),
        np.asarray(cover, dtype=np.float32),
        weight[cut],
    )


def _moved(cells: Cells, move: FloatArray) -> Cells:
    import cv2

    matrix = np.array([[1, 0, move[0]], [0, 1, move[1]]])
    size = cells.shape[1], cells.shape[0]
    return np.asarray(cv2.warpAffine(cells, matrix, size, borderMode=cv2.BORDER_REPLICATE))
