import numpy as np
import pytest

from gait_lab.analysis.metrics import measure
from tests.gait_lab.analysis.metrics.test_timing import named
from tests.gait_lab.analysis.stick_runner import (
    CONTACT_S,
    PX_PER_M,
    STRIDE_S,
    side_signals,
    steps,
    wave,
)

STANCE_SHARE = CONTACT_S / STRIDE_S


def test_knee_peaks_are_those_of_stance_and_of_swing():
    def thigh(phase):
        """40 at the middle of stance, 100 at the middle of swing."""
        share = np.mod(phase, 1.0)
        stance = 40 * np.sin(np.pi * share / STANCE_SHARE)
        swing = 100 * np.sin(np.pi * (share - STANCE_SHARE) / (1 - STANCE_SHARE))
        return np.where(share < STANCE_SHARE, stance, swing)

    metrics = measure(side_signals(thigh=thigh, shank=0.0, rate_hz=240), steps())

    assert named(metrics, "peak_knee_flexion_stance_deg", "left").value == pytest.approx(
        40, abs=0.1
    )
    assert named(metrics, "swing_knee_flexion_deg", "left").value == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize("rate_hz", [30, 60])
def test_a_peak_between_two_frames_is_not_flattened(rate_hz):
    signals = side_signals(
        thigh=wave(20.0, 20.0, peak_share=STANCE_SHARE / 2),
        shank=0.0,
        rate_hz=rate_hz,
        strides=12,
    )

    peak = named(measure(signals, steps(strides=12)), "peak_knee_flexion_stance_deg", "left")

    assert peak.value == pytest.approx(40, abs=0.1)


def test_hip_extension_is_read_at_the_end_of_stance():
    """A thigh 30 ahead at contact and 25 behind at toe-off."""

    def thigh(phase):
        share = np.mod(phase, 1.0)
        return np.interp(share, [0, STANCE_SHARE, 1], [30.0, -25.0, 30.0])

    metrics = measure(side_signals(thigh=thigh, rate_hz=240), steps())

    assert named(metrics, "hip_extension_at_toe_off_deg", "left").value == pytest.approx(25, abs=1)


def test_ankle_dorsiflexion_keeps_the_tilt_of_the_shank_over_a_flat_foot():
    """The sole line is zeroed, the joint is not: a shank 24 forward over a flat foot is 24."""

    def shank(phase):
        share = np.mod(phase, 1.0) / STANCE_SHARE
        return 6 - 30 * np.clip(share, 0, 1)

    signals = side_signals(shank=shank, sole=-11.0, rate_hz=240)

    ankle = named(measure(signals, steps()), "peak_ankle_dorsiflexion_deg", "left")

    assert ankle.value == pytest.approx(24, abs=0.5)


def test_trunk_lean_is_the_mean_over_the_near_legs_stance():
    lean = wave(6.0, 3.0, peak_share=STANCE_SHARE / 2)
    share = np.linspace(0, STANCE_SHARE, 1001)

    trunk = named(measure(side_signals(trunk=lean), steps()), "trunk_lean_deg")

    assert trunk.value == pytest.approx(lean(share).mean(), abs=0.05)


def bounce(height_px):
    return wave(0.0, height_px / 2, peak_share=0.0)


def two_bounces(height_px):
    wave_of = bounce(height_px)
    return lambda phase: wave_of(2 * phase)


@pytest.mark.parametrize("drift_px_per_s", [0.0, 25.0, -25.0])
def test_vertical_oscillation_is_per_step_and_drift_is_no_bounce(drift_px_per_s):
    signals = side_signals(
        hip_height_px=two_bounces(24.0), drift_px_per_s=drift_px_per_s, rate_hz=60
    )

    oscillation = named(measure(signals, steps()), "vertical_oscillation_cm")

    assert oscillation.value == pytest.approx(100 * 24 / PX_PER_M, abs=0.1)


def test_vertical_oscillation_without_scale_is_refused():
    oscillation = named(measure(side_signals(px_per_m=None), steps()), "vertical_oscillation_cm")

    assert oscillation.value is None
    assert "height" in oscillation.reason


def lifted_heel(signals, *, at_share, speed_px_per_s=400.0):
    """The near heel flat until a share of stance, then rising until the foot leaves."""
    heel = signals.foot["left_heel"]
    heel[:, 1] = 10.0
    for contact in (stride.initial_contact_s for stride in steps().strides[::2]):
        since = signals.time_s - contact - at_share * CONTACT_S
        rising = (since > 0) & (signals.time_s < contact + CONTACT_S + 0.1)
        heel[rising, 1] += speed_px_per_s * since[rising]
    return signals


@pytest.mark.parametrize("share", [0.45, 0.6, 0.75])
def test_heel_off_is_found_where_the_heel_leaves(share):
    signals = lifted_heel(side_signals(rate_hz=240), at_share=share)

    heel_off = named(measure(signals, steps()), "heel_off_pct_stance", "left")

    assert heel_off.value == pytest.approx(100 * share, abs=3)


def test_a_heel_that_never_rises_is_refused():
    signals = side_signals()
    signals.foot["left_heel"][:, 1] = 10.0

    heel_off = named(measure(signals, steps()), "heel_off_pct_stance", "left")

    assert heel_off.value is None
    assert "heel" in heel_off.reason
