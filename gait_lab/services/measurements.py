"""What a person marked on a case's frames: read from a browser, kept, turned into angles."""

import json
import math
from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.utils import timezone

from gait_lab.analysis.points import POINT_MEASURES, measure_points
from gait_lab.models import Case, MeasurementSet
from gait_lab.selectors.cases import case_facing, case_frame_times_s, case_near_side
from gait_lab.selectors.finding_list import finding_codes
from gait_lab.selectors.workbench import CASE_MEASURES, STRIKE_CLASSES

EVENT_KINDS = ("initial_contact", "toe_off")
MAX_EVENTS = 200


class MeasurementError(ValueError):
    """What the browser sent is not a set of measurements; the message says where."""


class MeasurementConflictError(ValueError):
    """Another window saved since; ``version`` is the newest one."""

    def __init__(self, version: int) -> None:
        super().__init__("Another window has saved since this one was loaded.")
        self.version = version


class MeasurementsClosedError(ValueError):
    """The measurements were handed in or frozen and can no longer change."""


def read_json(body: bytes) -> dict[str, Any]:
    """What a browser sent, as an object; ``MeasurementError`` where it is none."""
    try:
        content = json.loads(body)
    except ValueError:
        raise MeasurementError("The browser sent something that is not JSON.") from None
    if not isinstance(content, dict):
        raise MeasurementError("The browser sent something that is not an object.")
    return content


def read_version(content: Mapping[str, Any]) -> int:
    version = content.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or not 0 < version < 2**31:
        raise MeasurementError("The version number is missing. Load the page again.")
    return version


def create_measurements(*, case: Case, person) -> MeasurementSet:
    """An empty set for a person to fill."""
    return MeasurementSet.objects.create(
        case=case,
        measured_by=person,
        answers={"foot_strike_class": None, "findings": None},
    )


def save_measurements(*, measurements_id, version: int, content: Any) -> int:
    """Keep the work of one window; the new version number.

    ``version`` is the one the window last saw: if another window saved since, nothing is
    overwritten and ``MeasurementConflictError`` says so.
    """
    measurements = MeasurementSet.objects.select_related("case__analysis").get(pk=measurements_id)
    cleaned = clean_measurements(content, case=measurements.case)
    changed = MeasurementSet.objects.filter(
        pk=measurements_id, version=version, closed_at__isnull=True
    ).update(**cleaned, version=F("version") + 1)
    if not changed:
        _explain_refusal(measurements_id)
    return version + 1


def close_measurements(*, measurements_id, version: int) -> MeasurementSet:
    """Close the work for good, as it was at ``version``."""
    closed = MeasurementSet.objects.filter(
        pk=measurements_id, version=version, closed_at__isnull=True
    ).update(closed_at=timezone.now())
    if not closed:
        _explain_refusal(measurements_id)
    return MeasurementSet.objects.select_related("case__analysis").get(pk=measurements_id)


def measured_angles(measurements: MeasurementSet) -> dict[str, dict[str, Any]]:
    """Angles recomputed from the points: ``{measure: {"value", "frame", "problem"}}``.

    A measure whose points are incomplete or make no line has no value and says why.
    """
    facing = case_facing(measurements.case)
    angles = {}
    for measure, drawn in measurements.points.items():
        value, problem = None, ""
        try:
            value = round(measure_points(drawn["points"], measure=measure, facing=facing), 2)
        except ValueError as error:
            problem = str(error)
        angles[measure] = {"value": value, "frame": drawn["frame"], "problem": problem}
    return angles


def clean_measurements(content: Any, *, case) -> dict[str, Any]:
    """Events, points and answers in the stored shape; ``MeasurementError`` says what is wrong.

    Times and sides come from the case, never from the browser.
    """
    if not isinstance(content, Mapping):
        raise MeasurementError("The measurements must be an object.")
    unknown = sorted(set(content) - {"events", "points", "answers"})
    if unknown:
        raise MeasurementError(f"Unknown part of the measurements: {str(unknown[0])[:40]}.")
    times_s = case_frame_times_s(case)
    return {
        "events": _clean_events(content.get("events", []), case=case, times_s=times_s),
        "points": _clean_points(content.get("points", {}), case=case, times_s=times_s),
        "answers": _clean_answers(content.get("answers", {})),
    }


