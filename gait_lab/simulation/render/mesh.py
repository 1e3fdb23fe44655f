"""Surfaces: tubes lofted through rings, and egg shapes. NumPy only."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Surface:
    """Quadrilaterals with normals and colours.

    ``corners`` (n, 4, 3) metres, counter-clockwise from outside; ``normals`` (n, 3) unit;
    ``colours`` (n, 3) red, green, blue 0..1; ``gloss`` 0..1, how much they shine.
    """

    corners: FloatArray
    normals: FloatArray
    colours: FloatArray
    gloss: FloatArray


def joined(surfaces: Sequence[Surface]) -> Surface:
    """Many surfaces as one."""
    return Surface(
        *(
            np.concatenate([getattr(surface, name) for surface in surfaces])
            for name in ("corners", "normals", "colours", "gloss")
        )
    )


def surface_of(grid: FloatArray, colours: FloatArray, *, gloss: float = 0.0) -> Surface:
    """The closed-around surface through a grid of points.

    Parameters
    ----------
    grid : (rings, around, 3)
        Rings from one end to the other; the last point of a ring joins the first.
    colours : (rings - 1, around, 3) or broadcastable
    """
    after = np.roll(grid, -1, axis=1)
    corners = np.stack([grid[:-1], after[:-1], after[1:], grid[1:]], axis=2)
    along = np.gradient(grid, axis=0)
    around = after - np.roll(grid, 1, axis=1)
    facing = np.cross(around, along)
    facing /= np.maximum(np.linalg.norm(facing, axis=2, keepdims=True), 1e-9)
    outwards = grid - grid.mean(axis=1, keepdims=True)
    if np.sum(facing * outwards) < 0:
        facing, corners = -facing, corners[:, :, ::-1]
    ahead = np.roll(facing, -1, axis=1)
    normals = facing[:-1] + ahead[:-1] + ahead[1:] + facing[1:]
    normals /= np.maximum(np.linalg.norm(normals, axis=2, keepdims=True), 1e-9)
    shape = normals.shape
    painted = np.broadcast_to(colours, shape)
    count = shape[0] * shape[1]
    return Surface(
        corners.reshape(count, 4, 3),
        normals.reshape(count, 3),
        painted.reshape(count, 3),
        np.full(count, gloss),
    )


def loft(
    centres: FloatArray,
    forward: FloatArray,
    left: FloatArray,
    radii: FloatArray,
    *,
    around: int = 24,
    square: float = 0.0,
) -> FloatArray:
    """(rings, around, 3) points of a tube.

    Parameters
    ----------
    centres, forward, left : (rings, 3)
        Middle of each ring and its two directions.
    radii : (rings, 4)
        To the front, back, left and right.
    square
        0 an ellipse, towards 1 a rounded box.
    """
    cosine, sine = _circle(around, square)
    ahead = np.where(cosine >= 0, radii[:, :1], radii[:, 1:2]) * cosine
    aside = np.where(sine >= 0, radii[:, 2:3], radii[:, 3:4]) * sine
    points: FloatArray = (
        centres[:, None] + ahead[..., None] * forward[:, None] + aside[..., None] * left[:, None]
    )
    return points


@lru_cache(maxsize=64)
def _circle(around: int, square: float) -> tuple[FloatArray, FloatArray]:
    angle = 2 * np.pi * np.arange(around) / around
    power = 1 - 0.6 * square
    cosine, sine = np.cos(angle), np.sin(angle)
    return (
        np.sign(cosine) * np.abs(cosine) ** power,
        np.sign(sine) * np.abs(sine) ** power,
    )


def egg(
    centre: FloatArray,
    axes: FloatArray,
    radii: Sequence[float],
    *,
    rings: int = 10,
    around: int = 16,
) -> FloatArray:
    """(rings, around, 3) points of an ellipsoid; ``axes`` rows forward, left, up."""
    height = np.cos(np.linspace(np.pi, 0, rings))
    width = np.sqrt(np.maximum(1 - height**2, 0))
    forward, left, up = radii
    centres = centre + height[:, None] * up * axes[2]
    ring_radii = np.stack([width * forward, width * forward, width * left, width * left], axis=1)
    every = np.ones((rings, 1))
    return loft(centres, every * axes[0], every * axes[1], ring_radii, around=around)


def limb_line(
    start: FloatArray,
    joint: FloatArray,
    end: FloatArray,
    stations: FloatArray,
    *,
    rounding: float = 0.16,
) -> tuple[FloatArray, FloatArray]:
    """Points and directions along a two-segment limb whose bend is rounded.

    ``stations`` run 0 at the start, 1 at the joint, 2 at the end (beyond both too).
    """
    first, second = joint - start, end - joint
    before = np.minimum(stations, 1.0)[:, None] * first
    after = np.maximum(stations - 1.0, 0.0)[:, None] * second
    points = start + before + after
    bend = np.clip((stations - 1 + rounding) / (2 * rounding), 0, 1)[:, None]
    inside = (np.abs(stations - 1) < rounding)[:, None]
    enter, leave = joint - rounding * first, joint + rounding * second
    pull = joint + 0.25 * rounding * (first - second)
    curve = (1 - bend) ** 2 * enter + 2 * bend * (1 - bend) * pull + bend**2 * leave
    points = np.where(inside, curve, points)
    ease = bend * bend * (3 - 2 * bend)
    direction = (1 - ease) * first / np.linalg.norm(first)
    direction = direction + ease * second / np.linalg.norm(second)
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    return points, direction


def across(direction: FloatArray, left: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(forward, left) unit vectors square to each direction (which points down the limb)."""
    forward = np.cross(direction, left)
    forward /= np.linalg.norm(forward, axis=-1, keepdims=True)
    return forward, np.cross(forward, direction)
