"""The near foot's pictures: the right ones, facing right, all of one size."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.patches import Image
from gait_lab.analysis.shoe.patch import COLUMNS, ROWS, FeetSeen
from gait_lab.analysis.shoe.register import Cells, Look

MARGIN = 14
"""Cells of the unknown round every look, into which a turned shoe may reach."""
NEAR_LEGS = 0.12
"""A patch whose middle lies farther than this from the near foot is of another foot."""
_MIDDLE = (np.array([COLUMNS, ROWS]) - 1) / 2 + MARGIN


@dataclass(frozen=True, eq=False)
class NearFoot:
    """Looks at one foot, and the way from their cells to the picture and back.

    Cells are counted from the middle of a look's first cell, x forward, y down.

    Attributes
    ----------
    place : frame -> the patch that shows this foot.
    cell_px : side of a look's cells, in pixels of the clip's picture.
    sign : 1 where the runner faces image-right, -1 where image-left.
    """

    feet: FeetSeen
    place: Mapping[int, int]
    cell_px: float
    sign: int

    def look(self, frame: int) -> Look:
        """The foot in that frame."""
        place = self.place[frame]
        return Look(
            self._laid(self.feet.patches.cells[place], place),
            self._laid(self.feet.behind(place), place),
            self._laid(self.feet.within_picture(place), place),
        )

    def to_cells(self, frame: int, points_px: FloatArray) -> FloatArray:
        """(..., 2) picture to look."""
        away = (points_px - self.feet.patches.centre_px[self.place[frame]]) / self.cell_px
        cells: FloatArray = away * [self.sign, 1] + _MIDDLE
        return cells

    def to_px(self, frame: int, cells: FloatArray) -> FloatArray:
        """(..., 2) look to picture."""
        away = (cells - _MIDDLE) * [self.sign, 1]
        points: FloatArray = self.feet.patches.centre_px[self.place[frame]] + self.cell_px * away
        return points

    def _laid(self, piece: Image, place: int) -> Cells:
        """Turned to face right, brought to the common size, 0 all round."""
        import cv2

        facing = np.ascontiguousarray(piece[:, :: self.sign], dtype=np.float32)
        size = float(self.feet.patches.cell_px[place]) / self.cell_px
        shift = _MIDDLE - size * (_MIDDLE - MARGIN)
        matrix = np.array([[size, 0, shift[0]], [0, size, shift[1]]])
        shape = COLUMNS + 2 * MARGIN, ROWS + 2 * MARGIN
        return np.asarray(cv2.warpAffine(facing, matrix, shape))


def near_foot(
    feet: FeetSeen, foot_px: FloatArray, *, facing_right: bool, leg_px: float
) -> NearFoot | None:
    """The patches of one foot; None where there are none.

    Parameters
    ----------
    foot_px : (n_frames, 2) middle of that foot.
    """
    patches = feet.patches
    away_px = np.hypot(*(patches.centre_px - foot_px[patches.frame]).T)
    near = np.flatnonzero(away_px < NEAR_LEGS * leg_px)
    if not len(near):
        return None
    nearest_last = near[np.argsort(-away_px[near], kind="stable")]
    place = {int(patches.frame[k]): int(k) for k in nearest_last}
    cell_px = float(np.median(patches.cell_px[list(place.values())]))
    return NearFoot(feet, place, cell_px, 1 if facing_right else -1)
