"""Knowledge checks as data, and whether an answer is right. Knows no Django."""

import hashlib
import json
import math
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Option:
    id: str
    text: str
    is_correct: bool
    rationale: str


@dataclass(frozen=True)
class Check:
    """``kind`` is single, multiple or numeric; the numeric fields are None for a choice."""

    block_id: str
    kind: str
    question: object
    options: tuple[Option, ...] = ()
    answer: float | None = None
    tolerance: float | None = None
    unit: str = ""
    if_low: str = ""
    if_high: str = ""
    solution: str = ""
    key_digest: str = field(init=False, default="")

    def __post_init__(self):
        key = [
            self.kind,
            sorted([option.id, option.is_correct] for option in self.options),
            [self.answer, self.tolerance, self.unit],
        ]
        digest = hashlib.sha256(json.dumps(key).encode()).hexdigest()
        object.__setattr__(self, "key_digest", digest)

    @property
    def right_ids(self) -> frozenset[str]:
        return frozenset(option.id for option in self.options if option.is_correct)


@dataclass(frozen=True)
class Note:
    """A word on one thing that was answered: ``is_right`` is about that thing alone."""

    text: str
    about: str = ""
    is_right: bool | None = None


@dataclass(frozen=True)
class Feedback:
    is_correct: bool
    verdict: str
    notes: tuple[Note, ...]


def is_right(check: Check, given) -> bool:
    if check.kind == "numeric":
        # A decimal such as 26.7 ± 0.1 must accept 26.8, which floating point puts just outside.
        slack = 1e-9 * max(1.0, abs(check.answer))
        return math.isfinite(given) and abs(given - check.answer) <= check.tolerance + slack
    return frozenset(given) == check.right_ids


def feedback_on(check: Check, given) -> Feedback:
    """What may be said about an answer: about what was chosen; about everything once right."""
    if check.kind == "numeric":
        return _numeric_feedback(check, given)
    return _choice_feedback(check, frozenset(given))


def _numeric_feedback(check: Check, given: float) -> Feedback:
    if is_right(check, given):
        return Feedback(True, "Right.", (Note(check.solution),))
    if given < check.answer:
        return Feedback(False, "Too low.", (Note(check.if_low),))
    return Feedback(False, "Too high.", (Note(check.if_high),))


def _choice_feedback(check: Check, chosen: frozenset[str]) -> Feedback:
    is_correct = chosen == check.right_ids
    shown = check.options if is_correct else [o for o in check.options if o.id in chosen]
    notes = tuple(Note(o.rationale, about=o.text, is_right=o.is_correct) for o in shown)
    return Feedback(is_correct, _choice_verdict(check, chosen), notes)


def _choice_verdict(check: Check, chosen: frozenset[str]) -> str:
    if chosen == check.right_ids:
        return "Right."
    if check.kind == "single":
        return "Not this one."
    if chosen < check.right_ids:
        return "Right so far, but something is missing."
    return "Not quite: something here does not belong."
