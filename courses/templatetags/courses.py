"""What the pages of a course show beyond their own fields."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django import template

from courses.models import LessonPage
from courses.rules import may_edit
from courses.selectors import (
    check_states,
    contents_of,
    course_of,
    glossary_of,
    open_courses,
    progress_of,
    sources_of,
)
from courses.selectors.lessons import CheckState
from courses.selectors.progress import CourseProgress, LessonProgress
from gait_lab.selectors.cases import frozen_cases

register = template.Library()


@dataclass(frozen=True)
class LessonView:
    progress: CourseProgress
    checks: dict[str, CheckState]
    contents: list
    sources: list
    here: LessonProgress | None
    before: LessonProgress | None
    after: LessonProgress | None
    shows_keys: bool

    @property
    def is_enrolled(self) -> bool:
        return self.progress.enrolment is not None

    @property
    def passed(self) -> int:
        return sum(state.is_passed for state in self.checks.values())

    @property
    def may_complete(self) -> bool:
        return self.is_enrolled and self.passed == len(self.checks)


@register.simple_tag(takes_context=True)
def lesson_view(context, lesson) -> LessonView:
    request = context["request"]
    is_preview = getattr(request, "is_preview", False)
    progress = progress_of(learner=request.user, course=course_of(lesson))
    enrolment = None if is_preview else progress.enrolment
    before, after = progress.neighbours(lesson)
    return LessonView(
        progress=progress,
        checks=check_states(lesson, enrolment=enrolment),
        contents=contents_of(lesson),
        sources=sources_of(lesson),
        here=next((item for item in progress.lessons if item.lesson.pk == lesson.pk), None),
        before=before,
        after=after,
        # Only the author's own preview in the CMS, never a page that was served.
        shows_keys=is_preview and may_edit(request.user, lesson),
    )


@register.simple_tag
def check_state(reading, block_id) -> CheckState | None:
    return reading.checks.get(str(block_id)) if reading else None


@register.simple_tag(takes_context=True)
def course_progress(context, page) -> CourseProgress:
    return progress_of(learner=context["request"].user, course=page)


@register.simple_tag(takes_context=True)
def module_view(context, module) -> dict:
    progress = progress_of(learner=context["request"].user, course=course_of(module))
    here = next((item for item in progress.modules if item.module.pk == module.pk), None)
    lessons = LessonPage.objects.live().child_of(module)
    return {"progress": progress, "here": here, "glossary": glossary_of(lessons)}


@register.simple_tag(takes_context=True)
def all_courses(context) -> list[CourseProgress]:
    return open_courses(context["request"].user)


@register.simple_tag
def practical_case(case_id):
    """The case a lesson points at, once its reference is frozen; None before and without one."""
    return frozen_cases().filter(pk=case_id).first() if case_id else None


@register.filter
def host_of(address: str) -> str:
    """A long address as a reader names it."""
    return urlsplit(address).hostname or address
