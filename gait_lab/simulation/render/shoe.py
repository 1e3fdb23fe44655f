"""A running shoe that bends at the ball of the foot."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from gait_lab.simulation.body import Body
from gait_lab.simulation.parameters import Appearance
from gait_lab.simulation.render.mesh import Surface, surface_of

FloatArray = NDArray[np.float64]

# Share of the sole from the heel's back edge (0) to the toe tip (1); then metres, for a
# 0.27 m long sole: height of the upper, half width, height of the sole's underside.
_LAST = np.array(
    [
        (-0.045, 0.030, 0.012, 0.012),
        (-0.035, 0.062, 0.022, 0.008),
        (0.00, 0.080, 0.030, 0.003),
        (0.06, 0.092, 0.034, 0.000),
        (0.14, 0.098, 0.036, 0.000),
        (0.22, 0.098, 0.036, 0.000),
        (0.30, 0.092, 0.036, 0.001),
        (0.38, 0.082, 0.037, 0.002),
        (0.48, 0.073, 0.040, 0.002),
        (0.58, 0.066, 0.044, 0.001),
        (0.68, 0.060, 0.047, 0.000),
        (0.78, 0.054, 0.048, 0.000),
        (0.87, 0.049, 0.045, 0.003),
        (0.94, 0.045, 0.038, 0.008),
        (1.00, 0.038, 0.026, 0.014),
        (1.03, 0.028, 0.010, 0.020),
    ]
)
_MIDSOLE_M = 0.027
_AROUND = 32


def shoe_surface(
    look: Appearance,
    body: Body,
    points: Mapping[str, FloatArray],
    side: str,
    left: FloatArray,
) -> Surface:
    """The shoe on one foot, from its ankle, heel, ball and toe points."""
    heel, ball, toe = (points[f"{side}_{name}"] for name in ("heel", "ball", "foot_index"))
    size = body.heel_to_toe / 0.27
    rear, rear_left, rear_up = _frame(
        ball - heel,
        left,
        lift=body.heel_mark_up,
        span=body.heel_to_ball - body.heel_mark_forward,
    )
    front, front_left, front_up = _frame(
        toe - ball, left, lift=-body.toe_mark_up, span=body.toe - body.toe_mark_back
    )
    hinge = body.heel_to_ball / body.heel_to_toe
    rows = np.arange(len(_LAST))
    table = np.stack(
        [np.interp(np.linspace(0, len(_LAST) - 1, 2 * len(_LAST) - 1), rows, c) for c in _LAST.T],
        axis=1,
    )
    ease = np.clip((table[:, 0] - hinge + 0.10) / 0.20, 0, 1)[:, None]
    along_m = (table[:, :1] - hinge) * body.heel_to_toe
    origin = ball + np.where(along_m < 0, along_m * rear, along_m * front)
    aside = (1 - ease) * rear_left + ease * front_left
    up = (1 - ease) * rear_up + ease * front_up
    outline = _outline(table, size, outer=1 if side == "left" else -1)
    grid = origin[:, None] + outline[..., :1] * aside[:, None] + outline[..., 1:] * up[:, None]
    height = (outline[:-1, :, 1] + np.roll(outline[1:, :, 1], -1, axis=1)) / 2
    return surface_of(grid, _colours(look, table, height, size), gloss=0.08)


def _frame(
    along: FloatArray, left: FloatArray, *, lift: float, span: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Directions along, left of and up from the sole, whose marks sit ``lift`` above it."""
    aside = np.array([0.0, 1.0, 0.0]) * 0.7 + 0.3 * left
    along = along / np.linalg.norm(along)
    aside = aside - (aside @ along) * along
    aside /= np.linalg.norm(aside)
    up = np.cross(along, aside)
    tilt = np.arctan2(lift, span)
    level = np.cos(tilt) * along + np.sin(tilt) * up
    return level, aside, np.cross(level, aside)


def _outline(table: FloatArray, size: float, *, outer: int) -> FloatArray:
    """(rings, around, 2) sideways and upwards metres: a flat sole, a rounded upper."""
    angle = 2 * np.pi * np.arange(_AROUND) / _AROUND
    aside, up = np.cos(angle), np.sin(angle)
    upper = np.sign(up) * np.abs(up) ** 0.8
    wide = np.sign(aside) * np.abs(aside) ** 0.6
    height, half, under = (table[:, k : k + 1] * size for k in (1, 2, 3))
    middle = (height + under) / 2
    tall = middle + (height - middle) * upper
    low = np.maximum(middle + (middle - under) * 1.35 * upper, under)
    rise = np.where(upper >= 0, tall, low)
    narrow = 1 - 0.42 * np.clip((rise - 0.03 * size) / (0.07 * size), 0, 1)
    bow = 0.10 * half * np.sin(np.pi * np.clip(table[:, :1], 0, 1)) * outer
    return np.stack([half * wide * narrow + bow, rise], axis=-1)


def _colours(look: Appearance, table: FloatArray, height: FloatArray, size: float) -> FloatArray:
    upper, sole, sock = (
        np.array(colour, dtype=float) / 255 for colour in (look.shoes, look.soles, look.socks)
    )
    station = np.broadcast_to(table[:-1, :1], height.shape)
    colours = np.where((height < _MIDSOLE_M * size)[..., None], sole, upper)
    colours[height < 0.007 * size] = sole * 0.35
    stripe = (height > 0.034 * size) & (np.abs(station - 0.42 - 1.2 * (height - 0.03)) < 0.05)
    colours[stripe] = 0.75 * sole + 0.25 * upper
    tongue = (height > 0.072 * size) & (station > 0.30) & (station < 0.62)
    colours[tongue] = 0.6 * upper
    collar = (height > 0.088 * size) & (station < 0.30)
    colours[collar] = 0.5 * upper + 0.1 * sock
    return colours
