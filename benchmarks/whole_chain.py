"""The whole chain on drawn clips: from the pose model's landmarks to every number, by condition.

    python -m benchmarks.whole_chain [--split development|held-out] [--model full] [--json OUT]

Drawn is not real: the figures are recorded and simulated runners as our renderer draws them,
looked at by the pose model like any clip. ``python -m benchmarks.drawn`` makes them once. The
near leg counts from the side, both from behind; the first and last half stride do not.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import binomtest

from benchmarks.drawn.cache import MadeClip, stored
from benchmarks.drawn.conditions import conditions_of
from benchmarks.drawn.plan import clips
from benchmarks.drawn.scores import ClipScore, Value, score
from benchmarks.events_against_force_plate import KINDS
from gait_lab.analysis.pipeline import ANALYSIS_VERSION, AnalysisOptions, analyse_landmarks
from gait_lab.analysis.pose import PoseOptions

SCHEMA = "midstance.benchmark.whole_chain/1"
Row = dict[str, Any]


def main() -> None:
    args = _arguments()
    wanted = [clip for clip in clips() if args.split in (None, clip.split)]
    made = list(stored(wanted, options=PoseOptions(model=args.model)))
    report = report_of(made, of=len(wanted), model=args.model, split=args.split)
    print(_text(report))
    if args.json:
        args.json.write_text(json.dumps(report, indent=1) + "\n")


def report_of(made: Iterable[MadeClip], *, of: int, model: str, split: str | None) -> Row:
    """Every table as plain values."""
    groups: dict[str, list[ClipScore]] = defaultdict(list)
    conditions: dict[str, list[ClipScore]] = defaultdict(list)
    worst: list[Row] = []
    count = 0
    for one in made:
        count += 1
        scored = score_clip(one)
        choices = one.clip.choices
        view, rate = str(choices["view"]), int(choices["frame_rate_hz"])
        groups[f"{view}, all"].append(scored)
        groups[f"{view}, {rate} Hz"].append(scored)
        groups[f"{view}, {one.clip.runner.split()[0]}"].append(scored)
        if rate >= 60:
            groups[f"{view}, 60 Hz and more"].append(scored)
        for condition in conditions_of(one):
            conditions[f"{view}, {condition}"].append(scored)
        worst.append({"clip": one.clip.name, **_clip_row(scored)})
    return {
        "schema": SCHEMA,
        "analysis_version": ANALYSIS_VERSION,
        "drawn": True,
        "pose_model": model,
        "split": split or "all",
        "clips": count,
        "of": of,
        "events": {name: _events(scores) for name, scores in sorted(groups.items())},
        "metrics": {name: _metrics(scores) for name, scores in sorted(groups.items())},
        "conditions": {
            name: {**_events(scores), "metrics": _metrics(scores)}
            for name, scores in sorted(conditions.items())
        },
        "each": worst,
    }


def score_clip(one: MadeClip) -> ClipScore:
    """One clip through the product's own chain, with height and belt speed stated."""
    options = AnalysisOptions(
        view=one.truth.view, height_cm=one.truth.height_cm, speed_mps=one.truth.speed_mps
    )
    analysis = analyse_landmarks(one.pose, options=options)
    return score(analysis, one.truth, recorded=one.clip.recording is not None)


def _events(scores: list[ClipScore]) -> Row:
    row: Row = {"clips": len(scores)}
    for kind in KINDS:
        errors_ms = 1000 * np.concatenate([one.errors_s[kind] for one in scores])
        true = sum(one.true_events[kind] for one in scores)
        false = sum(one.false_events[kind] for one in scores)
        row[kind] = {
            "n": true,
            "found_pct": _pct(len(errors_ms), true),
            "false_pct": _pct(false, false + len(errors_ms)),
            "mean_ms": float(np.mean(errors_ms)) if len(errors_ms) else None,
            "sd_ms": float(np.std(errors_ms, ddof=1)) if len(errors_ms) > 1 else None,
        }
    for name in ("swapped_before_pct", "swapped_after_pct"):
        known = [value for one in scores if (value := getattr(one, name)) is not None]
        row[name] = float(np.mean(known)) if known else None
    strikes = [one.strike_right for one in scores if one.strike_right is not None]
    row["strike_class_right_pct"] = _pct(sum(strikes), len(strikes)) if strikes else None
    return row


def _metrics(scores: list[ClipScore]) -> Mapping[str, Row]:
    by_name: dict[str, list[Value]] = defaultdict(list)
    for one in scores:
        for value in one.values:
            by_name[value.name].append(value)
    return {name: _metric(values) for name, values in sorted(by_name.items())}


def _metric(values: list[Value]) -> Row:
    errors = np.array([value.error for value in values if value.error is not None])
    covered = [value.covered for value in values if value.covered is not None]
    row: Row = {"n": len(values), "refused": len(values) - len(errors)}
    if len(errors):
        row |= {
            "mean_error": float(errors.mean()),
            "mean_absolute_error": float(np.abs(errors).mean()),
            "sd": float(errors.std(ddof=1)) if len(errors) > 1 else None,
            "worst": float(np.abs(errors).max()),
        }
    if covered:
        share = binomtest(sum(covered), len(covered)).proportion_ci(0.95, "wilson")
        half = [(v.high - v.low) / 2 for v in values if v.low is not None and v.high is not None]
        row |= {
            "covered_pct": _pct(sum(covered), len(covered)),
            "covered_low_pct": 100 * float(share.low),
            "covered_high_pct": 100 * float(share.high),
            "half_interval": float(np.median(half)),
        }
    return row


def _clip_row(scored: ClipScore) -> Row:
    row: Row = {f"{value.name} {value.side or ''}".strip(): value.error for value in scored.values}
    for kind in KINDS:
        errors = scored.errors_s[kind]
        row[f"{kind}_ms"] = 1000 * float(np.mean(errors)) if errors else None
    row["swapped_after_pct"] = scored.swapped_after_pct
    return row


def _pct(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _text(report: Row) -> str:
    lines = [
        f"Drawn figures, {report['clips']} of {report['of']} clips, {report['split']}, pose model "
        f"{report['pose_model']}.",
    ]
    for name, row in report["events"].items():
        lines += ["", f"{name}: {row['clips']} clips"]
        for kind in KINDS:
            part = row[kind]
            lines.append(
                f"  {kind:<16} n {part['n']:>4}  found {part['found_pct']:5.1f} %  false "
                f"{part['false_pct']:4.1f} %  mean {_n(part['mean_ms'])} ms  SD "
                f"{_n(part['sd_ms'])} ms"
            )
        lines.append(
            f"  swapped {_n(row['swapped_before_pct'])} % before, {_n(row['swapped_after_pct'])} % "
            f"after; strike class right {_n(row['strike_class_right_pct'])} %"
        )
        for metric, found in report["metrics"][name].items():
            lines.append(_metric_line(metric, found))
    return "\n".join(lines)


def _metric_line(name: str, row: Row) -> str:
    return (
        f"    {name:<32} n {row['n']:>3} refused {row['refused']:>2}  bias "
        f"{_n(row.get('mean_error'))}  MAE {_n(row.get('mean_absolute_error'))}  SD "
        f"{_n(row.get('sd'))}  worst {_n(row.get('worst'))}  95 % holds "
        f"{_n(row.get('covered_pct'))} %  (half width {_n(row.get('half_interval'))})"
    )


def _n(value: float | None) -> str:
    return "     -" if value is None else f"{value:6.2f}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=["development", "held-out"])
    parser.add_argument("--model", default="full")
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
