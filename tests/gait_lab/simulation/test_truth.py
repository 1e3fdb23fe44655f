"""The simulated runner keeps its promises: physics, parameters, events, repeatability."""

import json

import numpy as np
import pytest

from gait_lab.analysis.conventions import LANDMARK_NAMES
from gait_lab.simulation.camera import Camera
from gait_lab.simulation.clips import WALKING, make_truth, plan_clip
from gait_lab.simulation.mass_centre import GRAVITY_MPS2
from gait_lab.simulation.parameters import RunnerParameters
from gait_lab.simulation.truth import truth_of

STEADY = {"variability": 0.0, "seconds": 4.0}


@pytest.fixture(scope="module")
def motion():
    return plan_clip(seconds=4.0, seed=3).motion


@pytest.fixture(scope="module")
def steady():
    return plan_clip(**STEADY, seed=3).motion


def lengths(motion, first, second):
    return np.linalg.norm(motion.point(first) - motion.point(second), axis=1)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    ("first", "second"),
    [("hip", "knee"), ("knee", "ankle"), ("ankle", "heel"), ("shoulder", "elbow")],
)
def test_segments_keep_their_length(motion, side, first, second):
    length = lengths(motion, f"{side}_{first}", f"{side}_{second}")
    assert np.ptp(length) < 1e-6


def test_flight_is_free_fall(motion):
    fallen = []
    for contact, following in zip(motion.contacts[2:-3], motion.contacts[3:-2], strict=True):
        time_s = np.linspace(contact.toe_off_s + 0.006, following.contact_s - 0.006, 40)
        height = motion.point("mass_centre", time_s)[:, 2]
        fallen.append(-2 * np.polyfit(time_s - time_s[0], height, 2)[0])
    assert len(fallen) >= 8
    assert np.allclose(fallen, GRAVITY_MPS2, rtol=0.02)


@pytest.mark.parametrize("mark", ["heel", "foot_index"])
def test_flat_foot_moves_with_the_belt(motion, mark):
    for contact in motion.contacts[1:-1]:
        span = contact.heel_off_s - contact.contact_s
        time_s = np.linspace(contact.contact_s + 0.6 * span, contact.heel_off_s, 20)
        path = motion.point(f"{contact.side}_{mark}", time_s)
        speed = np.gradient(path, time_s, axis=0)
        assert np.allclose(speed, [-motion.speed_mps, 0, 0], atol=0.02)


def test_toe_stays_on_the_belt_until_toe_off_and_leaves_it_after(motion):
    for contact in motion.contacts[1:-2]:
        toe = f"{contact.side}_foot_index"
        standing = motion.point(toe, np.linspace(contact.heel_off_s, contact.toe_off_s, 30))
        assert np.ptp(standing[:, 2]) < 0.012
        later = motion.point(toe, np.array([contact.toe_off_s + 0.08]))[0, 2]
        assert later > standing[:, 2].max() + 0.008


def test_swing_foot_clears_the_belt(motion):
    for side in ("left", "right"):
        for mark in ("heel", "foot_index", "ball"):
            assert motion.point(f"{side}_{mark}")[:, 2].min() > -0.008


def test_fast_runners_do_not_overstretch_their_knees():
    fast = {"speed_mps": 3.8, "cadence_spm": 178, "ground_contact_time_ms": 220}
    motion = plan_clip(seconds=3.0, seed=3, foot_strike_angle_deg=0, **fast).motion
    for side in ("left", "right"):
        hip, knee, ankle = (motion.point(f"{side}_{j}") for j in ("hip", "knee", "ankle"))
        thigh = np.arctan2(knee[:, 0] - hip[:, 0], hip[:, 2] - knee[:, 2])
        shank = np.arctan2(ankle[:, 0] - knee[:, 0], knee[:, 2] - ankle[:, 2])
        assert np.degrees(thigh - shank).min() > 0.5


