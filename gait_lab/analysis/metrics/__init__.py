"""Signals and events -> every metric of the view, each with its error or a reason.

One file per family (``timing``, ``contact``, ``sagittal``, ``frontal``); ``catalogue`` says
what each metric is, ``uncertainty`` how wrong it can be. A value is the median over strides.
From the side only the near leg is measured; from behind both are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from gait_lab.analysis.conventions import SIDES, Side
from gait_lab.analysis.metrics import contact, frontal, sagittal, timing
from gait_lab.analysis.metrics.catalogue import METRICS, MetricSpec, specs_for
from gait_lab.analysis.metrics.filmed import Filmed, filmed_as
from gait_lab.analysis.metrics.notes import metric_notes
from gait_lab.analysis.metrics.strides import LegStrides, leg_strides
from gait_lab.analysis.metrics.uncertainty import Reading, summarise
from gait_lab.analysis.results import Metric, Stride
from gait_lab.analysis.signals import GaitSignals

__all__ = ["LOWEST_RATE_HZ", "METRICS", "RUNNING_SPM", "measure", "metric_notes"]

LOWEST_RATE_HZ = 24.0
"""Below this a foot's whole contact may fall between three frames: timed values are refused."""

RUNNING_SPM = (110.0, 300.0)
"""No one runs outside: the times of the clip are not those of the run."""

NOT_RUNNING = (
    "The steps come at a rate that no one runs at. If this is a slow-motion file, state the rate "
    "it was captured at and run it again."
)
"""Without a number: the note on the clip says it, read from the hips' rise and fall."""

WALKING = "The runner is walking: there is no flight between steps. These measures are for running."
NO_NEAR_SIDE = (
    "It could not be told which leg is nearer the camera. State the near side and run it again."
)


class Strides(Protocol):
    """What metrics need of an event detection: ``events.EventDetection``, or a person's events."""

    @property
    def strides(self) -> tuple[Stride, ...]:
        """Complete strides of both legs."""

    @property
    def is_walking(self) -> bool:
        """Whether both feet are on the ground at once."""


def measure(
    signals: GaitSignals,
    detection: Strides,
    *,
    speed_mps: float | None = None,
    height_cm: float | None = None,
    refusals: Mapping[str, str] | None = None,
) -> tuple[Metric, ...]:
    """Every metric of the clip's view, in the catalogue's order.

    Parameters
    ----------
    signals, detection : the runner's paths and events.
    speed_mps : belt or running speed, for the step length.
    height_cm : the runner's height; lengths use ``signals.px_per_m``, which it set the scale of.
    refusals : metric name -> reason
        Metrics the clip is not fit for; they are reported without a value.

    Returns
    -------
    tuple of Metric
        One per metric and side. Never NaN: a metric that cannot be measured has a reason.
    """
    filmed = filmed_as(signals)
    blocked = _refusals(filmed, detection, refusals or {})
    metrics = [
        _report(reading, filmed, blocked)
        for reading in _readings(signals, detection, speed_mps=speed_mps)
    ]
    metrics.extend(
        _class_of(metric, blocked) for metric in metrics if metric.name == "foot_strike_angle_deg"
    )
    return tuple(sorted(metrics, key=_order))


def _readings(
    signals: GaitSignals, detection: Strides, *, speed_mps: float | None
) -> list[Reading]:
    if signals.view == "rear":
        return _rear_readings([leg_strides(signals, detection.strides, side) for side in SIDES])
    if signals.near_side is None:
        specs = specs_for("side")
        return [Reading(spec.name, None, reason=NO_NEAR_SIDE) for spec in specs if spec.unit]
    near = leg_strides(signals, detection.strides, signals.near_side)
    return [
        timing.cadence(near),
        timing.contact_time(near),
        timing.flight_time_from_one_leg(near),
        timing.duty_factor(near),
        timing.step_length(near, speed_mps=speed_mps),
        *contact.contact_readings(near),
        *sagittal.sagittal_readings(near),
    ]


def _rear_readings(legs: Sequence[LegStrides]) -> list[Reading]:
    best = max(legs, key=len)
    per_leg: list[Reading] = []
    for leg in legs:
        per_leg += [timing.contact_time(leg), timing.duty_factor(leg)]
        per_leg += frontal.frontal_readings(leg)
    return [
        timing.cadence(best),
        timing.flight_time_from_both_legs(legs),
        sagittal.vertical_oscillation(best),
        frontal.knee_window(legs),
        frontal.lateral_trunk_lean(best),
        *per_leg,
    ]


def _refusals(filmed: Filmed, detection: Strides, given: Mapping[str, str]) -> dict[str, str]:
    """Metric name -> why it may not be reported; what the caller says wins."""
    view = filmed.view
    refused: dict[str, str] = {}
    rate_hz = 1 / filmed.frame_interval_s
    if rate_hz < LOWEST_RATE_HZ:
        refused |= dict.fromkeys(_names(specs_for(view), timed=True), _too_slow(rate_hz))
    cadence_spm = _cadence_spm(detection)
    if cadence_spm and not RUNNING_SPM[0] <= cadence_spm <= RUNNING_SPM[1]:
        refused |= dict.fromkeys(_names(specs_for(view)), NOT_RUNNING)
    if detection.is_walking:
        refused |= dict.fromkeys(_names(specs_for(view)), WALKING)
    return refused | dict(given)


def _names(specs: Iterable[MetricSpec], *, timed: bool | None = None) -> list[str]:
    return [spec.name for spec in specs if timed is None or spec.timed == timed]


def _cadence_spm(detection: Strides) -> float | None:
    """Steps per minute over all strides of both legs, however good; None without any."""
    lengths = [one.next_initial_contact_s - one.initial_contact_s for one in detection.strides]
    return 120.0 / float(np.median(lengths)) if lengths else None


def _too_slow(rate_hz: float) -> str:
    return (
        f"Filmed at {rate_hz:.0f} frames a second, too slow to place contact and toe-off. "
        "Film at 60 or more."
    )


def _report(reading: Reading, filmed: Filmed, blocked: Mapping[str, str]) -> Metric:
    if reading.name in blocked:
        reading = replace(reading, reason=blocked[reading.name])
    return summarise(reading, filmed)


def _class_of(angle: Metric, blocked: Mapping[str, str]) -> Metric:
    if "foot_strike_class" in blocked:
        angle = replace(angle, value=None, reason=blocked["foot_strike_class"])
    return contact.foot_strike_class(angle)


def _order(metric: Metric) -> tuple[int, int]:
    side: Side | None = metric.side
    return list(METRICS).index(metric.name), 0 if side is None else 1 + SIDES.index(side)
