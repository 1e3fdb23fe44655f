"""What a browser sends as measurements."""

import math

import pytest

from gait_lab.services.measurements import (
    MeasurementConflictError,
    MeasurementError,
    clean_measurements,
    create_measurements,
    measured_angles,
    save_measurements,
)
from tests.factories.cases import (
    expert_work,
)

pytestmark = [pytest.mark.django_db, pytest.mark.services]


BAD_CONTENT = [
    ([], "must be an object"),
    ({"score": 100}, "Unknown part"),
    ({"events": {}}, "must be a list"),
    ({"events": [{"kind": "jump", "frame": 20}]}, "neither a contact nor a toe-off"),
    ({"events": [{"kind": "toe_off", "frame": 5}]}, "not on a frame"),
    ({"events": [{"kind": "toe_off", "frame": True}]}, "not on a frame"),
    ({"events": [{"kind": "toe_off", "frame": 20.5}]}, "not on a frame"),
    ({"events": [{"kind": "toe_off", "frame": 20}] * 201}, "at most 200"),
    ({"points": []}, "must be an object"),
    ({"points": {"pelvic_drop_deg": {"frame": 20, "points": {}}}}, "not measured on this case"),
    ({"points": {"knee_flexion_deg": {"frame": 999, "points": {}}}}, "not on a frame"),
    ({"points": {"knee_flexion_deg": {"frame": 20}}}, "needs a frame and points"),
    ({"points": {"knee_flexion_deg": {"frame": 20, "points": {"toe": [1, 1]}}}}, "no point called"),
    ({"points": {"knee_flexion_deg": {"frame": 20, "points": {"hip": [1]}}}}, "two numbers"),
    ({"points": {"knee_flexion_deg": {"frame": 20, "points": {"hip": ["1", 2]}}}}, "two numbers"),
    (
        {"points": {"knee_flexion_deg": {"frame": 20, "points": {"hip": [math.nan, 2]}}}},
        "two numbers",
    ),
    ({"points": {"knee_flexion_deg": {"frame": 20, "points": {"hip": [641, 2]}}}}, "outside"),
    ({"points": {"knee_flexion_deg": {"frame": 20, "points": {"hip": [-1, 2]}}}}, "outside"),
    ({"answers": {"foot_strike_class": "toe"}}, "rearfoot or non-rearfoot"),
    ({"answers": {"findings": "all"}}, "list of codes"),
    ({"answers": {"findings": ["everything"]}}, "no finding called"),
]


@pytest.mark.parametrize(("content", "message"), BAD_CONTENT)
def test_content_that_is_no_measurement_is_refused_with_a_reason(case, content, message):
    with pytest.raises(MeasurementError, match=message):
        clean_measurements(content, case=case)


def test_times_and_sides_come_from_the_case_never_from_the_browser(case):
    sent = {"events": [{"kind": "toe_off", "frame": 20, "time_s": 0.0, "side": "right"}]}

    cleaned = clean_measurements(sent, case=case)

    assert cleaned["events"] == [
        {"kind": "toe_off", "side": "left", "frame": 20, "time_s": pytest.approx(20 / 60)}
    ]


def test_angle_sent_by_the_browser_is_not_taken(case, learner):
    measurements = create_measurements(case=case, person=learner)
    content = expert_work()
    content["points"]["knee_flexion_deg"]["value"] = 99

    save_measurements(measurements_id=measurements.pk, version=1, content=content)

    measurements.refresh_from_db()
    assert "value" not in measurements.points["knee_flexion_deg"]
    assert measured_angles(measurements)["knee_flexion_deg"]["value"] == pytest.approx(12, abs=0.1)


def test_angle_of_points_on_one_spot_has_no_value_and_says_why(case, learner):
    measurements = create_measurements(case=case, person=learner)
    points = {"shank_angle_deg": {"frame": 20, "points": {"knee": [9, 9], "ankle": [9, 9]}}}

    save_measurements(measurements_id=measurements.pk, version=1, content={"points": points})

    measurements.refresh_from_db()
    angle = measured_angles(measurements)["shank_angle_deg"]
    assert angle["value"] is None
    assert "same spot" in angle["problem"]


def test_second_window_cannot_overwrite_what_the_first_saved(case, learner):
    measurements = create_measurements(case=case, person=learner)
    first = {"events": [{"kind": "toe_off", "frame": 35}]}
    assert save_measurements(measurements_id=measurements.pk, version=1, content=first) == 2

    with pytest.raises(MeasurementConflictError) as conflict:
        save_measurements(measurements_id=measurements.pk, version=1, content={"events": []})

    assert conflict.value.version == 2
    measurements.refresh_from_db()
    assert [event["frame"] for event in measurements.events] == [35]
