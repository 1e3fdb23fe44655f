"""One analysis against the truth of its clip."""

from dataclasses import dataclass, field

import numpy as np

from benchmarks.events_against_force_plate import FOUND_WITHIN_S, KINDS, match
from gait_lab.analysis.conventions import SIDES, Side
from gait_lab.analysis.landmarks import FloatArray, LandmarkSequence
from gait_lab.analysis.metrics.catalogue import METRICS
from gait_lab.analysis.pipeline import ClipAnalysis
from gait_lab.analysis.results import Metric
from gait_lab.simulation.truth import ClipTruth

RECORDED_LACKS = ("trunk_lean_deg", "lateral_trunk_lean_deg")
"""Not recorded: judged on simulated runners only."""
NOT_FILMED = ("foot_strike_class",)
SWAPPED_JOINTS = ("knee", "ankle")


@dataclass(frozen=True)
class Value:
    """One metric of one clip beside its truth."""

    name: str
    side: Side | None
    found: float | None
    true: float
    low: float | None
    high: float | None

    @property
    def error(self) -> float | None:
        """Found minus true; None where refused."""
        return None if self.found is None else self.found - self.true

    @property
    def covered(self) -> bool | None:
        """Whether the 95 % interval holds the truth; None without one."""
        if self.low is None or self.high is None:
            return None
        return self.low <= self.true <= self.high


@dataclass(eq=False)
class ClipScore:
    """What one clip adds to the tables. Errors of events in seconds."""

    values: list[Value] = field(default_factory=list)
    errors_s: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    true_events: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    false_events: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    strike_right: bool | None = None
    swapped_before_pct: float | None = None
    swapped_after_pct: float | None = None


def score(analysis: ClipAnalysis, truth: ClipTruth, *, recorded: bool) -> ClipScore:
    """Compare what was measured with what is true; the near leg only, from the side."""
    scored = ClipScore()
    sides = (truth.near_side,) if truth.near_side else SIDES
    for side in sides:
        _score_events(scored, analysis, truth, side)
    _score_metrics(scored, analysis, truth, recorded=recorded)
    if truth.near_side:
        scored.swapped_before_pct = swapped_pct(analysis.raw, truth)
        scored.swapped_after_pct = swapped_pct(analysis.repair.sequence, truth)
    return scored


def _score_events(scored: ClipScore, analysis: ClipAnalysis, truth: ClipTruth, side: Side) -> None:
    half_s = 60 / truth.value("cadence_spm")
    first_s, last_s = half_s, float(truth.time_s[-1]) - half_s
    for kind in KINDS:
        true_s = _within(truth.event_times_s(kind, side), first_s, last_s)
        found_s = np.array(
            [e.time_s for e in analysis.result.events if (e.kind, e.side) == (kind, side)]
        )
        # An event just outside the counted part may belong to one just inside.
        near = _within(found_s, first_s - FOUND_WITHIN_S, last_s + FOUND_WITHIN_S)
        errors = match(near, true_s)
        scored.errors_s[kind] += errors
        scored.true_events[kind] += len(true_s)
        scored.false_events[kind] += max(0, len(_within(found_s, first_s, last_s)) - len(errors))


def _within(times_s: FloatArray, first_s: float, last_s: float) -> FloatArray:
    return times_s[(times_s >= first_s) & (times_s < last_s)]


def _score_metrics(
    scored: ClipScore, analysis: ClipAnalysis, truth: ClipTruth, *, recorded: bool
) -> None:
    """A value that is not there is refused; a foot strike that is not named, named wrongly."""
    for true in truth.metrics:
        lacking = recorded and true.name in RECORDED_LACKS
        if lacking or truth.view not in METRICS[true.name].views:
            continue
        found = _found(analysis, true.name, true.side)
        if isinstance(true.value, str):
            scored.strike_right = found is not None and found.value == true.value
        else:
            scored.values.append(value_of(true.name, true.side, true.value, found))


def value_of(name: str, side: Side | None, true: float, found: Metric | None) -> Value:
    """What was measured beside its truth; refused where nothing was."""
    if found is None:
        return Value(name, side, None, true, None, None)
    value = found.value if isinstance(found.value, float) else None
    return Value(name, side, value, true, found.ci95_low, found.ci95_high)


def _found(analysis: ClipAnalysis, name: str, side: Side | None) -> Metric | None:
    for metric in analysis.result.metrics:
        if metric.name == name and metric.side == side:
            return metric
    return None


def swapped_pct(sequence: LandmarkSequence, truth: ClipTruth) -> float:
    """Share of frames in which knee and ankle fit the other leg's truth better than their own."""
    own, other = np.zeros(len(sequence)), np.zeros(len(sequence))
    for joint in SWAPPED_JOINTS:
        for side, opposite in (SIDES, SIDES[::-1]):
            found = sequence.point(f"{side}_{joint}")
            own += np.linalg.norm(found - truth.point(f"{side}_{joint}"), axis=1)
            other += np.linalg.norm(found - truth.point(f"{opposite}_{joint}"), axis=1)
    apart = np.zeros(len(sequence))
    for joint in SWAPPED_JOINTS:
        apart += np.linalg.norm(
            truth.point(f"left_{joint}") - truth.point(f"right_{joint}"), axis=1
        )
    # Where the legs lie on each other nobody can tell.
    distinct = np.isfinite(own) & (apart > 0.15 * leg_px(truth))
    return float(100 * np.mean(other[distinct] < own[distinct])) if distinct.any() else 0.0


def leg_px(truth: ClipTruth) -> float:
    """Thigh and shank of the near leg together, from behind the left one's; pixels."""
    side = truth.near_side or "left"
    hip, knee, ankle = (truth.point(f"{side}_{joint}") for joint in ("hip", "knee", "ankle"))
    legs = np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1)
    return float(np.median(legs))
