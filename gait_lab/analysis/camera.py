"""The camera's roll, from the straight edges of the scene.

Roll turns every angle one to one, so it is measured where the scene allows and removed. Upright
edges (door frames, posts, wall corners) and level ones (decks, rails, skirting) share it. Upright
edges lean towards each other when the camera nods, in proportion to their distance from the
middle; level edges when it looks at a slant, in proportion to their distance from the horizon.
Both are fitted beside the roll: a slant of 8 degrees alone tips a treadmill's deck by 2.5.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.landmarks import FloatArray

Image = NDArray[np.uint8]

WIDTH_PX = 960
MIN_LENGTH_SHARE = 0.06
MAX_ROLL_DEG = 12.0
BAND_DEG = 0.6
MIN_LINES = 5
MIN_TOTAL_SHARE = 0.8
"""Supporting edges must add up to this share of the picture's longer side."""
LENGTH_PER_EDGE = 0.25
"""Edge length, in longer sides, that counts as one independent edge."""
USUAL_ROLL_DEG = 3.0
USUAL_DEG = (USUAL_ROLL_DEG, 5.0, 8.0)
"""Spread of roll, nod and slant over clips, the last two per unit of distance (prior)."""
LARGEST_SD_DEG, FLOOR_SD_DEG = 1.5, 0.3
FOCAL_SHARE = 0.8
"""Focal length of phones' main cameras, video crop included, over the longer side."""


@dataclass(frozen=True)
class RollEstimate:
    """Attributes
    ----------
    roll_deg : float
        + where the picture's content is turned anticlockwise (the camera clockwise).
    sd_deg : float
    n_lines : int
    edges : str
        "upright" or "level": which edges of the scene it mostly rests on.
    """

    roll_deg: float
    sd_deg: float
    n_lines: int
    edges: str


def scene_roll(images: Sequence[Image]) -> RollEstimate | None:
    """Camera roll from the straight edges of a few frames, or None where the scene has too few.

    Upright and level edges are asked together. Upright ones lean towards each other when the
    camera nods, level ones when it looks at a slant; both are fitted beside the roll they share.

    Parameters
    ----------
    images : greyscale or BGR frames of one clip (three to five, spread over it, are enough).
    """
    found = [lines for image in images if len(lines := _straight_edges(image))]
    if not found:
        return None
    lines = np.concatenate(found)
    upright, level = _upright(lines), _level(lines)
    start = _voted(upright, level)
    return _refined(start, upright, level, n_images=len(found))


def _straight_edges(image: Image) -> FloatArray:
    """(n, 4) x1, y1, x2, y2 in units of the picture's longer side, origin in its middle."""
    import cv2

    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    shrink = min(1.0, WIDTH_PX / max(grey.shape))
    if shrink < 1:
        grey = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    found = cv2.createLineSegmentDetector().detect(grey)[0]
    if found is None:
        return np.zeros((0, 4))
    height_px, width_px = grey.shape
    middle = np.array([width_px, height_px, width_px, height_px]) / 2
    lines = (found.reshape(-1, 4) - middle) / max(grey.shape)
    long_enough = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
    return np.asarray(lines[long_enough >= MIN_LENGTH_SHARE], dtype=np.float64)


def _upright(lines: FloatArray) -> FloatArray:
    """(n, 4): anticlockwise lean from the vertical (deg), x and y of the middle, length."""
    along = lines[:, 2:] - lines[:, :2]
    up = np.where(along[:, 1] > 0, -1.0, 1.0)[:, None] * along
    return _within(np.degrees(np.arctan2(-up[:, 0], -up[:, 1])), lines)


def _level(lines: FloatArray) -> FloatArray:
    """The same for level edges, with their anticlockwise slope."""
    along = lines[:, 2:] - lines[:, :2]
    right = np.where(along[:, 0] < 0, -1.0, 1.0)[:, None] * along
    return _within(np.degrees(np.arctan2(-right[:, 1], right[:, 0])), lines)


