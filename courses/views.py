"""What learners do on a lesson. Each post works without scripts and, partially, with htmx."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from courses.forms import answer_form
from courses.models import CoursePage, LessonPage
from courses.rules import may_edit
from courses.selectors import check_in, clip_in, course_of, enrolment_of, next_lesson
from courses.services import (
    EnrolmentClosedError,
    LessonNotReadyError,
    complete_lesson,
    enrol_learner,
    record_answer,
)
from courses.serving import ranged_response

CLIP_PARTS = ("video", "captions")


@login_required
@require_POST
def enrol(request, course_id: int):
    course = get_object_or_404(CoursePage.objects.live(), pk=course_id)
    try:
        enrol_learner(course=course, learner=request.user)
    except EnrolmentClosedError:
        messages.error(request, "This course takes no new learners at the moment.")
        return redirect(course.get_url(request))
    lesson = next_lesson(learner=request.user, course=course)
    return redirect((lesson or course).get_url(request))


@login_required
@require_POST
def answer(request, lesson_id: int, block_id: UUID):
    lesson = _lesson_of_learner(request, lesson_id)
    check = check_in(lesson, block_id=str(block_id))
    if check is None:
        raise Http404
    form = answer_form(check, request.POST)
    if form.is_valid():
        record_answer(
            learner=request.user,
            lesson=lesson,
            block_id=check.block_id,
            given=form.given,
            attempt_no=form.cleaned_data["attempt_no"],
        )
    if request.htmx:
        context = {"page": lesson, "block_id": check.block_id, "form": form, "value": check}
        return render(request, "courses/_answered.html", context)
    if not form.is_valid():
        messages.error(request, " ".join(e for errors in form.errors.values() for e in errors))
    return redirect(f"{lesson.get_url(request)}#block-{check.block_id}")


@login_required
@require_POST
def complete(request, lesson_id: int):
    lesson = _lesson_of_learner(request, lesson_id)
    address = lesson.get_url(request)
    try:
        complete_lesson(learner=request.user, lesson=lesson)
    except LessonNotReadyError as not_ready:
        count = len(not_ready.open_checks)
        questions = "One question is" if count == 1 else f"{count} questions are"
        messages.error(request, f"{questions} still open. This is the first of them.")
        return redirect(f"{address}#block-{not_ready.open_checks[0]}")
    messages.success(request, f"“{lesson.title}” is done.")
    following = next_lesson(learner=request.user, course=course_of(lesson))
    return redirect(following.get_url(request) if following else f"{address}#lesson-end")


@login_required
@require_GET
def clip(request, lesson_id: int, block_id: UUID, part: str):
    """A lesson's video or its captions, to those who may read the lesson."""
    lesson = get_object_or_404(LessonPage.objects.live(), pk=lesson_id)
    if not (_is_enrolled(request.user, lesson) or may_edit(request.user, lesson)):
        raise Http404
    value = clip_in(lesson, block_id=str(block_id))
    document = value.get(part) if value and part in CLIP_PARTS else None
    if document is None:
        raise Http404
    return ranged_response(request, document.file, content_type=document.content_type)


def _is_enrolled(user, lesson) -> bool:
    return enrolment_of(learner=user, course=course_of(lesson)) is not None


def _lesson_of_learner(request, lesson_id: int) -> LessonPage:
    lesson = get_object_or_404(LessonPage.objects.live(), pk=lesson_id)
    if not _is_enrolled(request.user, lesson):
        raise Http404
    return lesson
