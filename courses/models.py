"""CoursePage > ModulePage > LessonPage, and what learners did on them. Fields only.

A learner's rows name the page, the revision that was live and the block's own id: the page
itself changes under them.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.blocks import LINE_FEATURES, PROSE_FEATURES
from courses.blocks import LessonBody


class CourseIndexPage(Page):
    introduction = models.TextField(blank=True, max_length=400)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    max_count = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["courses.CoursePage"]
    template = "courses/course_index_page.html"

    class Meta:
        verbose_name = "course list"


class CoursePage(Page):
    summary = models.TextField(max_length=300, help_text="Two sentences for the list of courses.")
    description = RichTextField(features=PROSE_FEATURES)
    audience = models.CharField(max_length=160, blank=True)
    outcomes = StreamField(
        [("outcome", blocks.CharBlock(max_length=200, icon="tick"))],
        blank=True,
        help_text="What a learner can do at the end, each starting with a verb.",
    )
    enrolment_open = models.BooleanField(default=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("description"),
        FieldPanel("audience"),
        FieldPanel("outcomes"),
        FieldPanel("enrolment_open"),
    ]
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types = ["courses.ModulePage"]
    template = "courses/course_page.html"

    class Meta:
        verbose_name = "course"


class ModulePage(Page):
    introduction = RichTextField(features=PROSE_FEATURES)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]
    template = "courses/module_page.html"

    class Meta:
        verbose_name = "module"


class LessonPage(Page):
    summary = models.TextField(
        max_length=300, help_text="What the reader will be able to do after this lesson."
    )
    reading_minutes = models.PositiveSmallIntegerField(default=15)
    introduction = RichTextField(features=LINE_FEATURES, blank=True)
    body = StreamField(LessonBody())

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("summary"), FieldPanel("introduction"), FieldPanel("reading_minutes")],
            heading="Opening",
        ),
        FieldPanel("body"),
    ]
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    template = "courses/lesson_page.html"

    class Meta:
        verbose_name = "lesson"


class Enrolment(models.Model):
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="enrolments")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments"
    )
    enrolled_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["enrolled_at"]
        constraints = [
            models.UniqueConstraint(fields=["course", "learner"], name="enrolled_once_per_course")
        ]

    def __str__(self):
        return f"{self.learner} on {self.course}"


class LessonVisit(models.Model):
    """Where a learner is in a lesson; the newest visit is where they left off."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="visits")
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="visits")
    block_id = models.CharField(max_length=36, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-seen_at"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson"], name="one_visit_row_per_lesson")
        ]

    def __str__(self):
        return f"{self.enrolment}: {self.lesson}"


class CheckAnswer(models.Model):
    """One try at one knowledge check. ``given``: a list of option ids, or a number."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="answers")
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="answers")
    revision_id = models.PositiveBigIntegerField()
    block_id = models.CharField(max_length=36)
    attempt_no = models.PositiveSmallIntegerField()
    key_digest = models.CharField(
        max_length=64, help_text="Of the key it was graded by: a changed key asks again."
    )
    given = models.JSONField()
    is_correct = models.BooleanField()
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["attempt_no"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lesson", "block_id", "attempt_no"],
                name="one_answer_per_attempt",
            ),
            models.CheckConstraint(condition=Q(attempt_no__gte=1), name="attempts_count_from_one"),
        ]

    def __str__(self):
        return f"{self.enrolment}: {self.block_id} try {self.attempt_no}"


class LessonCompletion(models.Model):
    """A lesson done, in the wording that was live then. Later edits do not undo it."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="completions")
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="completions")
    revision_id = models.PositiveBigIntegerField()
    completed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["completed_at"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson"], name="lesson_completed_once")
        ]

    def __str__(self):
        return f"{self.enrolment}: {self.lesson} done"
