"""Headline figures out of the benchmarks' reports, each with its evidence and its n."""

from collections.abc import Iterator
from typing import Any

from benchmarks.validity.bars import BARS, Bar, accepted
from benchmarks.validity.results import Report

EVIDENCE = {
    "drawn": "Drawn runners",
    "plate": "Force plate",
    "eye": "Real clips, by eye",
}
PLATE_CONDITION = "side 60 Hz, noisy"
SIDE, FAST, REAR = "side, all", "side, 60 Hz and more", "rear, all"
METRIC_BARS = {
    "contact_time": ("ground_contact_time_ms", FAST),
    "knee_contact": ("knee_flexion_at_contact_deg", SIDE),
    "knee_stance": ("peak_knee_flexion_stance_deg", SIDE),
    "shank": ("shank_angle_at_contact_deg", SIDE),
    "hip_extension": ("hip_extension_at_toe_off_deg", SIDE),
    "strike_angle": ("foot_strike_angle_deg", SIDE),
    "overstride": ("overstride_pct_leg", SIDE),
    "trunk": ("trunk_lean_deg", SIDE),
    "oscillation": ("vertical_oscillation_cm", SIDE),
    "pelvic_drop": ("contralateral_pelvic_drop_deg", REAR),
}
FASTEST_BAR_HZ = 59.0
"""Event bars hold for clips of 60 Hz (59.94) and more."""

Cell = tuple[str, str, float | None, str]
"""(bar, evidence, figure, of how many)."""


def headlines(results: dict[str, Report]) -> list[dict[str, Any]]:
    """One row for each bar, with a cell for each kind of evidence that has a figure."""
    cells: dict[str, dict[str, Any]] = {bar.key: {} for bar in BARS}
    for key, evidence, value, of in _cells(results):
        if value is not None:
            bar = next(bar for bar in BARS if bar.key == key)
            cells[key][evidence] = _cell(bar, evidence, value, of)
    return [
        {
            "key": bar.key,
            "label": bar.label,
            "bar": bar.said,
            "low": bar.low,
            "high": bar.high,
            "cells": cells[bar.key],
        }
        for bar in BARS
        if cells[bar.key]
    ]


def _cell(bar: Bar, evidence: str, value: float, of: str) -> dict[str, Any]:
    signed = bar.low is not None and bar.low < 0
    text = f"{value:+z.{bar.decimals}f}" if signed else f"{value:.{bar.decimals}f}"
    gap = "" if bar.unit == "°" else "\N{NO-BREAK SPACE}"
    return {
        "value": round(value, 4),
        "text": f"{text.replace('-', chr(0x2212))}{gap}{bar.unit}",
        "of": of,
        "met": bar.met(value),
    }


def _cells(results: dict[str, Report]) -> Iterator[Cell]:
    if "whole_chain" in results:
        yield from _drawn(results["whole_chain"])
    if "events_against_force_plate" in results:
        yield from _plate(results["events_against_force_plate"])
    if "labelled_clips" in results:
        yield from _eye(results["labelled_clips"])
    if "speed" in results:
        speed = results["speed"]
        yield "speed", "drawn", speed["ratio"], f"{speed['frames']} frames, {speed['cores']} cores"


def _drawn(report: Report) -> Iterator[Cell]:
    events, metrics = report["events"], report["metrics"]
    side, fast = events.get(SIDE), events.get(FAST)
    if side:
        contacts = side["initial_contact"]
        yield "contacts_found", "drawn", contacts["found_pct"], f"{contacts['n']} contacts"
        yield "contacts_false", "drawn", contacts["false_pct"], f"{contacts['n']} contacts"
        yield "swaps", "drawn", side["swapped_after_pct"], f"{side['clips']} clips"
        yield "strike_class", "drawn", side["strike_class_right_pct"], f"{side['clips']} clips"
    if fast:
        for key, kind in (("contact", "initial_contact"), ("off", "toe_off")):
            row = fast[kind]
            yield f"{key}_mean", "drawn", row["mean_ms"], f"{row['n']} events"
            yield f"{key}_sd", "drawn", row["sd_ms"], f"{row['n']} events"
    for key, (name, group) in METRIC_BARS.items():
        row = metrics.get(group, {}).get(name)
        if row:
            yield key, "drawn", row.get("mean_absolute_error"), f"{row['n']} values"
    cadences = [
        metrics[g]["cadence_spm"] for g in (SIDE, REAR) if "cadence_spm" in metrics.get(g, {})
    ]
    worst = [row["worst"] for row in cadences if row.get("worst") is not None]
    yield "cadence", "drawn", max(worst, default=None), f"{sum(r['n'] for r in cadences)} clips"
    yield from _coverage(metrics)
    yield from _refused(metrics)


