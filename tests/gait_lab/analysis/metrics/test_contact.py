from dataclasses import replace

import numpy as np
import pytest

from gait_lab.analysis.angles import sole_deg
from gait_lab.analysis.metrics import measure
from tests.gait_lab.analysis.metrics.test_timing import named
from tests.gait_lab.analysis.stick_runner import (
    PX_PER_M,
    SHANK_PX,
    THIGH_PX,
    side_signals,
    steps,
    wave,
)


def at_contact(metrics, name):
    return named(metrics, f"{name}_at_contact_deg", "left")


def test_a_still_leg_reads_its_own_angles():
    metrics = measure(side_signals(thigh=28.0, shank=6.0), steps())

    assert at_contact(metrics, "knee_flexion").value == pytest.approx(22.0)
    assert at_contact(metrics, "shank_angle").value == pytest.approx(6.0)
    ahead_px = THIGH_PX * np.sin(np.radians(28)) + SHANK_PX * np.sin(np.radians(6))
    assert named(metrics, "overstride_pct_leg", "left").value == pytest.approx(
        100 * ahead_px / (THIGH_PX + SHANK_PX)
    )
    assert named(metrics, "overstride_cm", "left").value == pytest.approx(100 * ahead_px / PX_PER_M)


def test_an_ankle_behind_the_knee_reads_negative():
    metrics = measure(side_signals(shank=-4.0), steps())

    assert at_contact(metrics, "shank_angle").value == pytest.approx(-4.0)


@pytest.mark.parametrize("rate_hz", [30, 60, 240])
def test_values_are_read_at_the_instant_not_at_the_nearest_frame(rate_hz):
    moving = side_signals(shank=wave(0.0, 30.0, peak_share=0.9), rate_hz=rate_hz)

    shank = at_contact(measure(moving, steps()), "shank_angle")

    assert shank.value == pytest.approx(30 * np.cos(2 * np.pi * 0.1), abs=0.15)


def test_a_value_that_moves_fast_at_contact_is_less_sure():
    still = at_contact(measure(side_signals(), steps()), "shank_angle")
    moving = measure(side_signals(shank=wave(5.0, 30.0, peak_share=0.75)), steps())

    assert at_contact(moving, "shank_angle").standard_error > still.standard_error + 0.3


def test_overstride_without_scale_is_refused_in_centimetres_only():
    metrics = measure(side_signals(px_per_m=None), steps())

    assert named(metrics, "overstride_cm", "left").value is None
    assert "height" in named(metrics, "overstride_cm", "left").reason
    assert named(metrics, "overstride_pct_leg", "left").value is not None


def landing_sole(strike_deg, flat_deg):
    """Pitch of the heel->toe line: held in swing, level from a fifth of stance on."""

    def sole(phase):
        share = np.mod(phase, 1.0) * 0.72 / 0.25
        return flat_deg + strike_deg * np.where(share < 1, np.clip(1 - share / 0.2, 0, 1), 1)

    return sole


def test_the_foot_is_read_from_the_shoe_where_the_pictures_tell():
    by_landmarks = side_signals(sole=landing_sole(6.0, 0.0), rate_hz=240)
    by_shoe = side_signals(sole=landing_sole(15.0, -4.0), rate_hz=240)
    both = replace(by_landmarks, sole_deg=sole_deg(by_shoe.level or by_shoe.foot, "left"))

    strike = named(measure(both, steps()), "foot_strike_angle_deg", "left")

    assert strike.value == pytest.approx(15.0, abs=0.5)


@pytest.mark.parametrize("flat_deg", [-12.0, 0.0, 9.0])
def test_foot_strike_angle_is_zeroed_where_the_foot_is_flat(flat_deg):
    signals = side_signals(sole=landing_sole(15.0, flat_deg), rate_hz=240)

    strike = named(measure(signals, steps()), "foot_strike_angle_deg", "left")

    assert strike.value == pytest.approx(15.0, abs=0.5)


@pytest.mark.parametrize(
    ("strike_deg", "word"), [(20.0, "rearfoot"), (2.0, "non_rearfoot"), (-8.0, "non_rearfoot")]
)
def test_foot_strike_class_has_a_confidence_and_no_interval(strike_deg, word):
    signals = side_signals(sole=landing_sole(strike_deg, -10.0), rate_hz=240)

    strike = named(measure(signals, steps()), "foot_strike_class", "left")

    assert strike.value == word
    assert 0.5 < strike.confidence <= 1
    assert (strike.sd, strike.standard_error, strike.mdc, strike.ci95_low) == (None,) * 4


def test_confidence_in_the_class_falls_towards_the_threshold():
    confidences = [
        named(
            measure(side_signals(sole=landing_sole(strike_deg, 0.0), rate_hz=240), steps()),
            "foot_strike_class",
            "left",
        ).confidence
        for strike_deg in (9.5, 14.0, 25.0)
    ]

    assert confidences == sorted(confidences)
    assert confidences[0] < 0.7 < confidences[2]


def test_refusing_the_angle_refuses_the_class_with_its_reason():
    metrics = measure(side_signals(), steps(), refusals={"foot_strike_angle_deg": "Toes cut off."})

    assert named(metrics, "foot_strike_class", "left").reason == "Toes cut off."


def test_contacts_with_a_hidden_landmark_are_left_out():
    signals = side_signals(shank=5.0, strides=9)
    hidden = signals.time_s < 2.5
    signals.measured["left_ankle"][hidden] = False
    signals.smooth["left_ankle"][hidden] += [90.0, 0.0]

    shank = at_contact(measure(signals, steps(strides=9)), "shank_angle")

    assert shank.value == pytest.approx(5.0)
    assert shank.n == 4


def test_a_landmark_hidden_at_nearly_every_contact_is_refused():
    signals = side_signals()
    signals.measured["left_ankle"][signals.time_s > 1.0] = False

    shank = at_contact(measure(signals, steps()), "shank_angle")

    assert shank.value is None
    assert "seen in only" in shank.reason


def test_missing_positions_give_a_reason_never_nan():
    signals = side_signals()
    for path in signals.smooth.values():
        path[:] = np.nan

    for metric in measure(signals, steps(), speed_mps=3.0):
        assert metric.value is None or np.isfinite(metric.value), metric.name
    assert at_contact(measure(signals, steps()), "shank_angle").value is None
