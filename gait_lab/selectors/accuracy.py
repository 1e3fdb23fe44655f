"""What the benchmarks found about the analysis: a data file that ships with the product."""

import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "data" / "accuracy.json"


@cache
def accuracy_document() -> dict[str, Any]:
    """The document that ``python -m benchmarks.validity`` made for this release."""
    document: dict[str, Any] = json.loads(DATA.read_text())
    return document
