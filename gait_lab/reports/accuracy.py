"""The accuracy document as the page shows it: its cells in order, each beside its bar."""

from typing import Any

from gait_lab.charts.bar_gauge import bar_gauge


def accuracy_page(document: dict[str, Any]) -> dict[str, Any]:
    """The document with a column for each kind of evidence that has a figure."""
    used = {kind for row in document["headlines"] for kind in row["cells"]}
    kinds = [kind for kind in document["evidence"] if kind in used]
    rows = [_row(row, kinds, document["evidence"]) for row in document["headlines"]]
    cells = [cell for row in rows for cell in row["cells"] if cell]
    return {
        **document,
        "kinds": [document["evidence"][kind] for kind in kinds],
        "rows": rows,
        "met": sum(cell["met"] for cell in cells),
        "figures": len(cells),
        "tables": [_table(table, document["evidence"]) for table in document["tables"]],
    }


def _row(row: dict[str, Any], kinds: list[str], evidence: dict[str, str]) -> dict[str, Any]:
    cells = []
    for kind in kinds:
        cell = row["cells"].get(kind)
        if cell:
            label = f"{row['label']}, {evidence[kind]}: {cell['text']}; bar {row['bar']}"
            gauge = bar_gauge(cell["value"], low=row["low"], high=row["high"], label=label)
            cell = {**cell, "kind": evidence[kind], "gauge": gauge}
        cells.append(cell)
    return {**row, "cells": cells}


def _table(table: dict[str, Any], evidence: dict[str, str]) -> dict[str, Any]:
    """Each cell with its column's name, for a phone."""
    rows = [list(zip(table["columns"], cells, strict=True)) for cells in table["rows"]]
    return {**table, "evidence_words": evidence[table["evidence"]], "rows": rows}
