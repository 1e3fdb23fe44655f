"""Is this clip fit to measure? If not: why, and which metrics.

Each check says a ``QualityNote``; one of severity "refusal" takes its metrics away, with the
note's message as their reason. A sound clip must pass every check untouched.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from gait_lab.analysis.conventions import Side, View
from gait_lab.analysis.events import EventDetection
from gait_lab.analysis.frames import SlowMotionClue
from gait_lab.analysis.frames.looks import Look
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.quality import body, picture, timing, view
from gait_lab.analysis.results import QualityNote

__all__ = ["ClipQuality", "Evidence", "assess_clip"]


@dataclass(frozen=True, eq=False)
class Evidence:
    """What a clip is judged by.

    Attributes
    ----------
    sequence : LandmarkSequence
        The estimator's own landmarks, before any repair.
    repaired : LandmarkSequence or None
        The same with each leg under its own name.
    view, near_side
        What was said, or found, about the view.
    detection : EventDetection
    jitter_pct_leg : float or None
        How much the measured legs' landmarks jitter, % of the leg's length.
    looks : sequence of Look
        How dark and blurred the runner is, about once a second; empty for imported landmarks.
    clue : SlowMotionClue or None
        What the container says.
    capture_rate_stated : bool
        The user said at which rate the clip was filmed.
    people : int
        How many persons may have been the runner.
    dropped_frames_share : float
        Of the frames there should be at an even rate, how many are missing.
    """

    sequence: LandmarkSequence
    view: View
    near_side: Side | None
    detection: EventDetection
    repaired: LandmarkSequence | None = None
    jitter_pct_leg: float | None = None
    looks: Sequence[Look] = ()
    clue: SlowMotionClue | None = None
    capture_rate_stated: bool = False
    people: int = 1
    dropped_frames_share: float = 0.0


@dataclass(frozen=True)
class ClipQuality:
    """``refusals``: metric name -> why it may not be reported."""

    notes: tuple[QualityNote, ...]
    refusals: dict[str, str]


_Check = Callable[[Evidence], QualityNote | None]

_PICTURE_CHECKS: tuple[_Check, ...] = (picture.too_dark, picture.too_blurred)

_CHECKS: tuple[_Check, ...] = (
    view.other_view,
    view.turning_view,
    body.feet_outside,
    body.leg_misplaced,
    body.jittery_landmarks,
    body.small_runner,
    body.several_people,
    *_PICTURE_CHECKS,
    timing.too_short,
    timing.slow_motion,
    timing.low_rate,
    timing.dropped_frames,
)


def assess_clip(evidence: Evidence) -> ClipQuality:
    """Every check's note, the refusals first, and what they refuse."""
    checks = _CHECKS
    presence = body.nobody(evidence) or body.standing(evidence)
    if presence is not None and presence.severity == "refusal":
        # Every other complaint would only follow from that; but the picture may say why.
        checks = _PICTURE_CHECKS
    found = [note for check in checks if (note := check(evidence)) is not None]
    found += [presence] if presence is not None else []
    found.sort(key=lambda note: ("refusal", "warning", "note").index(note.severity))
    return ClipQuality(tuple(found), _refusals(found))


def _refusals(notes: Iterable[QualityNote]) -> dict[str, str]:
    refusals: dict[str, str] = {}
    for note in notes:
        if note.severity == "refusal":
            for name in note.metrics:
                refusals.setdefault(name, note.message)
    return refusals
