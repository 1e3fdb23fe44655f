"""What people measured on a case, and the experts’ answer to it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gait_lab.enums import ReferenceStatus
from gait_lab.models.cases import Case


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
