"""What a camera's place does to the error bars."""

import json

from benchmarks.validity.cells import Table
from gait_lab.analysis.metrics.catalogue import METRICS
from gait_lab.analysis.metrics.error_terms import MEASURED, camera_error

ASKEW_DEG, USUAL_M, NEAR_M = 10.0, 4.0, 2.0
WAYS = (("side, shoe read", "side"), ("rear", "behind"))


def by_camera() -> Table:
    """By measure: what the landmarks do, and what a camera square, askew and near adds."""
    measured = json.loads(MEASURED.read_text())
    off_ms = measured["events"]["side, shoe read"]["toe_off"]["per_yaw_deg_ms"]
    rows = []
    for way, filmed in WAYS:
        for name, terms in measured[way].items():
            if not terms["per_yaw_deg"] and not terms["at_1_m"]:
                continue
            spec = METRICS[name]
            parts = (
                terms["landmark"],
                camera_error(terms, 0.0, 1 / USUAL_M),
                camera_error(terms, ASKEW_DEG, 1 / USUAL_M),
                camera_error(terms, 0.0, 1 / NEAR_M),
            )
            digits = spec.decimals + 1
            rows.append([spec.label, filmed, spec.unit, *(f"{part:.{digits}f}" for part in parts)])
    return {
        "key": "camera",
        "title": "What the camera's place adds to an error bar",
        "evidence": "drawn",
        "note": "Standard deviations in the measure's unit; the parts add up as squares. How far "
        "from square and how far away the camera stood is estimated in every clip, and its own "
        "error bars are made with that. What a near camera does is worked out with exact "
        "landmarks: the drawn clips' cameras all stood 3.2 to 4.2 m away. From the side a degree "
        f"of yaw costs toe-off {off_ms:.1f} ms; contact and cadence it does not touch.",
        "columns": [
            "Measure", "Filmed from", "Unit", "Landmarks", f"Square, {USUAL_M:g} m",
            f"{ASKEW_DEG:g}° askew, {USUAL_M:g} m", f"Square, {NEAR_M:g} m",
        ],
        "rows": rows,
    }  # fmt: skip
