"""A small piece of a picture, laid out in cells of the body's own size."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.landmarks import FloatArray

Image = NDArray[np.uint8]


def cut_patch(
    picture: Image,
    corner_px: FloatArray | Sequence[float],
    *,
    cell_px: tuple[float, float],
    shape: tuple[int, int],
    most_samples: int = 8,
) -> Image:
    """(rows, columns, 3) upright piece of a picture; its border is drawn on beyond the edge.

    Each cell is the mean of more samples than it covers pixels, up to ``most_samples`` either
    way: noise averages, edges last.

    Parameters
    ----------
    corner_px : x and y of the piece's upper left corner, counted from the edge of a pixel.
    cell_px : width and height of a cell.
    shape : rows and columns.
    """
    import cv2

    rows, columns = shape
    across, down = (min(1 + int(size), most_samples) for size in cell_px)
    x = corner_px[0] + cell_px[0] * (np.arange(columns * across) + 0.5) / across
    y = corner_px[1] + cell_px[1] * (np.arange(rows * down) + 0.5) / down
    # OpenCV counts from the middle of a pixel, landmarks from its edge.
    grid_x, grid_y = np.meshgrid((x - 0.5).astype(np.float32), (y - 0.5).astype(np.float32))
    fine = cv2.remap(picture, grid_x, grid_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(fine, (columns, rows), interpolation=cv2.INTER_AREA))
