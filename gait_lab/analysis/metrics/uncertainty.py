"""How wrong a reported number can be: strides, events, landmarks and camera in one interval.

The standard error of a reported value has two kinds of part. The scatter between strides
shrinks with their number. What is wrong in the same way at every stride (the instant a method
calls contact, where the pose model puts a joint, the camera) does not, and is usually the
larger; leaving it out is how tools come to publish errors of half a degree.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.stats import t as student_t

from gait_lab.analysis.conventions import EventKind, Side, View
from gait_lab.analysis.landmarks import BoolArray, FloatArray
from gait_lab.analysis.metrics.catalogue import METRICS, MetricSpec
from gait_lab.analysis.metrics.error_terms import (
    MEDIAN_PENALTY,
    ErrorTerms,
    error_terms,
    event_error_s,
)
from gait_lab.analysis.metrics.filmed import Filmed
from gait_lab.analysis.results import Metric

MIN_STRIDES = 3
"""Fewer strides give no spread, and so no honest interval."""

Z95 = 1.96
PAIRED_MEDIAN_PENALTY = float(np.sqrt(np.pi / 3))
"""The same of Hodges and Lehmann's median, of all pairs' means."""


@dataclass(frozen=True, eq=False)
class Reading:
    """One metric as read from the strides, before it is summed up.

    Attributes
    ----------
    samples : (n,)
        One value per stride; NaN where that stride could not be read.
    event_slopes : kind -> float
        Change of the value per second of error in that event (unit per second).
    value : float, optional
        The reported value where it is not the plain median of ``samples``.
    penalty : float
        Standard error of the reported value over that of the samples' mean.
    reason : str, optional
        Why there is nothing to report; then ``samples`` is ignored.
    """

    name: str
    side: Side | None
    samples: FloatArray = field(default_factory=lambda: np.empty(0))
    event_slopes: Mapping[EventKind, float] = field(default_factory=dict)
    value: float | None = None
    reason: str | None = None
    penalty: float = MEDIAN_PENALTY


def reading_of_extreme(
    name: str,
    side: Side | None,
    windows: FloatArray,
    seen: BoolArray,
    extreme: Callable[[FloatArray], float],
) -> Reading:
    """A largest value or a range over a window: of the median curve, spread by the strides.

    The largest of a jittering curve is too large, by two degrees for a pelvis two hands wide.
    So the median over strides is taken first, at each point of the window, and its extreme is
    reported; on exact paths of recorded runners this differs from the median of the strides'
    extremes by less than 0.1 degrees, on jittering ones it halves the error or better.

    Parameters
    ----------
    windows : (n, k)
        The series over each stride's window.
    seen : (n,) bool
        Strides to be counted.
    """
    rows = np.where(seen[:, None], windows, np.nan)
    samples = np.array([extreme(row) for row in rows], dtype=float)
    read = np.isfinite(samples)
    value = float(extreme(np.median(rows[read], axis=0))) if read.any() else None
    return Reading(name, side, samples, value=value)


def summarise(reading: Reading, filmed: Filmed) -> Metric:
    """The reported metric: median over strides, its spread and its whole uncertainty.

    Parameters
    ----------
    reading : Reading
    filmed : how the clip was filmed, for the errors of events, landmarks and camera.

    Returns
    -------
    Metric
        With a reason instead of a value when fewer than ``MIN_STRIDES`` strides could be read,
        or when a duration is not known from none at all.
    """
    spec = METRICS[reading.name]
    samples = reading.samples[np.isfinite(reading.samples)]
    reason = reading.reason or _too_few(len(samples), len(reading.samples))
    if reason:
        return Metric(reading.name, spec.unit, reading.side, None, reason=reason)
    value = float(np.median(samples)) if reading.value is None else reading.value
    sd = float(np.std(samples, ddof=1))
    error = standard_error(
        reading,
        value=value,
        sd=sd,
        n=len(samples),
        terms=error_terms(filmed)[reading.name],
        events_s={kind: event_error_s(kind, filmed) for kind in reading.event_slopes},
    )
    if spec.is_duration and value < Z95 * error:
        return Metric(
            reading.name, spec.unit, reading.side, None, reason=_lost_in_error(filmed.view)
        )
    return _metric(spec, reading.side, value=value, sd=sd, n=len(samples), error=error)


def _lost_in_error(view: View) -> str:
    better = (
        "Film at 60 frames a second or more"
        if view == "side"
        else "Film from the side, at 60 frames a second or more"
    )
    return f"The error of this time is as large as the time itself. {better}."


def standard_error(
    reading: Reading,
    *,
    value: float,
    sd: float,
    n: int,
    terms: ErrorTerms,
    events_s: Mapping[EventKind, float],
) -> float:
    """Standard error of a reported value: scatter, events, landmarks, camera, clothes, scale.

    The scatter part is that of the reading's kind of median, widened by Student's t so that 1.96
    standard errors hold 95 % with few strides too.
    """
    widened = float(student_t.ppf(0.975, n - 1)) / Z95
    parts = [
        reading.penalty * widened * sd / np.sqrt(n),
        terms.landmark,
        terms.camera,
        terms.clothes,
        terms.scale * abs(value),
    ]
    for kind, slope in reading.event_slopes.items():
        parts.append(slope * events_s[kind])
    return float(np.sqrt(np.sum(np.square(parts))))


def _too_few(usable: int, found: int) -> str | None:
    if usable >= MIN_STRIDES:
        return None
    if found >= MIN_STRIDES:
        return (
            f"The landmarks this needs were seen in only {usable} of {found} strides, "
            f"{MIN_STRIDES} are needed. Keep the whole leg in view and well lit."
        )
    return (
        f"Only {found} complete stride{'' if found == 1 else 's'} found, "
        f"{MIN_STRIDES} are needed. Film at least ten seconds of steady running."
    )


def _metric(
    spec: MetricSpec, side: Side | None, *, value: float, sd: float, n: int, error: float
) -> Metric:
    return Metric(
        spec.name,
        spec.unit,
        side,
        value,
        n=n,
        sd=sd,
        standard_error=error,
        ci95_low=value - Z95 * error,
        ci95_high=value + Z95 * error,
        mdc=Z95 * float(np.sqrt(2)) * error,
    )
