"""Metrics -> plain statements with their evidence and their limits. No diagnosis.

Nothing is claimed beyond measurement error: a value is called beyond its reference range only
when its whole 95 % interval is. Otherwise the finding says that the value is typical, or that
the measurement cannot tell. At most ``MAX_PRIMARY`` findings, the best supported, are primary.
"""

from collections.abc import Sequence
from dataclasses import replace

from gait_lab.analysis.conventions import View
from gait_lab.analysis.evidence import cite
from gait_lab.analysis.findings import sides, strike
from gait_lab.analysis.findings.advice import (
    ADVICE,
    ASK_FIRST,
    LIMITS,
    NO_DRILL,
    NOTHING_TO_CHANGE,
    SHOES_UNCERTAIN,
    Advice,
    Direction,
)
from gait_lab.analysis.findings.words import group_range, measured, range_text
from gait_lab.analysis.metrics.catalogue import METRICS
from gait_lab.analysis.reference import ReferenceRange, reference_range
from gait_lab.analysis.results import Finding, Metric

__all__ = ["MAX_PRIMARY", "make_findings"]

MAX_PRIMARY = 3
"""As many as a runner can take home."""

RESTATEMENTS = ("duty_factor_pct", "flight_time_ms")
"""Contact time and cadence in other words: shown beside a range, not found twice."""


def make_findings(
    metrics: Sequence[Metric], *, view: View, speed_mps: float | None = None
) -> tuple[Finding, ...]:
    """What the metrics say, the best supported first.

    Parameters
    ----------
    metrics : from ``metrics.measure``; those without a value or a reference are left out.
    view : the camera's view; left and right are compared only from behind.
    speed_mps : running speed; reference values are those of runners at this speed.
    """
    found = [one for metric in metrics if (one := _against_range(metric, speed_mps)) is not None]
    found += strike.findings(metrics)
    if view == "rear":
        found += sides.findings(metrics)
    ranked = sorted(found, key=_rank)
    top = [one for one in ranked if one.status == "beyond" and _strength(one) > 0][:MAX_PRIMARY]
    return tuple(replace(one, primary=True) if one in top else one for one in ranked)


def _against_range(metric: Metric, speed_mps: float | None) -> Finding | None:
    reference = reference_range(metric.name, speed_mps=speed_mps)
    value = metric.value
    if reference is None or not isinstance(value, float) or metric.name in RESTATEMENTS:
        return None
    side: Direction = "above" if value > reference.mean else "below"
    if reference.low <= value <= reference.high:
        return _plain(metric, value, reference, status="typical")
    if _reaches_range(metric, reference):
        return _plain(metric, value, reference, status="unsure")
    return _beyond(metric, value, reference, side)


def _reaches_range(metric: Metric, reference: ReferenceRange) -> bool:
    """Whether the value's own interval still touches the range."""
    if metric.ci95_low is None or metric.ci95_high is None:
        return True
    return metric.ci95_low <= reference.high and metric.ci95_high >= reference.low


def _beyond(metric: Metric, value: float, reference: ReferenceRange, side: Direction) -> Finding:
    advice = ADVICE[metric.name, side]
    where = f"{side} the {group_range(reference, metric)}"
    return Finding(
        code=f"{metric.name}:{side}",
        statement=f"{measured(metric, value)}, {where}. {advice.meaning}",
        metric=metric.name,
        side=metric.side,
        value=value,
        unit=metric.unit,
        reference_range=range_text(reference, metric),
        source=_cited(reference, advice),
        evidence_grade=advice.grade,
        check=advice.check,
        cue=advice.cue,
        drill=advice.drill,
        footwear=advice.footwear,
        caution=f"{advice.caution} {LIMITS}".strip(),
        status="beyond",
    )


def _plain(metric: Metric, value: float, reference: ReferenceRange, *, status: str) -> Finding:
    said = {
        "typical": f"within the {group_range(reference, metric)}.",
        "unsure": f"outside the {group_range(reference, metric)}, but by less than the measurement "
        "error: this clip cannot tell.",
    }[status]
    return Finding(
        code=f"{metric.name}:{status}",
        statement=f"{measured(metric, value)}, {said}",
        metric=metric.name,
        side=metric.side,
        value=value,
        unit=metric.unit,
        reference_range=range_text(reference, metric),
        source=cite(reference.source),
        evidence_grade="None: for information.",
        check=ASK_FIRST,
        cue=NOTHING_TO_CHANGE,
        drill=NO_DRILL,
        footwear=SHOES_UNCERTAIN,
        caution=LIMITS,
        status=status,
    )


def _cited(reference: ReferenceRange, advice: Advice) -> str:
    keys = dict.fromkeys((reference.source, *advice.sources))
    return cite(*keys, "peterson2022", "souza2016")


def _strength(finding: Finding) -> int:
    """How well the finding is supported; 0 for what is only for information."""
    metric, _, side = finding.code.partition(":")
    if side == "above":
        return ADVICE[metric, "above"].strength
    if side == "below":
        return ADVICE[metric, "below"].strength
    return 0


def _rank(finding: Finding) -> tuple[int, int, int]:
    """Beyond the range first, the better supported first, then in the catalogue's order."""
    order = ("beyond", "difference", "class", "unsure", "typical")
    return (
        order.index(finding.status),
        -_strength(finding),
        list(METRICS).index(finding.metric),
    )
