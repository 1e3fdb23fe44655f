"""A learner's way to a certificate: what is done, what is next, who has to act."""

from dataclasses import dataclass

from django.urls import reverse

from certification.enums import DecisionOutcome
from certification.models import Certificate, CurrentCertificate, Scheme
from certification.selectors.handed_in import HandedIn, ended_attempts_of
from certification.selectors.readiness import PracticalRow, practical_rows
from certification.selectors.schemes import active_schemes
from courses.selectors import progress_on
from courses.selectors.progress import CourseProgress


@dataclass(frozen=True)
class Link:
    title: str
    address: str
    is_action: bool = False


@dataclass(frozen=True)
class Step:
    title: str
    words: str
    is_done: bool
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Way:
    """One scheme as its learner stands to it. ``number_now`` is the step to take, from 1."""

    scheme: Scheme
    steps: tuple[Step, ...]

    @property
    def is_done(self) -> bool:
        return all(step.is_done for step in self.steps)

    @property
    def number_now(self) -> int | None:
        open_steps = (n for n, step in enumerate(self.steps, start=1) if not step.is_done)
        return next(open_steps, None)


def ways_to_certificate(learner, *, course=None) -> list[Way]:
    """For every scheme of a course the learner is on, or of one course alone."""
    schemes = [s for s in active_schemes() if course is None or s.course_id == course.pk]
    progress = progress_on({s.course for s in schemes}, learner=learner)
    schemes = [s for s in schemes if progress[s.course_id].enrolment is not None]
    if not schemes:
        return []
    rows, ended = practical_rows(learner), ended_attempts_of(learner)
    held = CurrentCertificate.objects.filter(holder=learner).select_related("certificate")
    certificates = {current.scheme_slug: current.certificate for current in held}
    return [
        Way(s, _steps(s, progress[s.course_id], rows, ended, certificates.get(s.slug)))
        for s in schemes
    ]


def _steps(scheme, progress, rows, ended, certificate) -> tuple[Step, ...]:
    rows = [row for row in rows if row.assessment.scheme_id == scheme.pk]
    graded = [e for e in ended if e.grade and e.attempt.assessment.scheme.slug == scheme.slug]
    passed = max(
        (e for e in graded if e.grade.passed), key=lambda e: e.grade.score_pct, default=None
    )
    lessons = _lessons(progress)
    return (
        lessons,
        _practical(rows, graded, passed),
        _decision(passed, certificate, lessons_done=lessons.is_done),
        _certificate(certificate),
    )


def _lessons(progress: CourseProgress) -> Step:
    words = f"{progress.done} of {progress.total} lessons done."
    return Step("Lessons", words, is_done=progress.is_complete)


def _practical(rows: list[PracticalRow], graded: list[HandedIn], passed: HandedIn | None) -> Step:
    if passed is not None:
        words = f"Passed with {passed.grade.score_pct:.1f} %."
        return Step("Practical", words, is_done=True, links=(_result_link(passed),))
    links = [
        Link(
            row.assessment.case.title,
            reverse("certification:workbench", args=[row.open.pk])
            if row.open
            else reverse("certification:practical", args=[row.assessment.pk]),
            is_action=True,
        )
        for row in rows
        if row.open or row.ready.may_start
    ]
    words = "Measure a runner yourself, once, against the experts." if links else _none_open(graded)
    return Step(
        "Practical", words, is_done=False, links=(*links, *(_result_link(e) for e in graded))
    )


def _none_open(graded: list[HandedIn]) -> str:
    if graded:
        return "Not passed yet. Ask your instructor for another case: one shows its answers once."
    return "No case is open at the moment. Your instructor opens one."


def _result_link(ended: HandedIn) -> Link:
    return Link(
        f"Your result: {ended.attempt.assessment.case.title}",
        reverse("certification:attempt", args=[ended.attempt.pk]),
    )


def _decision(passed: HandedIn | None, certificate, *, lessons_done: bool) -> Step:
    if certificate is not None:
        return Step("Decision", "A programme director read your work and decided.", is_done=True)
    decision = passed.decision if passed else None
    if decision is not None and decision.outcome == DecisionOutcome.DECLINE:
        words = "Not awarded. You may ask the programme for the reason."
    elif passed and lessons_done:
        words = "A programme director has your work and decides. You need do nothing."
    else:
        words = "After lessons and practical a programme director reads your work and decides."
    return Step("Decision", words, is_done=False)


def _certificate(certificate: Certificate | None) -> Step:
    if certificate is None:
        return Step("Certificate", "Signed, and open to anyone’s check.", is_done=False)
    pdf = reverse("certification:certificate_pdf", args=[certificate.code])
    verify = reverse("certification:verify_code", args=[certificate.code])
    issued, until = (
        f"{day.day} {day:%B %Y}" for day in (certificate.issued_on, certificate.valid_until)
    )
    words = f"Issued on {issued}, valid until {until}."
    links = (Link("Open the PDF", pdf, is_action=True), Link("What a verifier sees", verify))
    return Step("Certificate", words, is_done=True, links=links)
