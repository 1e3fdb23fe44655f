"""What is drawn on pictures: the table's own numbers, where they do not hide the leg."""

import numpy as np
import pytest

from gait_lab.analysis.curves import gait_curves, key_frames
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.metrics import measure
from gait_lab.overlays.angles import View
from gait_lab.overlays.drawing import Pen
from gait_lab.services.scenes import scene_of
from tests.gait_lab.analysis.stick_runner import side_signals, steps, wave

WIDTH_PX, HEIGHT_PX = 400, 300


@pytest.fixture(scope="module")
def signals():
    return side_signals(
        rate_hz=120,
        thigh=wave(10.0, 25.0),
        shank=wave(-25.0, 30.0, 0.05),
        sole=wave(-20.0, 12.0),
        hip_height_px=wave(0.0, 12.0),
    )


@pytest.fixture(scope="module")
def scene(signals):
    names = tuple(signals.smooth)
    paths = np.stack([signals.smooth[name] for name in names], axis=1)
    sequence = LandmarkSequence(
        xy_px=paths * [1, -1],
        visibility=np.ones(paths.shape[:2]),
        time_s=signals.time_s,
        image_size_px=(WIDTH_PX, HEIGHT_PX),
        names=names,
    )
    curves = gait_curves(signals, steps().strides)
    return scene_of(sequence, signals, (), curves, side=signals.near_side)


def test_foot_on_the_contact_still_reads_as_the_table_does(signals, scene):
    metrics = {metric.name: metric for metric in measure(signals, steps())}
    frame = key_frames(signals, steps())["contact"]
    drawn_deg = scene.angles_deg["foot_angle_deg"][frame]
    assert drawn_deg == pytest.approx(metrics["foot_strike_angle_deg"].value, abs=2)
    level_deg = -20.0  # of the line from heel to toe: what the flat foot would wrongly add
    assert abs(drawn_deg - level_deg) > 10


@pytest.mark.parametrize(("joint_x", "side"), [(100, "ahead"), (380, "behind")])
def test_label_goes_to_the_other_side_of_a_joint_at_the_edge(scene, joint_x, side):
    pen = Pen(np.zeros((HEIGHT_PX, WIDTH_PX, 3), dtype=np.uint8), weight=1.0)
    view = View(pen, scene, 0, lambda point: 0.2 * point, "left", text_px=18)
    view.label("Knee 45°", np.array([joint_x, 150.0]), np.array([1.0, 0.0]))
    view.write_labels()
    written = np.flatnonzero(pen.image.any(axis=(0, 2)))
    assert written.size
    assert (written.mean() > joint_x) == (side == "ahead")
    assert np.ptp(written) > 60
