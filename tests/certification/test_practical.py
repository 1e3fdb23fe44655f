"""Sitting and grading a practical, through the services."""

import hashlib
import json
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from certification.enums import AttemptStatus
from certification.models import Attempt, Grade, Scheme, Submission, WriteOnceError
from certification.selectors import (
    current_grade,
    open_attempt,
    passed_practical,
    readiness,
)
from certification.services import (
    AttemptClosedError,
    AttemptRefusedError,
    SchemeError,
    close_practical,
    create_scheme,
    new_scheme_version,
    offer_practical,
    save_work,
    start_attempt,
    submit_work,
)
from gait_lab.models import CaseRelease
from gait_lab.services.measurements import MeasurementConflictError, save_measurements
from gait_lab.services.references import freeze_reference, open_draft
from tests.factories.cases import (
    POORER,
    begin,
    expert_work,
    hand_in,
    make_course,
    make_measured_case,
)

pytestmark = [pytest.mark.django_db, pytest.mark.services]


# --- starting ---


def test_attempt_starts_once_however_often_it_is_asked_for(assessment, learner):
    first = begin(assessment, learner)

    again = start_attempt(assessment=assessment, candidate=learner, acknowledged=True)

    assert again == first
    assert Attempt.objects.count() == 1


def test_database_holds_one_open_attempt_for_each_candidate(assessment, attempt, examiner):
    other = begin(make_practical_again(assessment, examiner), attempt.candidate)

    with pytest.raises(IntegrityError):
        Attempt.objects.filter(pk=other.pk).update(assessment=assessment)


def make_practical_again(assessment, examiner):
    case = make_measured_case(examiner, title="Another")
    reference = open_draft(case=case, author=examiner)
    version = save_measurements(
        measurements_id=reference.measurements_id, version=1, content=expert_work()
    )
    freeze_reference(reference=reference, person=examiner, version=version)
    return offer_practical(scheme=assessment.scheme, case=case)


def test_learner_who_is_not_enrolled_cannot_start(assessment, learner):
    with pytest.raises(AttemptRefusedError, match="Enrol"):
        start_attempt(assessment=assessment, candidate=learner, acknowledged=True)


def test_candidate_must_acknowledge_how_it_is_graded(assessment, learner):
    begin(assessment, learner)
    Attempt.objects.all().update(status=AttemptStatus.EXPIRED)

    with pytest.raises(AttemptRefusedError, match="Confirm"):
        start_attempt(assessment=assessment, candidate=learner, acknowledged=False)


@pytest.mark.parametrize("person", ["examiner", "instructor"])
def test_those_who_know_the_answers_cannot_sit(request, assessment, person):
    with pytest.raises(AttemptRefusedError, match="prepare and mark"):
        begin(assessment, request.getfixturevalue(person))


def test_closed_practical_cannot_be_started(assessment, learner):
    close_practical(assessment=assessment)
    assessment.refresh_from_db()

    with pytest.raises(AttemptRefusedError, match="not open"):
        begin(assessment, learner)


def test_case_whose_answers_were_shown_cannot_be_sat_again(assessment, attempt, learner):
    hand_in(attempt, **POORER)

    with pytest.raises(AttemptRefusedError, match="another case"):
        start_attempt(assessment=assessment, candidate=learner, acknowledged=True)


def test_readiness_says_that_lessons_are_missing_but_lets_an_enrolled_learner_start(
    assessment, attempt, learner
):
    ready = readiness(assessment=assessment, learner=learner)

    assert ready.may_start
    assert not ready.lessons_done


# --- time ---


def test_attempt_that_ran_out_of_time_takes_nothing_more(attempt, learner, assessment):
    past = timezone.now() - timedelta(days=20)
    Attempt.objects.filter(pk=attempt.pk).update(
        started_at=past, closes_at=past + timedelta(days=14)
    )
    attempt.refresh_from_db()

    with pytest.raises(AttemptClosedError, match="closed on"):
        save_work(attempt=attempt, version=1, content=expert_work())
    with pytest.raises(AttemptClosedError, match="closed on"):
        submit_work(attempt=attempt, token=uuid.uuid4(), version=1)

    attempt.refresh_from_db()
    assert attempt.status == AttemptStatus.EXPIRED
    assert not Submission.objects.exists()
    assert not CaseRelease.objects.exists()
    assert start_attempt(assessment=assessment, candidate=learner, acknowledged=True) != attempt


# --- handing in ---


