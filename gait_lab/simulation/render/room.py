"""A gym: walls, floor, window, things along the wall, and the treadmill."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gait_lab.simulation.camera import Camera
from gait_lab.simulation.render.painter import Image, paint_flat

FloatArray = NDArray[np.float64]

Room = Literal["light", "dark", "warm", "outdoors"]

FLOOR_Z = -0.20
BELT_FROM_X, BELT_TO_X, BELT_HALF_M, DECK_HALF_M = -0.92, 0.80, 0.26, 0.39
WALL_M = 2.7
FRONT_M = 5.0
CEILING_Z = 2.9


@dataclass(frozen=True, eq=False)
class Panel:
    """One flat polygon of the world with its colour."""

    corners: FloatArray
    colour: FloatArray


def room_panels(
    rng: np.random.Generator, camera: Camera, *, look: str, floor_z: float
) -> list[Panel]:
    """Floor and the walls the camera faces; ``look`` is "light", "dark" or "warm"."""
    paint, band, floor = {
        "light": ((0.80, 0.81, 0.80), (0.52, 0.60, 0.66), (0.50, 0.47, 0.44)),
        "dark": ((0.27, 0.29, 0.33), (0.18, 0.20, 0.24), (0.22, 0.22, 0.23)),
        "warm": ((0.79, 0.73, 0.64), (0.56, 0.43, 0.34), (0.46, 0.37, 0.30)),
    }[look]
    panels = [Panel(level(-9, 9, -9, 9, floor_z), np.array(floor))]
    panels += _floor_boards(rng, np.array(floor), floor_z)
    eye, ahead = camera.place_m, camera.directions[2]
    walls = {
        "right": eye[1] > -WALL_M and ahead[1] < 0.7,
        "left": eye[1] < WALL_M and ahead[1] > -0.7,
        "front": True,
    }
    for wall in (name for name, faced in walls.items() if faced):
        panels += _wall(wall, rng, np.array(paint), np.array(band))
    return panels


def level(x0: float, x1: float, y0: float, y1: float, z: float) -> FloatArray:
    """Corners of a level rectangle."""
    return np.array([(x0, y0, z), (x1, y0, z), (x1, y1, z), (x0, y1, z)])


def _floor_boards(rng: np.random.Generator, floor: FloatArray, floor_z: float) -> list[Panel]:
    boards = []
    for k in range(46):
        y = -9 + k * 0.4
        shade = floor * rng.uniform(0.93, 1.07)
        boards.append(Panel(level(-9, 9, y, y + 0.385, floor_z + 0.001), shade))
    return boards


def _wall(wall: str, rng: np.random.Generator, paint: FloatArray, band: FloatArray) -> list[Panel]:
    """A painted wall with a darker base, a rail, windows and pictures."""

    def piece(u0: float, u1: float, z0: float, z1: float, out: float = 0.0) -> FloatArray:
        if wall == "front":
            x = FRONT_M - out
            return np.array([(x, u0, z0), (x, u1, z0), (x, u1, z1), (x, u0, z1)])
        y = (WALL_M - out) * (1 if wall == "left" else -1)
        return np.array([(u0, y, z0), (u1, y, z0), (u1, y, z1), (u0, y, z1)])

    low, reach = (-7.0, FRONT_M) if wall != "front" else (-WALL_M, WALL_M)
    shade = {"left": 1.0, "right": 1.0, "front": 0.94}[wall]
    panels = [
        Panel(piece(low, reach, FLOOR_Z, CEILING_Z + 2), paint * shade),
        Panel(piece(low, reach, FLOOR_Z, 0.62), band * shade),
        Panel(piece(low, reach, 0.62, 0.67), band * 0.75),
        Panel(piece(low, reach, FLOOR_Z, FLOOR_Z + 0.10), band * 0.45),
    ]
    at = low + rng.uniform(0.2, 1.2)
    while at < reach - 0.7:
        width = rng.uniform(0.7, 1.5)
        kind = rng.choice(["window", "picture", "bare", "rack", "mirror"])
        panels += _on_wall(kind, piece, at, width, rng, paint)
        at += width + rng.uniform(0.5, 1.3)
    return panels


def _on_wall(kind, piece, at, width, rng, paint) -> list[Panel]:  # type: ignore[no-untyped-def]
    if kind == "window":
        glass = np.array([0.86, 0.92, 0.97])
        frame = Panel(piece(at, at + width, 1.05, 2.35, 0.01), np.array([0.93, 0.93, 0.92]))
        panes = [
            Panel(
                piece(
                    at + 0.06 + half * width / 2,
                    at + (half + 1) * width / 2 - 0.03,
                    low,
                    high,
                    0.02,
                ),
                glass * tone,
            )
            for half in (0, 1)
            for low, high, tone in ((1.11, 1.68, 0.93), (1.72, 2.29, 1.0))
        ]
        return [frame, *panes]
    if kind == "picture":
        ink = rng.uniform(0.15, 0.75, size=3)
        low, high = 1.15, 1.15 + rng.uniform(0.5, 0.9)
        inner = piece(at + 0.10, at + 0.6 * width - 0.06, low + 0.12, high - 0.25, 0.02)
        return [
            Panel(piece(at, at + 0.6 * width, low, high, 0.01), np.array([0.92, 0.91, 0.88])),
            Panel(inner, ink),
        ]
    if kind == "mirror":
        shades = np.linspace(0.78, 0.94, 8)
        edges = np.linspace(0.75, 2.2, 9)
        return [
            Panel(piece(at, at + width, z0, z1, 0.01), paint * tone + 0.03)
            for z0, z1, tone in zip(edges[:-1], edges[1:], shades, strict=True)
        ]
    if kind == "rack":
        steel = np.array([0.20, 0.21, 0.23])
        posts = [Panel(piece(at + k, at + k + 0.05, FLOOR_Z, 1.0, 0.3), steel) for k in (0, width)]
        shelves = [
            Panel(piece(at, at + width, z, z + 0.05, 0.3), steel * 1.2) for z in (0.15, 0.52)
        ]
        weights = [
            Panel(
                piece(at + 0.08 + 0.2 * k, at + 0.2 + 0.2 * k, z + 0.05, z + 0.19, 0.3), steel * 0.6
            )
            for z in (0.15, 0.52)
            for k in range(int((width - 0.1) / 0.2))
        ]
        return [*posts, *shelves, *weights]
    return []


def box(
    x: tuple[float, float], y: tuple[float, float], z: tuple[float, float], colour: FloatArray
) -> list[Panel]:
    """The six sides of a box, each shaded by the way it faces."""
    (x0, x1), (y0, y1), (z0, z1) = x, y, z
    sides = (
        (((x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)), 1.12),
        (((x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0)), 0.5),
        (((x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1)), 0.92),
        (((x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)), 0.86),
        (((x0, y0, z0), (x0, y1, z0), (x0, y1, z1), (x0, y0, z1)), 0.80),
        (((x1, y0, z0), (x1, y1, z0), (x1, y1, z1), (x1, y0, z1)), 0.74),
    )
    return [Panel(np.array(corners), colour * tone) for corners, tone in sides]


def _tube(start: FloatArray, end: FloatArray, half: float, colour: FloatArray) -> list[Panel]:
    """A square bar between two points."""
    along = (end - start) / np.linalg.norm(end - start)
    first = np.cross(along, [0.0, 1.0, 0.0])
    if np.linalg.norm(first) < 1e-6:
        first = np.array([0.0, 0.0, 1.0])
    first *= half / np.linalg.norm(first)
    second = np.cross(along, first)
    panels = []
    for out, tone in ((first, 1.1), (second, 0.9), (-first, 0.75), (-second, 0.9)):
        aside = np.cross(along, out)
        corners = np.array(
            [start + out - aside, end + out - aside, end + out + aside, start + out + aside]
        )
        panels.append(Panel(corners, colour * tone))
    return panels


def treadmill_panels(side: int) -> tuple[list[Panel], list[Panel]]:
    """(around the runner, between camera and runner).

    Seen from the left (``side`` 1), the right (-1) or from behind (0).
    """
    plastic, dark = np.array([0.30, 0.31, 0.33]), np.array([0.13, 0.13, 0.14])
    deck = [
        *box((BELT_FROM_X - 0.06, 0.95), (-DECK_HALF_M, DECK_HALF_M), (-0.15, -0.03), plastic),
        *box((0.80, 1.32), (-DECK_HALF_M, DECK_HALF_M), (-0.16, 0.07), plastic * 1.05),
    ]
    belt = [Panel(level(BELT_FROM_X, BELT_TO_X, -BELT_HALF_M, BELT_HALF_M, 0.0), dark)]
    strips = [
        panel
        for sign in (-1, 1)
        for panel in box(
            (BELT_FROM_X - 0.04, 0.82),
            tuple(sorted((sign * BELT_HALF_M, sign * DECK_HALF_M))),
            (-0.03, 0.012),
            plastic * 1.35,
        )
    ]
    console = box((1.06, 1.14), (-0.33, 0.33), (1.02, 1.30), dark * 1.5)
    console += [
        Panel(
            np.array(
                [(1.055, -0.2, 1.1), (1.055, 0.2, 1.1), (1.055, 0.2, 1.26), (1.055, -0.2, 1.26)]
            ),
            np.array([0.22, 0.42, 0.52]),
        )
    ]
    rails = {sign: _rail(sign, plastic) for sign in (-1, 1)}
    if side == 0:
        return [*deck, *belt, *strips, *console, *rails[1], *rails[-1]], []
    return [*deck, *belt, *strips, *rails[-side], *console], rails[side]


def _rail(sign: int, colour: FloatArray) -> list[Panel]:
    """One upright and its handrail."""
    y = sign * (DECK_HALF_M - 0.03)
    foot, top = np.array([1.0, y, 0.0]), np.array([1.10, y, 1.10])
    grip_front, grip_back = np.array([1.07, y, 0.93]), np.array([0.62, y, 0.90])
    return [
        *_tube(foot, top, 0.028, colour),
        *_tube(grip_front, grip_back, 0.018, colour * 1.2),
    ]


def belt_marks(distance_m: float) -> list[Panel]:
    """What is printed on the belt, moved on by ``distance_m``."""
    marks = []
    for k in range(-1, 3):
        start = BELT_TO_X - (distance_m % 1.1) - k * 1.1
        for offset, length, tone in ((0.0, 0.03, 0.30), (0.52, 0.10, 0.20)):
            x0 = np.clip(start - offset, BELT_FROM_X, BELT_TO_X)
            x1 = np.clip(start - offset - length, BELT_FROM_X, BELT_TO_X)
            half = BELT_HALF_M if offset == 0 else 0.09
            if x0 > x1:
                marks.append(Panel(level(x1, x0, -half, half, 0.001), np.full(3, tone)))
    return marks


def paint_panels(
    canvas: Image, panels: list[Panel], camera: Camera, *, zoom: float, corner_px: FloatArray
) -> None:
    """Draw panels in the order given."""
    for panel in panels:
        paint_flat(canvas, panel.corners, panel.colour, camera, zoom=zoom, corner_px=corner_px)


def far_to_near(panels: list[Panel], camera: Camera) -> list[Panel]:
    """Panels by the distance of their middles."""
    eye = camera.place_m
    return sorted(panels, key=lambda p: -float(np.linalg.norm(p.corners.mean(axis=0) - eye)))