def test_joint_angles_stay_human(motion):
    for side in ("left", "right"):
        hip, knee, ankle = (motion.point(f"{side}_{j}") for j in ("hip", "knee", "ankle"))
        thigh = np.degrees(np.arctan2(knee[:, 0] - hip[:, 0], hip[:, 2] - knee[:, 2]))
        shank = np.degrees(np.arctan2(ankle[:, 0] - knee[:, 0], knee[:, 2] - ankle[:, 2]))
        assert (thigh - shank).min() > 3
        assert (thigh - shank).max() < 125
        assert thigh.min() > -35
        assert thigh.max() < 50


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"cadence_spm": 182, "ground_contact_time_ms": 230, "foot_strike_angle_deg": 3},
        {"cadence_spm": 156, "speed_mps": 2.6, "overstride_pct_leg": 30, "trunk_lean_deg": 12},
        {"near_side": "right", "height_cm": 162, "knee_flexion_at_contact_deg": 20},
        {"speed_mps": 4.2, "cadence_spm": 178, "ground_contact_time_ms": 215},
    ],
)
def test_side_metrics_reproduce_the_parameters(choices):
    truth = make_truth(**STEADY, **choices)
    asked = truth.parameters
    for name, tolerance in (
        ("cadence_spm", 1e-6),
        ("ground_contact_time_ms", 1e-6),
        ("foot_strike_angle_deg", 0.05),
        ("overstride_pct_leg", 0.05),
        ("knee_flexion_at_contact_deg", 0.3),
        ("trunk_lean_deg", 0.8),
        ("heel_off_pct_stance", 0.1),
    ):
        assert truth.value(name) == pytest.approx(asked[name], abs=tolerance), name
    contact_s, step_s = asked["ground_contact_time_ms"] / 1000, 60 / asked["cadence_spm"]
    assert truth.value("duty_factor_pct") == pytest.approx(contact_s / step_s * 50)
    assert truth.value("flight_time_ms") == pytest.approx((step_s - contact_s) * 1000)
    assert truth.value("step_length_m") == pytest.approx(asked["speed_mps"] * step_s)
    assert 25 < truth.value("peak_knee_flexion_stance_deg") < 58
    assert 5 < truth.value("vertical_oscillation_cm") < 12
    assert 15 < truth.value("peak_ankle_dorsiflexion_deg") < 40
    assert 10 < truth.value("hip_extension_at_toe_off_deg") < 34


def test_rear_metrics_reproduce_the_parameters():
    truth = make_truth(
        **STEADY, view="rear", pelvic_drop_deg=7, pelvic_drop_asymmetry_deg=4, step_width_pct_leg=5
    )
    assert truth.value("contralateral_pelvic_drop_deg", "left") == pytest.approx(9, abs=0.1)
    assert truth.value("contralateral_pelvic_drop_deg", "right") == pytest.approx(5, abs=0.1)
    assert truth.value("step_width_pct_leg", "left") == pytest.approx(5, abs=0.3)
    assert truth.value("lateral_trunk_lean_deg") == pytest.approx(4, abs=0.3)


def test_knees_drawn_inwards_close_the_window_and_adduct_the_hip():
    straight = make_truth(**STEADY, view="rear", knee_inward_cm=0)
    inward = make_truth(**STEADY, view="rear", knee_inward_cm=4)
    assert inward.value("knee_window_ratio") < straight.value("knee_window_ratio") - 0.1
    closer = inward.value("hip_adduction_deg", "left") - straight.value("hip_adduction_deg", "left")
    assert 3 < closer < 9


def test_asymmetric_contact_is_seen_from_behind():
    truth = make_truth(**STEADY, view="rear", contact_time_asymmetry_pct=8)
    left, right = (truth.value("ground_contact_time_ms", s) for s in ("left", "right"))
    assert (left - right) / ((left + right) / 2) == pytest.approx(0.08, abs=1e-6)


def test_events_alternate_and_match_the_metrics(motion):
    truth = truth_of(motion, Camera())
    order = [(event.kind, event.side) for event in truth.events]
    for before, after in zip(order[:-2], order[2:], strict=True):
        assert before[0] == after[0]
        assert before[1] != after[1]
    strides = np.diff(truth.event_times_s("initial_contact", "left"))
    means = [(one + other) / 2 for k, one in enumerate(strides) for other in strides[k:]]
    assert truth.value("cadence_spm") == pytest.approx(120 / np.median(means))
    for event in truth.events:
        assert abs(truth.time_s[event.frame] - event.time_s) <= 0.5 / 60 + 1e-9


