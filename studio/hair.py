"""Hair: the scalp lifted off the head, and a tail that swings behind it."""

import numpy as np
from numpy.typing import NDArray

from studio.fit import Fitted
from studio.segments import SEGMENTS
from studio.surfaces import Surface, cut, follow, lifted

FloatArray = NDArray[np.float64]
TAIL_RINGS, TAIL_AROUND = 24, 14

# Forward of the head's centre and up to the hairline, shares of stature.
_HAIRLINE = np.array(
    [(-0.08, -0.026), (-0.045, -0.026), (-0.030, -0.010), (-0.022, 0.016), (0.004, 0.018),
     (0.006, 0.008), (0.014, 0.012), (0.020, 0.026), (0.036, 0.036), (0.050, 0.043), (0.08, 0.046)]
)  # fmt: skip


def hair_surface(surface: Surface, fitted: Fitted, height_m: float, *, tail: bool) -> Surface:
    """A cap of hair over the scalp: short and full, or combed back flat for a tail."""
    below = -scalp_depth_m(surface.vertices, fitted, height_m)
    apart = 0.3 - surface.weights[:, SEGMENTS.index("head")]
    part, origins = cut(surface, np.maximum(below, apart))
    depth = np.clip(-follow(below, origins) / 0.06, 0, 1)
    x, y, z = (part.vertices * 90).T
    uneven = np.sin(x + 2 * np.sin(0.7 * y)) * np.sin(1.3 * z + y) + 0.6 * np.sin(2.3 * y + x - z)
    full = 0.007 if tail else 0.017
    return lifted(part, 0.0012 + full * np.sqrt(depth) * (1 + 0.22 * uneven), rounds=3)


def scalp_depth_m(vertices: FloatArray, fitted: Fitted, height_m: float) -> FloatArray:
    """(n,) how far above the hairline, metres; below it negative."""
    share = (vertices - fitted.joints["head"]) / height_m
    depth: FloatArray = (share[:, 2] - np.interp(share[:, 0], *_HAIRLINE.T)) * height_m
    return depth


def tail_rings(root: FloatArray, away: FloatArray, hang: FloatArray, length_m: float) -> FloatArray:
    """(TAIL_RINGS, TAIL_AROUND, 3): it leaves the head along ``away``, ends along ``hang``."""
    share = np.linspace(0, 1, TAIL_RINGS)[:, None]
    direction = (1 - share) ** 2 * away + (1 - (1 - share) ** 2) * hang
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    spine = root + np.cumsum(direction, axis=0) * length_m / TAIL_RINGS
    girth = 0.023 * np.sqrt(np.sin(np.pi * np.clip(0.22 + 0.78 * share, 0, 0.997)))
    left = np.array([0.0, 1.0, 0.0])
    back = np.cross(direction, left)
    angle = np.linspace(0, 2 * np.pi, TAIL_AROUND, endpoint=False)
    tuft = (1 + 0.10 * np.sin(3 * angle) + 0.06 * np.sin(5 * angle))[:, None]
    aside, behind = (tuft * turn[:, None] for turn in (np.cos(angle), np.sin(angle)))
    return spine[:, None] + girth[:, None] * (aside * left + behind * back[:, None])
