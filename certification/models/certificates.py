"""A certificate's life: decided by a person, issued once, never changed, never deleted."""

import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone

from certification.enums import CertificateStatus, DecisionOutcome
from certification.models.practical import Grade
from certification.models.schemes import Scheme
from certification.models.write_once import WriteOnce


def private_storage():
    return storages["private"]


class Decision(WriteOnce):
    """A person's decision on a candidate's evidence; nobody decides on themselves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    candidate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions"
    )
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="decisions")
    grade = models.ForeignKey(Grade, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=DecisionOutcome.choices)
    reason = models.TextField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(candidate=models.F("decided_by")), name="nobody_decides_on_themselves"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
            models.UniqueConstraint(fields=["grade"], name="one_decision_per_grade"),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()}: {self.candidate}"


class Certificate(WriteOnce):
    """What was issued, as it was issued: the data, the file's bytes and their hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=20, unique=True)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="certificate")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates"
    )
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="certificates")
    holder_name = models.CharField(max_length=150)
    is_specimen = models.BooleanField(default=False)
    issued_on = models.DateField()
    valid_until = models.DateField()
    data = models.JSONField()
    pdf = models.FileField(storage=private_storage, max_length=200)
    pdf_sha256 = models.CharField(max_length=64, db_index=True)
    versions = models.JSONField(default=dict)
    issued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-issued_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=models.F("issued_on")), name="certificate_has_validity"
            )
        ]

    def __str__(self):
        return f"{self.code}: {self.holder_name}"


class CertificateEvent(WriteOnce):
    """Something that happened to a certificate after its issue. The newest one counts."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="events")
    status = models.CharField(max_length=12, choices=CertificateStatus.choices)
    public_reason = models.CharField(max_length=200)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    happened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["happened_at", "pk"]

    def __str__(self):
        return f"{self.certificate.code}: {self.status}"


class CurrentCertificate(models.Model):
    """Which certificate of a scheme a person holds now: at most one, and the database says so."""

    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scheme_slug = models.SlugField(max_length=60)
    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "scheme_slug"], name="one_current_certificate_per_scheme"
            )
        ]

    def __str__(self):
        return self.certificate.code
