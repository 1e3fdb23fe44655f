"""What the workbench in the browser is given: the stills, what to measure, one's own work.

Nothing here comes from the analysis' results or from a reference; ``tests`` hold it to that.
"""

from collections.abc import Mapping
from typing import Any

from gait_lab.analysis.points import POINT_MEASURES, PointMeasure
from gait_lab.models import Case, MeasurementSet
from gait_lab.selectors.cases import case_clip, case_frame_interval_ms, case_frame_times_s
from gait_lab.selectors.finding_list import finding_choices

CASE_MEASURES = (
    "knee_flexion_deg",
    "shank_angle_deg",
    "foot_strike_angle_deg",
    "trunk_lean_deg",
)
"""What is measured on a case from the side, in the order of the workbench."""

WHEN_TO_MEASURE = {
    "knee_flexion_deg": "On the frame of the first contact.",
    "shank_angle_deg": "On the frame of the first contact.",
    "foot_strike_angle_deg": "On the frame of the first contact. Where the ground is not level "
    "in the picture, also draw the sole while the foot is flat.",
    "trunk_lean_deg": "At mid-stance after the first contact, where the knee is bent most.",
}

STRIKE_CLASSES = {"rearfoot": "Rearfoot", "non_rearfoot": "Non-rearfoot"}


def case_measures() -> list[tuple[PointMeasure, str]]:
    """Each measure with when to take it."""
    return [(POINT_MEASURES[name], WHEN_TO_MEASURE[name]) for name in CASE_MEASURES]


def bench_context(case: Case) -> dict[str, Any]:
    """What every workbench page draws with, the experts' and the trainees'."""
    return {
        "case": case,
        "near_side": case_clip(case)["near_side"],
        "rate_hz": 1000 / case_frame_interval_ms(case),
        "measures": [(measure, when, None) for measure, when in case_measures()],
        "strike_classes": STRIKE_CLASSES,
        "findings": finding_choices(),
    }


def workbench_data(
    case: Case, measurements: MeasurementSet, *, urls: Mapping[str, str]
) -> dict[str, Any]:
    """Stills, measures and one's own work so far, as JSON for the page."""
    clip = case_clip(case)
    return {
        "id": str(measurements.pk),
        "version": measurements.version,
        "state": {
            "events": [{"kind": e["kind"], "frame": e["frame"]} for e in measurements.events],
            "points": measurements.points,
            "answers": measurements.answers,
        },
        "frames": [
            {"frame": frame, "time_s": round(time_s, 6)}
            for frame, time_s in case_frame_times_s(case).items()
        ],
        "clip": {name: clip[name] for name in ("width_px", "height_px", "near_side", "facing")},
        "measures": [_measure(POINT_MEASURES[name]) for name in CASE_MEASURES],
        "urls": dict(urls),
    }


def _measure(spec: PointMeasure) -> dict[str, Any]:
    return {
        "name": spec.name,
        "label": spec.label,
        "points": [
            {
                "key": point.key,
                "label": point.label,
                "hint": point.hint,
                "optional": point.optional,
                "on": point.on,
            }
            for point in spec.points
        ],
        "lines": [list(line) for line in spec.lines],
    }
