"""What was handed in, with the grade that counts. The number of queries never grows."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from certification.enums import AttemptStatus
from certification.models import Attempt, Decision, Grade
from certification.selectors.practical import attempts_of


@dataclass(frozen=True)
class HandedIn:
    """An ended attempt. ``grade`` is None where it ran out of time."""

    attempt: Attempt
    grade: Grade | None
    decision: Decision | None


def ended_attempts_of(learner) -> list[HandedIn]:
    ended = attempts_of(learner=learner).exclude(status=AttemptStatus.OPEN)
    return [handed_in(attempt) for attempt in _with_grades(ended)]


def submitted_attempts(*, case_id=None) -> QuerySet[Attempt]:
    """What candidates handed in, the newest first; of one case where it is named."""
    attempts = Attempt.objects.filter(status=AttemptStatus.SUBMITTED).select_related(
        "assessment__case", "assessment__scheme", "candidate", "submission"
    )
    if case_id is not None:
        attempts = attempts.filter(assessment__case_id=case_id)
    return _with_grades(attempts.order_by("-submission__submitted_at"))


def handed_in(attempt: Attempt) -> HandedIn:
    """The newest grade, and the decision on it or on an earlier one."""
    grades = list(attempt.submission.grades.all()) if hasattr(attempt, "submission") else []
    decisions = [decision for grade in grades for decision in grade.decisions.all()]
    return HandedIn(attempt, grades[0] if grades else None, decisions[0] if decisions else None)


def _with_grades(attempts: QuerySet[Attempt]) -> QuerySet[Attempt]:
    grades = Grade.objects.defer("detail").select_related("scheme").order_by("-number")
    return attempts.prefetch_related(
        Prefetch("submission__grades", queryset=grades.prefetch_related("decisions"))
    )
