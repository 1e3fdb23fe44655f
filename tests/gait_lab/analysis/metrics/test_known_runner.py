"""Metrics from a simulated runner's true paths and events against the runner's own truth.

The truth comes from 3D joints by formulas of the simulation's own; only the rules in words are
shared. What is left between the two is the camera's perspective and reading between frames.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from gait_lab.analysis.conventions import SIDES, facing_sign
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.metrics import measure
from gait_lab.analysis.results import Stride
from gait_lab.analysis.signals import GaitSignals, build_signals
from gait_lab.simulation.clips import make_truth
from gait_lab.simulation.truth import ClipTruth
from tests.gait_lab.analysis.stick_runner import Steps

TOLERANCE = {
    "cadence_spm": 0.4,
    "ground_contact_time_ms": 0.1,
    "flight_time_ms": 3.0,
    "duty_factor_pct": 0.05,
    "vertical_oscillation_cm": 0.5,
    "step_length_m": 0.01,
    "overstride_pct_leg": 0.8,
    "overstride_cm": 0.8,
    "shank_angle_at_contact_deg": 1.2,
    "knee_flexion_at_contact_deg": 2.0,
    "peak_knee_flexion_stance_deg": 1.0,
    "swing_knee_flexion_deg": 1.0,
    "foot_strike_angle_deg": 0.6,
    "trunk_lean_deg": 0.3,
    "hip_extension_at_toe_off_deg": 0.5,
    "peak_ankle_dorsiflexion_deg": 0.6,
    "heel_off_pct_stance": 3.5,
    "contralateral_pelvic_drop_deg": 0.4,
    "hip_adduction_deg": 0.8,
    "knee_window_ratio": 0.05,
    "step_width_pct_leg": 0.5,
    "lateral_trunk_lean_deg": 0.4,
}
"""In the metric's unit."""

KINKED = ("shank_angle_at_contact_deg", "knee_flexion_at_contact_deg")
"""The simulated knee starts to bend at 600 degrees a second at the very instant of contact: read
between two frames 33 ms apart that straddle it, it is allowed twice the error."""


def true_signals(truth: ClipTruth, *, roll_deg: float | None = 0.0) -> GaitSignals:
    """The runner's exact paths in the runner's axes, neither smoothed nor gap-filled."""
    sequence = LandmarkSequence(
        truth.xy_px, np.full(truth.visibility.shape, 0.95), truth.time_s, truth.image_size_px
    )
    built = build_signals(
        sequence,
        view=truth.view,
        near_side=truth.near_side,
        facing=truth.facing,
        height_cm=truth.height_cm,
        speed_mps=truth.speed_mps if truth.view == "side" else None,
        roll_deg=roll_deg,
    )
    forward = facing_sign(truth.facing) if truth.facing else 1
    paths = {name: truth.point(name) * [forward, -1.0] for name in truth.names}
    seen = {name: np.ones(len(truth.time_s), dtype=bool) for name in truth.names}
    tilt_deg = _hips_tilt_deg(truth) if truth.view == "rear" else None
    return replace(built, smooth=paths, foot=paths, measured=seen, pelvis_tilt_deg=tilt_deg)


def _hips_tilt_deg(truth: ClipTruth) -> np.ndarray:
    across = truth.point("right_hip") - truth.point("left_hip")
    return np.degrees(np.arctan2(across[:, 1], across[:, 0]))


def true_steps(truth: ClipTruth) -> Steps:
    """The complete strides the runner really took."""
    strides = []
    for side in SIDES:
        contacts = truth.event_times_s("initial_contact", side)
        toe_offs = truth.event_times_s("toe_off", side)
        for start, end in pairwise(contacts):
            (leaves,) = toe_offs[(toe_offs > start) & (toe_offs < end)]
            strides.append(Stride(side, float(start), float(leaves), float(end)))
    return Steps(tuple(strides))


def assert_measures_the_truth(truth: ClipTruth) -> None:
    metrics = measure(true_signals(truth), true_steps(truth), speed_mps=truth.speed_mps)

    for metric in metrics:
        true = truth.metric(metric.name, metric.side)
        if isinstance(true.value, str):
            assert metric.value == true.value
            continue
        coarse = metric.name in KINKED and truth.frame_rate_hz < 50
        allowed = TOLERANCE[metric.name] * (2 if coarse else 1)
        assert metric.value == pytest.approx(true.value, abs=allowed), metric.name
        assert metric.ci95_low <= true.value <= metric.ci95_high, metric.name


