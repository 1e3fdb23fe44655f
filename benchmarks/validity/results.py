"""The benchmarks' JSON files, each found by what it says it is."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gait_lab.analysis.pipeline import ANALYSIS_VERSION

FOLDER = Path(__file__).resolve().parents[1] / "results"
"""Where the results that made the shipped figures are kept."""

SCHEMAS = {
    "midstance.benchmark.whole_chain/1": "whole_chain",
    "midstance.benchmark.labelled_clips/1": "labelled_clips",
    "midstance.benchmark.pose_models/1": "pose_models",
    "midstance.benchmark.speed/1": "speed",
    "midstance.benchmark.interval_coverage/1": "interval_coverage",
    "midstance.benchmark.force_thresholds/1": "force_thresholds",
    "midstance.benchmark.events_against_force_plate/1": "events_against_force_plate",
}
UNNAMED = ("reference_ranges",)
"""Files without a schema go by their own name."""
VERSIONED = (
    "whole_chain",
    "interval_coverage",
    "labelled_clips",
    "events_against_force_plate",
)
"""What the analysis found: figures of one version of it, and of no other."""

Report = dict[str, Any]


def read_results(folder: Path = FOLDER) -> Mapping[str, Report]:
    """Benchmark name -> its report, for those that are there."""
    found: dict[str, Report] = {}
    for path in sorted(folder.glob("*.json")):
        report = json.loads(path.read_text())
        name = SCHEMAS.get(report.get("schema", ""), path.stem)
        if name in (*SCHEMAS.values(), *UNNAMED):
            found[name] = report
    return found


def of_other_versions(results: Mapping[str, Report]) -> list[str]:
    """What was found by another version of the analysis than this one, in words."""
    return [
        f"{name} was measured with analysis version {found or 'unknown'}, this is "
        f"{ANALYSIS_VERSION}: run it again"
        for name in VERSIONED
        if name in results and (found := results[name].get("analysis_version")) != ANALYSIS_VERSION
    ]
