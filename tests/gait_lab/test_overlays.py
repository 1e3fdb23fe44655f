"""What is drawn on pictures: the table's own numbers, where they do not hide the leg."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from gait_lab.analysis.curves import gait_curves, key_frames
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.metrics import measure
from gait_lab.overlays.angles import View
from gait_lab.overlays.drawing import Pen
from gait_lab.services.scenes import scene_of
from tests.gait_lab.analysis.stick_runner import rear_signals, side_signals, steps, wave

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
def drawn(signals):
    """A function that makes the scene of what was measured."""
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
    return partial(scene_of, sequence, signals, (), curves)


@pytest.fixture(scope="module")
def metrics(signals):
    return measure(signals, steps())


@pytest.fixture(scope="module")
def scene(drawn, metrics):
    return drawn(metrics)


def test_foot_on_the_contact_still_reads_as_the_table_does(signals, metrics, scene):
    values = {metric.name: metric.value for metric in metrics}
    frame = key_frames(signals, steps())["contact"]
    drawn_deg = scene.angle_deg("foot_angle_deg", "left", frame)
    assert drawn_deg == pytest.approx(values["foot_strike_angle_deg"], abs=2)
    level_deg = -20.0  # of the line from heel to toe: what the flat foot would wrongly add
    assert abs(drawn_deg - level_deg) > 10


@pytest.mark.parametrize(
    ("angle", "refused"),
    [
        ("knee_flexion_at_contact_deg", {"knee_flexion_at_contact_deg"}),
        ("knee_flexion_deg", {"peak_knee_flexion_stance_deg", "swing_knee_flexion_deg"}),
        ("foot_angle_deg", {"foot_strike_angle_deg"}),
        ("trunk_lean_deg", {"trunk_lean_deg"}),
    ],
)
def test_an_angle_whose_numbers_were_refused_is_not_drawn(drawn, metrics, scene, angle, refused):
    kept = tuple(
        replace(metric, value=None, reason="Hidden.") if metric.name in refused else metric
        for metric in metrics
    )
    assert np.isfinite(scene.angle_deg(angle, "left", 30))
    assert np.isnan(drawn(kept).angle_deg(angle, "left", 30))
    assert np.isfinite(drawn(kept).angle_deg("thigh_angle_deg", "left", 30))


def test_from_behind_each_leg_has_its_own_pelvic_drop():
    signals = rear_signals(drop=wave(0.0, 6.0), femur_out=-4.0, rate_hz=120)
    curves = gait_curves(signals, steps().strides)
    sequence = LandmarkSequence(
        xy_px=np.zeros((len(signals.time_s), len(signals.smooth), 2)),
        visibility=np.ones((len(signals.time_s), len(signals.smooth))),
        time_s=signals.time_s,
        image_size_px=(WIDTH_PX, HEIGHT_PX),
        names=tuple(signals.smooth),
    )
    scene = scene_of(sequence, signals, (), curves, measure(signals, steps()))
    drops_deg = [scene.angle_deg("pelvic_drop_deg", side, 20) for side in ("left", "right")]
    assert drops_deg[0] == pytest.approx(-drops_deg[1])
    assert abs(drops_deg[0]) > 1


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