@pytest.mark.parametrize("rate_hz", [30, 60, 240])
def test_events_and_metrics_do_not_depend_on_the_frame_rate(steady, rate_hz):
    truth = truth_of(steady, Camera(frame_rate_hz=rate_hz), duration_s=3.5)
    assert len(truth.time_s) == round(3.5 * rate_hz)
    assert truth.value("cadence_spm") == pytest.approx(166, abs=1e-6)
    assert truth.value("ground_contact_time_ms") == pytest.approx(265, abs=1e-6)


def test_both_sides_of_a_symmetric_runner_measure_the_same(steady):
    left = truth_of(steady, Camera(near_side="left"))
    right = truth_of(steady, Camera(near_side="right"))
    assert (left.facing, right.facing) == ("left", "right")
    for metric in left.metrics:
        if isinstance(metric.value, float):
            assert right.value(metric.name) == pytest.approx(metric.value, rel=0.02, abs=0.15)


def test_same_seed_same_run_other_seed_another():
    first, again, other = (make_truth(seconds=1.5, seed=seed) for seed in (5, 5, 6))
    assert np.array_equal(first.xy_px, again.xy_px)
    assert first.events == again.events
    assert first.events != other.events


def test_variability_spreads_the_strides():
    spread = make_truth(seconds=8.0, variability=1.0).metric("cadence_spm").sd
    assert 0.4 < spread < 4


def test_landmarks_are_where_the_view_says(motion):
    side = truth_of(motion, Camera(near_side="right"))
    assert side.xy_px.shape == (len(side.time_s), len(LANDMARK_NAMES), 2)
    ahead = side.point("nose") - side.point("right_ear")
    assert np.all(ahead[:, 0] > 0)
    rear = truth_of(motion, Camera(view="rear"))
    assert np.all(rear.point("right_hip")[:, 0] > rear.point("left_hip")[:, 0])
    assert np.all(rear.point("nose")[:, 1] < rear.point("left_hip")[:, 1])


def test_rolled_camera_tips_the_picture():
    camera = Camera(view="rear", roll_deg=2.0)
    left, right = camera.project(np.array([[0, 0.5, 0.95], [0, -0.5, 0.95]]))
    slope = np.degrees(np.arctan2(right[1] - left[1], right[0] - left[0]))
    assert slope == pytest.approx(2.0, abs=0.05)


def test_far_leg_is_hidden_some_of_the_time(motion):
    truth = truth_of(motion, Camera(near_side="left"))
    hidden = truth.visibility[:, LANDMARK_NAMES.index("right_knee")] < 0.5
    assert 0.1 < hidden.mean() < 0.9
    assert np.all(truth.visibility[:, LANDMARK_NAMES.index("left_knee")] > 0.9)


def test_walker_has_double_support_and_no_flight():
    truth = make_truth(seconds=5.0, **WALKING)
    assert truth.value("duty_factor_pct") > 55
    assert "flight_time_ms" not in {metric.name for metric in truth.metrics}
    assert 1 < truth.value("vertical_oscillation_cm") < 6


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"cadence_spm": 400}, "cadence_spm is 400"),
        ({"ground_contact_time_ms": 380}, "flight phase"),
        ({"gait": "walking"}, "both feet"),
    ],
)
def test_impossible_runner_is_refused_with_advice(choices, said):
    with pytest.raises(ValueError, match=said):
        RunnerParameters(**choices)


def test_leg_that_cannot_reach_is_refused_with_advice():
    with pytest.raises(ValueError, match="choose a shorter ground_contact_time_ms"):
        make_truth(speed_mps=6.5, ground_contact_time_ms=300, cadence_spm=160)


def test_unknown_choice_is_refused():
    with pytest.raises(TypeError, match="cadence"):
        make_truth(cadence=180)


def test_truth_file_holds_everything(tmp_path, motion):
    truth = truth_of(motion, Camera(), duration_s=1.5)
    path = tmp_path / "clip.json"
    truth.write_json(path)
    written = json.loads(path.read_text())
    assert written["schema"] == "midstance.truth/1"
    assert written["drawn"] is True
    assert len(written["landmarks"]["xy_px"]) == written["clip"]["frames"] == 90
    assert {metric["name"] for metric in written["metrics"]} == {m.name for m in truth.metrics}
