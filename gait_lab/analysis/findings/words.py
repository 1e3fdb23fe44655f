"""Numbers put into words: as many digits as their error allows, units as clinicians write them."""

from gait_lab.analysis.conventions import Side
from gait_lab.analysis.metrics.catalogue import METRICS, MetricSpec
from gait_lab.analysis.reference import ReferenceRange
from gait_lab.analysis.results import Metric

_SPACELESS = ("°", "")


def with_unit(value: float, spec: MetricSpec) -> str:
    """A value in its metric's digits and unit: "8.2°", "264 ms"."""
    return f"{number(value, spec)}{unit(spec)}"


def number(value: float, spec: MetricSpec) -> str:
    """A value in its metric's digits; a true minus sign, and no minus before zero."""
    text = f"{value:.{spec.decimals}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", "−")


def unit(spec: MetricSpec) -> str:
    """The unit with the space before it, where it takes one."""
    return spec.unit if spec.unit in _SPACELESS else f" {spec.unit}"


def span(low: float, high: float, spec: MetricSpec) -> str:
    """Two ends of a range with the unit once: "150 to 186 spm"."""
    return f"{number(low, spec)} to {number(high, spec)}{unit(spec)}"


def subject(spec: MetricSpec, side: Side | None) -> str:
    """What is spoken of: "Knee flexion at contact (left)"."""
    return spec.label if side is None else f"{spec.label} ({side})"


def measured(metric: Metric, value: float) -> str:
    """A value with its interval: "… is 8.2° (95 % interval 3.1 to 13.3°)"."""
    spec = METRICS[metric.name]
    said = f"{subject(spec, metric.side)} is {with_unit(value, spec)}"
    if metric.ci95_low is None or metric.ci95_high is None:
        return said
    return f"{said} (95 % interval {span(metric.ci95_low, metric.ci95_high, spec)})"


def range_text(reference: ReferenceRange, spec: MetricSpec) -> str:
    """A reference range with whom it comes from."""
    return f"{span(reference.low, reference.high, spec)} ({reference.whom})"


def group_range(reference: ReferenceRange, spec: MetricSpec) -> str:
    """The same within a sentence: "range of 12 regular runners at 2.9 m/s (32 to 50°)"."""
    return f"range of {reference.whom} ({span(reference.low, reference.high, spec)})"
