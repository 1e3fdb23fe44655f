"""What a camera's place does to the error bars."""

import json
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.validity.cells import NONE, Table
from benchmarks.validity.results import Report
from gait_lab.analysis.camera import USUAL_ROLL_DEG
from gait_lab.analysis.conventions import View
from gait_lab.analysis.metrics.catalogue import METRICS
from gait_lab.analysis.metrics.error_terms import MEASURED, camera_error
from gait_lab.analysis.metrics.filmed import Filmed
from gait_lab.analysis.viewpoint import Viewpoint

ROLL_SD_DEG = 0.5
WAYS: tuple[tuple[View, bool, str, float], ...] = (
    ("side", True, "side", 10.0),
    ("rear", False, "behind", 5.0),
)
"""View, shoe read, in words, and how far askew is shown: as far as drawn clips go."""


def by_camera() -> Table:
    """By measure: what the landmarks do, and what a camera square, askew, near, unlevelled adds."""
    measured = json.loads(MEASURED.read_text())
    return {
        "key": "camera",
        "title": "What the camera's place adds to an error bar",
        "evidence": "drawn",
        "note": "Standard deviations in the measure's unit; the parts add up as squares. How far "
        "from square and how far away the camera stood is estimated in every clip, its roll is "
        "measured by the scene's edges; each clip's own error bars are made with that, and with "
        "how surely each is known. What a near or a rolled camera does is worked out with exact "
        "landmarks: the drawn clips' cameras all stood 3.2 to 4.2 m away. From the side a degree "
        f"of yaw {_of_events(measured['events']['side, shoe read'])}. Where roll is not known, "
        "pelvic drop is refused.",
        "columns": [
            "Measure", "Filmed from", "Unit", "Landmarks", "Square, 4 m",
            "Askew (10°, from behind 5°)", "Square, 2 m", "Roll not known",
        ],
        "rows": [row for way in WAYS for row in _rows(measured, *way)],
    }  # fmt: skip


def _rows(
    measured: Report, view: View, shoe_read: bool, words: str, askew_deg: float
) -> Iterator[list[str]]:
    square = Filmed(view, 1 / 60, shoe_read, Viewpoint(0.0, 4.0), ROLL_SD_DEG)
    shown = (
        square,
        replace(square, viewpoint=Viewpoint(askew_deg, 4.0)),
        replace(square, viewpoint=Viewpoint(0.0, 2.0)),
        replace(square, roll_sd_deg=USUAL_ROLL_DEG),
    )
    for name, terms in measured[square.way].items():
        spec = METRICS[name]
        camera = [camera_error(terms, one) for one in shown]
        if any(camera):
            parts = (f"{part:.{spec.decimals + 1}f}" for part in (terms["landmark"], *camera))
            yield [spec.label, words, spec.unit or NONE, *parts]


def _of_events(events: Report) -> str:
    """What yaw costs contact and toe-off, in words."""
    said = []
    for kind, words in (("initial_contact", "contact"), ("toe_off", "toe-off")):
        cost_ms = events[kind]["per_yaw_deg_ms"]
        said.append(
            f"costs {words} {cost_ms:.1f} ms"
            if cost_ms
            else f"did nothing to {words} beyond chance"
        )
    return " and ".join(said)
