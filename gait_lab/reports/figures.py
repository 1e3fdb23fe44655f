"""The charts of a sheet, made of what an analysis stored."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gait_lab import charts
from gait_lab.analysis.reference import reference_range
from gait_lab.analysis.shown_angles import shown_angles
from gait_lab.charts import CycleLine, Footfall, Spot

Data = Mapping[str, Any]

FOOTFALLS_SHOWN_S = 4.0


@dataclass(frozen=True)
class CycleFigure:
    label: str
    question: str
    svg: str
    caption: str


def cycle_figures(curves: Sequence[Data]) -> list[CycleFigure]:
    """One chart an angle; both legs in it where both were measured."""
    by_name: dict[str, list[Data]] = {}
    for curve in curves:
        by_name.setdefault(curve["name"], []).append(curve)
    figures = [_cycle_figure(same) for same in by_name.values()]
    return [figure for figure in figures if figure.svg]


def shown_curves(curves: Sequence[Data], metrics: Sequence[Data]) -> list[Data]:
    """Those of which at least one number was taken."""
    shown = shown_angles((m["name"], m["side"]) for m in metrics if m["value"] is not None)
    return [curve for curve in curves if (curve["name"], curve["side"]) in shown]


def _cycle_figure(same: Sequence[Data]) -> CycleFigure:
    first = same[0]
    lines = [
        CycleLine(
            mean=_numbers(curve["mean"]),
            sd=_numbers(curve["sd"]),
            side=curve["side"],
            toe_off_pct=curve["toe_off_pct"],
        )
        for curve in same
    ]
    strides = " and ".join(f"{curve['n']}" for curve in same)
    caption = f"Mean of {strides} strides; the band is one standard deviation."
    label = f"{first['label']} over the gait cycle. {caption} {_extremes(lines)}"
    svg = charts.cycle_chart(lines, unit=first["unit"], label=label)
    return CycleFigure(first["label"], first["question"], svg, caption)


def _extremes(lines: Sequence[CycleLine]) -> str:
    values = [value for line in lines for value in line.mean if math.isfinite(value)]
    return f"From {min(values):.0f} to {max(values):.0f} degrees." if values else ""


def style_figure(metrics: Sequence[Data], *, speed_mps: float | None) -> str:
    """Cadence against duty factor; empty where either was not measured."""
    measured = {
        (metric["name"], metric["side"]): metric
        for metric in metrics
        if metric["value"] is not None
    }
    cadence = measured.get(("cadence_spm", None))
    duties = [metric for (name, _), metric in measured.items() if name == "duty_factor_pct"]
    if cadence is None or not duties:
        return ""
    ranges = [
        reference_range(name, speed_mps=speed_mps) for name in ("cadence_spm", "duty_factor_pct")
    ]
    others = tuple((one.low, one.high) for one in ranges if one)
    spots = [
        Spot(cadence["value"], _ci(cadence), duty["value"], _ci(duty), duty["side"])
        for duty in duties
    ]
    label = f"Running style: {cadence['value']:.0f} steps a minute, " + ", ".join(
        f"{spot.side or ''} duty factor {spot.duty_pct:.0f} per cent".strip() for spot in spots
    )
    return charts.style_map(spots, others=others if len(others) == 2 else None, label=label)


def footfall_figure(result: Data) -> str:
    """When which foot was on the ground, over the first seconds."""
    clip = result["clip"]
    until_s = min(clip["duration_s"], FOOTFALLS_SHOWN_S)
    footfalls = footfalls_of(result)
    if not footfalls:
        return ""
    label = f"When each foot is on the ground, first {until_s:.0f} seconds."
    return charts.footfall_chart(footfalls, until_s=until_s, label=label)


def footfalls_of(result: Data) -> list[Footfall]:
    near = result["clip"]["near_side"]
    found = []
    for side in ("left", "right"):
        own = sorted((e for e in result["events"] if e["side"] == side), key=lambda e: e["time_s"])
        found += [
            Footfall(side, first["time_s"], then["time_s"], near in (None, side))
            for first, then in itertools.pairwise(own)
            if (first["kind"], then["kind"]) == ("initial_contact", "toe_off")
        ]
    return found


def _ci(metric: Data) -> tuple[float, float]:
    low, high = metric["ci95_low"], metric["ci95_high"]
    return (metric["value"],) * 2 if low is None or high is None else (low, high)


def _numbers(values: Sequence[float | None]) -> list[float]:
    return [math.nan if value is None else value for value in values]
