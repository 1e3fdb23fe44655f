"""How the foot lands, as a class. A description, never a fault."""

from collections.abc import Sequence

from gait_lab.analysis.evidence import cite
from gait_lab.analysis.findings.advice import (
    ASK_FIRST,
    LIMITS,
    NO_DRILL,
    NOTHING_TO_CHANGE,
    SHOES_UNCERTAIN,
)
from gait_lab.analysis.results import Finding, Metric

SURE = 0.9
"""Confidence from which the class is said without a doubt beside it."""

_LANDING = {"rearfoot": "lands heel first", "non_rearfoot": "does not land heel first"}


def findings(metrics: Sequence[Metric]) -> list[Finding]:
    """One statement for each leg whose foot strike could be told."""
    return [
        _finding(metric, metric.value)
        for metric in metrics
        if metric.name == "foot_strike_class" and isinstance(metric.value, str)
    ]


def _finding(metric: Metric, word: str) -> Finding:
    sure = metric.confidence or 0.0
    side = f" {metric.side}" if metric.side else ""
    said = f"The{side} foot {_LANDING[word]}"
    doubt = "" if sure >= SURE else ", but close to the limit between the two: this is not certain"
    return Finding(
        code=f"foot_strike_class:{word}",
        statement=f"{said} (confidence {100 * sure:.0f} %){doubt}.",
        metric=metric.name,
        side=metric.side,
        value=word,
        unit="",
        reference_range=None,
        source=cite("altman2012", "goto2024", "barton2016", "vannatta2015"),
        evidence_grade="Class: strong for two classes, weaker for three. Symptoms: limited.",
        check=ASK_FIRST,
        cue=NOTHING_TO_CHANGE,
        drill=NO_DRILL,
        footwear=SHOES_UNCERTAIN,
        caution="A foot strike is not changed for its own sake: another landing moves load "
        f"between kneecap and calf (Vannatta and Kernozek 2015). {LIMITS}",
        status="class",
    )
