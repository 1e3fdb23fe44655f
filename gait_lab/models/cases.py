"""The cases that instructors made of clips, for measuring."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gait_lab.models.analyses import Analysis
from gait_lab.models.files import private_storage


class Case(models.Model):
    """A recording with its story, prepared by an instructor for measuring."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120)
    story = models.TextField(help_text="What a referring colleague would tell: no findings.")
    analysis = models.ForeignKey(Analysis, on_delete=models.PROTECT, related_name="cases")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cases"
    )
    window_start_frame = models.PositiveIntegerField(default=0)
    window_end_frame = models.PositiveIntegerField()
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(window_end_frame__gt=models.F("window_start_frame")),
                name="case_window_not_empty",
            )
        ]

    def __str__(self):
        return self.title


class CaseFrame(models.Model):
    """A server-extracted frame of a case, its true timestamp and picture."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stills")
    frame = models.PositiveIntegerField()
    time_s = models.FloatField()
    image = models.FileField(storage=private_storage, max_length=200)

    class Meta:
        ordering = ["frame"]
        constraints = [models.UniqueConstraint(fields=["case", "frame"], name="case_frame_once")]

    def __str__(self):
        return f"{self.case} frame {self.frame}"


class CaseRelease(models.Model):
    """Opens a case's analysis and reference to one person, after grading. Closed by default."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="releases")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="case_releases"
    )
    released_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="case_released_once")
        ]

    def __str__(self):
        return f"{self.case} released to {self.person}"
