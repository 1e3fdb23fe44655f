"""Camera, light and the runner in Blender: the room once, the runner frame by frame."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix
from numpy.typing import NDArray

from gait_lab.simulation.camera import Camera
from studio.figure import Figure, Part
from studio.film import FEATHER_PX
from studio.materials import painted
from studio.room import clinic, treadmill

FloatArray = NDArray[np.float64]
PLATE_SAMPLES, STILL_SAMPLES, FIGURE_SAMPLES, THREADS = 96, 24, 12, 2
MARGIN_PX = FEATHER_PX + 10
LAMPS = ((1.5, -1.3, 150.0, 1.3), (0.6, 1.4, 60.0, 1.2), (-1.2, -0.6, 80.0, 1.0))
"""Metres towards the camera and aside, watts, metres wide; all 2.75 m up."""


class Stage:
    """A room, a camera and a runner, ready to render."""

    def __init__(self, figure: Figure, camera: Camera) -> None:
        bpy.ops.wm.read_factory_settings(use_empty=True)
        self.figure, self.camera = figure, camera
        self.scene = bpy.context.scene
        self._settings()
        self.lens = place_camera(self.scene, camera)
        sign = -1 if camera.near_side == "right" else 1
        clinic(camera.view, sign)
        self.frame, self.belt = treadmill()
        _lights(self.scene, camera)
        materials: dict[str, Any] = {}
        self.people = {
            name: _thing(name, part, figure, materials) for name, part in figure.parts.items()
        }

    def plate(self, path: Path) -> None:
        """The empty room."""
        self._show(people=False)
        self.scene.cycles.samples = PLATE_SAMPLES
        self._render(path)

    def still(self, time_s: float, path: Path) -> None:
        """Everything at one time, in one picture."""
        self.pose(time_s)
        self._show(people=True)
        self.scene.cycles.samples = STILL_SAMPLES
        self._render(path)

    def cut_out(self, time_s: float, path: Path) -> tuple[int, int]:
        """The runner and their shadow on nothing; the picture's left and top in the whole."""
        placed = self.pose(time_s)
        self._show(people=True, alone=True)
        self.scene.cycles.samples = FIGURE_SAMPLES
        left, top = self._border(np.concatenate(list(placed.values())))
        self._render(path)
        self.scene.render.use_border = False
        return left, top

    def pose(self, time_s: float) -> Mapping[str, FloatArray]:
        """Move every part to where it is at this time."""
        placed = self.figure.at(time_s)
        for name, vertices in placed.items():
            mesh = self.people[name].data
            _fill(mesh.attributes["position"], "vector", vertices)
            mesh.update()
        return placed

    def _settings(self) -> None:
        render, cycles = self.scene.render, self.scene.cycles
        render.engine = "CYCLES"
        render.resolution_x, render.resolution_y = self.camera.image_size_px
        render.threads_mode, render.threads = "FIXED", THREADS
        render.image_settings.file_format, render.image_settings.color_mode = "PNG", "RGBA"
        render.use_persistent_data = True
        cycles.device, cycles.use_denoising, cycles.denoiser = "CPU", True, "OPENIMAGEDENOISE"
        cycles.denoising_prefilter, cycles.denoising_quality = "NONE", "FAST"
        cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 3, 2, 1
        cycles.transmission_bounces = cycles.volume_bounces = 0
        cycles.transparent_max_bounces = 2
        cycles.caustics_reflective = cycles.caustics_refractive = False
        cycles.seed = 7
        self.scene.view_settings.view_transform = "AgX"
        self.scene.view_settings.look = "AgX - Medium High Contrast"
        self.scene.view_settings.exposure = 0.0

    def _show(self, *, people: bool, alone: bool = False) -> None:
        for person in self.people.values():
            person.hide_render = not people
        self.scene.render.film_transparent = alone
        for thing in self.scene.objects:
            if thing.type not in ("MESH", "CURVE") or thing.name in self.people:
                continue
            thing.is_holdout = alone and thing in self.frame
            thing.is_shadow_catcher = alone and thing == self.belt
            thing.visible_camera = not alone or thing in self.frame or thing == self.belt

    def _border(self, points_m: FloatArray) -> tuple[int, int]:
        """Render no more than the runner and the shadow under them; its left and top."""
        width, height = self.camera.image_size_px
        shadow = points_m[points_m[:, 2] < 0.5] * np.array([1.0, 1.0, 0.0])
        xy = self.camera.project(np.concatenate([points_m, shadow]))
        low = np.floor(np.maximum(xy.min(axis=0) - MARGIN_PX, 0)).astype(int)
        high = np.ceil(np.minimum(xy.max(axis=0) + MARGIN_PX, (width, height))).astype(int)
        render = self.scene.render
        render.use_border = render.use_crop_to_border = True
        render.border_min_x, render.border_max_x = low[0] / width, high[0] / width
        render.border_min_y, render.border_max_y = 1 - high[1] / height, 1 - low[1] / height
        return int(low[0]), int(low[1])

    def _render(self, path: Path) -> None:
        self.scene.render.filepath = str(path)
        bpy.ops.render.render(write_still=True)


