"""A running shoe: a dark outsole, a foam midsole and an upper, bending at the ball.

Coordinates of the flat shoe: along from the ball (+ to the toes), to the left, up from the
ground; metres.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.simulation.body import Body
from studio.skinning import Placed

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# Share of the sole from the heel's back edge (0) to the toe's tip (1); for a 0.27 m long shoe,
# metres: underside, top of the midsole, half width of the sole, top and half width of the upper.
_LAST = np.array(
    [
        (-0.032, 0.018, 0.029, 0.001, 0.066, 0.001),
        (-0.020, 0.007, 0.034, 0.021, 0.088, 0.016),
        (0.010, 0.001, 0.035, 0.030, 0.096, 0.026),
        (0.060, 0.000, 0.034, 0.036, 0.098, 0.032),
        (0.140, 0.000, 0.033, 0.039, 0.094, 0.035),
        (0.220, 0.000, 0.031, 0.038, 0.088, 0.036),
        (0.300, 0.001, 0.030, 0.037, 0.088, 0.036),
        (0.380, 0.002, 0.029, 0.037, 0.088, 0.036),
        (0.480, 0.002, 0.028, 0.040, 0.077, 0.037),
        (0.580, 0.001, 0.027, 0.045, 0.068, 0.041),
        (0.680, 0.000, 0.025, 0.049, 0.060, 0.045),
        (0.780, 0.000, 0.023, 0.050, 0.054, 0.046),
        (0.870, 0.001, 0.022, 0.047, 0.048, 0.043),
        (0.940, 0.002, 0.022, 0.040, 0.042, 0.036),
        (0.985, 0.004, 0.022, 0.028, 0.035, 0.024),
        (1.012, 0.010, 0.018, 0.001, 0.022, 0.001),
    ]
)
_ROWS, _AROUND = 96, 48
_BEND_M = 0.035
_LACES = (0.40, 0.455, 0.51, 0.565)


@dataclass(frozen=True, eq=False)
class Shoe:
    """A flat shoe: vertices (n, 3), quads (m, 4), which part each vertex is of."""

    vertices: FloatArray
    faces: IntArray
    part: IntArray


PARTS = ("outsole", "midsole", "upper", "stripe", "lace", "collar")


def make_shoe(body: Body, side: str) -> Shoe:
    """One shoe as long as the body's sole."""
    size = body.heel_to_toe / 0.27
    table = _finer(_LAST)
    along = (table[:, 0] - body.heel_to_ball / body.heel_to_toe) * body.heel_to_toe
    sole = _sole_rings(table, size)
    upper = _upper_rings(table, size)
    bow = _bow(table, size, outer=1 if side == "left" else -1)
    vertices, faces, parts = [], [], []
    for ring, parted in ((sole, _sole_parts), (upper, _upper_parts)):
        grid = np.empty((*ring.shape[:2], 3))
        grid[..., 0] = along[:, None]
        grid[..., 1] = ring[..., 0] + bow[:, None]
        grid[..., 2] = ring[..., 1]
        faces.append(_quads(*ring.shape[:2]) + sum(len(v) for v in vertices))
        vertices.append(grid.reshape(-1, 3))
        parts.append(parted(table, ring / size).reshape(-1))
    return Shoe(np.concatenate(vertices), np.concatenate(faces), np.concatenate(parts))


def place_shoe(shoe: Shoe, rear: Placed, front: Placed) -> FloatArray:
    """(n, 3) vertices in the world; the halves meet smoothly over the ball."""
    share = np.clip((shoe.vertices[:, :1] + _BEND_M) / (2 * _BEND_M), 0, 1)
    share = share**2 * (3 - 2 * share)
    behind = shoe.vertices @ rear.axes.T + rear.joint
    before = shoe.vertices @ front.axes.T + front.joint
    placed: FloatArray = (1 - share) * behind + share * before
    return placed


