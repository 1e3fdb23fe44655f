"""The experts' reference of a case: drafted from the machine, corrected, frozen for good."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from gait_lab.enums import ReferenceStatus
from gait_lab.models import Case, ExpertReference, MeasurementSet
from gait_lab.selectors.cases import (
    case_frame_interval_ms,
    case_frame_times_s,
    draft_reference,
    frozen_reference,
)
from gait_lab.services.bands import ANGLE_BANDS, DefaultBand, event_band
from gait_lab.services.machine import Machine
from gait_lab.services.measurements import (
    CASE_MEASURES,
    EVENT_KINDS,
    close_measurements,
    measured_angles,
)

CONTACT_MEASURES = ("knee_flexion_deg", "shank_angle_deg", "foot_strike_angle_deg")
"""Measured at the first contact; the trunk at mid-stance of the first stance."""


class IncompleteReferenceError(ValueError):
    """The reference cannot be saved or frozen like this; the message says what is missing."""


class ReferenceFrozenError(ValueError):
    """A frozen reference never changes; make a new version."""


def open_draft(*, case: Case, author) -> ExpertReference:
    """The draft of a case: the one there is, a new version of the frozen one, or the machine's."""
    existing = draft_reference(case)
    if existing is not None:
        return existing
    last = frozen_reference(case)
    try:
        return _new_version(last, author) if last else _first_draft(case, author)
    except IntegrityError:  # two windows at once: the other one made it
        existing = draft_reference(case)
        if existing is None:
            raise
        return existing


def set_bands(*, reference: ExpertReference, bands: Mapping[str, Any]) -> None:
    """Set the tolerance bands of a draft: ``{measure or event kind: {"full", "zero"}}``."""
    values = {name: dict(value) for name, value in reference.values.items()}
    for name, band in bands.items():
        if name not in (*CASE_MEASURES, *EVENT_KINDS):
            raise IncompleteReferenceError(f"There is no tolerance band for {str(name)[:40]}.")
        full, zero = _clean_band(name, band)
        values[name] |= {"full_band": full, "zero_band": zero}
    _update_draft(reference, values=values)


def freeze_reference(*, reference: ExpertReference, person, version: int) -> ExpertReference:
    """Freeze a complete draft as the person's answer; it can never change again.

    ``version`` is that of the measurements the person looked at: if another window saved
    since, ``MeasurementConflictError`` stops the freezing. Nothing is frozen half.
    """
    with transaction.atomic():
        measurements = close_measurements(
            measurements_id=reference.measurements_id, version=version
        )
        frozen = _update_draft(
            reference,
            values=_final_values(reference, measurements),
            status=ReferenceStatus.FROZEN,
            frozen_by=person,
            frozen_at=timezone.now(),
        )
    return frozen


def missing_from(measurements: MeasurementSet) -> list[str]:
    """What a reference still lacks before it can be frozen, in words."""
    missing = _missing_events(measurements.events)
    stances_known = not missing
    angles = measured_angles(measurements)
    for measure in CASE_MEASURES:
        angle = angles.get(measure)
        if angle is None:
            missing.append(f"{_label(measure)} is not measured.")
        elif angle["value"] is None:
            missing.append(angle["problem"])
        elif stances_known and (problem := _wrong_frame(measure, angle["frame"], measurements)):
            missing.append(problem)
    if measurements.answers.get("foot_strike_class") is None:
        missing.append("The foot strike is not classified.")
    if measurements.answers.get("findings") is None:
        missing.append("The findings are not answered; say so if there is none.")
    return missing


def _update_draft(reference: ExpertReference, **fields) -> ExpertReference:
    changed = ExpertReference.objects.filter(pk=reference.pk, status=ReferenceStatus.DRAFT).update(
        **fields
    )
    if not changed:
        raise ReferenceFrozenError("This reference is frozen. Make a new version to change it.")
    reference.refresh_from_db()
    return reference


def _first_draft(case: Case, author) -> ExpertReference:
    times_s = case_frame_times_s(case)
    machine = Machine(case, times_s)
    events = machine.events
    interval = event_band(frame_interval_ms=case_frame_interval_ms(case))
    values: dict[str, Any] = {kind: _value_row(interval) for kind in EVENT_KINDS}
    points = machine.drawn_measures()
    for measure in CASE_MEASURES:
        values[measure] = _value_row(ANGLE_BANDS[measure])
        drawn = points.get(measure)
        values[measure]["machine_value"] = machine.angle(measure, drawn) if drawn else None
        values[measure]["machine_frame"] = drawn["frame"] if drawn else None
    values["foot_strike_class"] = {"machine_value": machine.foot_strike_class}
    values["findings"] = {"machine_value": machine.findings}
    with transaction.atomic():
        measurements = MeasurementSet.objects.create(
            case=case,
            measured_by=author,
            events=events,
            points=points,
            answers={
                "foot_strike_class": machine.foot_strike_class,
                "findings": machine.findings,
            },
        )
        return ExpertReference.objects.create(
            case=case, measurements=measurements, machine_events=events, values=values
        )


