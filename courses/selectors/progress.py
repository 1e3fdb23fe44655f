"""Who learns what, what is done, what comes next. The number of queries never grows."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from courses.models import (
    CoursePage,
    Enrolment,
    LessonCompletion,
    LessonPage,
    LessonVisit,
    ModulePage,
)


@dataclass(frozen=True)
class LessonProgress:
    lesson: LessonPage
    completion: LessonCompletion | None = None
    visit: LessonVisit | None = None

    @property
    def is_complete(self) -> bool:
        return self.completion is not None

    @property
    def is_started(self) -> bool:
        return self.visit is not None

    @property
    def is_updated_since(self) -> bool:
        return self.is_complete and self.completion.revision_id != self.lesson.live_revision_id


@dataclass(frozen=True)
class ModuleProgress:
    module: ModulePage
    lessons: tuple[LessonProgress, ...]

    @property
    def total(self) -> int:
        return len(self.lessons)

    @property
    def done(self) -> int:
        return sum(lesson.is_complete for lesson in self.lessons)


@dataclass(frozen=True)
class CourseProgress:
    course: CoursePage
    enrolment: Enrolment | None
    modules: tuple[ModuleProgress, ...]

    @property
    def lessons(self) -> tuple[LessonProgress, ...]:
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def total(self) -> int:
        return len(self.lessons)

    @property
    def done(self) -> int:
        return sum(lesson.is_complete for lesson in self.lessons)

    @property
    def reading_minutes(self) -> int:
        return sum(lesson.lesson.reading_minutes for lesson in self.lessons)

    @property
    def is_complete(self) -> bool:
        return 0 < self.total == self.done

    @property
    def resume(self) -> LessonProgress | None:
        """Where the learner left off: the open lesson seen last, else the first open one."""
        left = [lesson for lesson in self.lessons if not lesson.is_complete]
        seen = [lesson for lesson in left if lesson.visit]
        if seen:
            return max(seen, key=lambda lesson: lesson.visit.seen_at)
        return left[0] if left else None

    def neighbours(self, lesson) -> tuple[LessonProgress | None, LessonProgress | None]:
        pages = [item.lesson.pk for item in self.lessons]
        if lesson.pk not in pages:
            return None, None
        here = pages.index(lesson.pk)
        before = self.lessons[here - 1] if here else None
        after = self.lessons[here + 1] if here + 1 < self.total else None
        return before, after


def enrolment_of(*, learner, course) -> Enrolment | None:
    if not learner.is_authenticated:
        return None
    return Enrolment.objects.filter(learner=learner, course=course).first()


def progress_of(*, learner, course) -> CourseProgress:
    enrolment = enrolment_of(learner=learner, course=course)
    return _progress_in([course], [enrolment] if enrolment else [])[0]


def progress_on(courses, *, learner) -> dict[int, CourseProgress]:
    """A learner's progress on each of the courses, by the course's id."""
    enrolments = list(Enrolment.objects.filter(learner=learner, course__in=courses))
    return {item.course.pk: item for item in _progress_in(list(courses), enrolments)}


def learning_of(learner) -> list[CourseProgress]:
    """Every course the learner is enrolled on, the one worked on last first."""
    enrolments = list(Enrolment.objects.filter(learner=learner, course__live=True))
    courses = list(CoursePage.objects.filter(pk__in=[e.course_id for e in enrolments]))
    return sorted(_progress_in(courses, enrolments), key=_last_seen, reverse=True)


def published_courses() -> QuerySet[CoursePage]:
    return CoursePage.objects.live().public().order_by("path")


def open_courses(learner) -> list[CourseProgress]:
    """Every published course, with the learner's progress where there is any."""
    courses = list(published_courses())
    enrolments = []
    if learner.is_authenticated:
        enrolments = list(Enrolment.objects.filter(learner=learner))
    return _progress_in(courses, enrolments)


def next_lesson(*, learner, course) -> LessonPage | None:
    resume = progress_of(learner=learner, course=course).resume
    return resume.lesson if resume else None


def has_completed_lessons(*, learner, course) -> bool:
    progress = progress_of(learner=learner, course=course)
    return progress.enrolment is not None and progress.is_complete


def _last_seen(progress: CourseProgress):
    seen = [lesson.visit.seen_at for lesson in progress.lessons if lesson.visit]
    return max(seen, default=progress.enrolment.enrolled_at)


def _below(courses) -> Q:
    return reduce(or_, (Q(path__startswith=course.path) for course in courses))


def _progress_in(courses, enrolments) -> list[CourseProgress]:
    if not courses:
        return []
    modules = list(ModulePage.objects.live().filter(_below(courses)).order_by("path"))
    lessons = list(LessonPage.objects.live().filter(_below(courses)).defer("body").order_by("path"))
    done = _rows_by_lesson(LessonCompletion, enrolments)
    seen = _rows_by_lesson(LessonVisit, enrolments)
    by_course = {enrolment.course_id: enrolment for enrolment in enrolments}

    def module_progress(module):
        return ModuleProgress(
            module,
            tuple(
                LessonProgress(lesson, done.get(lesson.pk), seen.get(lesson.pk))
                for lesson in lessons
                if lesson.path.startswith(module.path)
            ),
        )

    return [
        CourseProgress(
            course,
            by_course.get(course.pk),
            tuple(module_progress(m) for m in modules if m.path.startswith(course.path)),
        )
        for course in courses
    ]


def _rows_by_lesson(model, enrolments) -> dict:
    rows = model.objects.filter(enrolment__in=enrolments) if enrolments else ()
    return {row.lesson_id: row for row in rows}
