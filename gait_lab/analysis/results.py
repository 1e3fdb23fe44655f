"""What an analysis says: events, metrics, notes and findings. Missing is None, never zero."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gait_lab.analysis.conventions import EventKind, Facing, Side, View

SCHEMA = "midstance.analysis/1"


@dataclass(frozen=True)
class GaitEvent:
    """An instant a foot meets or leaves the ground.

    ``time_s`` is real time from the first frame (sub-frame); ``frame`` the nearest stored
    frame; ``confidence`` 0..1.
    """

    kind: EventKind
    side: Side
    time_s: float
    frame: int
    confidence: float


@dataclass(frozen=True)
class Stride:
    """One foot's contact, toe-off and next contact, in seconds; complete by construction."""

    side: Side
    initial_contact_s: float
    toe_off_s: float
    next_initial_contact_s: float

    def __post_init__(self) -> None:
        if not self.initial_contact_s < self.toe_off_s < self.next_initial_contact_s:
            raise ValueError("a stride runs contact, toe-off, next contact")


@dataclass(frozen=True)
class Metric:
    """One reported number with its uncertainty, or the reason why there is none.

    ``value`` is the median over strides (a word for a class); ``sd`` the spread between
    strides; ``standard_error`` that of the reported value, bias and camera terms included;
    ``mdc`` = 1.96·√2·standard_error. All in ``unit``. ``side`` None for the whole body.

    Raises
    ------
    ValueError
        If a value comes without strides, or a missing value without a reason.
    """

    name: str
    unit: str
    side: Side | None
    value: float | str | None
    n: int = 0
    sd: float | None = None
    standard_error: float | None = None
    ci95_low: float | None = None
    ci95_high: float | None = None
    mdc: float | None = None
    reason: str | None = None
    confidence: float | None = None

    def __post_init__(self) -> None:
        if self.value is None and not self.reason:
            raise ValueError(f"{self.name}: a missing value needs a reason")
        if self.value is not None and self.n < 1:
            raise ValueError(f"{self.name}: a value needs n >= 1")


@dataclass(frozen=True)
class QualityNote:
    """Something about the clip the reader must know.

    ``severity`` is "note", "warning" or "refusal"; ``metrics`` the names it concerns (empty:
    the whole clip); ``advice`` what to do at the next filming.
    """

    code: str
    severity: str
    message: str
    advice: str = ""
    metrics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A plain statement about one metric, with its evidence and its limits. No diagnosis.

    ``status`` is "beyond" the reference range by more than the measurement error, "unsure"
    (outside it by less), "typical", "difference" between the legs, or "class" of foot strike.
    ``primary`` marks the few best supported ones, to be said first.
    """

    code: str
    statement: str
    metric: str
    side: Side | None
    value: float | str
    unit: str
    reference_range: str | None
    source: str | None
    evidence_grade: str
    check: str
    cue: str
    drill: str
    footwear: str | None
    caution: str
    status: str = "typical"
    primary: bool = False


@dataclass(frozen=True)
class ClipInfo:
    """What was filmed, and from where. ``duration_s`` is real time.

    ``roll_deg`` was removed; ``yaw_deg`` and ``distance_m`` are estimates that widen the error
    bars (``viewpoint.Viewpoint``). None where the pictures do not tell.
    """

    duration_s: float
    frames: int
    capture_rate_hz: float
    width_px: int
    height_px: int
    view: View
    near_side: Side | None
    facing: Facing | None
    roll_deg: float | None = None
    yaw_deg: float | None = None
    distance_m: float | None = None


@dataclass(frozen=True)
class PoseInfo:
    """How the landmarks came about; spans are ``[start_frame, end_frame)``.

    ``swapped_confidences`` and ``collapsed_confidences`` (0..1) say how surely each of the spans
    was put right (``sides.SideRepair``); ``jitter_pct_leg`` how much the measured legs' landmarks
    jitter, % of the leg's length (at few frames a second an upper bound: motion counts in).
    """

    model: str
    frames_inferred: int
    swapped_spans: tuple[tuple[int, int], ...] = ()
    collapsed_spans: tuple[tuple[int, int], ...] = ()
    swapped_confidences: tuple[float, ...] = ()
    collapsed_confidences: tuple[float, ...] = ()
    jitter_pct_leg: float | None = None


@dataclass(frozen=True)
class AnalysisResult:
    """Everything an analysis says about a clip; ``pipeline.to_json`` writes it as JSON."""

    clip: ClipInfo
    events: tuple[GaitEvent, ...]
    metrics: tuple[Metric, ...]
    pose: PoseInfo
    quality: tuple[QualityNote, ...] = ()
    findings: tuple[Finding, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)

    def metric(self, name: str, side: Side | None = None) -> Metric:
        """The metric of that name (and side, where it has one); ``KeyError`` if absent."""
        for metric in self.metrics:
            if metric.name == name and side in (None, metric.side):
                return metric
        raise KeyError(name)


def plain(value: Any) -> Any:
    """Lists, dicts, strings, finite numbers and None; NumPy's numbers as Python's."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return round(value, 6) if np.isfinite(value) else None
    return value