def _finer(table: FloatArray) -> FloatArray:
    from scipy.interpolate import PchipInterpolator

    rows = np.arange(len(table))
    curve: FloatArray = PchipInterpolator(rows, table)(np.linspace(0, rows[-1], _ROWS))
    return curve


def _sole_rings(table: FloatArray, size: float) -> FloatArray:
    """(rows, around, 2) a rounded rectangle: flat below, sides that bulge a little."""
    angle = 2 * np.pi * np.arange(_AROUND) / _AROUND
    cosine, sine = np.cos(angle), np.sin(angle)
    under, top, half = (size * table[:, k : k + 1] for k in (1, 2, 3))
    aside = np.sign(cosine) * np.abs(cosine) ** 0.45
    rise = np.sign(sine) * np.abs(sine) ** 0.45
    narrow = 1 - 0.05 * (rise + 1) / 2 - 0.05 * (1 - np.abs(rise))
    height = (top + under) / 2 + (top - under) / 2 * rise
    return np.stack([half * aside * narrow, height], axis=-1)


def _upper_rings(table: FloatArray, size: float) -> FloatArray:
    """(rows, around, 2) a dome over the midsole, narrower towards the top at the collar."""
    angle = 2 * np.pi * np.arange(_AROUND) / _AROUND
    cosine, sine = np.cos(angle), np.sin(angle)
    low, top, half = size * table[:, 2:3] - 0.006, size * table[:, 4:5], size * table[:, 5:6]
    rise = (np.sign(sine) * np.abs(sine) ** 0.72 + 1) / 2
    lift = np.clip((rise - 0.25) / 0.75, 0, 1)
    back = np.clip((0.42 - table[:, :1]) / 0.15, 0, 1)
    wide = np.sign(cosine) * np.abs(cosine) ** (0.62 + 0.1 * back)
    narrow = 1 - (0.10 + 0.12 * back) * lift
    return np.stack([half * wide * narrow, low + (top - low) * rise], axis=-1)


def _bow(table: FloatArray, size: float, *, outer: int) -> FloatArray:
    """(rows,) the last's curve: toes turn a little inwards, the waist is hollow inside."""
    share = np.clip(table[:, 0], 0, 1)
    return outer * size * (0.005 * np.sin(np.pi * share) - 0.004 * share)


def _quads(rows: int, around: int) -> IntArray:
    """(m, 4) faces of a tube, its ends left to their last, narrow rings."""
    row, column = np.meshgrid(np.arange(rows - 1), np.arange(around), indexing="ij")
    here, aside = row * around + column, row * around + (column + 1) % around
    quads: IntArray = np.stack([here, aside, aside + around, here + around], axis=-1)
    return quads.reshape(-1, 4)


def _sole_parts(table: FloatArray, ring: FloatArray) -> IntArray:
    low = ring[..., 1] < table[:, 1:2] + 0.006
    return np.where(low, PARTS.index("outsole"), PARTS.index("midsole"))


def _upper_parts(table: FloatArray, ring: FloatArray) -> IntArray:
    share = np.broadcast_to(table[:, :1], ring.shape[:2])
    height, top = ring[..., 1], table[:, 4:5]
    high = height > 0.90 * top
    parts = np.full(ring.shape[:2], PARTS.index("upper"))
    lean = share - 0.40 - 2.2 * (height - 0.045)
    parts[(np.abs(lean) < 0.022) | (np.abs(lean - 0.075) < 0.022)] = PARTS.index("stripe")
    parts[(share < 0.03) & (height > 0.045)] = PARTS.index("stripe")
    tongue = (share > 0.36) & (share < 0.61) & (height > 0.86 * top)
    parts[tongue] = PARTS.index("collar")
    for lace in _LACES:
        parts[tongue & (np.abs(share - lace) < 0.012)] = PARTS.index("lace")
    parts[(share < 0.36) & high] = PARTS.index("collar")
    return parts
