"""Practicals, attempts and grades as one person may see them."""

from django.db.models import QuerySet

from certification.enums import AttemptStatus
from certification.models import Assessment, Attempt, Grade, Scheme
from certification.rules import may_see_keys


def open_assessments() -> QuerySet[Assessment]:
    return (
        Assessment.objects.filter(open=True, scheme__active=True)
        .select_related("scheme__course", "case")
        .order_by("scheme__name", "created_at")
    )


def assessment_for_case(case_id) -> Assessment | None:
    """The newest open practical on a case, for a lesson that knows only the case."""
    return open_assessments().filter(case_id=case_id).order_by("-created_at").first()


def open_attempt(*, assessment: Assessment, learner) -> Attempt | None:
    return Attempt.objects.filter(
        assessment=assessment, candidate=learner, status=AttemptStatus.OPEN
    ).first()


def attempts_of(*, learner, assessment: Assessment | None = None) -> QuerySet[Attempt]:
    attempts = Attempt.objects.filter(candidate=learner).select_related(
        "assessment__case", "assessment__scheme", "submission"
    )
    return attempts if assessment is None else attempts.filter(assessment=assessment)


def attempt_of(*, learner, attempt_id) -> Attempt:
    """The learner's own attempt; ``Attempt.DoesNotExist`` for anyone else's."""
    return Attempt.objects.select_related(
        "assessment__case__analysis", "assessment__scheme__course", "measurements"
    ).get(pk=attempt_id, candidate=learner)


def readable_attempt(*, user, attempt_id) -> Attempt | None:
    """One's own attempt; for those who mark, anyone's that has been handed in."""
    attempt = (
        Attempt.objects.select_related(
            "assessment__case__analysis", "assessment__scheme", "candidate"
        )
        .filter(pk=attempt_id)
        .first()
    )
    if attempt is None or attempt.candidate_id == user.pk:
        return attempt
    is_marked_work = attempt.status == AttemptStatus.SUBMITTED
    return attempt if is_marked_work and may_see_keys(user) else None


def visible_assessment(*, user, assessment_id) -> Assessment | None:
    """An open practical, or one the person has an attempt on."""
    assessment = (
        Assessment.objects.select_related("scheme__course", "case__analysis")
        .filter(pk=assessment_id)
        .first()
    )
    if assessment is None or may_see_keys(user):
        return assessment
    is_open = assessment.open and assessment.scheme.active
    return assessment if is_open or attempts_of(learner=user, assessment=assessment) else None


def current_grade(attempt: Attempt) -> Grade | None:
    """The newest grade of what was handed in; earlier ones stay on record."""
    return (
        Grade.objects.filter(submission__attempt=attempt)
        .select_related("submission", "reference__measurements", "scheme")
        .order_by("-number")
        .first()
    )


def passing_grade(*, learner, scheme: Scheme) -> Grade | None:
    """The learner's best counting grade that passes, over every version of the scheme."""
    attempts = Attempt.objects.filter(
        candidate=learner,
        assessment__scheme__slug=scheme.slug,
        status=AttemptStatus.SUBMITTED,
    )
    grades = [grade for attempt in attempts if (grade := current_grade(attempt)) and grade.passed]
    return max(grades, key=lambda grade: grade.score_pct, default=None)


def passed_practical(*, learner, scheme: Scheme) -> bool:
    return passing_grade(learner=learner, scheme=scheme) is not None
