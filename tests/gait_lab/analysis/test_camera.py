"""Camera roll from the straight edges of a drawn gym."""

import numpy as np
import pytest

from gait_lab.analysis.camera import scene_roll
from gait_lab.simulation.clips import plan_clip
from gait_lab.simulation.render.stage import Stage


def gym(**choices):
    plan = plan_clip(seconds=0.4, image_size_px=(960, 540), **choices)
    stage = Stage(plan.motion, plan.camera, plan.filming, seed=plan.seed)
    return np.asarray(stage.picture(0.2).mean(axis=2), dtype=np.uint8)


@pytest.mark.parametrize(
    ("view", "roll_deg", "yaw_deg"),
    [("side", 2.0, 8.0), ("side", -1.5, -9.0), ("side", 0.0, 5.0), ("rear", 1.5, 3.0)],
)
def test_a_slanting_camera_is_not_taken_for_a_tilted_one(view, roll_deg, yaw_deg):
    found = scene_roll([gym(view=view, roll_deg=roll_deg, yaw_deg=yaw_deg, height_m=1.2)])
    assert found is not None
    # The scene turns clockwise with the camera's roll; anticlockwise counts as positive.
    assert found.roll_deg == pytest.approx(-roll_deg, abs=0.5)
    assert abs(found.roll_deg + roll_deg) < 3 * found.sd_deg


def test_a_blank_wall_has_no_roll():
    assert scene_roll([np.full((540, 960), 128, np.uint8)]) is None