def _new_version(last: ExpertReference, author) -> ExpertReference:
    with transaction.atomic():
        measurements = MeasurementSet.objects.create(
            case=last.case,
            measured_by=author,
            events=last.measurements.events,
            points=last.measurements.points,
            answers=last.measurements.answers,
        )
        return ExpertReference.objects.create(
            case=last.case,
            version=last.version + 1,
            measurements=measurements,
            machine_events=last.machine_events,
            values=last.values,
        )


def _final_values(reference: ExpertReference, measurements: MeasurementSet) -> dict[str, Any]:
    """The draft's values with the expert's own reading, carried to the frames around it."""
    missing = missing_from(measurements)
    if missing:
        raise IncompleteReferenceError(" ".join(missing))
    case, angles = measurements.case, measured_angles(measurements)
    times_s = case_frame_times_s(case)
    machine = Machine(case, times_s)
    reach_s = reference.values["initial_contact"]["zero_band"] / 1000
    values = {name: dict(value) for name, value in reference.values.items()}
    for measure in CASE_MEASURES:
        drawn, value = measurements.points[measure], angles[measure]["value"]
        near = _frames_near(measure, drawn["frame"], measurements, times_s, reach_s=reach_s)
        machine_value = machine.angle(measure, drawn)
        values[measure] |= {
            "value": value,
            "frame": drawn["frame"],
            "machine_value": machine_value,
            "machine_frame": drawn["frame"],
            "disagreement": None if machine_value is None else round(value - machine_value, 2),
            "by_frame": machine.carried(measure, drawn, value_deg=value, frames=near),
        }
    for name in ("foot_strike_class", "findings"):
        values[name] |= {"value": measurements.answers[name]}
    return values


def _frames_near(measure, frame, measurements, times_s, *, reach_s: float) -> list[int]:
    """Frames on which a reading still counts as the same moment, judged by its drawing alone."""
    if measure in CONTACT_MEASURES:
        return [at for at, t in times_s.items() if abs(t - times_s[frame]) <= reach_s]
    contact, toe_off = _first_stance(measurements.events)
    return [at for at in times_s if contact <= at <= toe_off]


def _missing_events(events: list[dict]) -> list[str]:
    kinds = [event["kind"] for event in sorted(events, key=lambda event: event["time_s"])]
    if "initial_contact" not in kinds or "toe_off" not in kinds:
        return ["At least one contact and one toe-off must be marked."]
    if any(a == b for a, b in pairwise(kinds)):
        return ["Contacts and toe-offs must take turns; one is missing or marked twice."]
    if _first_stance(events) is None:
        return ["A contact must be followed by its toe-off."]
    return []


def _first_stance(events: list[dict]) -> tuple[int, int] | None:
    contacts = sorted(e["frame"] for e in events if e["kind"] == "initial_contact")
    later = [e["frame"] for e in events if e["kind"] == "toe_off" and e["frame"] > contacts[0]]
    return (contacts[0], min(later)) if later else None


def _wrong_frame(measure: str, frame: int, measurements: MeasurementSet) -> str:
    contact, toe_off = _first_stance(measurements.events)
    if measure in CONTACT_MEASURES and frame != contact:
        return f"{_label(measure)} must be measured on the frame of the first contact."
    if measure not in CONTACT_MEASURES and not contact <= frame < toe_off:
        return f"{_label(measure)} must be measured within the first stance."
    return ""


def _clean_band(name: str, band: Any) -> tuple[float, float]:
    try:
        full, zero = float(band["full"]), float(band["zero"])
    except (KeyError, TypeError, ValueError):
        raise IncompleteReferenceError(f"{_label(name)}: give two numbers for the band.") from None
    if not 0 <= full < zero <= 1000:
        raise IncompleteReferenceError(
            f"{_label(name)}: full marks must end before no marks begin, and both be 0 or more."
        )
    return full, zero


def _value_row(band: DefaultBand) -> dict[str, Any]:
    return {
        "unit": band.unit,
        "full_band": band.full,
        "zero_band": band.zero,
        "source": band.source,
    }


def _label(name: str) -> str:
    words = name.removesuffix("_deg").replace("_", " ").capitalize()
    return words.replace("Foot strike", "Foot-strike").replace("Toe off", "Toe-off")
