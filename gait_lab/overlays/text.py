"""Text on pictures: the product's own typeface, legible on any background."""

from functools import lru_cache

import numpy as np
from django.contrib.staticfiles import finders
from numpy.typing import NDArray

from gait_lab.overlays.palette import STAGE, WHITE

Colour = tuple[int, int, int]
Image = NDArray[np.uint8]

FONT = "midstance/fonts/source-sans-3.woff2"
REGULAR, SEMIBOLD = 400, 600


@lru_cache(maxsize=64)
def font(size_px: int, weight: int = REGULAR):
    from PIL import ImageFont

    path = finders.find(FONT)
    if path is None:
        return ImageFont.load_default(size_px)
    face = ImageFont.truetype(path, size_px)
    face.set_variation_by_axes([weight])
    return face


def text_width_px(text: str, *, size_px: int, weight: int = REGULAR) -> int:
    return round(font(size_px, weight).getlength(text))


@lru_cache(maxsize=2048)
def _mask(text: str, size_px: int, weight: int) -> NDArray[np.float32]:
    """(height, width) coverage 0..1 of a line of text, one line height tall."""
    from PIL import Image as Picture
    from PIL import ImageDraw

    face = font(size_px, weight)
    ascent, descent = face.getmetrics()
    canvas = Picture.new("L", (max(round(face.getlength(text)), 1) + 2, ascent + descent), 0)
    ImageDraw.Draw(canvas).text((1, 0), text, font=face, fill=255)
    return np.asarray(canvas, dtype=np.float32) / 255


def draw_text(
    image: Image,
    text: str,
    *,
    x: int,
    y: int,
    size_px: int,
    colour: Colour = WHITE,
    weight: int = REGULAR,
    anchor: str = "left",
) -> None:
    """One line with its top at ``y``; ``anchor`` says which end or middle of it is at ``x``."""
    mask = _mask(text, size_px, weight)
    shift = {"left": 0, "middle": mask.shape[1] // 2, "right": mask.shape[1]}[anchor]
    _blend(image, mask, x - shift, y, colour)


def line_height_px(size_px: int, weight: int = REGULAR) -> int:
    return sum(font(size_px, weight).getmetrics())


def pill_width_px(text: str, *, size_px: int) -> int:
    return text_width_px(text, size_px=size_px, weight=SEMIBOLD) + 2 + 2 * _pad_px(size_px)[0]


def _pad_px(size_px: int) -> tuple[int, int]:
    """(across, down): some air, so that letters never touch the plate's edge."""
    return round(0.42 * size_px), round(0.08 * size_px)


def draw_pill(
    image: Image,
    text: str,
    *,
    x: int,
    y: int,
    size_px: int,
    edge: Colour = WHITE,
    colour: Colour = WHITE,
    anchor: str = "left",
    opacity: float = 0.78,
) -> tuple[int, int, int, int]:
    """A label on a dark plate with a coloured edge, centred on ``y``, kept inside the picture.

    Returns the plate's (left, top, right, bottom).
    """
    plate = _pill(text, size_px, edge, colour)
    height, width = plate.shape[:2]
    shift = {"left": 0, "middle": width // 2, "right": width}[anchor]
    left = int(np.clip(x - shift, 2, max(2, image.shape[1] - width - 2)))
    top = int(np.clip(y - height // 2, 2, max(2, image.shape[0] - height - 2)))
    alpha = plate[:, :, 3:].astype(np.float32) / 255
    # The plate lets a little of the picture through, letters and edge do not.
    alpha = np.where(plate[:, :, 3:] == 254, alpha * opacity, alpha)
    _blend_rgb(image, plate[:, :, :3], alpha, left, top)
    return left, top, left + width, top + height


@lru_cache(maxsize=2048)
def _pill(text: str, size_px: int, edge: Colour, colour: Colour) -> NDArray[np.uint8]:
    """RGBA of a label; alpha 254 marks the plate itself."""
    import cv2

    mask = _mask(text, size_px, SEMIBOLD)
    pad_x, pad_y = _pad_px(size_px)
    height, width = mask.shape[0] + 2 * pad_y, mask.shape[1] + 2 * pad_x
    bar = max(2, round(0.16 * size_px))
    plate = np.zeros((height, width, 4), dtype=np.uint8)
    shape = np.zeros((height, width), dtype=np.uint8)
    radius = min(round(0.28 * size_px), height // 2)
    cv2.rectangle(shape, (radius, 0), (width - 1 - radius, height - 1), 255, -1)
    cv2.rectangle(shape, (0, radius), (width - 1, height - 1 - radius), 255, -1)
    for centre in (
        (radius, radius),
        (width - 1 - radius, radius),
        (radius, height - 1 - radius),
        (width - 1 - radius, height - 1 - radius),
    ):
        cv2.circle(shape, centre, radius, 255, -1, cv2.LINE_AA)
    plate[:, :, :3] = STAGE
    plate[:, :, 3] = np.where(shape == 255, 254, shape)
    plate[:, :bar, :3] = edge
    plate[:, :bar, 3] = shape[:, :bar]
    region = plate[pad_y : pad_y + mask.shape[0], pad_x + bar // 2 :][:, : mask.shape[1]]
    cover = mask[:, : region.shape[1], None]
    region[:, :, :3] = (cover * np.array(colour) + (1 - cover) * region[:, :, :3]).astype(np.uint8)
    region[:, :, 3] = np.where(cover[:, :, 0] > 0.3, 255, region[:, :, 3])
    return plate


def _blend(image: Image, mask: NDArray[np.float32], left: int, top: int, colour: Colour) -> None:
    _blend_rgb(image, np.array(colour, dtype=np.float32), mask[:, :, None], left, top)


def _blend_rgb(
    image: Image, paint: NDArray, alpha: NDArray[np.float32], left: int, top: int
) -> None:
    height, width = alpha.shape[:2]
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + width, image.shape[1]), min(top + height, image.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    inside = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
    cover = alpha[inside]
    colour = paint[inside] if paint.ndim == 3 else paint
    region = image[y0:y1, x0:x1]
    region[:] = (cover * colour + (1 - cover) * region).round().astype(np.uint8)
