"""What stands between a learner and a practical. The number of queries never grows."""

from dataclasses import dataclass

from certification.enums import AttemptStatus
from certification.models import Assessment, Attempt
from certification.selectors.practical import open_assessments
from courses.selectors import progress_on
from gait_lab.selectors.cases import frozen_case_ids, released_case_ids


@dataclass(frozen=True)
class Readiness:
    """What stands between a learner and a practical, and between them and the certificate."""

    enrolled: bool
    lessons_done: bool
    case_ready: bool
    seen_before: bool
    is_open: bool

    @property
    def may_start(self) -> bool:
        return self.enrolled and self.case_ready and self.is_open and not self.seen_before

    @property
    def obstacle(self) -> str:
        """Why an attempt cannot be started; empty when it can."""
        if not self.enrolled:
            return "Enrol on the course first; the practical belongs to it."
        if self.seen_before:
            return (
                "You have seen the experts' answer to this case, so another attempt would show "
                "nothing. Ask your instructor for another case."
            )
        if not (self.is_open and self.case_ready):
            return "This practical is not open at the moment."
        return ""


@dataclass(frozen=True)
class PracticalRow:
    """A practical as one learner finds it."""

    assessment: Assessment
    ready: Readiness
    open: Attempt | None


def readiness(*, assessment: Assessment, learner) -> Readiness:
    return readiness_of([assessment], learner=learner)[assessment.pk]


def readiness_of(assessments, *, learner) -> dict:
    """``{assessment id: Readiness}``."""
    progress = progress_on({a.scheme.course for a in assessments}, learner=learner)
    frozen = frozen_case_ids([a.case_id for a in assessments])
    seen = released_case_ids(learner)
    return {
        a.pk: Readiness(
            enrolled=progress[a.scheme.course_id].enrolment is not None,
            lessons_done=_is_done(progress[a.scheme.course_id]),
            case_ready=a.case_id in frozen,
            seen_before=a.case_id in seen,
            is_open=a.open and a.scheme.active,
        )
        for a in assessments
    }


def practical_rows(learner) -> list[PracticalRow]:
    """Every open practical, with how the learner stands to it."""
    assessments = list(open_assessments())
    ready = readiness_of(assessments, learner=learner)
    attempts = Attempt.objects.filter(candidate=learner, status=AttemptStatus.OPEN)
    under_way = {attempt.assessment_id: attempt for attempt in attempts}
    return [PracticalRow(a, ready[a.pk], under_way.get(a.pk)) for a in assessments]


def _is_done(progress) -> bool:
    return progress.enrolment is not None and progress.is_complete
