from courses.selectors.lessons import (
    check_in,
    check_states,
    checks_of,
    clip_in,
    contents_of,
    course_of,
    glossary_of,
    sources_of,
)
from courses.selectors.progress import (
    enrolment_of,
    has_completed_lessons,
    learning_of,
    next_lesson,
    open_courses,
    progress_of,
    progress_on,
    published_courses,
)

__all__ = [
    "check_in",
    "check_states",
    "checks_of",
    "clip_in",
    "contents_of",
    "course_of",
    "enrolment_of",
    "glossary_of",
    "has_completed_lessons",
    "learning_of",
    "next_lesson",
    "open_courses",
    "progress_of",
    "progress_on",
    "published_courses",
    "sources_of",
]
