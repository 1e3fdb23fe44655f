"""Small pictures of both feet in every frame in which they are near the ground.

A pose model knows where a foot is, but draws its slope towards that of all feet. The shoe's own
slope is in these pictures. They are cut out while the frames are at hand, for both labels: which
of them is whose leg is told later.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.landmarks import FloatArray, IntArray
from gait_lab.analysis.patches import Image, cut_patch

CELL_LEGS = 0.007
"""Side of one cell of the patch, in leg lengths (hip to knee to ankle)."""
ROWS, COLUMNS = 66, 90
"""0.46 by 0.63 leg lengths: a shoe, 0.3 long, turned and misplaced by a third of itself."""
NEAR_GROUND_LEGS = 0.25
"""A foot higher than this above the block's lowest is not looked at."""


@dataclass(frozen=True, eq=False)
class FootPatches:
    """Pictures of feet: ``k`` of them, from any frames and either label.

    Attributes
    ----------
    frame : (k,) frame of each.
    centre_px : (k, 2) where its middle lies in the picture, y down.
    cell_px : (k,) side of its cells.
    cells : (k, ROWS, COLUMNS, 3) its colours.
    """

    frame: IntArray
    centre_px: FloatArray
    cell_px: FloatArray
    cells: Image

    def scaled(self, factor: float) -> "FootPatches":
        """The same in a picture ``factor`` times as large."""
        return replace(self, centre_px=self.centre_px * factor, cell_px=self.cell_px * factor)

    def rows_px(self, scale: float) -> slice:
        """Rows that they reach over, in a picture ``scale`` times as large."""
        if not len(self.frame):
            return slice(0, 0)
        reach = self.cell_px * (ROWS / 2 + 1)
        top, bottom = self.centre_px[:, 1] - reach, self.centre_px[:, 1] + reach
        return slice(max(0, int(scale * top.min())), int(scale * bottom.max()) + 2)

    def kept(self, keep: NDArray[np.bool_]) -> "FootPatches":
        """Those of them that are to be kept."""
        return FootPatches(
            self.frame[keep], self.centre_px[keep], self.cell_px[keep], self.cells[keep]
        )


@dataclass(frozen=True, eq=False)
class FeetSeen:
    """A clip's feet and what is usually behind them.

    Attributes
    ----------
    patches : in pixels of the clip's own picture.
    backdrop : (height, width, 3) RGB.
    backdrop_scale : pixels of the backdrop in one of the clip's picture.
    """

    patches: FootPatches
    backdrop: Image
    backdrop_scale: float

    def within_picture(self, place: int) -> NDArray[np.uint8]:
        """(ROWS, COLUMNS) 1 where the patch lies within the camera's picture, else 0."""
        half = (np.array([COLUMNS, ROWS]) - 1) / 2
        cell_px = float(self.patches.cell_px[place])
        x, y = (
            centre + cell_px * (np.arange(count) - middle)
            for centre, count, middle in zip(
                self.patches.centre_px[place], (COLUMNS, ROWS), half, strict=True
            )
        )
        height, width = self.backdrop.shape[:2]
        inside_x = (x > 0) & (x < width / self.backdrop_scale)
        inside_y = (y > 0) & (y < height / self.backdrop_scale)
        return np.outer(inside_y, inside_x).astype(np.uint8)

    def behind(self, place: int) -> Image:
        """(ROWS, COLUMNS, 3) of the backdrop where that patch was cut."""
        scale = self.backdrop_scale
        return cut_foot(
            self.backdrop,
            self.patches.centre_px[place] * scale,
            float(self.patches.cell_px[place]) * scale,
        )


def joined(parts: Sequence[FootPatches], firsts: Sequence[int]) -> FootPatches | None:
    """The patches of all blocks, whose own frames count from ``firsts``."""
    if not parts:
        return None
    return FootPatches(
        np.concatenate([part.frame + first for part, first in zip(parts, firsts, strict=True)]),
        np.concatenate([part.centre_px for part in parts]),
        np.concatenate([part.cell_px for part in parts]),
        np.concatenate([part.cells for part in parts]),
    )


def cut_feet(pictures: Sequence[Image], feet_px: FloatArray, leg_px: float) -> FootPatches:
    """The feet in some pictures.

    Parameters
    ----------
    pictures : n pictures, (height, width, 3) RGB.
    feet_px : (n, 2, 2) middle of each label's foot, in pixels of these pictures.
    leg_px : hip to knee to ankle there.
    """
    chosen = _near_ground(feet_px, leg_px)
    cell_px = CELL_LEGS * leg_px
    cells = np.empty((len(chosen), ROWS, COLUMNS, 3), dtype=np.uint8)
    for patch, (frame, label) in zip(cells, chosen, strict=True):
        patch[:] = cut_foot(pictures[frame], feet_px[frame, label], cell_px)
    frame, label = chosen.T
    return FootPatches(frame, feet_px[frame, label], np.full(len(chosen), cell_px), cells)


def cut_foot(picture: Image, centre_px: FloatArray, cell_px: float) -> Image:
    """(ROWS, COLUMNS, 3) of a picture round one point."""
    corner = centre_px - cell_px * np.array([COLUMNS, ROWS]) / 2
    return cut_patch(
        picture, corner, cell_px=(cell_px, cell_px), shape=(ROWS, COLUMNS), most_samples=2
    )


def _near_ground(feet_px: FloatArray, leg_px: float) -> IntArray:
    """(k, 2) frame and label of every foot that is near the lowest of the block."""
    height = feet_px[..., 1]
    if not (np.isfinite(height).any() and leg_px > 0):
        return np.empty((0, 2), dtype=np.int64)
    low = height > np.nanmax(height) - NEAR_GROUND_LEGS * leg_px
    return np.argwhere(low)


def usual_picture(pictures: Sequence[Image], rows: slice | None = None) -> Image:
    """What is usually seen where the runner is not: the median of pictures spread over a clip.

    ``rows``: those that matter; the others are left as in the first picture.
    """
    usual = pictures[0].copy()
    wanted = rows or slice(None)
    usual[wanted] = np.median([picture[wanted] for picture in pictures], axis=0)
    return usual
