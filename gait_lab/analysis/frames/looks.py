"""How dark and how blurred a picture is where the runner is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.landmarks import FloatArray

MODEL_SIZE_PX = 256
"""The square the landmark model sees: blur matters at this size, not at the camera's."""

_BLUR_TAPS = 9
_LUMA = np.array([0.299, 0.587, 0.114])


@dataclass(frozen=True)
class Look:
    """Brightness and contrast (0..255 grey levels) and blur (0 sharp .. 1) of a square.

    ``contrast`` is from the 5th to the 95th percentile. ``blur`` is the share of the edges'
    strength that survives another blurring (Crété et al. 2007, doi 10.1117/12.702790), taken
    where it is larger of along and across, since running blurs along the direction of motion.
    """

    brightness: float
    contrast: float
    blur: float


def grey_of(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(height, width) grey levels of a picture."""
    grey: NDArray[np.uint8] = (rgb @ _LUMA).astype(np.uint8)
    return grey


def look_of(rgb: NDArray[np.uint8], *, x_px: float, y_px: float, size_px: float) -> Look | None:
    """The look of the square with that centre and side; None if it lies outside the picture."""
    grey = _square(rgb, x_px, y_px, size_px)
    if grey is None:
        return None
    low, high = np.percentile(grey, (5, 95))
    blur = max(_blur(grey), _blur(grey.T))
    return Look(float(grey.mean()), float(high - low), blur)


def _square(rgb: NDArray[np.uint8], x_px: float, y_px: float, size_px: float) -> FloatArray | None:
    """Grey levels of the square, at about the size the model sees, without what lies outside."""
    height_px, width_px = rgb.shape[:2]
    half = size_px / 2
    left, right = max(0, int(x_px - half)), min(width_px, int(x_px + half))
    top, bottom = max(0, int(y_px - half)), min(height_px, int(y_px + half))
    if right - left < 32 or bottom - top < 32:
        return None
    crop = rgb[top:bottom, left:right]
    step = max(1, round(size_px / MODEL_SIZE_PX))
    rows, columns = crop.shape[0] // step * step, crop.shape[1] // step * step
    grey = crop[:rows, :columns] @ _LUMA
    pooled: FloatArray = grey.reshape(rows // step, step, columns // step, step).mean(axis=(1, 3))
    return pooled


def _blur(grey: FloatArray) -> float:
    """Crété's measure along the columns."""
    sums = np.cumsum(np.pad(grey, ((_BLUR_TAPS, 0), (0, 0)), mode="edge"), axis=0)
    blurred = (sums[_BLUR_TAPS:] - sums[:-_BLUR_TAPS]) / _BLUR_TAPS
    edges = np.abs(np.diff(grey, axis=0))[_BLUR_TAPS:]
    left_over = np.abs(np.diff(blurred, axis=0))[_BLUR_TAPS:]
    lost = np.maximum(0, edges - left_over).sum()
    total = float(edges.sum())
    return float((total - lost) / total) if total > 0 else 1.0
