"""A clinic's treadmill room, built of boxes and tubes. World axes of the simulation."""

from itertools import product
from typing import Any

import bpy
import numpy as np

from studio.materials import plain, shining

Point = tuple[float, float, float]
BELT_HALF_WIDTH_M, DECK_M = 0.28, 0.19
GROUND_M, WALL_M = -DECK_M, 2.35
"""The floor's height, and how far from the runner the wall is."""


def box(name: str, low: Point, high: Point, material: Any, *, bevel_m: float = 0.0) -> Any:
    """A box between two corners, its edges rounded."""
    corners = list(product(*zip(low, high, strict=True)))
    sides = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(corners, [], sides)
    mesh.materials.append(material)
    thing = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(thing)
    if bevel_m:
        rounding = thing.modifiers.new("bevel", "BEVEL")
        rounding.width, rounding.segments = bevel_m, 3
    return thing


def tube(name: str, points: list[Point], radius_m: float, material: Any) -> Any:
    """A bent pipe through points."""
    curve = bpy.data.curves.new(name, "CURVE")
    curve.dimensions, curve.bevel_depth, curve.bevel_resolution = "3D", radius_m, 4
    curve.use_fill_caps = True
    line = curve.splines.new("BEZIER")
    line.bezier_points.add(len(points) - 1)
    for knot, point in zip(line.bezier_points, points, strict=True):
        knot.co = point
        knot.handle_left_type = knot.handle_right_type = "AUTO"
    curve.materials.append(material)
    thing = bpy.data.objects.new(name, curve)
    bpy.context.scene.collection.objects.link(thing)
    return thing


def treadmill() -> tuple[list[Any], Any]:
    """Its frame, and its belt (top at Z = 0)."""
    grey = plain("frame", (0.045, 0.047, 0.052), roughness=0.45)
    dark = plain("deck", (0.015, 0.015, 0.017))
    rubber = plain("belt", (0.018, 0.018, 0.02), roughness=0.7)
    screen = shining("screen", (0.05, 0.22, 0.32), 1.2)
    wide = BELT_HALF_WIDTH_M
    belt = box("belt", (-1.05, -wide, -0.02), (0.78, wide, 0.0), rubber)
    parts = [
        box("hood", (0.72, -0.40, GROUND_M), (1.22, 0.40, 0.075), grey, bevel_m=0.05),
        box("base", (-1.06, -0.36, GROUND_M + 0.03), (0.9, 0.36, -0.03), dark, bevel_m=0.01),
        box("console", (0.70, -0.33, 1.06), (0.80, 0.33, 1.36), grey, bevel_m=0.03),
        box("screen", (0.694, -0.20, 1.14), (0.700, 0.20, 1.32), screen),
        box("roller", (-1.09, -0.37, -0.10), (-1.03, 0.37, -0.005), grey, bevel_m=0.02),
    ]
    for sign in (-1, 1):
        near, far = sorted((sign * wide, sign * (wide + 0.10)))
        parts.append(box("step", (-1.05, near, -0.09), (0.80, far, 0.012), grey, bevel_m=0.012))
        parts += _handrail(sign * 0.37)
    return parts, belt


def _handrail(y: float) -> list[Any]:
    silver = plain("tube", (0.55, 0.56, 0.58), roughness=0.32, metal=0.9)
    post = [(1.02, y, -0.05), (0.90, y, 0.55), (0.78, y, 1.15)]
    rail = [(0.79, y, 1.08), (0.62, y, 0.98), (0.30, y, 0.93), (0.22, y, 0.925)]
    stay = [(0.86, y, 0.72), (0.5, y, 0.86), (0.30, y, 0.93)]
    return [
        tube("post", post, 0.026, silver),
        tube("rail", rail, 0.019, silver),
        tube("stay", stay, 0.012, silver),
    ]


def clinic(view: str, sign: int) -> None:
    """Floor, the wall behind the runner and what stands before it.

    From the side the wall is across the belt from the camera (``sign`` +1: camera on the
    left); from behind it is ahead.
    """
    floor = plain("floor", (0.30, 0.23, 0.165), roughness=0.42)
    box("floor", (-6, -6, GROUND_M - 0.1), (6, 6, GROUND_M), floor)
    turn = np.radians({"rear": 0, "side": -90 * sign}[view])
    for piece in [*_wall(), *_window(), *_couch(), *_poster(), *_plant(), _ball()]:
        piece.rotation_euler = (0, 0, turn)


# What follows is built ahead of the runner, along Y, and turned about the origin by `clinic`.


