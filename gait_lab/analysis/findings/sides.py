"""Left against right, from one clip filmed from behind: in the metric's unit, never in per cent."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from gait_lab.analysis.digits import decimals_for
from gait_lab.analysis.evidence import cite
from gait_lab.analysis.findings.advice import (
    LIMITS,
    NO_DRILL,
    NOTHING_TO_CHANGE,
    SHOES_UNCERTAIN,
)
from gait_lab.analysis.findings.words import with_unit
from gait_lab.analysis.metrics.catalogue import METRICS
from gait_lab.analysis.metrics.uncertainty import Z95
from gait_lab.analysis.results import Finding, Metric


def findings(metrics: Sequence[Metric]) -> list[Finding]:
    """One statement for each metric whose sides differ by more than both errors together.

    Metrics near zero (drop, width, adduction) have no meaningful per cent; so the difference is
    given as it is. A side's standard error holds what both sides share, so this asks rather too
    much of a difference than too little.
    """
    pairs = (
        (one, other) if one.side == "left" else (other, one)
        for one, other in combinations(metrics, 2)
        if one.name == other.name and {one.side, other.side} == {"left", "right"}
    )
    found = (_difference(left, right) for left, right in pairs)
    return [one for one in found if one is not None]


def _difference(left: Metric, right: Metric) -> Finding | None:
    if not (isinstance(left.value, float) and isinstance(right.value, float)):
        return None
    if left.standard_error is None or right.standard_error is None:
        return None
    gap = left.value - right.value
    reach = Z95 * float(np.hypot(left.standard_error, right.standard_error))
    if abs(gap) <= reach:
        return None
    spec = METRICS[left.name]
    larger = "left" if gap > 0 else "right"
    decimals = decimals_for(reach, at_most=spec.decimals)

    def said(value: float) -> str:
        return with_unit(value, spec, decimals=decimals)

    return Finding(
        code=f"{left.name}:difference",
        statement=f"{spec.label} differs between the legs: left {said(left.value)}, right "
        f"{said(right.value)}; {said(abs(gap))} more on the {larger} (± {said(reach)}).",
        metric=left.name,
        side=None,
        value=gap,
        unit=left.unit,
        reference_range=None,
        source=cite("peterson2022", "souza2016"),
        evidence_grade="None of its own: useful to follow after an injury or operation.",
        check="Which side the complaint is on, range and strength of both legs, leg length, and "
        "whether the camera stood straight behind the runner.",
        cue=NOTHING_TO_CHANGE,
        drill=NO_DRILL,
        footwear=SHOES_UNCERTAIN,
        caution=f"Nobody runs exactly alike on both legs. {LIMITS}",
        status="difference",
    )