def _explain_refusal(measurements_id) -> None:
    now = MeasurementSet.objects.get(pk=measurements_id)
    if now.closed_at is not None:
        raise MeasurementsClosedError
    raise MeasurementConflictError(now.version)


def _clean_events(events: Any, *, case, times_s: Mapping[int, float]) -> list[dict[str, Any]]:
    if not isinstance(events, list) or len(events) > MAX_EVENTS:
        raise MeasurementError(f"Events must be a list of at most {MAX_EVENTS}.")
    marked = set()
    for position, event in enumerate(events, start=1):
        if not isinstance(event, Mapping) or event.get("kind") not in EVENT_KINDS:
            raise MeasurementError(f"Event {position} is neither a contact nor a toe-off.")
        frame = _clean_frame(event.get("frame"), times_s, what=f"Event {position}")
        marked.add((frame, event["kind"]))
    side = case_near_side(case)
    return [
        {"kind": kind, "side": side, "frame": frame, "time_s": times_s[frame]}
        for frame, kind in sorted(marked)
    ]


def _clean_points(points: Any, *, case, times_s: Mapping[int, float]) -> dict[str, Any]:
    if not isinstance(points, Mapping):
        raise MeasurementError("Points must be an object with a key for each measure.")
    cleaned = {}
    for measure, drawn in points.items():
        if measure not in CASE_MEASURES:
            raise MeasurementError(f"{str(measure)[:40]} is not measured on this case.")
        label = POINT_MEASURES[measure].label
        if not isinstance(drawn, Mapping) or not isinstance(drawn.get("points"), Mapping):
            raise MeasurementError(f"{label} needs a frame and points.")
        cleaned[measure] = {
            "frame": _clean_frame(drawn.get("frame"), times_s, what=label),
            "points": _clean_positions(drawn["points"], measure=measure, case=case),
        }
        if drawn.get("flat_frame") is not None:
            flat_frame = _clean_frame(drawn["flat_frame"], times_s, what=label)
            cleaned[measure]["flat_frame"] = flat_frame
    return cleaned


def _clean_positions(points: Mapping, *, measure: str, case) -> dict[str, list[float]]:
    spec, clip = POINT_MEASURES[measure], case.analysis.result["clip"]
    known = {point.key: point.label for point in spec.points}
    cleaned = {}
    for key, position in points.items():
        if key not in known:
            raise MeasurementError(f"{spec.label} has no point called {str(key)[:40]}.")
        where = f"{spec.label}, {known[key].lower()}"
        if not isinstance(position, list) or len(position) != 2:
            raise MeasurementError(f"{where}: a point is two numbers.")
        x, y = (_clean_number(number, what=where) for number in position)
        if not (0 <= x <= clip["width_px"] and 0 <= y <= clip["height_px"]):
            raise MeasurementError(f"{where}: the point lies outside the picture.")
        cleaned[key] = [round(x, 2), round(y, 2)]
    return cleaned


def _clean_answers(answers: Any) -> dict[str, Any]:
    if not isinstance(answers, Mapping):
        raise MeasurementError("Answers must be an object.")
    strike, findings = answers.get("foot_strike_class"), answers.get("findings")
    if strike is not None and strike not in STRIKE_CLASSES:
        raise MeasurementError("The foot strike is rearfoot or non-rearfoot.")
    if findings is not None:
        if not isinstance(findings, list) or not all(isinstance(code, str) for code in findings):
            raise MeasurementError("Findings must be a list of codes.")
        unknown = sorted(set(findings) - set(finding_codes()))
        if unknown:
            raise MeasurementError(f"There is no finding called {unknown[0][:40]}.")
        findings = sorted(set(findings))
    return {"foot_strike_class": strike, "findings": findings}


def _clean_frame(frame: Any, times_s: Mapping[int, float], *, what: str) -> int:
    if isinstance(frame, bool) or not isinstance(frame, int) or frame not in times_s:
        raise MeasurementError(f"{what} is not on a frame of this case.")
    return frame


def _clean_number(number: Any, *, what: str) -> float:
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise MeasurementError(f"{what}: a point is two numbers.")
    if not math.isfinite(number):
        raise MeasurementError(f"{what}: a point is two numbers.")
    return float(number)
