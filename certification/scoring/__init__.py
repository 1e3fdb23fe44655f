"""Grading a practical: pure functions from the work and the reference to an explained score."""

from certification.scoring.grading import grade
from certification.scoring.shapes import (
    EVENT_KINDS,
    AngleKey,
    AngleMark,
    Band,
    EventKind,
    EventPair,
    Grade,
    Line,
    Reference,
    Scheme,
    Submission,
    TimedEvent,
)
from certification.scoring.words import LABELS

__all__ = [
    "EVENT_KINDS",
    "LABELS",
    "AngleKey",
    "AngleMark",
    "Band",
    "EventKind",
    "EventPair",
    "Grade",
    "Line",
    "Reference",
    "Scheme",
    "Submission",
    "TimedEvent",
    "grade",
]
