"""Left and right leg, as the pose model reads them on drawn runners."""

import json

from benchmarks.validity.cells import Table
from gait_lab.analysis.metrics.catalogue import METRICS
from gait_lab.analysis.metrics.error_terms import MEASURED

WAYS = (("side, shoe read", "side"), ("rear", "behind"))


def by_leg() -> Table:
    """By measure: the mean error of left and of right legs, at the true instants."""
    measured = json.loads(MEASURED.read_text())
    rows = []
    for way, filmed in WAYS:
        for name, row in measured[way].items():
            if "bias_left" in row and "bias_right" in row:
                spec = METRICS[name]
                biases = (row["bias_left"], row["bias_right"])
                said = (f"{bias:+z.{spec.decimals + 1}f}".replace("-", "−") for bias in biases)
                rows.append([spec.label, filmed, spec.unit, *said])
    return {
        "key": "legs",
        "title": "Left and right leg",
        "evidence": "drawn",
        "note": "Mean error on drawn development clips at the true instants; from the side that "
        "leg was the near one. With exact landmarks knee, shank and heel-off read alike on both: "
        "it is the pose model that sees the legs differently. Nothing is corrected by this, "
        "because it was not seen on real people; the error bars hold it. A difference between the "
        "legs of about so much says nothing of the runner.",
        "columns": ["Measure", "Filmed from", "Unit", "Left leg", "Right leg"],
        "rows": rows,
    }
