"""The rules for one certificate; every version is kept."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone


def default_weights() -> dict[str, float]:
    """How much each criterion of a practical weighs; 100 together."""
    return {
        "initial_contact": 20,
        "toe_off": 15,
        "knee_flexion_deg": 13,
        "shank_angle_deg": 13,
        "foot_strike_angle_deg": 10,
        "trunk_lean_deg": 10,
        "foot_strike_class": 7,
        "findings": 12,
    }


class Scheme(models.Model):
    """One version of the rules. A change of rules is a new version; grades keep the one used."""

    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)
    course = models.ForeignKey(
        "courses.CoursePage", on_delete=models.PROTECT, related_name="schemes"
    )
    cut_score_pct = models.FloatField(default=75)
    weights = models.JSONField(default=default_weights)
    attempt_days = models.PositiveSmallIntegerField(
        default=14, help_text="An attempt that is not handed in by then is closed."
    )
    active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="scheme_version_once"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(active=True), name="one_active_version_per_scheme"
            ),
            models.CheckConstraint(
                condition=Q(cut_score_pct__gte=0, cut_score_pct__lte=100),
                name="scheme_cut_score_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(attempt_days__gte=1), name="scheme_attempt_has_time"
            ),
        ]

    def __str__(self):
        return f"{self.name}, version {self.version}"


class Assessment(models.Model):
    """The task: one case, measured and interpreted under a scheme."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="assessments")
    case = models.ForeignKey("gait_lab.Case", on_delete=models.PROTECT, related_name="+")
    open = models.BooleanField(default=True, help_text="New attempts may be started.")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "case"], name="case_assessed_once_per_scheme")
        ]

    def __str__(self):
        return f"{self.case} for {self.scheme}"
