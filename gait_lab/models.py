"""Clips, what was measured on them, and the cases experts made of them."""

import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gait_lab.enums import AnalysisStatus, Ground, Purpose, ReferenceStatus, Subject, View


def private_storage():
    return storages["private"]


def random_name(folder: str, suffix: str) -> str:
    return f"{folder}/{uuid.uuid4().hex}{suffix}"


class Upload(models.Model):
    """A file on its way in, in pieces. The bytes lie in ``settings.UPLOAD_DIR / <id>``.

    Once complete it keeps the recording that came of it, or the reason why none did, until it
    expires: a browser that lost the last answer can ask again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    declared_bytes = models.BigIntegerField()
    received_bytes = models.BigIntegerField(default=0)
    declaration = models.JSONField(default=dict)
    recording = models.OneToOneField(
        "Recording", null=True, blank=True, on_delete=models.CASCADE, editable=False
    )
    refusal = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received_bytes__lte=models.F("declared_bytes"), received_bytes__gte=0),
                name="upload_not_overfull",
            )
        ]

    def __str__(self):
        return f"upload {self.id}"


class Recording(models.Model):
    """One clip, with who is shown and on what ground it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recordings"
    )
    title = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.PRACTICE)
    subject = models.CharField(max_length=20, choices=Subject.choices)
    ground = models.CharField(max_length=20, choices=Ground.choices)
    file = models.FileField(storage=private_storage, max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    stream_sha256 = models.CharField(max_length=64, db_index=True)
    bytes = models.BigIntegerField()
    width_px = models.PositiveIntegerField()
    height_px = models.PositiveIntegerField()
    frames = models.PositiveIntegerField()
    playback_rate_hz = models.FloatField()
    duration_s = models.FloatField()
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject=Subject.DRAWN, ground=Ground.NO_PERSON)
                | ~Q(subject=Subject.DRAWN) & ~Q(ground=Ground.NO_PERSON),
                name="no_person_is_drawn",
            )
        ]

    def __str__(self):
        return self.title or f"clip {self.created_at:%d %b %Y}"


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


class MeasurementSet(models.Model):
    """What one person marked and measured on a case's frames.

    ``events``: [{"kind", "side", "frame", "time_s"}]; ``points``: {measure: {"frame": n,
    "points": {name: [x_px, y_px]}}} in source pixels; ``answers``: {"foot_strike_class",
    "findings": [code]}. Angles are recomputed from the points on the server, never taken
    from the browser.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measurement_sets")
    measured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="measurement_sets"
    )
    events = models.JSONField(default=list, blank=True)
    points = models.JSONField(default=dict, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"measurements {self.id}"


class ExpertReference(models.Model):
    """The experts' answer to a case; immutable once frozen, replaced by a new version.

    ``values``: {measure: {"value", "unit", "full_band", "zero_band", "machine_value"}};
    ``events``: as in MeasurementSet with "band_ms"; ``answers``: classes and finding codes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="references")
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(
        max_length=10, choices=ReferenceStatus.choices, default=ReferenceStatus.DRAFT
    )
    measurements = models.OneToOneField(MeasurementSet, on_delete=models.PROTECT)
    machine_events = models.JSONField(default=list, blank=True)
    values = models.JSONField(default=dict, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    frozen_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="reference_version_once"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status=ReferenceStatus.DRAFT),
                name="one_draft_reference_per_case",
            ),
            models.CheckConstraint(
                condition=Q(status=ReferenceStatus.DRAFT)
                | Q(frozen_at__isnull=False, frozen_by__isnull=False),
                name="frozen_reference_signed",
            ),
        ]

    def __str__(self):
        return f"reference {self.version} of {self.case}"


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
