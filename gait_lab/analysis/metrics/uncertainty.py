"""How wrong a reported number can be: strides, events, landmarks and camera in one interval.

The standard error of a reported value has two kinds of part. The scatter between strides
shrinks with their number. What is wrong in the same way at every stride (the instant a method
calls contact, where the pose model puts a joint, the camera) does not, and is usually the
larger; leaving it out is how tools come to publish errors of half a degree.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np
from scipy.stats import t as student_t

from gait_lab.analysis.conventions import EventKind, Side, View
from gait_lab.analysis.landmarks import BoolArray, FloatArray
from gait_lab.analysis.metrics.catalogue import METRICS, MetricSpec
from gait_lab.analysis.results import Metric

MIN_STRIDES = 3
"""Fewer strides give no spread, and so no honest interval."""

Z95 = 1.96
MEDIAN_PENALTY = float(np.sqrt(np.pi / 2))
"""Standard error of a median over that of a mean, for normal scatter."""

EVENT_BIAS_S: Mapping[View, Mapping[EventKind, float]] = {
    "side": {"initial_contact": 0.008, "toe_off": 0.008},
    "rear": {"initial_contact": 0.020, "toe_off": 0.021},
}
"""Standard deviation, over clips, of the mean error of our events (near leg, from the side), less
what the frame rate adds (`FRAME_SHARE`).

From the side both together make 11.5 ms at 60 Hz: with the pose model's own landmarks on drawn
clips of recorded and simulated runners contact is off by 11.7 and toe-off by 9.5 ms (root mean
square of 14 clips; 4.6 and 6.2 at 120 Hz), against the force plate on six recorded runners the
method had not seen by 6 and 10 ms, on a treadmill clip labelled by eye by 1 and 13 ms. From
behind, on 16 drawn clips, by 20 and 21 ms; on the labelled clip at 30 Hz a leg's contacts were
14 ms late or 8 early, its toe-offs 16 ms early or 19 late."""

FRAME_SHARE = 0.5
"""Share of a frame interval by which an event may be off in the mean besides. On a treadmill
clip at 30 Hz labelled by eye twice, contact was 25 ms late and toe-off 21 ms early, two readers
differing by 10 and 22 ms; the force plate with virtual cameras shows less."""


@dataclass(frozen=True)
class ErrorTerms:
    """Errors common to all strides of a clip, as standard deviations over clips.

    ``landmark``, ``camera`` and ``clothes`` (which may hang otherwise than the body under them)
    are in the metric's unit; ``scale`` is a share of the value.
    """

    landmark: float = 0.0
    camera: float = 0.0
    scale: float = 0.0
    clothes: float = 0.0


def _from_mean_absolute(error: float) -> float:
    """Standard deviation of a normal error whose mean absolute size is known."""
    return error * MEDIAN_PENALTY


BELIEVED: Mapping[str, ErrorTerms] = {
    # The mid-hip sinusoid on true timestamps errs by 0.3 spm; periods between the same foot's
    # contacts share their bias, so nothing larger is left.
    "cadence_spm": ErrorTerms(landmark=0.3),
    # Times carry the bias of the events alone.
    "ground_contact_time_ms": ErrorTerms(),
    "duty_factor_pct": ErrorTerms(),
    # From one leg, flight takes the other leg's contact to last as long: over both legs of 12
    # runners at three speeds (Fukuchi 2017, force plate) that errs by 4.9 ms, root mean square.
    "flight_time_ms": ErrorTerms(landmark=5.0),
    # Jitter and smoothing; the scale from height or belt is good to about 4 %, as much as the
    # near and the far hip differ in scale at 5 m, and on five real clips the head bounces 9 %
    # (standard deviation) otherwise than the shoulders, so that hips may too.
    "vertical_oscillation_cm": ErrorTerms(landmark=0.4, scale=0.08),
    # Belt displays: speed good to about 1.5 %.
    "step_length_m": ErrorTerms(scale=0.015),
    # Mean absolute errors of the pose model on drawn clips of recorded runners, values read at
    # the true instants with the legs told apart. Peak knee flexion in stance, where frames of
    # both labels on one leg are common, erred by 8.6 degrees as it came and by 5.7 (root mean
    # square, whole stride) once such frames were rebuilt from the other strides.
    "overstride_pct_leg": ErrorTerms(landmark=_from_mean_absolute(1.8), camera=0.5),
    "overstride_cm": ErrorTerms(landmark=_from_mean_absolute(1.5), camera=0.4, scale=0.04),
    "shank_angle_at_contact_deg": ErrorTerms(landmark=_from_mean_absolute(2.1), camera=0.5),
    "knee_flexion_at_contact_deg": ErrorTerms(landmark=_from_mean_absolute(3.7), camera=0.5),
    "peak_knee_flexion_stance_deg": ErrorTerms(landmark=_from_mean_absolute(5.7), camera=0.7),
    "swing_knee_flexion_deg": ErrorTerms(landmark=_from_mean_absolute(2.2), camera=1.0),
    "foot_strike_angle_deg": ErrorTerms(landmark=_from_mean_absolute(2.2), camera=0.5),
    "trunk_lean_deg": ErrorTerms(landmark=1.5, camera=0.5),
    "hip_extension_at_toe_off_deg": ErrorTerms(landmark=_from_mean_absolute(3.7), camera=0.5),
    "peak_ankle_dorsiflexion_deg": ErrorTerms(landmark=_from_mean_absolute(3.0), camera=0.7),
    "heel_off_pct_stance": ErrorTerms(landmark=8.0),
    # Camera roll adds one to one to the pelvis and is measured to about half a degree.
    # The edge of the clothes is read to a few tenths. That it sits level on the pelvis and moves
    # with it is believed: drawn clothes always do, and on real people it was not measured.
    "contralateral_pelvic_drop_deg": ErrorTerms(landmark=0.7, camera=0.5, clothes=1.5),
    "hip_adduction_deg": ErrorTerms(landmark=2.5, camera=0.5, clothes=1.5),
    "knee_window_ratio": ErrorTerms(landmark=0.12, camera=0.03),
    "step_width_pct_leg": ErrorTerms(landmark=1.5, camera=0.5),
    "lateral_trunk_lean_deg": ErrorTerms(landmark=0.7),
}
"""One entry per metric: what was believed before it was measured. ``landmark`` and ``camera``
give way to `MEASURED` where that has the metric for the view; ``scale`` and ``clothes`` stay."""

MEASURED = Path(__file__).with_name("error_terms.json")
"""Made by ``python -m benchmarks.error_terms`` on drawn development clips, at true instants."""


@cache
def error_terms(view: View) -> Mapping[str, ErrorTerms]:
    """The terms of every metric in one view."""
    measured = json.loads(MEASURED.read_text())[view]
    return {
        name: replace(believed, landmark=measured[name]["term"], camera=0.0)
        if name in measured
        else believed
        for name, believed in BELIEVED.items()
    }


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
    reason : str, optional
        Why there is nothing to report; then ``samples`` is ignored.
    """

    name: str
    side: Side | None
    samples: FloatArray = field(default_factory=lambda: np.empty(0))
    event_slopes: Mapping[EventKind, float] = field(default_factory=dict)
    value: float | None = None
    reason: str | None = None


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