def _wall() -> list[Any]:
    x = WALL_M
    teal = plain("teal", (0.07, 0.24, 0.26), roughness=0.8)
    oak, white = plain("oak", (0.36, 0.22, 0.12)), plain("white", (0.78, 0.78, 0.76))
    paint = plain("wall", (0.66, 0.67, 0.65), roughness=0.9)
    return [
        box("wall", (x, -7, GROUND_M), (x + 0.1, 7, 3.2), paint),
        box("dado", (x - 0.012, -7, GROUND_M), (x, 7, 0.62), teal),
        box("skirting", (x - 0.03, -7, GROUND_M), (x, 7, GROUND_M + 0.09), white, bevel_m=0.004),
        box("rail", (x - 0.025, -7, 0.62), (x, 7, 0.655), oak, bevel_m=0.004),
    ]


def _window() -> list[Any]:
    x = WALL_M
    white = plain("window frame", (0.78, 0.78, 0.76))
    pane = shining("daylight", (0.80, 0.90, 1.0), 1.15)
    pieces = [box("window", (x - 0.02, 0.75, 0.95), (x - 0.01, 2.1, 2.2), pane)]
    for y in (0.71, 1.40, 2.10):
        corners = (x - 0.040, y - 0.025, 0.92), (x, y + 0.025, 2.20)
        pieces.append(box("frame", *corners, white, bevel_m=0.004))
    for z in (0.92, 2.20):
        corners = (x - 0.046, 0.67, z - 0.03), (x, 2.14, z + 0.03)
        pieces.append(box("frame", *corners, white, bevel_m=0.004))
    return pieces


def _couch() -> list[Any]:
    x = WALL_M
    navy = plain("navy", (0.03, 0.055, 0.12), roughness=0.55)
    linen = plain("linen", (0.78, 0.78, 0.76), roughness=0.9)
    steel = plain("steel", (0.5, 0.5, 0.52), roughness=0.3, metal=0.8)
    pieces = [
        box("couch", (x - 0.72, -2.6, 0.38), (x - 0.06, -0.85, 0.48), navy, bevel_m=0.03),
        box("pillow", (x - 0.62, -1.3, 0.48), (x - 0.16, -0.9, 0.57), linen, bevel_m=0.035),
    ]
    for y, depth in product((-2.45, -1.0), (0.12, 0.62)):
        corners = (x - depth, y - 0.02, GROUND_M), (x - depth + 0.04, y + 0.02, 0.38)
        pieces.append(box("leg", *corners, steel))
    return pieces


def _poster() -> list[Any]:
    x = WALL_M
    paper = plain("paper", (0.78, 0.78, 0.76))
    sand, blue = plain("sand", (0.72, 0.52, 0.30)), plain("blue", (0.10, 0.22, 0.30))
    return [
        box("poster", (x - 0.02, -1.75, 1.15), (x - 0.005, -1.05, 2.05), paper, bevel_m=0.003),
        box("picture", (x - 0.024, -1.69, 1.21), (x - 0.02, -1.11, 1.99), sand),
        box("band", (x - 0.026, -1.60, 1.45), (x - 0.022, -1.20, 1.62), blue),
    ]


def _plant() -> list[Any]:
    x, y, rng = WALL_M - 0.4, 2.35, np.random.default_rng(5)
    leaf, white = plain("leaf", (0.06, 0.16, 0.045)), plain("pot", (0.78, 0.78, 0.76))
    top = GROUND_M + 0.32
    pot = (x - 0.15, y - 0.15, GROUND_M), (x + 0.15, y + 0.15, top)
    things = [box("pot", *pot, white, bevel_m=0.02)]
    for angle in np.linspace(0, 2 * np.pi, 22, endpoint=False):
        reach, rise = rng.uniform(0.15, 0.42), rng.uniform(0.35, 0.85)
        ahead, aside = reach * np.cos(angle), reach * np.sin(angle)
        middle = (x + 0.35 * ahead, y + 0.35 * aside, top - 0.02 + 0.7 * rise)
        end = (x + ahead, y + aside, top + rise)
        things.append(tube("leaf", [(x, y, top - 0.02), middle, end], 0.016, leaf))
    return things


def _ball() -> Any:
    size = 0.30
    bpy.ops.mesh.primitive_uv_sphere_add(radius=size, segments=48, ring_count=24)
    ball = bpy.context.object
    ball.data.shade_smooth()
    ball.data.materials.append(plain("ball", (0.42, 0.12, 0.06), roughness=0.45))
    # Moved by its mesh, so that it turns with the wall about the world's origin.
    for vertex in ball.data.vertices:
        vertex.co += type(vertex.co)((WALL_M - 0.42, 0.28, GROUND_M + size))
    return ball
