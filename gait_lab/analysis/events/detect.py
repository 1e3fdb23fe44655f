"""Signals -> initial contacts and toe-offs -> strides."""

from dataclasses import dataclass

import numpy as np

from gait_lab.analysis.conventions import SIDES, EventKind, Side
from gait_lab.analysis.events import notes
from gait_lab.analysis.events.leg import LegTiming, time_leg
from gait_lab.analysis.events.rhythm import Rhythm, find_rhythm
from gait_lab.analysis.results import GaitEvent, QualityNote, Stride
from gait_lab.analysis.signals import GaitSignals

FAR_LEG_CONFIDENCE = 0.5
"""From the side the far leg is half hidden: its events never rank with the near leg's."""
MIN_REGULAR = 0.5
WALKING_HIP_LAG = 0.25
"""Past a quarter of a step from mid-stance the mid-hip's low belongs to double support."""
REAR_WALKING_HIP_LAGS = (0.13, 0.58)
"""From behind the higher the camera the later the feet seem to stand, so that a runner's hips
seem lowest up to a third of a step early, but never late."""
SIDE_ON = 1.5
"""From behind the ankles part more up and down than sideways."""


@dataclass(frozen=True)
class EventDetection:
    """Attributes
    ----------
    events : tuple of GaitEvent
        In order of time; both legs, the far one with lower confidence.
    strides : tuple of Stride
        Complete strides of each leg: contact, toe-off, next contact, without a pause between.
    cadence_spm_check : float or None
        From the sinusoid fitted to the mid-hip's height, independent of the events.
    is_walking : bool
        The body is highest, not lowest, over the standing leg; no events are given then,
        because they follow the order of walking (double support).
    """

    events: tuple[GaitEvent, ...]
    strides: tuple[Stride, ...]
    cadence_spm_check: float | None
    is_walking: bool
    notes: tuple[QualityNote, ...] = ()


def detect_events(signals: GaitSignals) -> EventDetection:
    """Find every contact and toe-off of both feet, between frames.

    The rhythm gives the steps (``rhythm``); contact and toe-off are read from each leg's average
    stride (``shape``) and moved to every stride's own instant (``ensemble``). Says "none" (no
    events, a note) for empty, still or arrhythmic input and for walking.
    """
    if len(signals.time_s) < 12:
        return _none(notes.too_short())
    rhythm = find_rhythm(signals)
    if rhythm is None or rhythm.regular < MIN_REGULAR:
        return _none(notes.no_rhythm())
    if _is_walking(signals, rhythm):
        return EventDetection((), (), 60 * rhythm.step_hz, True, (notes.walking(),))
    timings = {side: time_leg(signals, rhythm, side) for side in SIDES}
    events, strides = _listed(signals, rhythm, timings)
    if not events:
        return _none(notes.no_rhythm())
    return EventDetection(events, strides, 60 * rhythm.step_hz, False, notes.of_rhythm(rhythm))


def _is_walking(signals: GaitSignals, rhythm: Rhythm) -> bool:
    if signals.view == "side":
        return abs(rhythm.hip_lag) > WALKING_HIP_LAG
    across, up = np.nanstd(signals.smooth["left_ankle"] - signals.smooth["right_ankle"], axis=0)
    if across > SIDE_ON * up:  # not from behind at all: that is another check's to say
        return False
    low, high = REAR_WALKING_HIP_LAGS
    return low < rhythm.hip_lag % 1.0 < high


def _none(note: QualityNote) -> EventDetection:
    return EventDetection((), (), None, False, (note,))


def _listed(
    signals: GaitSignals, rhythm: Rhythm, timings: dict[Side, LegTiming]
) -> tuple[tuple[GaitEvent, ...], tuple[Stride, ...]]:
    events: list[GaitEvent] = []
    strides: list[Stride] = []
    for side, timing in timings.items():
        trust = 1.0 if signals.near_side in (None, side) else FAR_LEG_CONFIDENCE
        for place in range(len(timing.contact_s)):
            pairs: tuple[tuple[EventKind, float, float], ...] = (
                ("initial_contact", timing.contact_s[place], timing.contact_sd_s[place]),
                ("toe_off", timing.toe_off_s[place], timing.toe_off_sd_s[place]),
            )
            for kind, time_s, sd_s in pairs:
                events.extend(_event(signals, kind, side, float(time_s), trust * _sure(sd_s)))
        strides.extend(_strides(side, timing, longest_s=1.5 * 2 / rhythm.step_hz))
    events.sort(key=lambda event: (event.time_s, event.kind, event.side))
    strides.sort(key=lambda stride: (stride.initial_contact_s, stride.side))
    return tuple(events), tuple(strides)


def _event(
    signals: GaitSignals, kind: EventKind, side: Side, time_s: float, confidence: float
) -> list[GaitEvent]:
    inside = np.isfinite(time_s) and signals.time_s[0] <= time_s <= signals.time_s[-1]
    if not inside:
        return []
    frame = int(np.argmin(np.abs(signals.time_s - time_s)))
    return [GaitEvent(kind, side, time_s, frame, confidence)]


def _sure(sd_s: float) -> float:
    """1 for an instant known exactly, a half at 20 ms."""
    return float(1 / (1 + (sd_s / 0.02) ** 2)) if np.isfinite(sd_s) else 0.0


def _strides(side: Side, timing: LegTiming, *, longest_s: float) -> list[Stride]:
    strides = []
    contacts = timing.contact_s
    for place in range(len(contacts) - 1):
        begin, off, end = contacts[place], timing.toe_off_s[place], contacts[place + 1]
        if begin < off < end and end - begin < longest_s:
            strides.append(Stride(side, float(begin), float(off), float(end)))
    return strides
