"""A head with face, ears and hair."""

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from gait_lab.simulation.parameters import Appearance
from gait_lab.simulation.render.mesh import Surface, egg, loft, surface_of

FloatArray = NDArray[np.float64]

# Metres above the head's centre; then to the front, to the back, half the width.
_PROFILE = np.array(
    [
        (-0.121, 0.030, 0.000, 0.010),
        (-0.117, 0.062, 0.004, 0.027),
        (-0.106, 0.080, 0.014, 0.039),
        (-0.093, 0.083, 0.040, 0.049),
        (-0.076, 0.080, 0.060, 0.057),
        (-0.058, 0.083, 0.070, 0.062),
        (-0.040, 0.083, 0.080, 0.067),
        (-0.015, 0.082, 0.091, 0.072),
        (0.012, 0.081, 0.098, 0.075),
        (0.035, 0.087, 0.101, 0.076),
        (0.060, 0.083, 0.098, 0.074),
        (0.082, 0.071, 0.087, 0.067),
        (0.100, 0.051, 0.067, 0.053),
        (0.112, 0.027, 0.041, 0.033),
        (0.117, 0.004, 0.006, 0.005),
    ]
)
_RINGS, _AROUND = 44, 56
_HAIR_M = 0.011


def head_surfaces(
    look: Appearance, centre: FloatArray, axes: FloatArray, scale: float
) -> list[Surface]:
    """Skull with painted face and hair, nose, ears, and a tail where the hair has one."""
    skin, hair = (np.array(c, dtype=float) / 255 for c in (look.skin, look.hair))
    shaped = _skull()
    middle = (shaped[:-1] + np.roll(shaped[1:], -1, axis=1)) / 2
    grid = centre + scale * shaped @ axes
    surfaces = [surface_of(grid, _face_colours(middle, skin, hair), gloss=0.10)]
    surfaces.append(_nose(centre, axes, scale, skin))
    for sign in (-1, 1):
        at = centre + scale * (np.array([-0.008, sign * 0.074, -0.006]) @ axes)
        ear = egg(at, axes, [0.018 * scale, 0.010 * scale, 0.030 * scale], rings=9, around=14)
        surfaces.append(surface_of(ear, skin * 0.93, gloss=0.1))
    if look.hair_style == "tail":
        surfaces += _tail(centre, axes, scale, hair)
    return surfaces


def _skull() -> FloatArray:
    """(rings, around, 3) head in its own axes, metres, hair included."""
    turn = np.linspace(0, np.pi, _RINGS)
    up = -0.002 - 0.119 * np.cos(turn)
    front, back, half = (PchipInterpolator(_PROFILE[:, 0], _PROFILE[:, k])(up) for k in (1, 2, 3))
    centres = np.stack([np.zeros_like(up), np.zeros_like(up), up], axis=1)
    every = np.ones((_RINGS, 1))
    skull = loft(
        centres,
        every * np.array([1.0, 0, 0]),
        every * np.array([0, 1.0, 0]),
        np.stack([front, back, half, half], axis=1),
        around=_AROUND,
        square=0.12,
    )
    away = skull - np.array([-0.01, 0.0, 0.0])
    away /= np.maximum(np.linalg.norm(away, axis=-1, keepdims=True), 1e-9)
    hairy: FloatArray = skull + _HAIR_M * np.clip(_hair(skull) / 0.012, 0, 1)[..., None] * away
    return hairy


def _hair(local: FloatArray) -> FloatArray:
    """Metres inside the hairline: above the brow in front, down to the nape behind."""
    forward, up = local[..., 0], local[..., 2]
    line = np.interp(
        forward,
        [-0.10, -0.06, -0.025, 0.004, 0.012, 0.030, 0.05, 0.09],
        [-0.072, -0.066, -0.022, -0.010, 0.028, 0.052, 0.066, 0.072],
    )
    inside: FloatArray = up - line
    return inside


def _face_colours(local: FloatArray, skin: FloatArray, hair: FloatArray) -> FloatArray:
    colours = np.broadcast_to(skin, local.shape).copy()
    forward, left, up = local[..., 0], np.abs(local[..., 1]), local[..., 2]
    front = forward > 0.025
    colours[front & (up < 0) & (up > -0.05) & (left > 0.02)] = skin * np.array([1, 0.93, 0.92])
    socket = (np.abs(up - 0.014) < 0.014) & (np.abs(left - 0.031) < 0.019)
    colours[front & socket] = skin * 0.82
    eye = (np.abs(up - 0.011) < 0.006) & (np.abs(left - 0.032) < 0.012)
    colours[front & eye] = (0.88, 0.87, 0.85)
    colours[front & eye & (np.abs(left - 0.031) < 0.006)] = (0.16, 0.12, 0.10)
    brow = (np.abs(up - 0.032) < 0.005) & (np.abs(left - 0.033) < 0.019)
    colours[front & brow] = 0.65 * hair + 0.15 * skin
    lips = (np.abs(up + 0.060) < 0.007) & (left < 0.024)
    colours[front & lips] = skin * np.array([0.84, 0.60, 0.60])
    colours[front & lips & (np.abs(up + 0.060) < 0.002)] = skin * 0.5
    grown = _hair(local) > 0
    streaks = 1 + 0.10 * np.sin(900 * local[..., 1] + 500 * local[..., 2])
    colours[grown] = (hair * streaks[..., None])[grown]
    return colours


def _nose(centre: FloatArray, axes: FloatArray, scale: float, skin: FloatArray) -> Surface:
    share = np.linspace(0, 1, 9)
    up = 0.024 - 0.052 * share
    out = np.interp(share, [0, 0.3, 0.75, 0.92, 1.0], [0.083, 0.091, 0.105, 0.102, 0.088])
    half = np.interp(share, [0, 0.4, 0.8, 1.0], [0.007, 0.010, 0.017, 0.008])
    centres = np.stack([np.full(9, 0.070), np.zeros(9), up], axis=1)
    every = np.ones((9, 1))
    radii = np.stack([out - 0.070, np.full(9, 0.004), half, half], axis=1)
    local = loft(
        centres,
        every * np.array([1.0, 0, 0]),
        every * np.array([0, 1.0, 0]),
        radii,
        around=14,
    )
    return surface_of(centre + scale * local @ axes, skin * 0.99, gloss=0.12)


def _tail(centre: FloatArray, axes: FloatArray, scale: float, hair: FloatArray) -> list[Surface]:
    at = centre + scale * (np.array([-0.128, 0.0, 0.020]) @ axes)
    lean = np.array([[1.0, 0, 0.35], [0, 1.0, 0], [-0.35, 0, 1.0]])
    lean[[0, 2]] /= np.linalg.norm(lean[[0, 2]], axis=1, keepdims=True)
    hang = lean @ axes
    tail = egg(at - 0.05 * scale * hang[2], hang, [0.026 * scale, 0.024 * scale, 0.085 * scale])
    knot = egg(at, axes, [0.022 * scale, 0.022 * scale, 0.022 * scale])
    return [surface_of(tail, hair, gloss=0.15), surface_of(knot, hair * 0.7)]
