"""What a handed-in work is worth: its lines, its versions, grading again."""

import pytest
from django.db import IntegrityError

from certification.selectors import (
    current_grade,
    passing_grade,
)
from certification.services import (
    regrade,
)
from gait_lab.services.references import freeze_reference, open_draft, set_bands
from tests.factories.cases import (
    POORER,
    begin,
    expert_points,
    expert_work,
    hand_in,
    make_practical,
    pick,
    points_at,
)

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def line_of(attempt, criterion):
    lines = current_grade(attempt).detail["lines"]
    return next(line for line in lines if line["criterion"] == criterion)


def test_wrong_point_is_named_as_the_likely_cause(attempt):
    points = expert_points()
    knee_x, knee_y = points["knee_flexion_deg"]["points"]["knee"]
    points["knee_flexion_deg"]["points"]["knee"] = [knee_x - 14, knee_y]

    hand_in(attempt, points=points)

    line = line_of(attempt, "knee_flexion_deg")
    assert line["share"] == 0
    assert line["cause"] == "Likely cause: your knee point is 14 px ahead of the experts'."


def test_late_frame_costs_in_the_events_and_not_again_in_the_angle(attempt):
    points = expert_points()
    work = expert_work()
    work["events"][0]["frame"] = 22
    points["knee_flexion_deg"] = {
        "frame": 22,
        "points": pick(points_at(22), "hip", "knee", "ankle"),
    }

    hand_in(attempt, points=points, events=work["events"])

    assert line_of(attempt, "knee_flexion_deg")["share"] == 1
    contacts = line_of(attempt, "initial_contact")
    assert contacts["share"] < 1
    assert "ms late" in contacts["explanation"]
    bias = current_grade(attempt).detail["bias_ms"]["initial_contact"]
    assert bias == pytest.approx(2 / 60 * 1000 / 3)


def test_grade_is_stored_with_the_versions_that_made_it(attempt):
    hand_in(attempt)

    versions = current_grade(attempt).versions
    assert (versions["scheme"], versions["reference"]) == (1, 1)
    assert versions["analysis"] == {"engine": "test"}


def test_regrade_is_a_new_row_by_the_newest_reference_and_counts(attempt, examiner, learner):
    points = expert_points()
    hip_x, hip_y = points["trunk_lean_deg"]["points"]["shoulder"]
    points["trunk_lean_deg"]["points"]["shoulder"] = [hip_x - 10, hip_y]
    submission = hand_in(attempt, points=points)
    first = current_grade(attempt)
    draft = open_draft(case=attempt.assessment.case, author=examiner)
    set_bands(reference=draft, bands={"trunk_lean_deg": {"full": 10, "zero": 20}})
    freeze_reference(reference=draft, person=examiner, version=1)

    second = regrade(submission=submission, person=examiner, reason="The band was too narrow.")

    assert first.score_pct < second.score_pct == 100
    assert current_grade(attempt) == second
    assert list(submission.grades.values_list("number", "graded_by")) == [
        (2, examiner.pk),
        (1, None),
    ]
    assert passing_grade(learner=learner, scheme=attempt.assessment.scheme) == second


def test_regrade_needs_a_reason_and_a_person(attempt, examiner):
    submission = hand_in(attempt)

    with pytest.raises(ValueError, match="why"):
        regrade(submission=submission, person=examiner, reason=" ")
    with pytest.raises(IntegrityError):
        regrade(submission=submission, person=None, reason="Because.")


def test_practical_of_a_stricter_scheme_is_failed_with_the_same_work(examiner, learner):
    attempt = begin(make_practical(examiner, cut_score_pct=95), learner)

    hand_in(attempt, **POORER)

    grade = current_grade(attempt)
    assert grade.score_pct == 81
    assert not grade.passed
