"""Clips, and files on their way to become clips."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gait_lab.enums import Ground, Purpose, Subject
from gait_lab.models.files import private_storage


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
