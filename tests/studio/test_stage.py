"""Blender's camera sees every point where the simulation's does."""

import numpy as np
import pytest

from gait_lab.simulation.camera import Camera

CAMERAS = {
    "side, left": Camera(),
    "side, right, portrait": Camera(near_side="right", image_size_px=(720, 960), yaw_deg=7),
    "rear, tilted": Camera(view="rear", roll_deg=2.5, height_m=1.2, field_of_view_deg=48),
}


@pytest.mark.parametrize("name", CAMERAS)
def test_camera_projects_as_the_simulation_does(name):
    bpy = pytest.importorskip("bpy", reason="the studio extra is not installed")
    from bpy_extras.object_utils import world_to_camera_view
    from mathutils import Vector

    from studio.stage import place_camera

    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene, camera = bpy.context.scene, CAMERAS[name]
    scene.render.resolution_x, scene.render.resolution_y = camera.image_size_px
    lens = place_camera(scene, camera)
    bpy.context.view_layer.update()
    points = np.random.default_rng(1).uniform((-0.8, -0.5, 0.0), (0.8, 0.5, 1.8), (50, 3))

    seen = np.array([world_to_camera_view(scene, lens, Vector(p))[:2] for p in points.tolist()])

    flipped = np.stack([seen[:, 0], 1 - seen[:, 1]], axis=1) * camera.image_size_px
    assert np.abs(flipped - camera.project(points)).max() < 0.01
