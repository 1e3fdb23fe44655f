"""Points and angles in the plane. Y is up here: image points are turned up before they come in."""

import numpy as np

from gait_lab.analysis.landmarks import FloatArray


def rotate_deg(
    points: FloatArray, angle_deg: float, *, about: FloatArray | None = None
) -> FloatArray:
    """Turn (..., 2) points anticlockwise (Y up) by ``angle_deg`` about a point (the origin)."""
    angle = np.radians(angle_deg)
    matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    centre = np.zeros(2) if about is None else about
    turned: FloatArray = (points - centre) @ matrix.T + centre
    return turned


def distance(first: FloatArray, second: FloatArray) -> FloatArray:
    """Length between (..., 2) points, in their unit."""
    length: FloatArray = np.hypot(second[..., 0] - first[..., 0], second[..., 1] - first[..., 1])
    return length


def from_vertical_deg(top: FloatArray, bottom: FloatArray) -> FloatArray:
    """Lean of the segment top→bottom from the vertical: 0 hanging straight down, + lower end ahead.

    Shank: ``from_vertical_deg(knee, ankle)`` is + with the ankle ahead of the knee; thigh:
    ``from_vertical_deg(hip, knee)`` is + with the knee ahead of the hip.
    """
    angle: FloatArray = np.degrees(
        np.arctan2(bottom[..., 0] - top[..., 0], top[..., 1] - bottom[..., 1])
    )
    return angle


def from_horizontal_deg(back: FloatArray, front: FloatArray) -> FloatArray:
    """Pitch of the line back→front from the horizontal: 0 level, + front end higher."""
    angle: FloatArray = np.degrees(
        np.arctan2(front[..., 1] - back[..., 1], front[..., 0] - back[..., 0])
    )
    return angle


def knee_flexion_deg(hip: FloatArray, knee: FloatArray, ankle: FloatArray) -> FloatArray:
    """Thigh angle minus shank angle: 0 for a straight leg, + bent."""
    return wrap_deg(from_vertical_deg(hip, knee) - from_vertical_deg(knee, ankle))


def wrap_deg(angle_deg: FloatArray) -> FloatArray:
    """The same angle in [-180, 180)."""
    wrapped: FloatArray = (angle_deg + 180.0) % 360.0 - 180.0
    return wrapped


def peak_offset(before: float, at: float, after: float) -> float:
    """Where between its neighbours a sampled extremum truly lies: -0.5..0.5 samples.

    The vertex of the parabola through three equally spaced values; 0 where they are in line.
    """
    curvature = before - 2 * at + after
    if not np.isfinite(curvature) or curvature == 0:
        return 0.0
    return float(np.clip(0.5 * (before - after) / curvature, -0.5, 0.5))


def level_crossing(before: float, after: float, level: float = 0.0) -> float:
    """Fraction 0..1 of the way from one sample to the next at which a level is crossed."""
    if after == before:
        return 0.0
    return float(np.clip((level - before) / (after - before), 0.0, 1.0))
