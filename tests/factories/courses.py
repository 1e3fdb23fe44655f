"""Courses small enough to read in a test."""

import json

from courses.content.writing import (
    Lesson,
    a_number,
    definition,
    evidence,
    heading,
    one_answer,
    right,
    several_answers,
    stable_id,
    text,
    wrong,
)
from courses.models import CoursePage, LessonPage, ModulePage
from courses.selectors import checks_of
from courses.services import ensure_site

SINGLE = one_answer(
    "q-single",
    "What starts stance?",
    wrong("Toe-off", "RATIONALE-TOE-OFF ends it."),
    right("Initial contact", "RATIONALE-CONTACT starts it."),
    wrong("Mid-stance", "RATIONALE-MID lies within."),
)
MULTIPLE = several_answers(
    "q-multiple",
    "Which belong to a stride?",
    right("Stance", "RATIONALE-STANCE is half of it."),
    right("Swing", "RATIONALE-SWING is the other half."),
    wrong("The starting gun", "RATIONALE-GUN is not."),
)
NUMERIC = a_number(
    "q-number",
    "How long is a frame at 60 Hz?",
    answer=16.7,
    tolerance=0.1,
    unit="ms",
    if_low="FEEDBACK-LOW",
    if_high="FEEDBACK-HIGH",
    solution="FEEDBACK-SOLUTION 1 ÷ 60 s",
)
ALL_CHECKS = (SINGLE, MULTIPLE, NUMERIC)
SOURCE = {
    "authors": "Doe J",
    "year": 2020,
    "title": "On running",
    "journal": "",
    "doi": "10.1000/182",
    "address": "",
}
READING = (
    heading("h", "A section"),
    text("t", "<p>Some words.</p>"),
    definition("d", "Stance", "While the foot is down."),
    evidence("e", "Feet land.", sources=[SOURCE], grade="strong"),
)


def make_course(slug="running", *, lessons=(), title="Running") -> CoursePage:
    """A published course with one module and these lessons, each a tuple of blocks."""
    index = ensure_site()
    course = _publish(
        index, CoursePage(title=title, slug=slug, summary="Short.", description="<p>Long.</p>")
    )
    module = _publish(course, ModulePage(title="Module one", slug="one", introduction="<p>M</p>"))
    for place, blocks in enumerate(lessons, start=1):
        make_lesson(module, f"lesson-{place}", blocks)
    return course


def make_lesson(module, slug: str, blocks=READING) -> LessonPage:
    spec = Lesson(
        slug=f"{module.get_parent().slug}-{slug}",
        title=slug.replace("-", " ").title(),
        summary=f"About {slug}.",
        reading_minutes=5,
        introduction="",
        blocks=tuple(blocks),
    )
    page = LessonPage(
        title=spec.title, slug=slug, summary=spec.summary, body=json.dumps(spec.body())
    )
    page.reading_minutes = 5
    return _publish(module, page)


def lessons_of(course) -> list[LessonPage]:
    return list(LessonPage.objects.descendant_of(course).order_by("path"))


def check_of(lesson, kind: str):
    return next(check for check in checks_of(lesson) if check.kind == kind)


def option_id(check, words: str) -> str:
    return next(option.id for option in check.options if option.text == words)


def right_answer(check):
    return check.answer if check.kind == "numeric" else sorted(check.right_ids)


def _publish(parent, page):
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


__all__ = [
    "ALL_CHECKS",
    "MULTIPLE",
    "NUMERIC",
    "READING",
    "SINGLE",
    "check_of",
    "lessons_of",
    "make_course",
    "make_lesson",
    "option_id",
    "right_answer",
    "stable_id",
]
