"""The comparison with labels by eye as a table to read."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks.events_against_force_plate import KINDS


def lines(report: dict[str, Any]) -> Iterator[str]:
    """The table as text."""
    yield f"{report['model']}; errors in frames: ours - (mean label - half a frame)"
    head = ("readers A-B", "ours-A", "ours-B", "ours-mean")
    yield f"{'':48}{'n':>4}{'found':>7}{'false':>7}" + "".join(f"{h:>16}" for h in head)
    for clip in report["clips"]:
        measured = clip["cadence_spm"]
        shown = f"{measured:.1f}" if measured is not None else "none"
        ours = f"cadence {shown}, counted {clip['counted_cadence_spm']:.1f} spm"
        yield f"{clip['clip']}, {clip['rate_hz']:g} Hz, {ours} {' '.join(clip['notes'])}"
        for row in clip["events"]:
            where = "near" if clip["near_side"] in (None, row["side"]) else "far"
            errors = row["error_frames"]
            parts = [row["readers_differ_frames"], *(errors[key] for key in sorted(errors))]
            yield (
                f"  {row['kind']:18}{row['side']:8}{where:20}{row['labelled']:>4}"
                f"{row['found']:>7}{row['false']:>7}" + "".join(map(_cell, parts))
            )
        for contact in clip["contact_time"]:
            if contact["ours_ms"] is not None:
                yield (
                    f"  contact time      {contact['side']:8}ours {contact['ours_ms']:.0f} ms, "
                    f"labelled {contact['labelled_ms']:.0f} ms"
                )
    for skipped in report["skipped"]:
        yield f"skipped {skipped['clip']}: {skipped['reason']}"
    for kind in KINDS:
        for where, pooled in report["summary"][kind].items():
            ms = pooled["error_ms"]
            if ms["n"] > 1:
                yield (
                    f"{kind}, {where}: {pooled['found']}/{pooled['labelled']} found, "
                    f"{pooled['false']} false, {ms['mean']:+.1f} ms, SD {ms['sd']:.1f} ms; "
                    f"readers SD {pooled['readers_ms']['sd']:.1f} ms"
                )


def _cell(values: list[float]) -> str:
    if not values:
        return f"{'':>16}"
    return f"{f'{np.mean(values):+.2f} ± {np.std(values):.2f}':>16}"