def summarise(reading: Reading, *, view: View, frame_interval_s: float) -> Metric:
    """The reported metric: median over strides, its spread and its whole uncertainty.

    Parameters
    ----------
    reading : Reading
    view : the camera's view, for the error of the events.
    frame_interval_s : median time between frames, real seconds.

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
        reading, value=value, sd=sd, n=len(samples), view=view, frame_interval_s=frame_interval_s
    )
    if spec.is_duration and value < Z95 * error:
        return Metric(reading.name, spec.unit, reading.side, None, reason=_lost_in_error(view))
    return _metric(spec, reading.side, value=value, sd=sd, n=len(samples), error=error)


def _lost_in_error(view: View) -> str:
    better = (
        "Film at 60 frames a second or more"
        if view == "side"
        else "Film from the side, at 60 frames a second or more"
    )
    return f"The error of this time is as large as the time itself. {better}."


def standard_error(
    reading: Reading, *, value: float, sd: float, n: int, view: View, frame_interval_s: float
) -> float:
    """Standard error of a reported value: scatter, events, landmarks, camera, clothes, scale.

    The scatter part is that of a median, widened by Student's t so that 1.96 standard errors
    hold 95 % with few strides too.
    """
    widened = float(student_t.ppf(0.975, n - 1)) / Z95
    terms = error_terms(view)[reading.name]
    parts = [
        MEDIAN_PENALTY * widened * sd / np.sqrt(n),
        terms.landmark,
        terms.camera,
        terms.clothes,
        terms.scale * abs(value),
    ]
    for kind, slope in reading.event_slopes.items():
        parts.append(slope * event_error_s(kind, view=view, frame_interval_s=frame_interval_s))
    return float(np.sqrt(np.sum(np.square(parts))))


def event_error_s(kind: EventKind, *, view: View, frame_interval_s: float) -> float:
    """Standard deviation of an event's mean error in a clip, seconds."""
    return float(np.hypot(EVENT_BIAS_S[view][kind], FRAME_SHARE * frame_interval_s))


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