def place_camera(scene: Any, camera: Camera) -> Any:
    """Blender's camera with the simulation's projection."""
    right, down, ahead = camera.directions
    matrix = np.eye(4)
    matrix[:3, :3] = np.stack([right, -down, -ahead], axis=1)
    matrix[:3, 3] = camera.place_m
    lens = bpy.data.cameras.new("camera")
    lens.sensor_fit, lens.lens_unit = "AUTO", "FOV"
    lens.angle = np.radians(camera.field_of_view_deg)
    thing = bpy.data.objects.new("camera", lens)
    scene.collection.objects.link(thing)
    thing.matrix_world = Matrix(matrix.tolist())
    scene.camera = thing
    return thing


def _lights(scene: Any, camera: Camera) -> None:
    """Soft lamps on the ceiling, one of them behind the camera, and the room's pale glow."""
    world = bpy.data.worlds.new("world")
    scene.world = world
    world.use_nodes = True
    glow = world.node_tree.nodes["Background"]
    glow.inputs[0].default_value, glow.inputs[1].default_value = (0.86, 0.90, 1.0, 1.0), 0.30
    towards = camera.place_m / np.linalg.norm(camera.place_m[:2])
    aside = np.array([-towards[1], towards[0]])
    for reach, along, energy, size in LAMPS:
        lamp = bpy.data.lights.new("lamp", "AREA")
        lamp.energy, lamp.size, lamp.color = energy, size, (1.0, 0.96, 0.90)
        thing = bpy.data.objects.new("lamp", lamp)
        x, y = reach * towards[:2] + along * aside
        thing.matrix_world = _looking_down((x, y, 2.75))
        scene.collection.objects.link(thing)


def _looking_down(place: tuple[float, float, float]) -> Any:
    """At the runner's middle from a place on the ceiling."""
    ahead = np.array([0.0, 0.0, 0.9]) - np.array(place)
    ahead /= np.linalg.norm(ahead)
    right = np.cross(ahead, [0.0, 0.0, 1.0])
    right /= np.linalg.norm(right)
    matrix = np.eye(4)
    matrix[:3, :3] = np.stack([right, np.cross(right, ahead), -ahead], axis=1)
    matrix[:3, 3] = place
    return Matrix(matrix.tolist())


def _thing(name: str, part: Part, figure: Figure, materials: dict[str, Any]) -> Any:
    """One part of the runner as a Blender object, painted."""
    count = len(part.colours)
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(np.zeros((count, 3)).tolist(), [], part.faces.tolist())
    mesh.shade_smooth()
    paint = mesh.attributes.new("paint", "FLOAT_COLOR", "POINT")
    _fill(paint, "color", np.pad(part.colours, ((0, 0), (0, 1)), constant_values=1))
    rest = mesh.attributes.new("rest", "FLOAT_VECTOR", "POINT")
    _fill(rest, "vector", figure.rest_of(name))
    if part.material not in materials:
        materials[part.material] = painted(part.material)
    mesh.materials.append(materials[part.material])
    thing = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(thing)
    return thing


def _fill(attribute: Any, word: str, values: FloatArray) -> None:
    attribute.data.foreach_set(word, values.astype(np.float32).ravel())
