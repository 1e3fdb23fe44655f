"""Write a course down as pages. What an author has made or changed is never overwritten."""

import json

from django.db import transaction

from courses.content import COURSE
from courses.models import CoursePage, LessonPage, ModulePage
from courses.services.site import ensure_site


@transaction.atomic
def build_course(*, course=COURSE) -> CoursePage:
    """The course with its modules and lessons, published; pages that exist are left alone."""
    index = ensure_site()
    page = _child(index, CoursePage, course.slug) or _publish(index, _course_page(course))
    for module in course.modules:
        module_page = _child(page, ModulePage, module.slug) or _publish(page, _module_page(module))
        for lesson in module.lessons:
            if not _child(module_page, LessonPage, lesson.slug):
                _publish(module_page, _lesson_page(lesson))
    return page


@transaction.atomic
def link_practical(*, course, case_id) -> int:
    """Point the course's practicals that name no case at this one; how many lessons changed."""
    changed = 0
    for lesson in LessonPage.objects.live().descendant_of(course):
        blocks = list(lesson.body.raw_data)
        unlinked = [b for b in blocks if b["type"] == "practical" and not b["value"]["case_id"]]
        if unlinked:
            for block in unlinked:
                block["value"]["case_id"] = str(case_id)
            lesson.body = json.dumps(blocks)
            lesson.save_revision().publish()
            changed += 1
    return changed


def _child(parent, model, slug):
    return model.objects.child_of(parent).filter(slug=slug).first()


def _publish(parent, page):
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _course_page(course) -> CoursePage:
    return CoursePage(
        slug=course.slug,
        title=course.title,
        summary=course.summary,
        description=course.description,
        audience=course.audience,
        outcomes=[("outcome", outcome) for outcome in course.outcomes],
    )


def _module_page(module) -> ModulePage:
    return ModulePage(slug=module.slug, title=module.title, introduction=module.introduction)


def _lesson_page(lesson) -> LessonPage:
    return LessonPage(
        slug=lesson.slug,
        title=lesson.title,
        summary=lesson.summary,
        reading_minutes=lesson.reading_minutes,
        introduction=lesson.introduction,
        body=json.dumps(lesson.body()),
    )
