from dataclasses import replace

import numpy as np
import pytest

from gait_lab.analysis.curves import MOMENTS, gait_curves, key_frames
from tests.gait_lab.analysis.stick_runner import (
    CONTACT_S,
    STRIDE_S,
    Steps,
    rear_signals,
    side_signals,
    steps,
    wave,
)


def by_name(curves):
    return {curve.name: curve for curve in curves if curve.side != "right"}


def test_the_knee_curve_is_the_angle_over_the_cycle():
    thigh = wave(30.0, 25.0, peak_share=0.7)

    knee = by_name(gait_curves(side_signals(thigh=thigh, shank=0.0), steps().strides))[
        "knee_flexion_deg"
    ]

    np.testing.assert_allclose(knee.mean, thigh(knee.cycle_pct / 100), atol=0.05)
    np.testing.assert_allclose(knee.sd, 0, atol=0.05)
    assert knee.n == 7
    assert knee.toe_off_pct == pytest.approx(100 * CONTACT_S / STRIDE_S)
    assert len(knee.series) == len(side_signals().time_s)


def test_the_band_is_the_spread_between_strides():
    signals = side_signals(thigh=20.0, shank=0.0, strides=3)
    turn = np.radians(np.select([signals.time_s < 0.82, signals.time_s < 1.54], [10, 20], 30))
    hip = signals.smooth["left_hip"]
    signals.smooth["left_knee"] = hip + 130 * np.stack([np.sin(turn), -np.cos(turn)], axis=1)
    signals.smooth["left_ankle"] = signals.smooth["left_knee"] + np.array([0, -125.0])

    knee = by_name(gait_curves(signals, steps(strides=4, sides=("left",)).strides))[
        "knee_flexion_deg"
    ]

    assert knee.mean[50] == pytest.approx(20)
    assert knee.sd[50] == pytest.approx(10)


def test_each_view_draws_its_own_curves_the_side_view_of_the_near_leg_only():
    side = gait_curves(side_signals(near="right"), steps(first="right").strides)
    rear = gait_curves(rear_signals(), steps().strides)

    assert {(curve.name, curve.side) for curve in side} == {
        ("knee_flexion_deg", "right"),
        ("thigh_angle_deg", "right"),
        ("ankle_dorsiflexion_deg", "right"),
        ("trunk_lean_deg", None),
    }
    assert {(curve.name, curve.side) for curve in rear} == {
        (name, side)
        for name in ("pelvic_drop_deg", "hip_adduction_deg")
        for side in ("left", "right")
    }


def test_the_pelvis_is_not_drawn_against_a_level_nobody_measured():
    curves = gait_curves(rear_signals(roll_deg=None), steps().strides)

    assert {curve.name for curve in curves} == {"hip_adduction_deg"}


def test_no_pelvis_and_no_hip_are_drawn_where_the_tilt_was_not_read():
    assert gait_curves(replace(rear_signals(), pelvis_tilt_deg=None), steps().strides) == ()


def test_the_ankle_curve_is_zeroed_by_the_sole_line_alone():
    ankle = by_name(gait_curves(side_signals(shank=-15.0, sole=-9.0), steps().strides))[
        "ankle_dorsiflexion_deg"
    ]

    np.testing.assert_allclose(ankle.mean, 15.0)


def test_a_gap_leaves_a_hole_not_a_lie():
    signals = side_signals()
    for contact in (stride.initial_contact_s for stride in steps().strides):
        gone = np.abs(signals.time_s - contact - 0.3) < 0.05
        signals.smooth["left_knee"][gone] = np.nan

    knee = by_name(gait_curves(signals, steps().strides))["knee_flexion_deg"]

    assert np.isnan(knee.mean[round(100 * 0.3 / STRIDE_S)])
    assert np.isfinite(knee.mean[10])
    assert knee.n == 0


def test_no_strides_no_curves_and_no_frames():
    assert gait_curves(side_signals(), ()) == ()
    assert key_frames(side_signals(), Steps(())) == {}


@pytest.mark.parametrize("signals", [side_signals(thigh=wave(20, 30)), rear_signals()])
def test_key_frames_follow_one_stride_in_order(signals):
    frames = key_frames(signals, steps())

    assert tuple(frames) == MOMENTS
    assert list(frames.values()) == sorted(frames.values())
    lasted_s = signals.time_s[frames["mid_swing"]] - signals.time_s[frames["contact"]]
    assert lasted_s < STRIDE_S


def test_key_frames_show_what_they_are_called():
    """Knee deepest a third into stance; the ankle passes under the hip at a known instant."""
    knee = wave(30.0, 10.0, peak_share=CONTACT_S / STRIDE_S / 3)
    signals = side_signals(thigh=knee, shank=0.0, rate_hz=240)

    frames = key_frames(signals, steps())
    at_s = {moment: signals.time_s[frame] for moment, frame in frames.items()}
    started = at_s["contact"]

    contacts = [stride.initial_contact_s for stride in steps().strides if stride.side == "left"]
    assert min(abs(np.array(contacts) - started)) < 1 / 240
    assert at_s["mid_stance"] - started == pytest.approx(CONTACT_S / 3, abs=0.01)
    assert at_s["toe_off"] - started == pytest.approx(CONTACT_S, abs=0.006)
    assert at_s["loading"] - started == pytest.approx(CONTACT_S / 6, abs=0.01)


def test_the_stride_shown_is_a_typical_one():
    signals = side_signals(thigh=wave(20, 30))
    odd = (signals.time_s > 0.1) & (signals.time_s < 2.2)
    signals.smooth["left_ankle"][odd] += [40.0, 0.0]

    frames = key_frames(signals, steps(strides=8))

    assert signals.time_s[frames["contact"]] > 2.2
