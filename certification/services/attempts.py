"""Sitting a practical: start, save, hand in. All times are the server's."""

import hashlib
import json
import uuid
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from certification.enums import AttemptStatus
from certification.models import Assessment, Attempt, Submission
from certification.rules import may_see_keys
from certification.selectors import open_attempt, readiness
from certification.services.grading import grade_submission
from gait_lab.services.cases import release_case
from gait_lab.services.measurements import (
    close_measurements,
    create_measurements,
    measured_angles,
    save_measurements,
)


class AttemptRefusedError(ValueError):
    """The attempt cannot be started; the message says why and what to do."""


class AttemptClosedError(ValueError):
    """The attempt was handed in or ran out of time; nothing can be changed any more."""


def start_attempt(
    *, assessment: Assessment, candidate, acknowledged: bool, is_demo: bool = False
) -> Attempt:
    """The candidate's open attempt, or a new one.

    ``acknowledged``: they were told that the machine's estimate is a check and the experts'
    reference decides.
    """
    expire_attempts(candidate=candidate)
    existing = open_attempt(assessment=assessment, learner=candidate)
    if existing is not None:
        return existing
    _check_may_start(assessment, candidate, acknowledged)
    now = timezone.now()
    try:
        with transaction.atomic():
            return Attempt.objects.create(
                assessment=assessment,
                candidate=candidate,
                measurements=create_measurements(case=assessment.case, person=candidate),
                acknowledged_at=now,
                started_at=now,
                closes_at=now + timedelta(days=assessment.scheme.attempt_days),
                is_demo=is_demo,
            )
    except IntegrityError:  # a double click: the other request made it
        existing = open_attempt(assessment=assessment, learner=candidate)
        if existing is None:
            raise
        return existing


def save_work(*, attempt: Attempt, version: int, content: Any) -> int:
    """Keep the work so far; the new version. See ``save_measurements`` for two windows."""
    check_open(attempt)
    return save_measurements(
        measurements_id=attempt.measurements_id, version=version, content=content
    )


def submit_work(*, attempt: Attempt, token: uuid.UUID, version: int) -> Submission:
    """Hand the work in, once, and grade it; nothing can change afterwards.

    The same ``token`` again answers with the same submission. ``version`` is what the
    candidate saw last: work saved by another window since is never handed in unseen.
    """
    earlier = Submission.objects.filter(attempt=attempt).first()
    if earlier is not None:
        return _same_or_refuse(earlier, token)
    check_open(attempt)
    try:
        with transaction.atomic():
            return _hand_in(attempt, token=token, version=version)
    except IntegrityError:
        earlier = Submission.objects.filter(attempt=attempt).first()
        if earlier is None:
            raise
        return _same_or_refuse(earlier, token)


def expire_attempts(*, candidate=None) -> int:
    """Close attempts whose time is over; how many there were."""
    late = Attempt.objects.filter(status=AttemptStatus.OPEN, closes_at__lte=timezone.now())
    if candidate is not None:
        late = late.filter(candidate=candidate)
    return late.update(status=AttemptStatus.EXPIRED)


def check_open(attempt: Attempt) -> None:
    """``AttemptClosedError`` unless the attempt still takes work."""
    if attempt.status == AttemptStatus.OPEN and timezone.now() >= attempt.closes_at:
        expire_attempts(candidate=attempt.candidate)
        attempt.refresh_from_db()
    if attempt.status == AttemptStatus.EXPIRED:
        raise AttemptClosedError(
            f"This attempt closed on {attempt.closes_at:%d %B %Y at %H:%M} UTC. "
            "Nothing was graded; you can start a new attempt."
        )
    if attempt.status != AttemptStatus.OPEN:
        raise AttemptClosedError("This attempt has been handed in and can no longer be changed.")
    if may_see_keys(attempt.candidate):
        raise AttemptClosedError(
            "Since it began you were given a role that sees the answers, so it cannot go on."
        )


def _check_may_start(assessment: Assessment, candidate, acknowledged: bool) -> None:
    if may_see_keys(candidate):
        raise AttemptRefusedError("Those who prepare and mark cases cannot sit them.")
    obstacle = readiness(assessment=assessment, learner=candidate).obstacle
    if obstacle:
        raise AttemptRefusedError(obstacle)
    if not acknowledged:
        raise AttemptRefusedError("Confirm first that you have read how the practical is graded.")


def _hand_in(attempt: Attempt, *, token: uuid.UUID, version: int) -> Submission:
    claimed = Attempt.objects.filter(pk=attempt.pk, status=AttemptStatus.OPEN).update(
        status=AttemptStatus.SUBMITTED
    )
    if not claimed:
        raise IntegrityError("another request handed this attempt in")
    measurements = close_measurements(measurements_id=attempt.measurements_id, version=version)
    content = {
        "events": measurements.events,
        "points": measurements.points,
        "answers": measurements.answers,
        "angles": measured_angles(measurements),
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    submission = Submission.objects.create(
        attempt=attempt,
        token=token,
        content=content,
        content_sha256=hashlib.sha256(canonical).hexdigest(),
    )
    grade_submission(submission=submission)
    release_case(case=attempt.assessment.case, person=attempt.candidate)
    return submission


def _same_or_refuse(earlier: Submission, token: uuid.UUID) -> Submission:
    if earlier.token != token:
        raise AttemptClosedError("This attempt has been handed in already, from another window.")
    return earlier
