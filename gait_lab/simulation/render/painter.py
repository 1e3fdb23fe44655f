"""Surfaces -> pixels: light, sort by depth, fill. OpenCV."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.simulation.camera import Camera
from gait_lab.simulation.render.mesh import Surface

FloatArray = NDArray[np.float64]
Image = NDArray[np.uint8]

FINE_BITS = 4
NEAREST_M = 0.15


@dataclass(frozen=True, kw_only=True)
class Light:
    """Where light comes from: lamps above, a brighter side, the room's glow."""

    towards: tuple[float, float, float] = (-0.35, 0.35, 0.87)
    lamp: float = 0.52
    glow: float = 0.44
    sky: float = 0.16


def lit(surface: Surface, light: Light, eye: FloatArray) -> FloatArray:
    """(n, 3) red, green, blue 0..1 of every face under this light."""
    normals = surface.normals
    towards = np.array(light.towards) / np.linalg.norm(light.towards)
    facing = normals @ towards
    lamp = np.clip((facing + 0.25) / 1.25, 0, 1)
    strength = light.glow + light.sky * normals[:, 2] + light.lamp * lamp
    view = eye - surface.corners.mean(axis=1)
    view /= np.linalg.norm(view, axis=1, keepdims=True)
    half = view + towards
    half /= np.linalg.norm(half, axis=1, keepdims=True)
    shine = np.clip(np.einsum("ij,ij->i", normals, half), 0, 1) ** 18 * surface.gloss
    edge = 1 - np.clip(np.einsum("ij,ij->i", normals, view), 0, 1)
    strength = strength * (1 - 0.30 * edge**3)
    colours: FloatArray = surface.colours * strength[:, None] + 0.5 * shine[:, None]
    return np.clip(colours, 0, 1)


def paint(
    canvas: Image,
    surface: Surface,
    camera: Camera,
    light: Light,
    *,
    zoom: float,
    corner_px: FloatArray,
) -> None:
    """Draw a surface on a canvas (in place).

    The canvas shows the picture from ``corner_px`` on, magnified ``zoom`` times. Faces turned
    away are left out; the others are drawn from the farthest to the nearest.
    """
    import cv2

    seen = camera.seen(surface.corners)
    depth = seen[..., 2]
    pixels = np.array(camera.image_size_px) / 2 + camera.focal_px * seen[..., :2] / np.maximum(
        depth[..., None], NEAREST_M
    )
    pixels = (pixels - corner_px) * zoom
    first, second = pixels[:, 2] - pixels[:, 0], pixels[:, 3] - pixels[:, 1]
    turned = first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]
    drawn = (turned < 0) & (depth.min(axis=1) > NEAREST_M)
    drawn &= np.all(pixels.max(axis=1) > 0, axis=1)
    drawn &= np.all(pixels.min(axis=1) < [canvas.shape[1], canvas.shape[0]], axis=1)
    chosen = np.flatnonzero(drawn)
    chosen = chosen[np.argsort(-depth[chosen].mean(axis=1))]
    part = Surface(
        *(getattr(surface, k)[chosen] for k in ("corners", "normals", "colours", "gloss"))
    )
    colours = (lit(part, light, camera.place_m) * 255).astype(np.int32).tolist()
    # A hair larger than life, so that no seam shows between neighbours.
    middle = pixels[chosen].mean(axis=1, keepdims=True)
    offset = pixels[chosen] - middle
    size = np.maximum(np.linalg.norm(offset, axis=2, keepdims=True), 0.3)
    grown = middle + offset * (1 + 0.5 / size)
    corners = np.round(grown * (1 << FINE_BITS)).astype(np.int32)
    fill = cv2.fillConvexPoly
    for corner, colour in zip(corners, colours, strict=True):
        fill(canvas, corner, colour, cv2.LINE_8, FINE_BITS)


def paint_flat(
    canvas: Image,
    corners_m: FloatArray,
    colour: FloatArray,
    camera: Camera,
    *,
    zoom: float,
    corner_px: FloatArray,
) -> None:
    """Fill one flat polygon of the world, cut off behind the camera."""
    import cv2

    seen = _in_front(camera.seen(corners_m))
    if len(seen) < 3:
        return
    pixels = np.array(camera.image_size_px) / 2 + camera.focal_px * seen[:, :2] / seen[:, 2:]
    far = 20.0 * max(camera.image_size_px)
    pixels = (np.clip(pixels, -far, far) - corner_px) * zoom
    corners = np.round(pixels * (1 << FINE_BITS)).astype(np.int32)
    shade = np.clip(colour * 255, 0, 255).tolist()
    cv2.fillPoly(canvas, [corners], shade, cv2.LINE_AA, FINE_BITS)


def _in_front(seen: FloatArray) -> FloatArray:
    """A polygon in camera axes without what lies behind the lens."""
    kept: list[FloatArray] = []
    for here, there in zip(seen, np.roll(seen, -1, axis=0), strict=True):
        if here[2] > NEAREST_M:
            kept.append(here)
        if (here[2] > NEAREST_M) != (there[2] > NEAREST_M):
            share = (NEAREST_M - here[2]) / (there[2] - here[2])
            kept.append(here + share * (there - here))
    return np.array(kept).reshape(-1, 3)
