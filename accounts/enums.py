from django.db import models


class Role(models.TextChoices):
    LEARNER = "learner", "Learner"
    INSTRUCTOR = "instructor", "Instructor"
    EXAMINER = "examiner", "Examiner"
    DIRECTOR = "director", "Programme director"
    THERAPIST = "therapist", "Certified therapist"


MFA_ROLES = frozenset({Role.INSTRUCTOR, Role.EXAMINER, Role.DIRECTOR, Role.THERAPIST})
"""Roles that see client data, marks or answer keys."""