def _within(angle_deg: FloatArray, lines: FloatArray) -> FloatArray:
    middle = (lines[:, :2] + lines[:, 2:]) / 2
    length = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
    table = np.column_stack([angle_deg, middle, length])
    return np.asarray(table[np.abs(angle_deg) <= MAX_ROLL_DEG + 8])


def _voted(upright: FloatArray, level: FloatArray) -> FloatArray:
    """Roll, nod and slant that most edge length agrees on, on a coarse grid.

    Nod and slant are in degrees of lean per unit of distance from the middle of the picture.
    """
    rolls = np.arange(-MAX_ROLL_DEG, MAX_ROLL_DEG + 0.01, 0.25)
    nods, slants = np.arange(-16.0, 16.1, 2.0), np.arange(-30.0, 30.1, 2.0)
    by_nod = _support(upright, upright[:, 1], rolls, nods)
    by_slant = _support(level, level[:, 2], rolls, slants)
    # A little preference for a level camera, so that one stray edge decides nothing.
    total = (by_nod.max(axis=1) + by_slant.max(axis=1)) * (1 - 0.02 * np.abs(rolls))
    best = int(np.argmax(total))
    nod, slant = nods[int(np.argmax(by_nod[best]))], slants[int(np.argmax(by_slant[best]))]
    return np.array([rolls[best], nod, slant])


def _support(
    edges: FloatArray, place: FloatArray, rolls: FloatArray, leans: FloatArray
) -> FloatArray:
    """(n_rolls, n_leans) edge length within the band of each choice."""
    away = edges[:, 0] - rolls[:, None, None] - leans[:, None] * place
    agreeing = np.sum(edges[:, 3] * np.exp(-((away / BAND_DEG) ** 2) / 2), axis=2)
    weighed: FloatArray = agreeing * (1 - 0.02 * np.abs(leans))
    return weighed


def _refined(
    start: FloatArray, upright: FloatArray, level: FloatArray, *, n_images: int
) -> RollEstimate | None:
    """Weighted least squares over the edges that agree, with what cameras usually do as prior."""
    angle_deg = np.concatenate([upright[:, 0], level[:, 0]])
    length = np.concatenate([upright[:, 3], level[:, 3]])
    solution = start
    for _ in range(8):
        basis = _basis(solution, upright, level)
        away = angle_deg - basis @ solution
        weight = length * np.exp(-((away / BAND_DEG) ** 2) / 2)
        information = (basis * weight[:, None]).T @ basis / LENGTH_PER_EDGE
        posterior = information / BAND_DEG**2 / n_images + np.diag(1 / np.square(USUAL_DEG))
        towards = basis.T @ (weight * angle_deg) / LENGTH_PER_EDGE / BAND_DEG**2 / n_images
        solution = np.linalg.solve(posterior, towards)
    inside = np.abs(angle_deg - _basis(solution, upright, level) @ solution) < 2 * BAND_DEG
    n_lines, total = int(inside.sum()), float(length[inside].sum())
    sd_deg = float(np.sqrt(np.linalg.inv(posterior)[0, 0]))
    if n_lines < MIN_LINES or total < MIN_TOTAL_SHARE * n_images or sd_deg > LARGEST_SD_DEG:
        return None
    mostly_upright = length[inside][: int(inside[: len(upright)].sum())].sum() > total / 2
    return RollEstimate(
        float(solution[0]),
        float(np.hypot(sd_deg, FLOOR_SD_DEG)),
        n_lines,
        "upright" if mostly_upright else "level",
    )


def _basis(solution: FloatArray, upright: FloatArray, level: FloatArray) -> FloatArray:
    """How each edge's angle changes with roll, nod and slant.

    Level edges of one direction meet at a point of the horizon, which a nod moves off the
    middle: down, when the camera looks up.
    """
    _, nod, slant = np.radians(solution)
    horizon = FOCAL_SHARE**2 * nod
    reach = (level[:, 2] - horizon) / np.maximum(1 - slant * level[:, 1], 0.3)
    return np.vstack(
        [
            np.column_stack([np.ones(len(upright)), upright[:, 1], np.zeros(len(upright))]),
            np.column_stack([np.ones(len(level)), np.zeros(len(level)), reach]),
        ]
    )