@pytest.mark.parametrize("rate_hz", [30, 60, 240])
@pytest.mark.parametrize("view", ["side", "rear"])
def test_every_metric_is_the_runners_own_at_any_frame_rate(view, rate_hz):
    assert_measures_the_truth(make_truth(view=view, frame_rate_hz=rate_hz, seconds=6, seed=5))


def test_the_other_near_side_is_mirrored_and_measures_its_own_leg():
    truth = make_truth(near_side="right", seconds=6, seed=5, overstride_asymmetry_pct_leg=6)

    assert_measures_the_truth(truth)
    assert truth.facing == "right"
    assert truth.value("overstride_pct_leg") < 24.5


@pytest.mark.parametrize(
    "form",
    [
        {"foot_strike_angle_deg": -6.0, "overstride_pct_leg": 20.0},
        {"cadence_spm": 188.0, "ground_contact_time_ms": 215.0, "speed_mps": 3.8},
        {"trunk_lean_deg": 14.0, "heel_off_pct_stance": 42.0},
    ],
    ids=["forefoot", "quick", "leaning"],
)
def test_runners_of_another_form_are_measured_as_they_are(form):
    assert_measures_the_truth(make_truth(seconds=6, seed=9, **form))


def test_a_pelvis_that_drops_on_one_side_only_is_told_by_side_and_sign():
    truth = make_truth(
        view="rear", seconds=6, seed=5, pelvic_drop_deg=2.0, pelvic_drop_asymmetry_deg=10.0
    )

    assert_measures_the_truth(truth)
    left, right = (truth.value("contralateral_pelvic_drop_deg", side) for side in SIDES)
    assert left > right + 3


@pytest.mark.parametrize(
    ("view", "place", "wider"),
    [
        ("side", {"yaw_deg": 12.0}, {"trunk_lean_deg", "swing_knee_flexion_deg"}),
        ("side", {"yaw_deg": -12.0}, {"trunk_lean_deg", "swing_knee_flexion_deg"}),
        ("side", {"distance_m": 2.0}, {"peak_knee_flexion_stance_deg"}),
        ("rear", {"yaw_deg": 8.0}, {"hip_adduction_deg"}),
        ("rear", {"yaw_deg": -8.0}, {"hip_adduction_deg"}),
        ("rear", {"distance_m": 2.0}, {"vertical_oscillation_cm"}),
    ],
)
def test_the_error_bars_of_a_camera_that_stood_badly_are_wider_and_hold_the_truth(
    view, place, wider
):
    square = {"view": view, "yaw_deg": 0.0, "distance_m": 4.0, "field_of_view_deg": 75.0}
    good, bad = (
        make_truth(seconds=6, seed=5, frame_rate_hz=60, **choices)
        for choices in (square, square | place)
    )
    before, after = (measure(true_signals(one), true_steps(one)) for one in (good, bad))
    error = {(metric.name, metric.side): metric.standard_error for metric in before}
    assert wider <= {metric.name for metric in after}

    for metric in after:
        if not isinstance(metric.value, float):
            continue
        true = bad.value(metric.name, metric.side)
        assert metric.ci95_low <= true <= metric.ci95_high, metric.name
        if metric.name in wider:
            assert metric.standard_error > 1.02 * error[metric.name, metric.side], metric.name


@pytest.mark.parametrize(
    ("view", "wider"),
    [
        ("side", {"trunk_lean_deg", "shank_angle_at_contact_deg", "overstride_pct_leg"}),
        ("rear", {"step_width_pct_leg"}),
    ],
)
@pytest.mark.parametrize("rolled_deg", [-3.0, 3.0])
def test_roll_that_could_not_be_measured_is_in_the_error_bars(view, wider, rolled_deg):
    truth = make_truth(view=view, seconds=6, seed=5, frame_rate_hz=60, roll_deg=rolled_deg)
    steps = true_steps(truth)
    known, unknown = (
        measure(true_signals(truth, roll_deg=roll_deg), steps) for roll_deg in (0.0, None)
    )
    errors = {(metric.name, metric.side): metric.standard_error for metric in known}

    for metric in unknown:
        if isinstance(metric.value, float):
            true = truth.value(metric.name, metric.side)
            assert metric.ci95_low <= true <= metric.ci95_high, metric.name
        if metric.name in wider:
            assert metric.standard_error > 1.15 * errors[metric.name, metric.side], metric.name
