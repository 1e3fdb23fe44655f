"""The metrics as a table for a spreadsheet."""

import csv
import io

from gait_lab.models import Analysis

COLUMNS = (
    "name",
    "side",
    "value",
    "unit",
    "n",
    "sd",
    "standard_error",
    "ci95_low",
    "ci95_high",
    "mdc",
    "reason",
)


def metric_table(analysis: Analysis) -> str:
    """CSV with one line a metric; an empty cell is a missing value, never zero."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    for metric in analysis.result["metrics"]:
        writer.writerow({key: "" if metric.get(key) is None else metric[key] for key in COLUMNS})
    return text.getvalue()