def test_handing_in_grades_releases_and_closes(attempt, learner):
    submission = hand_in(attempt)

    attempt.refresh_from_db()
    grade = current_grade(attempt)
    assert attempt.status == AttemptStatus.SUBMITTED
    assert attempt.measurements.closed_at is not None
    assert submission.content["angles"]["knee_flexion_deg"]["value"] == pytest.approx(12, abs=0.1)
    assert (grade.score_pct, grade.passed, grade.number) == (100, True, 1)
    assert CaseRelease.objects.filter(case=attempt.assessment.case, person=learner).exists()
    assert passed_practical(learner=learner, scheme=attempt.assessment.scheme)


def test_same_token_again_gives_the_same_submission(attempt):
    token = uuid.uuid4()
    first = hand_in(attempt, token=token)

    again = submit_work(attempt=attempt, token=token, version=2)

    assert again == first
    assert Grade.objects.count() == 1


def test_second_window_cannot_hand_in_again(attempt):
    hand_in(attempt)

    with pytest.raises(AttemptClosedError, match="already"):
        submit_work(attempt=attempt, token=uuid.uuid4(), version=2)
    attempt.refresh_from_db()
    with pytest.raises(AttemptClosedError, match="handed in"):
        save_work(attempt=attempt, version=2, content=expert_work())
    assert Submission.objects.count() == 1


def test_work_saved_by_another_window_is_not_handed_in_unseen(attempt):
    save_work(attempt=attempt, version=1, content=expert_work())

    with pytest.raises(MeasurementConflictError):
        submit_work(attempt=attempt, token=uuid.uuid4(), version=1)

    attempt.refresh_from_db()
    assert attempt.status == AttemptStatus.OPEN
    assert not Submission.objects.exists()
    assert open_attempt(assessment=attempt.assessment, learner=attempt.candidate) == attempt


def test_empty_work_can_be_handed_in_and_scores_nothing(attempt, learner):
    submit_work(attempt=attempt, token=uuid.uuid4(), version=1)

    grade = current_grade(attempt)
    assert (grade.score_pct, grade.passed) == (0, False)
    assert not passed_practical(learner=learner, scheme=attempt.assessment.scheme)


def test_submission_and_grade_never_change(attempt):
    submission = hand_in(attempt)
    grade = current_grade(attempt)

    for record in (submission, grade):
        with pytest.raises(WriteOnceError):
            record.save()
        with pytest.raises(WriteOnceError):
            record.delete()
    with pytest.raises(WriteOnceError):
        Grade.objects.update(score_pct=100)
    with pytest.raises(WriteOnceError):
        Submission.objects.all().delete()


# --- schemes ---


def test_new_version_of_a_scheme_keeps_the_old_one_and_its_open_attempts(attempt, learner):
    old = attempt.assessment.scheme

    new = new_scheme_version(scheme=old, cut_score_pct=99)

    hand_in(attempt, **POORER)
    grade = current_grade(attempt)
    assert (new.version, new.active) == (2, True)
    assert (grade.scheme, grade.cut_score_pct) == (old, 75)
    old.refresh_from_db()
    assert not old.active
    moved = new.assessments.get()
    assert moved.case == attempt.assessment.case
    assert not readiness(assessment=attempt.assessment, learner=learner).is_open


def test_database_holds_one_active_version_of_a_scheme(assessment):
    new_scheme_version(scheme=assessment.scheme)

    with pytest.raises(IntegrityError):
        Scheme.objects.filter(version=1).update(active=True)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"cut_score_pct": 120}, "between 0 and 100"),
        ({"weights": {"charm": 1}}, "no criterion called charm"),
        ({"weights": {"toe_off": -1}}, "from 0 up"),
    ],
)
def test_scheme_that_makes_no_sense_is_refused(db, fields, message):
    with pytest.raises(SchemeError, match=message):
        create_scheme(name="X", slug="x", course=make_course(), **fields)


def test_case_without_a_frozen_reference_cannot_be_offered(examiner):
    scheme = create_scheme(name="X", slug="x", course=make_course())

    with pytest.raises(SchemeError, match="Freeze"):
        offer_practical(scheme=scheme, case=make_measured_case(examiner))


def test_work_is_kept_as_the_bytes_its_digest_was_made_of(attempt):
    submission = hand_in(attempt)
    submission.refresh_from_db()

    canonical = json.dumps(submission.content, sort_keys=True, separators=(",", ":")).encode()
    assert submission.content_sha256 == hashlib.sha256(canonical).hexdigest()
