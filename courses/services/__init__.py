from courses.services.building import build_course, link_practical
from courses.services.learning import (
    EnrolmentClosedError,
    LessonNotReadyError,
    NotEnrolledError,
    UnknownCheckError,
    complete_lesson,
    enrol_learner,
    note_visit,
    record_answer,
)
from courses.services.site import ensure_groups, ensure_site

__all__ = [
    "EnrolmentClosedError",
    "LessonNotReadyError",
    "NotEnrolledError",
    "UnknownCheckError",
    "build_course",
    "complete_lesson",
    "enrol_learner",
    "ensure_groups",
    "ensure_site",
    "link_practical",
    "note_visit",
    "record_answer",
]
