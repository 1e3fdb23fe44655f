"""One document for both readers: plain values, then Markdown."""

import json
from pathlib import Path
from typing import Any

from benchmarks.validity.bars import accepted
from benchmarks.validity.cells import NONE
from benchmarks.validity.figures import EVIDENCE, headlines
from benchmarks.validity.results import Report
from benchmarks.validity.tables import tables
from benchmarks.validity.words import (
    DRAWN,
    HOW_BARS_ARE_MADE,
    LEAD,
    LIMITS,
    NOT_KNOWN,
    tests,
)

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "gait_lab" / "data" / "accuracy.json"
PAGE = ROOT / "docs" / "validity.md"
SCHEMA = "midstance.accuracy/1"


def document_of(results: dict[str, Report]) -> dict[str, Any]:
    """Everything the page shows."""
    models = [r.get("pose_model") or r.get("model") for r in results.values() if "clips" in r]
    return {
        "schema": SCHEMA,
        "analysis_version": accepted()["analysis_version"],
        "pose_model": _model(models),
        "lead": LEAD,
        "drawn": DRAWN,
        "evidence": EVIDENCE,
        "tests": tests(results),
        "headlines": headlines(results),
        "tables": tables(results),
        "how_bars_are_made": list(HOW_BARS_ARE_MADE),
        "not_known": list(NOT_KNOWN),
        "limits": list(LIMITS),
    }


def _model(models: list[str | None]) -> str:
    named = {str(model).rpartition("/")[2] for model in models if model}
    return " and ".join(sorted(named)) or "full"


def as_json(document: dict[str, Any]) -> str:
    """The data file's text."""
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def as_markdown(document: dict[str, Any]) -> str:
    """The docs page's text."""
    parts = [
        "# How accurate is it?",
        "*Made by `python -m benchmarks.validity` from `benchmarks/results`; do not edit by hand. "
        f"Analysis version {document['analysis_version']}, pose model {document['pose_model']}.*",
        document["lead"],
        f"**{document['drawn']}**",
        "## What was tested, on whom",
        "\n".join(f"- **{test['title']}.** {test['text']}" for test in document["tests"]),
        "## The bars and where we stand",
        "A figure in *italics* misses its bar. Below each: of how many.",
        _headline_table(document),
    ]
    for table in document["tables"]:
        parts += [f"## {table['title']}", table["note"], _table(table["columns"], table["rows"])]
    parts += [
        "## How the error bars are made",
        "\n\n".join(document["how_bars_are_made"]),
        "## What we do not know",
        "\n".join(f"- {line}" for line in document["not_known"]),
        "## Limits",
        "\n".join(f"- {line}" for line in document["limits"]),
    ]
    return "\n\n".join(parts) + "\n"


def _headline_table(document: dict[str, Any]) -> str:
    kinds = [k for k in EVIDENCE if any(k in row["cells"] for row in document["headlines"])]
    rows = [
        [row["label"], row["bar"], *(_headline_cell(row["cells"].get(kind)) for kind in kinds)]
        for row in document["headlines"]
    ]
    return _table(["", "Bar", *(EVIDENCE[kind] for kind in kinds)], rows)


def _headline_cell(cell: dict[str, Any] | None) -> str:
    if cell is None:
        return NONE
    text = cell["text"] if cell["met"] else f"*{cell['text']}*"
    return f"{text} ({cell['of']})"


def _table(columns: list[str], rows: list[list[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
