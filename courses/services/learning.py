"""A learner's way through a course: enrol, open, answer, complete."""

from django.db import transaction
from django.utils import timezone

from courses.models import CheckAnswer, Enrolment, LessonCompletion, LessonVisit
from courses.scoring import is_right
from courses.selectors import check_states, course_of, enrolment_of


class EnrolmentClosedError(Exception):
    pass


class NotEnrolledError(Exception):
    pass


class UnknownCheckError(Exception):
    pass


class LessonNotReadyError(Exception):
    """``open_checks``: the block ids still to be answered right, in reading order."""

    def __init__(self, open_checks):
        super().__init__(f"{len(open_checks)} checks are not passed yet")
        self.open_checks = tuple(open_checks)


def enrol_learner(*, course, learner) -> Enrolment:
    if not (course.live and course.enrolment_open):
        raise EnrolmentClosedError
    enrolment, _ = Enrolment.objects.get_or_create(course=course, learner=learner)
    return enrolment


def note_visit(*, enrolment, lesson, block_id="") -> LessonVisit:
    """Remember where the learner is; an opened lesson does not forget the block of last time."""
    place = {"seen_at": timezone.now(), **({"block_id": block_id} if block_id else {})}
    visit, _ = LessonVisit.objects.update_or_create(
        enrolment=enrolment, lesson=lesson, defaults=place
    )
    return visit


@transaction.atomic
def record_answer(*, learner, lesson, block_id: str, given, attempt_no: int) -> CheckAnswer:
    """Grade one try. The same try sent twice is one row, and the first one stands."""
    enrolment = _enrolment(learner=learner, lesson=lesson)
    state = check_states(lesson, enrolment=enrolment).get(block_id)
    if state is None:
        raise UnknownCheckError(block_id)
    if state.is_passed or attempt_no < state.next_attempt_no:
        return _earlier_answer(state, attempt_no=attempt_no)
    answer, _ = CheckAnswer.objects.get_or_create(
        enrolment=enrolment,
        lesson=lesson,
        block_id=block_id,
        attempt_no=state.next_attempt_no,
        defaults={
            "revision_id": lesson.live_revision_id,
            "key_digest": state.check.key_digest,
            "given": given,
            "is_correct": is_right(state.check, given),
        },
    )
    note_visit(enrolment=enrolment, lesson=lesson, block_id=block_id)
    return answer


@transaction.atomic
def complete_lesson(*, learner, lesson) -> LessonCompletion:
    enrolment = _enrolment(learner=learner, lesson=lesson)
    states = check_states(lesson, enrolment=enrolment)
    still_open = [block_id for block_id, state in states.items() if not state.is_passed]
    done = LessonCompletion.objects.filter(enrolment=enrolment, lesson=lesson).first()
    if still_open and not done:
        raise LessonNotReadyError(still_open)
    completion, _ = LessonCompletion.objects.get_or_create(
        enrolment=enrolment, lesson=lesson, defaults={"revision_id": lesson.live_revision_id}
    )
    return completion


def _enrolment(*, learner, lesson) -> Enrolment:
    enrolment = enrolment_of(learner=learner, course=course_of(lesson))
    if enrolment is None:
        raise NotEnrolledError
    return enrolment


def _earlier_answer(state, *, attempt_no: int) -> CheckAnswer:
    return next((a for a in state.answers if a.attempt_no == attempt_no), state.last)
