"""What the picture says about the camera: roll from the scene's edges, hints of yaw and distance.

Roll turns every angle one to one, so it is measured where the scene allows and removed. Upright
edges (door frames, posts, wall corners) are trusted most: a treadmill's deck may be inclined and
a wall seen askew, but posts stand. Upright edges lean towards each other when the camera is
tilted up or down; they do so in proportion to their distance from the middle, which is fitted
beside the roll.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import Facing, facing_sign
from gait_lab.analysis.landmarks import FloatArray, LandmarkSequence

Image = NDArray[np.uint8]

WIDTH_PX = 960
MIN_LENGTH_SHARE = 0.06
MAX_ROLL_DEG = 12.0
BAND_DEG = 0.6
MIN_LINES = 5
MIN_TOTAL_SHARE = 0.8
"""Supporting edges must add up to this share of the picture's longer side."""
WIDE_LENS_FOCAL_SHARE = 26 / 36
"""A phone's main camera: 26 mm on a 36 mm frame, as a share of the longer side."""
SHOULDER_SHARE_OF_TRUNK = 0.62
"""Distance between MediaPipe's shoulders ÷ shoulder-to-hip, seen square from behind."""


@dataclass(frozen=True)
class RollEstimate:
    """Attributes
    ----------
    roll_deg : float
        + where the picture's content is turned anticlockwise (the camera clockwise).
    sd_deg : float
    n_lines : int
    edges : str
        "upright" or "level": which edges of the scene it rests on.
    """

    roll_deg: float
    sd_deg: float
    n_lines: int
    edges: str


def scene_roll(images: Sequence[Image]) -> RollEstimate | None:
    """Camera roll from the straight edges of a few frames, or None where the scene has too few.

    Parameters
    ----------
    images : greyscale or BGR frames of one clip (three to five, spread over it, are enough).
    """
    found = [lines for image in images if len(lines := _straight_edges(image))]
    if not found:
        return None
    lines = np.concatenate(found)
    n_images = len(found)
    return _agreed(_upright(lines), n_images, "upright", converging=True) or _agreed(
        _level(lines), n_images, "level", converging=False
    )


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
    """(n, 3): anticlockwise lean from the vertical (deg), x of the middle, length."""
    along = lines[:, 2:] - lines[:, :2]
    up = np.where(along[:, 1] > 0, -1.0, 1.0)[:, None] * along
    lean_deg = np.degrees(np.arctan2(-up[:, 0], -up[:, 1]))
    return _within(lean_deg, (lines[:, 0] + lines[:, 2]) / 2, along)


def _level(lines: FloatArray) -> FloatArray:
    """The same for level edges: anticlockwise slope, y of the middle, length."""
    along = lines[:, 2:] - lines[:, :2]
    right = np.where(along[:, 0] < 0, -1.0, 1.0)[:, None] * along
    slope_deg = np.degrees(np.arctan2(-right[:, 1], right[:, 0]))
    return _within(slope_deg, (lines[:, 1] + lines[:, 3]) / 2, along)


def _within(angle_deg: FloatArray, place: FloatArray, along: FloatArray) -> FloatArray:
    table = np.column_stack([angle_deg, place, np.hypot(along[:, 0], along[:, 1])])
    return np.asarray(table[np.abs(angle_deg) <= MAX_ROLL_DEG + 8])


def _agreed(
    edges: FloatArray, n_images: int, name: str, *, converging: bool
) -> RollEstimate | None:
    """The roll most edge length agrees on, refined by least squares over those that do."""
    if len(edges) < MIN_LINES:
        return None
    angle_deg, place, length = edges.T
    rolls = np.arange(-MAX_ROLL_DEG, MAX_ROLL_DEG + 0.01, 0.2)
    leans = np.arange(-30.0, 30.1, 2.0) if converging else np.zeros(1)
    support = np.array([[_support(edges, roll, lean) for lean in leans] for roll in rolls])
    best_roll, best_lean = np.unravel_index(int(np.argmax(support)), support.shape)
    roll_deg, lean_deg = float(rolls[best_roll]), float(leans[best_lean])
    for _ in range(5):
        away = angle_deg - roll_deg - lean_deg * place
        weight = length * np.exp(-((away / BAND_DEG) ** 2) / 2)
        roll_deg, lean_deg, spread_deg = _refined(angle_deg, place, weight, converging=converging)
    inside = np.abs(angle_deg - roll_deg - lean_deg * place) < 2 * BAND_DEG
    n_lines, total = int(inside.sum()), float(length[inside].sum())
    share = total / float(length.sum())
    if n_lines < MIN_LINES or total < MIN_TOTAL_SHARE * n_images or share < 0.3:
        return None
    n_independent = max(n_lines / n_images, 1.0)
    floor_deg = 0.2 if converging else 0.5
    return RollEstimate(
        roll_deg, float(np.hypot(spread_deg / np.sqrt(n_independent), floor_deg)), n_lines, name
    )


def _support(edges: FloatArray, roll_deg: float, lean_deg: float) -> float:
    away = edges[:, 0] - roll_deg - lean_deg * edges[:, 1]
    agreeing = float(np.sum(edges[:, 2] * np.exp(-((away / BAND_DEG) ** 2) / 2)))
    # A little preference for a level, untilted camera, so that one stray edge decides nothing.
    return agreeing * (1 - 0.01 * abs(roll_deg) - 0.004 * abs(lean_deg))


def _refined(
    angle_deg: FloatArray, place: FloatArray, weight: FloatArray, *, converging: bool
) -> tuple[float, float, float]:
    basis = np.column_stack([np.ones(len(place)), place if converging else np.zeros(len(place))])
    left = (basis * weight[:, None]).T @ basis + np.diag([1e-9, 1e-3])
    roll_deg, lean_deg = np.linalg.solve(left, (basis * weight[:, None]).T @ angle_deg)
    away = angle_deg - roll_deg - lean_deg * place
    spread_deg = float(np.sqrt(np.sum(weight * away**2) / max(weight.sum(), 1e-12)))
    return float(roll_deg), float(lean_deg), spread_deg


def yaw_hint_deg(sequence: LandmarkSequence, *, facing: Facing) -> float | None:
    """How far a side view is from square: + where the camera sees more of the runner's back.

    From the mean distance between the shoulders along the running direction (arm swing averages
    out). A hint, good to perhaps 5-10°: from the side the far shoulder is guessed.
    """
    if not len(sequence) or "left_shoulder" not in sequence.names:
        return None
    left, right = sequence.point("left_shoulder"), sequence.point("right_shoulder")
    trunk = (left + right) / 2 - sequence.midpoint("left_hip", "right_hip")
    trunk_px = float(np.nanmedian(np.hypot(trunk[:, 0], trunk[:, 1]))) if len(trunk) else np.nan
    near, far = (left, right) if facing == "left" else (right, left)
    ahead_px = float(np.nanmean((far - near)[:, 0])) * facing_sign(facing)
    share = ahead_px / (SHOULDER_SHARE_OF_TRUNK * trunk_px)
    return float(np.degrees(np.arcsin(np.clip(share, -1, 1)))) if np.isfinite(share) else None


def distance_hint_m(
    sequence: LandmarkSequence, *, leg_length_px: float, leg_length_m: float
) -> float | None:
    """About how far away the camera stood, taking it for a phone's main camera (26 mm)."""
    if not np.isfinite(leg_length_px) or leg_length_px <= 0:
        return None
    focal_px = WIDE_LENS_FOCAL_SHARE * max(sequence.image_size_px)
    return float(focal_px * leg_length_m / leg_length_px)