def _coverage(metrics: dict[str, Any]) -> Iterator[Cell]:
    rows = [
        row
        for group in (SIDE, REAR)
        for row in metrics.get(group, {}).values()
        if row.get("covered_pct") is not None
    ]
    n = sum(row["n"] - row["refused"] for row in rows)
    if n:
        held = sum(row["covered_pct"] * (row["n"] - row["refused"]) for row in rows) / n
        yield "coverage", "drawn", held, f"{n} intervals"


def _refused(metrics: dict[str, Any]) -> Iterator[Cell]:
    rows = [row for group in (SIDE, REAR) for row in metrics.get(group, {}).values()]
    n = sum(row["n"] for row in rows)
    if n:
        yield "refused", "drawn", 100 * sum(row["refused"] for row in rows) / n, f"{n} values"


def _plate(report: Report) -> Iterator[Cell]:
    row = report["conditions"][PLATE_CONDITION]["ours"]
    of = f"{row['n']:.0f} events" if "n" in row else "18 recordings"
    for bar, name in (
        ("contacts_found", "found_pct"),
        ("contacts_false", "false_pct"),
        ("contact_mean", "initial_contact_bias_ms"),
        ("contact_sd", "initial_contact_sd_ms"),
        ("off_mean", "toe_off_bias_ms"),
        ("off_sd", "toe_off_sd_ms"),
    ):
        yield bar, "plate", row[name], of
    for bar, name in (
        ("contact_time", "contact_time_mae_ms"),
        ("cadence", "cadence_worst_spm"),
        ("swaps", "swapped_after_pct"),
    ):
        yield bar, "plate", row.get(name), "18 recordings"


def _eye(report: Report) -> Iterator[Cell]:
    real = [clip for clip in report["clips"] if clip["real_time"]]
    contacts = report["summary"]["initial_contact"]["near_real_time"]
    of = f"{contacts['labelled']} contacts"
    if contacts["labelled"]:
        yield "contacts_found", "eye", 100 * contacts["found"] / contacts["labelled"], of
        share = 100 * contacts["false"] / max(contacts["found"] + contacts["false"], 1)
        yield "contacts_false", "eye", share, of
    for key, kind in (("contact", "initial_contact"), ("off", "toe_off")):
        errors_ms = _fast_errors_ms(real, kind)
        if len(errors_ms) > 1:
            mean = sum(errors_ms) / len(errors_ms)
            spread = (sum((e - mean) ** 2 for e in errors_ms) / (len(errors_ms) - 1)) ** 0.5
            yield f"{key}_mean", "eye", mean, f"{len(errors_ms)} events, 1 clip"
            yield f"{key}_sd", "eye", spread, f"{len(errors_ms)} events, 1 clip"
    yield "cadence", "eye", report["summary"]["cadence_worst_spm"], f"{len(real)} clips"


def _fast_errors_ms(clips: list[dict[str, Any]], kind: str) -> list[float]:
    return [
        1000 * error / clip["rate_hz"]
        for clip in clips
        if clip["rate_hz"] >= FASTEST_BAR_HZ
        for row in clip["events"]
        if row["kind"] == kind and clip["near_side"] in (None, row["side"])
        for error in row["error_frames"]["mean"]
    ]


def shortfalls(document: dict[str, Any]) -> list[str]:
    """What is worse than accepted, in words: a bar newly missed, or missed by more."""
    bars = {bar.key: bar for bar in BARS}
    allowed: dict[str, float] = accepted()["short"]
    return [
        f"{bars[key].label} ({EVIDENCE[evidence]}): {text}, bar {bars[key].said}"
        for key, evidence, text, beyond in missed(document)
        if beyond > allowed.get(f"{key}/{evidence}", 0.0)
    ]


def missed(document: dict[str, Any]) -> Iterator[tuple[str, str, str, float]]:
    """(bar, evidence, figure in words, how far outside) of each bar that is missed."""
    bars = {bar.key: bar for bar in BARS}
    for row in document["headlines"]:
        bar = bars[row["key"]]
        for evidence, cell in row["cells"].items():
            if not bar.met(cell["value"]):
                yield bar.key, evidence, cell["text"], _beyond(bar, cell["value"])


def _beyond(bar: Bar, value: float) -> float:
    """How far outside its bar a figure lies."""
    below = bar.low - value if bar.low is not None else 0.0
    above = value - bar.high if bar.high is not None else 0.0
    return max(below, above, 0.0)
