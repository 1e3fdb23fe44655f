"""Our contacts and toe-offs beside published ways to find them, against the force plate."""

from benchmarks.validity.cells import Table, spread
from benchmarks.validity.figures import PLATE_CONDITION
from benchmarks.validity.results import Report

EVENTS = {"initial_contact": "Contact", "toe_off": "Toe-off"}


def by_method(report: Report) -> Table:
    """Event by event, ours first, then the others in the order of the report."""
    methods = report["conditions"][PLATE_CONDITION]
    rows = []
    for kind, event in EVENTS.items():
        rows.append(_row(event, "Ours", kind, methods["ours"]))
        for key, row in methods.items():
            of, _, method = key.partition(": ")
            if of == kind:
                rows.append(_row(event, method[0].upper() + method[1:], kind, row))
    return {
        "key": "methods-plate",
        "title": "Published ways to find contact and toe-off, beside ours",
        "evidence": "plate",
        "note": f"Condition “{PLATE_CONDITION}”. Mean error ± SD of those found; a minus is early. "
        "Found: within 60 ms of the truth; false: farther from any. Found and false of ours are of "
        "both events together. Each method got our windows and our repair of the legs, and no "
        "offset but its publication's. Most were made for motion capture, whose markers shake far "
        "less; ours was trained for landmarks disturbed like these.",
        "columns": ["Method", "Event", "Found", "False", "Error, ms"],
        "rows": rows,
    }


def _row(event: str, method: str, kind: str, row: Report) -> list[str]:
    return [
        method,
        event,
        f"{row['found_pct']:.1f} %",
        f"{row['false_pct']:.1f} %",
        spread(row.get(f"{kind}_bias_ms"), row.get(f"{kind}_sd_ms")),
    ]
