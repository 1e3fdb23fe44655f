import pytest

from gait_lab.analysis.metrics import measure
from gait_lab.analysis.results import Metric, Stride
from tests.gait_lab.analysis.stick_runner import (
    CONTACT_S,
    STRIDE_S,
    Steps,
    rear_signals,
    side_signals,
    steps,
)


def named(metrics: tuple[Metric, ...], name: str, side: str | None = None) -> Metric:
    (metric,) = [one for one in metrics if one.name == name and one.side == side]
    return metric


def stride(side: str, contact_s: float, *, contact_time_s: float, stride_s: float) -> Stride:
    return Stride(side, contact_s, contact_s + contact_time_s, contact_s + stride_s)


def test_times_of_a_steady_side_clip_are_the_strides_own():
    metrics = measure(side_signals(), steps(), speed_mps=3.0)

    assert named(metrics, "cadence_spm").value == pytest.approx(120 / STRIDE_S)
    assert named(metrics, "ground_contact_time_ms", "left").value == pytest.approx(250)
    assert named(metrics, "duty_factor_pct", "left").value == pytest.approx(25 / 0.72)
    assert named(metrics, "flight_time_ms").value == pytest.approx(110)
    assert named(metrics, "step_length_m").value == pytest.approx(3.0 * STRIDE_S / 2)
    assert named(metrics, "cadence_spm").n == 7


def test_cadence_averages_time_and_inverts_last():
    uneven = [0.6, 0.8, 0.7, 0.7, 0.62, 0.78]
    start, strides = 0.1, []
    for length in uneven:
        strides.append(stride("left", start, contact_time_s=0.25, stride_s=length))
        start += length

    metrics = measure(side_signals(strides=7), Steps(tuple(strides)))

    assert named(metrics, "cadence_spm").value == pytest.approx(120 / 0.7)


def test_from_behind_each_leg_has_its_own_contact_and_flight_is_seen_not_inferred():
    left = [
        stride("left", 0.1 + i * STRIDE_S, contact_time_s=0.25, stride_s=STRIDE_S) for i in range(6)
    ]
    right = [
        stride("right", 0.1 + STRIDE_S / 2 + i * STRIDE_S, contact_time_s=0.23, stride_s=STRIDE_S)
        for i in range(6)
    ]

    metrics = measure(rear_signals(), Steps(tuple(left + right)))

    assert named(metrics, "ground_contact_time_ms", "left").value == pytest.approx(250)
    assert named(metrics, "ground_contact_time_ms", "right").value == pytest.approx(230)
    flight = named(metrics, "flight_time_ms")
    assert flight.value == pytest.approx((110 + 130) / 2, abs=10.01)
    assert flight.n == 11


def test_a_missed_contact_does_not_halve_the_cadence_or_lengthen_the_flight():
    sound = steps(strides=10, sides=("left",)).strides
    merged = Stride("left", sound[3].initial_contact_s, sound[3].toe_off_s, sound[5].toe_off_s)
    broken = Steps((*sound[:3], merged, *sound[6:]))

    metrics = measure(side_signals(strides=11), broken)

    cadence = named(metrics, "cadence_spm")
    assert cadence.value == pytest.approx(120 / STRIDE_S)
    assert cadence.sd == pytest.approx(0, abs=1e-6)


def test_contact_time_error_holds_the_events_own_bias_and_grows_at_low_frame_rates():
    errors = {
        rate_hz: named(
            measure(side_signals(rate_hz=rate_hz), steps()), "ground_contact_time_ms", "left"
        ).standard_error
        for rate_hz in (30, 60, 240)
    }

    assert errors[30] > errors[60] > errors[240] > 10


def test_cadence_is_hardly_touched_by_the_events_own_bias():
    cadence = named(measure(side_signals(rate_hz=30), steps()), "cadence_spm")

    assert cadence.standard_error < 1


def test_side_view_gives_the_far_leg_no_numbers():
    metrics = measure(side_signals(near="right"), steps(first="right"), speed_mps=3.0)

    assert {metric.side for metric in metrics} == {None, "right"}


def test_step_length_without_speed_says_what_to_state():
    step = named(measure(side_signals(), steps()), "step_length_m")

    assert step.value is None
    assert "speed" in step.reason


@pytest.mark.parametrize("count", [0, 1, 2])
def test_too_few_strides_are_refused_not_reported(count):
    metrics = measure(side_signals(), steps(strides=count + 1), speed_mps=3.0)

    assert all(metric.value is None and "stride" in metric.reason for metric in metrics)


def test_three_strides_are_enough():
    cadence = named(measure(side_signals(), steps(strides=4)), "cadence_spm")

    assert cadence.value == pytest.approx(120 / STRIDE_S)


def test_walking_is_refused_by_name():
    walking = Steps(steps().strides, is_walking=True)

    metrics = measure(side_signals(), walking, speed_mps=1.3)

    assert all(metric.value is None and "walking" in metric.reason for metric in metrics)


def test_a_slow_camera_refuses_what_hangs_on_an_instant_and_keeps_the_rest():
    metrics = measure(side_signals(rate_hz=15), steps(), speed_mps=3.0)

    contact = named(metrics, "ground_contact_time_ms", "left")
    assert contact.value is None
    assert "15 frames a second" in contact.reason
    assert named(metrics, "cadence_spm").value == pytest.approx(120 / STRIDE_S)


def test_the_callers_refusal_wins_and_touches_only_its_metric():
    metrics = measure(
        side_signals(), steps(), refusals={"duty_factor_pct": "The belt hides the foot."}
    )

    assert named(metrics, "duty_factor_pct", "left").reason == "The belt hides the foot."
    assert named(metrics, "ground_contact_time_ms", "left").value == pytest.approx(1000 * CONTACT_S)


def test_a_slow_motion_file_played_as_real_time_is_refused_not_measured():
    """Steps eight times too slow: nothing of it is the run's, angles at events included."""
    slow = tuple(
        Stride("left", 8 * one.initial_contact_s, 8 * one.toe_off_s, 8 * one.next_initial_contact_s)
        for one in steps(sides=("left",)).strides
    )

    metrics = measure(side_signals(rate_hz=30, strides=70), Steps(slow), speed_mps=3.0)

    assert all(metric.value is None for metric in metrics)
    assert all("a rate that no one runs at" in metric.reason for metric in metrics)
