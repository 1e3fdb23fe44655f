"""A practical from the first frame looked at to the grade."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from certification.enums import AttemptStatus
from certification.models.schemes import Assessment, Scheme
from certification.models.write_once import WriteOnce


class Attempt(models.Model):
    """One sitting. All times are the server's; the work so far lies in ``measurements``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="attempts")
    candidate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts"
    )
    measurements = models.OneToOneField(
        "gait_lab.MeasurementSet", on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(
        max_length=10, choices=AttemptStatus.choices, default=AttemptStatus.OPEN
    )
    acknowledged_at = models.DateTimeField()
    started_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "candidate"],
                condition=Q(status=AttemptStatus.OPEN),
                name="one_open_attempt_per_assessment",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=models.F("started_at")), name="attempt_has_time"
            ),
        ]

    def __str__(self):
        return f"{self.candidate}: {self.assessment}"


class Submission(WriteOnce):
    """The work as it was handed in, with the angles the server computed from the points."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, related_name="submission")
    token = models.UUIDField(unique=True)
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"work of {self.attempt}"


class Grade(WriteOnce):
    """How a submission scored. A regrade is a new row; the newest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="grades")
    number = models.PositiveIntegerField(default=1)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    reference = models.ForeignKey(
        "gait_lab.ExpertReference", on_delete=models.PROTECT, related_name="+"
    )
    score_pct = models.FloatField()
    cut_score_pct = models.FloatField()
    passed = models.BooleanField()
    detail = models.JSONField()
    versions = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    graded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    graded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="grade_number_once"),
            models.CheckConstraint(
                condition=Q(score_pct__gte=0, score_pct__lte=100),
                name="grade_score_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | (~Q(reason="") & Q(graded_by__isnull=False)),
                name="regrade_has_a_reason_and_a_person",
            ),
        ]

    def __str__(self):
        return f"{self.score_pct:.1f} % for {self.submission}"
