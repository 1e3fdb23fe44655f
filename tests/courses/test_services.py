import json

import pytest
from django.db import IntegrityError, transaction

from courses.models import CheckAnswer, Enrolment, LessonCompletion
from courses.selectors import (
    check_states,
    has_completed_lessons,
    next_lesson,
    progress_of,
)
from courses.services import (
    EnrolmentClosedError,
    LessonNotReadyError,
    NotEnrolledError,
    UnknownCheckError,
    complete_lesson,
    enrol_learner,
    note_visit,
    record_answer,
)
from tests.factories.courses import check_of, lessons_of, option_id, right_answer, stable_id

pytestmark = pytest.mark.services


def give(learner, lesson, check, given, *, attempt_no=1):
    return record_answer(
        learner=learner,
        lesson=lesson,
        block_id=check.block_id,
        given=given,
        attempt_no=attempt_no,
    )


def pass_all(learner, lesson, enrolment):
    for state in check_states(lesson, enrolment=enrolment).values():
        give(learner, lesson, state.check, right_answer(state.check), attempt_no=99)


def test_enrolling_twice_is_one_enrolment(course, learner):
    first = enrol_learner(course=course, learner=learner)
    assert enrol_learner(course=course, learner=learner) == first
    assert Enrolment.objects.count() == 1


def test_closed_course_takes_no_new_learners(course, learner):
    course.enrolment_open = False
    course.save()
    with pytest.raises(EnrolmentClosedError):
        enrol_learner(course=course, learner=learner)


def test_unpublished_course_takes_no_learners(course, learner):
    course.unpublish()
    with pytest.raises(EnrolmentClosedError):
        enrol_learner(course=course, learner=learner)


def test_answer_is_pinned_to_the_live_revision_and_the_block(enrolled, lesson, learner):
    check = check_of(lesson, "numeric")
    answer = give(learner, lesson, check, 16.7)
    assert (answer.revision_id, answer.block_id) == (
        lesson.live_revision_id,
        stable_id("running-lesson-1", "q-number"),
    )
    assert answer.is_correct


def test_same_try_sent_twice_is_one_row_and_the_first_stands(enrolled, lesson, learner):
    check = check_of(lesson, "numeric")
    first = give(learner, lesson, check, 1.0)
    again = give(learner, lesson, check, 16.7)
    assert again == first
    assert not again.is_correct
    assert CheckAnswer.objects.count() == 1


def test_tries_are_unlimited_and_numbered(enrolled, lesson, learner):
    check = check_of(lesson, "single")
    for attempt_no in range(1, 13):
        give(learner, lesson, check, [option_id(check, "Toe-off")], attempt_no=attempt_no)
    numbers = list(CheckAnswer.objects.values_list("attempt_no", flat=True))
    assert numbers == list(range(1, 13))


def test_attempt_numbers_cannot_be_skipped(enrolled, lesson, learner):
    answer = give(learner, lesson, check_of(lesson, "numeric"), 1.0, attempt_no=500)
    assert answer.attempt_no == 1


def test_right_answer_is_not_asked_again(enrolled, lesson, learner):
    check = check_of(lesson, "numeric")
    right = give(learner, lesson, check, 16.7)
    assert give(learner, lesson, check, 1.0, attempt_no=2) == right


def test_database_refuses_a_second_row_for_a_try(enrolled, lesson, learner):
    answer = give(learner, lesson, check_of(lesson, "numeric"), 1.0)
    answer.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        answer.save(force_insert=True)


