"""What is compared: the work handed in, the experts' reference, the scheme, the grade.

Times are milliseconds from the clip's first frame, angles degrees, ``frame`` an index into
the clip. Everything is frozen; nothing here knows a database.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

EventKind = Literal["initial_contact", "toe_off"]
EVENT_KINDS: tuple[EventKind, EventKind] = ("initial_contact", "toe_off")


@dataclass(frozen=True)
class Band:
    """How far from the experts still earns marks, in the unit of the measure.

    Full marks for an error up to ``full``, none from ``zero`` on, linear in between.

    Raises
    ------
    ValueError
        Unless ``0 <= full < zero`` and both are finite.
    """

    full: float
    zero: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.full) and math.isfinite(self.zero)):
            raise ValueError("a tolerance band needs two finite numbers")
        if not 0 <= self.full < self.zero:
            raise ValueError("a tolerance band needs 0 <= full < zero")

    def share(self, error: float) -> float:
        """Share of the marks an error earns, 0..1; the error's sign does not matter."""
        return min(1.0, max(0.0, (self.zero - abs(error)) / (self.zero - self.full)))


@dataclass(frozen=True)
class TimedEvent:
    """A foot meeting or leaving the ground, at the timestamp of the frame it was marked on."""

    kind: EventKind
    time_ms: float
    frame: int


@dataclass(frozen=True)
class AngleMark:
    """An angle drawn on one frame."""

    value_deg: float
    frame: int


@dataclass(frozen=True)
class AngleKey:
    """The experts' angle, and what it would be on the frames around theirs.

    ``by_frame_deg`` carries the experts' value to neighbouring frames, so that a reading
    taken two frames late is judged as a drawing; when it was taken is judged with the events.
    """

    value_deg: float
    frame: int
    band: Band
    by_frame_deg: Mapping[int, float] = field(default_factory=dict)

    def expected_deg(self, frame: int) -> float:
        """The experts' angle on a frame; their own value where none is known for it."""
        return self.by_frame_deg.get(frame, self.value_deg)


@dataclass(frozen=True)
class Submission:
    """The work handed in. ``None`` and missing keys mean not answered."""

    events: tuple[TimedEvent, ...] = ()
    angles: Mapping[str, AngleMark] = field(default_factory=dict)
    foot_strike_class: str | None = None
    findings: frozenset[str] | None = None


@dataclass(frozen=True)
class Reference:
    """The experts' answer to a case."""

    events: tuple[TimedEvent, ...]
    event_bands: Mapping[str, Band]
    angles: Mapping[str, AngleKey]
    foot_strike_class: str | None = None
    findings: frozenset[str] | None = None


@dataclass(frozen=True)
class Scheme:
    """The rules: how much each criterion weighs and the least score that passes.

    A criterion the reference does not hold is left out and the others share its weight.

    Raises
    ------
    ValueError
        If a weight is negative, none is positive, or the cut score is not in 0..100.
    """

    weights: Mapping[str, float]
    cut_score_pct: float

    def __post_init__(self) -> None:
        if any(not math.isfinite(weight) or weight < 0 for weight in self.weights.values()):
            raise ValueError("a weight is a number from 0 up")
        if not any(self.weights.values()):
            raise ValueError("at least one weight must be above 0")
        if not 0 <= self.cut_score_pct <= 100:
            raise ValueError("a cut score lies between 0 and 100 %")


@dataclass(frozen=True)
class EventPair:
    """A mark beside the reference event it belongs to; one of them may be missing."""

    kind: EventKind
    own: TimedEvent | None
    expert: TimedEvent | None
    error_ms: float | None
    share: float


@dataclass(frozen=True)
class Line:
    """Marks of one criterion, with the reason for every point lost in ``explanation``.

    ``facts`` holds the numbers behind the words: error, band, expected and own value.
    """

    criterion: str
    label: str
    share: float
    points: float
    max_points: float
    explanation: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Grade:
    """The score and how it came about. ``score_pct`` has one decimal; it alone decides."""

    score_pct: float
    passed: bool
    lines: tuple[Line, ...]
    pairs: tuple[EventPair, ...]
    bias_ms: Mapping[str, float | None]
