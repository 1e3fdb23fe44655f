"""What was measured on a clip, and the pictures of it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gait_lab.enums import AnalysisStatus, View
from gait_lab.models.clips import Recording
from gait_lab.models.files import private_storage


class Analysis(models.Model):
    """One run of the engine over a recording, with the settings and version that made it.

    The row is the truth about the job; the queue only wakes a worker.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="analyses")
    view = models.CharField(max_length=10, choices=View.choices)
    near_side = models.CharField(
        max_length=5, blank=True, choices=[("left", "Left"), ("right", "Right")]
    )
    speed_mps = models.FloatField(null=True, blank=True)
    height_cm = models.FloatField(null=True, blank=True)
    capture_rate_hz = models.FloatField(null=True, blank=True)
    pose_model = models.CharField(max_length=20, default="full")

    status = models.CharField(
        max_length=10, choices=AnalysisStatus.choices, default=AnalysisStatus.QUEUED
    )
    stage = models.CharField(max_length=40, blank=True)
    frames_done = models.PositiveIntegerField(default=0)
    frames_total = models.PositiveIntegerField(default=0)
    enqueued_at = models.DateTimeField(default=timezone.now, editable=False)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    run_token = models.UUIDField(null=True, blank=True, editable=False)
    cancel_requested = models.BooleanField(default=False)
    failure_reason = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    result = models.JSONField(null=True, blank=True)
    curves = models.JSONField(null=True, blank=True)
    frame_times_s = models.JSONField(default=list, blank=True)
    video_slowdown = models.FloatField(
        default=1.0, help_text="Seconds of the videos for each real second."
    )
    overlay_video = models.FileField(storage=private_storage, blank=True, max_length=200)
    plain_video = models.FileField(storage=private_storage, blank=True, max_length=200)
    contact_sheet = models.FileField(storage=private_storage, blank=True, max_length=200)
    landmarks = models.FileField(storage=private_storage, blank=True, max_length=200)
    report_pdf = models.FileField(storage=private_storage, blank=True, max_length=200)

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "analyses"
        constraints = [
            models.UniqueConstraint(
                fields=["recording"],
                condition=Q(status__in=[AnalysisStatus.QUEUED, AnalysisStatus.RUNNING]),
                name="one_open_analysis_per_recording",
            ),
            models.CheckConstraint(
                condition=~Q(status=AnalysisStatus.DONE) | Q(result__isnull=False),
                name="done_analysis_has_result",
            ),
            models.CheckConstraint(
                condition=~Q(status=AnalysisStatus.FAILED) | ~Q(failure_reason=""),
                name="failed_analysis_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status=AnalysisStatus.RUNNING)
                | Q(run_token__isnull=False, heartbeat_at__isnull=False),
                name="running_analysis_has_a_runner",
            ),
        ]

    def __str__(self):
        return f"analysis {self.id}"


class KeyFrame(models.Model):
    """A still of one phase of a stride with drawn angles, as in the contact sheet.

    ``angles``: [{"code", "label", "value_deg", "words"}], what is drawn on the picture, for those
    who listen.
    """

    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="stills")
    phase = models.CharField(max_length=20)
    frame = models.PositiveIntegerField()
    time_s = models.FloatField()
    image = models.FileField(storage=private_storage, max_length=200)
    angles = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["frame"]
        constraints = [
            models.UniqueConstraint(fields=["analysis", "phase"], name="key_frame_once_per_phase")
        ]

    def __str__(self):
        return f"{self.phase} at frame {self.frame}"
