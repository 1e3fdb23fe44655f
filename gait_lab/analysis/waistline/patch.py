"""A small upright picture of the waist in every frame, laid out in shares of the trunk.

Hip landmarks say where the pelvis is, but not how it tilts: they are a hand apart, and the
model sets them level. What tilts with the pelvis in plain sight is the edge between top and
bottom, and it lies in this patch.
"""

from collections.abc import Iterable

import numpy as np

from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.patches import Image, cut_patch

ROW_TRUNKS, COLUMN_TRUNKS = 0.01, 0.02
"""Height and width of one cell of the patch, in trunk lengths (mid-hip to mid-shoulder)."""
UP_TRUNKS, DOWN_TRUNKS, ASIDE_TRUNKS = 0.36, 0.26, 0.24
"""Reach of the patch from the mid-hip: above, below, and to either side. A waist is about 0.3
trunk lengths wide to either side: the patch stays within it."""
ROWS = round((UP_TRUNKS + DOWN_TRUNKS) / ROW_TRUNKS) + 1
COLUMNS = round(2 * ASIDE_TRUNKS / COLUMN_TRUNKS) + 1
SHAPE = (ROWS, COLUMNS, 3)


def cut_waists(pictures: Iterable[Image], hips_px: FloatArray, shoulders_px: FloatArray) -> Image:
    """(n, ROWS, COLUMNS, 3) the waist of the person in each picture; all 0 where nobody is.

    Parameters
    ----------
    pictures : n pictures, (height, width, 3) RGB.
    hips_px, shoulders_px : (n, 2) middle of the hips and of the shoulders, in pixels of these
        pictures.
    """
    trunks_px = np.hypot(*(shoulders_px - hips_px).T)
    cut = np.zeros((len(hips_px), *SHAPE), dtype=np.uint8)
    if not np.isfinite(trunks_px).any():
        return cut
    trunk_px = float(np.nanmedian(trunks_px))
    for patch, picture, centre in zip(cut, pictures, hips_px, strict=True):
        if np.isfinite(centre).all() and trunk_px > 0:
            patch[:] = _cut(picture, centre, trunk_px)
    return cut


def _cut(picture: Image, centre: FloatArray, trunk_px: float) -> Image:
    # The middle cells lie on the mid-hip, not beside it.
    corner = centre - trunk_px * np.array(
        [ASIDE_TRUNKS + COLUMN_TRUNKS / 2, UP_TRUNKS + ROW_TRUNKS / 2]
    )
    cell_px = (trunk_px * COLUMN_TRUNKS, trunk_px * ROW_TRUNKS)
    return cut_patch(picture, corner, cell_px=cell_px, shape=(ROWS, COLUMNS))
