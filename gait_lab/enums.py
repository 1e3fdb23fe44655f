from django.db import models


class View(models.TextChoices):
    SIDE = "side", "From the side"
    REAR = "rear", "From behind"


class Subject(models.TextChoices):
    """Who is shown on a clip."""

    MYSELF = "myself", "Myself"
    CONSENTING_ADULT = "consenting_adult", "An adult who agreed to this use"
    CONSENTING_MINOR = "consenting_minor", "A minor, with a guardian's agreement"
    DRAWN = "drawn", "A drawn or rendered figure, no person"


class Ground(models.TextChoices):
    """On what ground a clip of a person may be kept and measured."""

    OWN_IMAGE = "own_image", "It is my own image"
    WRITTEN_CONSENT = "written_consent", "Written consent is on file"
    CARE = "care", "It is part of this person's care"
    NO_PERSON = "no_person", "No person is shown"


class Purpose(models.TextChoices):
    PRACTICE = "practice", "Practice"
    CASE = "case", "Teaching case"


class AnalysisStatus(models.TextChoices):
    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class ReferenceStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    FROZEN = "frozen", "Frozen"
