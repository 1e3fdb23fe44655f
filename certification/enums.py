from django.db import models


class AttemptStatus(models.TextChoices):
    OPEN = "open", "Open"
    SUBMITTED = "submitted", "Handed in"
    EXPIRED = "expired", "Ran out of time"


class DecisionOutcome(models.TextChoices):
    AWARD = "award", "Award the certificate"
    DECLINE = "decline", "Do not award"


class CertificateStatus(models.TextChoices):
    """What a verifier is told. A certificate without any event is valid until its date."""

    VALID = "valid", "Valid"
    SUSPENDED = "suspended", "Suspended"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Expired"
