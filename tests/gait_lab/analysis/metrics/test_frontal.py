from dataclasses import replace

import numpy as np
import pytest

from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.metrics import measure
from gait_lab.analysis.signals import build_signals
from gait_lab.simulation.clips import make_truth
from tests.gait_lab.analysis.metrics.test_known_runner import true_steps
from tests.gait_lab.analysis.metrics.test_timing import named
from tests.gait_lab.analysis.stick_runner import (
    CONTACT_S,
    HIP_HALF_WIDTH_PX,
    SHANK_PX,
    STRIDE_S,
    THIGH_PX,
    rear_signals,
    steps,
    wave,
)

STANCE_SHARE = CONTACT_S / STRIDE_S


def test_pelvic_drop_keeps_its_sign_and_side():
    """The right side of the pelvis 5 degrees lower all the time: a drop in left stance, a hike
    in right stance."""
    metrics = measure(rear_signals(drop=5.0), steps())

    assert named(metrics, "contralateral_pelvic_drop_deg", "left").value == pytest.approx(5)
    assert named(metrics, "contralateral_pelvic_drop_deg", "right").value == pytest.approx(-5)


def test_pelvic_drop_is_the_peak_in_stance_of_each_leg():
    """The pelvis rocks 6 degrees: right side lowest in the middle of left stance."""
    rocking = wave(0.0, 6.0, peak_share=STANCE_SHARE / 2)

    metrics = measure(rear_signals(drop=rocking), steps())

    for side in ("left", "right"):
        drop = named(metrics, "contralateral_pelvic_drop_deg", side)
        assert drop.value == pytest.approx(6, abs=0.02)


def test_pelvic_drop_is_refused_only_where_roll_is_unknown():
    metrics = measure(rear_signals(drop=5.0, roll_deg=None), steps())

    drop = named(metrics, "contralateral_pelvic_drop_deg", "left")
    assert drop.value is None
    assert "tilt" in drop.reason
    assert named(metrics, "knee_window_ratio").value is not None


def test_a_pelvis_that_was_not_read_is_refused_with_what_to_do():
    """The hip landmarks are there, and carry no tilt."""
    unread = replace(rear_signals(drop=5.0), pelvis_tilt_deg=None)

    metrics = measure(unread, steps())

    for name in ("contralateral_pelvic_drop_deg", "hip_adduction_deg"):
        metric = named(metrics, name, "left")
        assert metric.value is None
        assert "tucked in" in metric.reason
    assert named(metrics, "knee_window_ratio").value is not None


def test_the_pelvis_is_read_from_its_own_tilt_not_from_the_hip_landmarks():
    level_hips = rear_signals(drop=0.0)
    tilted = replace(level_hips, pelvis_tilt_deg=np.full(len(level_hips.time_s), 5.0))

    metrics = measure(tilted, steps())

    assert named(metrics, "contralateral_pelvic_drop_deg", "left").value == pytest.approx(5)
    assert named(metrics, "hip_adduction_deg", "right").value == pytest.approx(-5)


def test_strides_in_which_the_pelvis_was_lost_do_not_count():
    signals = rear_signals(drop=5.0)
    lost = np.where(signals.time_s < 0.1 + 2.5 * STRIDE_S, np.nan, signals.pelvis_tilt_deg)

    drop = named(
        measure(replace(signals, pelvis_tilt_deg=lost), steps()),
        "contralateral_pelvic_drop_deg",
        "left",
    )

    assert drop.value == pytest.approx(5)
    assert drop.n == 4


def test_hip_adduction_adds_the_pelvis_to_the_femur():
    upright = measure(rear_signals(drop=4.0), steps())
    turned_out = measure(rear_signals(drop=4.0, femur_out=3.0), steps())

    assert named(upright, "hip_adduction_deg", "left").value == pytest.approx(4)
    assert named(upright, "hip_adduction_deg", "right").value == pytest.approx(-4)
    assert named(turned_out, "hip_adduction_deg", "left").value == pytest.approx(1)


@pytest.mark.parametrize(("femur_out", "closed"), [(0.0, False), (-11.5, True)])
def test_knee_window_is_one_for_straight_legs_and_closes_as_the_knees_cross(femur_out, closed):
    window = named(measure(rear_signals(femur_out=femur_out), steps()), "knee_window_ratio")
    knees_px = 2 * (HIP_HALF_WIDTH_PX + THIGH_PX * np.sin(np.radians(femur_out)))

    assert window.value == pytest.approx(knees_px / (2 * HIP_HALF_WIDTH_PX))
    assert (window.value <= 0) is closed


def test_step_width_is_positive_on_the_legs_own_side_and_negative_across_the_midline():
    metrics = measure(rear_signals(ankle_x_px=(-12.0, -5.0)), steps())
    leg_px = THIGH_PX + SHANK_PX

    assert named(metrics, "step_width_pct_leg", "left").value == pytest.approx(1200 / leg_px)
    assert named(metrics, "step_width_pct_leg", "right").value == pytest.approx(-500 / leg_px)


def test_slow_drift_does_not_count_as_sway():
    sway = wave(0.0, 2.0)

    still = named(measure(rear_signals(sway=sway), steps()), "lateral_trunk_lean_deg")
    drifting = named(
        measure(rear_signals(sway=sway, sway_drift_deg_per_s=3.0), steps()),
        "lateral_trunk_lean_deg",
    )

    assert still.value == pytest.approx(4.0, abs=0.05)
    assert drifting.value == pytest.approx(4.0, abs=0.05)


def test_mid_stance_is_where_the_hips_are_lowest():
    """Read anywhere but at half stance, the rocking pelvis would be off its 6 degrees."""
    rocking = wave(0.0, 6.0, peak_share=STANCE_SHARE / 2)

    adduction = named(measure(rear_signals(drop=rocking), steps()), "hip_adduction_deg", "left")

    assert adduction.value == pytest.approx(6, abs=0.05)


def test_rear_view_reports_both_legs_and_no_side_view_metric():
    metrics = measure(rear_signals(), steps())

    assert {metric.side for metric in metrics} == {None, "left", "right"}
    assert "overstride_pct_leg" not in {metric.name for metric in metrics}


def test_an_edge_that_turns_with_the_trunk_is_a_hanging_hem_and_refused():
    truth = make_truth(view="rear", seconds=5, seed=5)
    lean_deg = _lean_deg(truth)
    sequence = LandmarkSequence(
        truth.xy_px, np.full(truth.visibility.shape, 0.95), truth.time_s, truth.image_size_px
    )

    def metrics(waist_tilt_deg):
        signals = build_signals(
            sequence,
            view="rear",
            near_side=None,
            facing=None,
            roll_deg=0.0,
            waist_tilt_deg=waist_tilt_deg,
        )
        return measure(signals, true_steps(truth))

    hem = named(metrics(0.8 * lean_deg + 1.0), "contralateral_pelvic_drop_deg", "left")
    waistband = named(metrics(-0.8 * lean_deg + 1.0), "contralateral_pelvic_drop_deg", "left")
    assert hem.value is None
    assert "turns with the trunk" in hem.reason
    assert waistband.value is not None


def _lean_deg(truth):
    middle = {
        joint: (truth.point(f"left_{joint}") + truth.point(f"right_{joint}")) / 2
        for joint in ("hip", "shoulder")
    }
    across, down = (middle["shoulder"] - middle["hip"]).T
    return np.degrees(np.arctan2(across, -down))