def test_database_refuses_a_second_completion(enrolled, lesson):
    LessonCompletion.objects.create(enrolment=enrolled, lesson=lesson, revision_id=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        LessonCompletion.objects.create(enrolment=enrolled, lesson=lesson, revision_id=2)


def test_answer_of_someone_not_enrolled_is_refused(course, lesson, learner):
    with pytest.raises(NotEnrolledError):
        give(learner, lesson, check_of(lesson, "numeric"), 16.7)


def test_answer_to_a_block_that_is_no_check_is_refused(enrolled, lesson, learner):
    with pytest.raises(UnknownCheckError):
        record_answer(learner=learner, lesson=lesson, block_id="x", given=1.0, attempt_no=1)


def test_lesson_is_not_done_while_a_check_is_open(enrolled, lesson, learner):
    give(learner, lesson, check_of(lesson, "numeric"), 16.7)
    with pytest.raises(LessonNotReadyError) as refusal:
        complete_lesson(learner=learner, lesson=lesson)
    assert refusal.value.open_checks == (
        stable_id("running-lesson-1", "q-single"),
        stable_id("running-lesson-1", "q-multiple"),
    )


def test_lesson_is_done_once_when_all_checks_are_passed(enrolled, lesson, learner):
    pass_all(learner, lesson, enrolled)
    first = complete_lesson(learner=learner, lesson=lesson)
    assert complete_lesson(learner=learner, lesson=lesson) == first
    assert first.revision_id == lesson.live_revision_id


def test_course_is_complete_with_its_last_lesson(enrolled, course, lesson, learner, other_learner):
    first, second, third = lessons_of(course)
    assert not has_completed_lessons(learner=learner, course=course)
    pass_all(learner, first, enrolled)
    for page in (first, second):
        complete_lesson(learner=learner, lesson=page)
    assert next_lesson(learner=learner, course=course) == third
    assert not has_completed_lessons(learner=learner, course=course)
    complete_lesson(learner=learner, lesson=third)
    assert has_completed_lessons(learner=learner, course=course)
    assert next_lesson(learner=learner, course=course) is None
    assert not has_completed_lessons(learner=other_learner, course=course)


def test_a_course_without_lessons_is_never_complete(enrolled, course, learner):
    for page in lessons_of(course):
        page.unpublish()
    assert not has_completed_lessons(learner=learner, course=course)


def test_resume_is_the_open_lesson_seen_last_at_its_last_block(enrolled, course, learner):
    first, second, _ = lessons_of(course)
    note_visit(enrolment=enrolled, lesson=first)
    give(learner, first, check_of(first, "single"), ["none"])
    note_visit(enrolment=enrolled, lesson=second)
    assert progress_of(learner=learner, course=course).resume.lesson == second
    note_visit(enrolment=enrolled, lesson=first)
    resume = progress_of(learner=learner, course=course).resume
    assert resume.lesson == first
    assert resume.visit.block_id == check_of(first, "single").block_id


def _edit(lesson, change):
    blocks = json.loads(json.dumps(list(lesson.body.raw_data)))
    change(blocks)
    lesson.body = json.dumps(blocks)
    return lesson.save_revision()


def _find(blocks, block_type):
    return next(block for block in blocks if block["type"] == block_type)


def test_a_draft_changes_nothing_for_learners(enrolled, lesson, learner):
    give(learner, lesson, check_of(lesson, "numeric"), 16.7)
    _edit(lesson, lambda blocks: _find(blocks, "numeric")["value"].update(answer=99))
    live = type(lesson).objects.get(pk=lesson.pk)
    state = check_states(live, enrolment=enrolled)[check_of(lesson, "numeric").block_id]
    assert state.is_passed
    assert state.check.answer == 16.7


def test_rewording_and_publishing_keeps_answers(enrolled, lesson, learner):
    check = check_of(lesson, "numeric")
    give(learner, lesson, check, 16.7)
    _edit(
        lesson, lambda blocks: _find(blocks, "numeric")["value"].update(question="<p>Anew?</p>")
    ).publish()
    live = type(lesson).objects.get(pk=lesson.pk)
    assert check_states(live, enrolment=enrolled)[check.block_id].is_passed


def test_a_changed_key_asks_again_and_says_nothing_about_the_old_answer(enrolled, lesson, learner):
    check = check_of(lesson, "numeric")
    give(learner, lesson, check, 16.7)
    _edit(lesson, lambda blocks: _find(blocks, "numeric")["value"].update(answer=20.0)).publish()
    live = type(lesson).objects.get(pk=lesson.pk)
    state = check_states(live, enrolment=enrolled)[check.block_id]
    assert not state.is_passed
    assert state.feedback is None
    again = give(learner, live, state.check, 20.0, attempt_no=2)
    assert again.is_correct
    assert again.revision_id == live.live_revision_id != lesson.live_revision_id


def test_a_completion_outlives_an_edit_and_says_so(enrolled, course, lesson, learner):
    pass_all(learner, lesson, enrolled)
    complete_lesson(learner=learner, lesson=lesson)
    _edit(lesson, lambda blocks: _find(blocks, "numeric")["value"].update(answer=20.0)).publish()
    here = progress_of(learner=learner, course=course).lessons[0]
    assert here.is_complete
    assert here.is_updated_since


def test_a_removed_check_is_not_asked_for(enrolled, lesson, learner):
    for kind in ("single", "multiple"):
        check = check_of(lesson, kind)
        give(learner, lesson, check, right_answer(check))
    _edit(lesson, lambda blocks: blocks.remove(_find(blocks, "numeric"))).publish()
    live = type(lesson).objects.get(pk=lesson.pk)
    assert complete_lesson(learner=learner, lesson=live)
