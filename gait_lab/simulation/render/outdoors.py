"""A running path across a field: sky, hills, trees, grass."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gait_lab.simulation.camera import Camera
from gait_lab.simulation.render.room import Panel, level

FloatArray = NDArray[np.float64]

FAR_M, HILLS_M, TREES_M = 60.0, 45.0, 16.0
PATH_HALF_M = 1.3
SKY_HIGH, SKY_LOW = np.array([0.52, 0.68, 0.86]), np.array([0.86, 0.90, 0.93])
HILL, LEAF, TRUNK = np.array([0.55, 0.63, 0.58]), np.array([0.24, 0.38, 0.20]), (0.30, 0.25, 0.2)
GRASS, ASPHALT = np.array([0.42, 0.55, 0.28]), np.array([0.45, 0.45, 0.46])


def field_panels(rng: np.random.Generator, camera: Camera, *, floor_z: float) -> list[Panel]:
    """Everything behind the runner that the camera faces, from the farthest to the nearest."""
    heading = np.arctan2(camera.directions[2][1], camera.directions[2][0])
    panels = _sky(heading)
    panels += _hills(rng, heading, floor_z)
    panels.append(Panel(level(-FAR_M, FAR_M, -FAR_M, FAR_M, floor_z), GRASS))
    panels += _mown(rng, floor_z)
    panels.append(Panel(level(-FAR_M, FAR_M, -PATH_HALF_M, PATH_HALF_M, floor_z + 0.002), ASPHALT))
    for edge in (-PATH_HALF_M, PATH_HALF_M - 0.05):
        panels.append(
            Panel(level(-FAR_M, FAR_M, edge, edge + 0.05, floor_z + 0.003), np.full(3, 0.82))
        )
    return panels + _trees(rng, heading, floor_z)


def _upright(heading: float, far_m: float, across: FloatArray, up: FloatArray) -> FloatArray:
    """(n, 3) corners of a shape that stands across the line of sight."""
    ahead = np.array([np.cos(heading), np.sin(heading)])
    aside = np.array([np.sin(heading), -np.cos(heading)])
    flat = far_m * ahead + across[:, None] * aside
    return np.column_stack([flat, up])


def _sky(heading: float) -> list[Panel]:
    edges = np.linspace(0, 45, 19)
    wide = np.array([-90.0, 90.0, 90.0, -90.0])
    return [
        Panel(
            _upright(heading, FAR_M, wide, np.array([low, low, high, high])),
            SKY_LOW + (SKY_HIGH - SKY_LOW) * min(low / 30, 1.0),
        )
        for low, high in pairwise(edges)
    ]


def _hills(rng: np.random.Generator, heading: float, floor_z: float) -> list[Panel]:
    across = np.linspace(-80, 80, 60)
    waves = [np.sin(across / rng.uniform(6, 16) + rng.uniform(0, 6)) for _ in range(3)]
    top = floor_z + 3.2 + 0.8 * np.sum(waves, axis=0)
    corners = _upright(heading, HILLS_M, across, top)
    ends = _upright(heading, HILLS_M, np.array([80.0, -80.0]), np.full(2, floor_z - 0.5))
    return [Panel(np.concatenate([corners, ends]), HILL)]


def _mown(rng: np.random.Generator, floor_z: float) -> list[Panel]:
    """Stripes of lighter and darker grass."""
    return [
        Panel(level(-FAR_M, FAR_M, y, y + 0.8, floor_z + 0.001), GRASS * rng.uniform(0.90, 1.08))
        for y in np.arange(-24.0, 24.0, 0.8)
    ]


def _trees(rng: np.random.Generator, heading: float, floor_z: float) -> list[Panel]:
    panels = []
    at = -26.0
    while at < 26:
        far_m = TREES_M + rng.uniform(0, 8)
        height = rng.uniform(2.6, 5.5)
        trunk = np.array([at - 0.12, at + 0.12, at + 0.12, at - 0.12])
        feet = floor_z + np.array([0, 0, 0.5 * height, 0.5 * height])
        panels.append(Panel(_upright(heading, far_m, trunk, feet), np.array(TRUNK)))
        panels += _crown(rng, heading, (far_m, at, floor_z + 0.68 * height), 0.36 * height)
        at += rng.uniform(2.2, 6.0)
    return panels


def _crown(
    rng: np.random.Generator, heading: float, middle: tuple[float, float, float], size_m: float
) -> list[Panel]:
    """A few leafy rounds, the upper ones in more light."""
    far_m, across, up = middle
    turn = np.linspace(0, 2 * np.pi, 22, endpoint=False)
    rounds = []
    for tone, rise in ((0.85, -0.25), (1.0, 0.1), (1.2, 0.42)):
        edge = size_m * (1 - 0.5 * abs(rise)) * (1 + 0.08 * rng.standard_normal(len(turn)))
        aside = across + 0.25 * size_m * rng.standard_normal()
        rounds.append(
            Panel(
                _upright(
                    heading,
                    far_m,
                    aside + edge * np.cos(turn),
                    up + rise * size_m + edge * np.sin(turn),
                ),
                LEAF * tone,
            )
        )
    return rounds
