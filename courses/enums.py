from django.db import models


class EvidenceGrade(models.TextChoices):
    """How far a claim may be trusted. Words a clinician would use, strongest first."""

    STRONG = "strong", "Strong: consistent controlled studies"
    MODERATE = "moderate", "Moderate: some good studies, or many weaker ones that agree"
    LIMITED = "limited", "Limited: few or weak studies"
    CONFLICTING = "conflicting", "Conflicting: good studies disagree"
    PRACTICE = "practice", "Practice: reasoned from mechanics or experience"


class CheckKind(models.TextChoices):
    SINGLE = "single", "One answer"
    MULTIPLE = "multiple", "Several answers"
    NUMERIC = "numeric", "A number"
