"""Numbers put into words: as many digits as their error allows, units as clinicians write them."""

from gait_lab.analysis import digits
from gait_lab.analysis.conventions import Side
from gait_lab.analysis.metrics.catalogue import METRICS, MetricSpec
from gait_lab.analysis.reference import ReferenceRange
from gait_lab.analysis.results import Metric


def decimals_of(metric: Metric) -> int:
    """Decimals that half the metric's interval allows, at most its own."""
    low, high = metric.ci95_low, metric.ci95_high
    half_width = None if low is None or high is None else (high - low) / 2
    return digits.decimals_for(half_width, at_most=METRICS[metric.name].decimals)


def with_unit(value: float, spec: MetricSpec, *, decimals: int) -> str:
    """A value with its unit: "8°", "264 ms"."""
    return digits.with_unit(digits.number(value, decimals=decimals), spec.unit)


def span(low: float, high: float, spec: MetricSpec, *, decimals: int) -> str:
    """Two ends of a range with the unit once: "150 to 186 spm"."""
    edges = " to ".join(digits.number(edge, decimals=decimals) for edge in (low, high))
    return digits.with_unit(edges, spec.unit)


def subject(spec: MetricSpec, side: Side | None) -> str:
    """What is spoken of: "Knee flexion at contact (left)"."""
    return spec.label if side is None else f"{spec.label} ({side})"


def measured(metric: Metric, value: float) -> str:
    """A value with its interval: "… is 8° (95 % interval 3 to 13°)"."""
    spec, decimals = METRICS[metric.name], decimals_of(metric)
    said = f"{subject(spec, metric.side)} is {with_unit(value, spec, decimals=decimals)}"
    if metric.ci95_low is None or metric.ci95_high is None:
        return said
    interval = span(metric.ci95_low, metric.ci95_high, spec, decimals=decimals)
    return f"{said} (95 % interval {interval})"


def range_text(reference: ReferenceRange, metric: Metric) -> str:
    """A reference range with whom it comes from, in the digits of the value beside it."""
    return f"{_range(reference, metric)} ({reference.whom})"


def group_range(reference: ReferenceRange, metric: Metric) -> str:
    """The same within a sentence: "range of 12 regular runners at 2.9 m/s (32 to 50°)"."""
    return f"range of {reference.whom} ({_range(reference, metric)})"


def _range(reference: ReferenceRange, metric: Metric) -> str:
    spec = METRICS[metric.name]
    return span(reference.low, reference.high, spec, decimals=decimals_of(metric))
