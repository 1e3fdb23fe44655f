"""How often 95 % intervals hold the truth, on landmark sequences resampled from drawn clips.

    python -m benchmarks.interval_coverage [--split held-out] [--sequences 500] [--json OUT]

Each sequence is a random stretch of 4.5 to 6 s of one drawn clip's raw landmarks and pictures of
feet or waist, with more jitter than the model gave, and stretches of exchanged and of collapsed
legs put in at the rates the model shows. The belt's speed is stated as wrongly as displays show it.
It goes through the product's chain; the truth is that of the same stretch. The intervals' terms
were not measured on drawn clips of held-out runners. How sure a share is comes from drawing the
runners anew, since the values of one runner are not independent. Drawn is not real.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.drawn.cache import MadeClip, stored
from benchmarks.drawn.plan import clips
from benchmarks.drawn.scores import RECORDED_LACKS, Value, value_of
from gait_lab.analysis.camera import RollEstimate, scene_roll
from gait_lab.analysis.conventions import LEG_JOINTS
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.metrics import measure
from gait_lab.analysis.metrics.catalogue import METRICS
from gait_lab.analysis.metrics.error_terms import BELIEVED
from gait_lab.analysis.pipeline import ANALYSIS_VERSION
from gait_lab.analysis.pose import PoseEstimate, PoseOptions
from gait_lab.analysis.results import Metric
from gait_lab.analysis.shoe import FeetSeen
from gait_lab.analysis.stride_finding import find_strides
from gait_lab.simulation.true_metrics import true_metrics
from gait_lab.simulation.truth import ClipTruth

SCHEMA = "midstance.benchmark.interval_coverage/1"
SWAPS_A_SECOND, COLLAPSES_A_SECOND = 0.6, 0.3
LONGEST_CONFUSION_S = 0.12
MORE_JITTER_PCT_LEG = 0.6
BELT_ERROR = BELIEVED["step_length_m"].scale
"""Standard deviation of a display's error, as a share of the speed."""
RESAMPLES, SEED = 2000, 1
Held = dict[str, list[bool]]
"""Runner -> whether each of his intervals held the truth."""


def main() -> None:
    args = _arguments()
    made = list(stored((c for c in clips() if c.split == args.split), options=PoseOptions()))
    report = report_of(made, split=args.split, sequences=args.sequences)
    print(_text(report))
    if args.json:
        args.json.write_text(json.dumps(report, indent=1) + "\n")


def report_of(made: list[MadeClip], *, split: str, sequences: int) -> dict[str, Any]:
    """Coverage per view and metric, and altogether."""
    held: dict[str, Held] = defaultdict(lambda: defaultdict(list))
    refused = 0
    each = -(-sequences // max(len(made), 1))
    for one in made:
        for value in _values(one, each):
            if value.covered is None:
                refused += 1
                continue
            for name in (f"{one.truth.view}: {value.name}", f"{one.truth.view}: all", "all"):
                held[name][one.clip.runner].append(value.covered)
    return {
        "schema": SCHEMA,
        "analysis_version": ANALYSIS_VERSION,
        "drawn": True,
        "split": split,
        "clips": len(made),
        "sequences": each * len(made),
        "refused": refused,
        "coverage": {name: share(by_runner) for name, by_runner in sorted(held.items())},
    }


def share(by_runner: Held) -> dict[str, float | int]:
    """Share of intervals that held the truth, with its percentile bootstrap over runners."""
    counts = np.array([(sum(flags), len(flags)) for flags in by_runner.values()])
    rng = np.random.default_rng(SEED)
    drawn = rng.integers(0, len(counts), (RESAMPLES, len(counts)))
    held, n = counts[drawn].sum(axis=1).T
    low_pct, high_pct = np.percentile(100 * held / n, (2.5, 97.5))
    return {
        "n": int(counts[:, 1].sum()),
        "runners": len(counts),
        "covered_pct": 100 * float(counts[:, 0].sum() / counts[:, 1].sum()),
        "low_pct": float(low_pct),
        "high_pct": float(high_pct),
    }


def _values(one: MadeClip, count: int) -> Iterator[Value]:
    """Every metric of ``count`` resampled stretches beside its truth."""
    rng = np.random.default_rng(len(one.clip.name) + len(one.truth.time_s))
    display = np.random.default_rng(len(one.truth.time_s))
    roll = scene_roll(one.pose.pictures)
    motion, camera = (plan := one.clip.plan()).motion, plan.camera
    for _ in range(count):
        pose, start_s, end_s = _stretch(one.pose, one.truth, rng)
        truth = true_metrics(
            motion, view=one.truth.view, near_side=camera.near_side, start_s=start_s, end_s=end_s
        )
        stated_mps = one.truth.speed_mps * (1 + display.normal(0, BELT_ERROR))
        measured = _measured(pose, one.truth, stated_mps, roll)
        found = {(metric.name, metric.side): metric for metric in measured}
        for true in truth:
            lacking = one.clip.recording is not None and true.name in RECORDED_LACKS
            measured_so = one.truth.view in METRICS[true.name].views
            if measured_so and not lacking and not isinstance(true.value, str):
                metric = found.get((true.name, true.side))
                yield value_of(true.name, true.side, true.value, metric)


def _measured(
    pose: PoseEstimate, truth: ClipTruth, speed_mps: float, roll: RollEstimate | None
) -> tuple[Metric, ...]:
    _, signals, detection = find_strides(
        pose,
        view=truth.view,
        near_side=None,
        height_cm=truth.height_cm,
        speed_mps=speed_mps,
        roll=roll,
    )
    return measure(signals, detection, speed_mps=speed_mps, height_cm=truth.height_cm)


def _stretch(
    pose: PoseEstimate, truth: ClipTruth, rng: np.random.Generator
) -> tuple[PoseEstimate, float, float]:
    """A random part, disturbed; and its first and last instant in the motion's time."""
    last_s = float(truth.time_s[-1])
    length_s = float(rng.uniform(4.5, min(6.0, last_s)))
    start_s = float(rng.uniform(0, last_s - length_s))
    kept = (truth.time_s >= start_s) & (truth.time_s <= start_s + length_s)
    time_s = truth.time_s[kept]
    xy_px = pose.sequence.xy_px[kept].copy()
    leg_px = np.nanmedian(
        np.linalg.norm(truth.point("left_hip") - truth.point("left_ankle"), axis=1)
    )
    xy_px += rng.normal(0, MORE_JITTER_PCT_LEG / 100 * leg_px * rng.uniform(0, 1), xy_px.shape)
    if truth.view == "side":
        _confuse(xy_px, pose.sequence, time_s, rng)
    sequence = replace(
        pose.sequence,
        xy_px=xy_px,
        visibility=pose.sequence.visibility[kept],
        time_s=time_s - time_s[0],
    )
    part = replace(
        pose,
        sequence=sequence,
        waists=None if pose.waists is None else pose.waists[kept],
        feet=_feet_in(pose.feet, kept),
    )
    return part, float(time_s[0]), float(time_s[-1])


def _feet_in(feet: FeetSeen | None, kept: np.ndarray) -> FeetSeen | None:
    """The feet's pictures in those frames, numbered from the first of them."""
    if feet is None:
        return None
    own = feet.patches.kept(kept[feet.patches.frame])
    return replace(feet, patches=replace(own, frame=own.frame - int(np.argmax(kept))))


def _confuse(
    xy_px: np.ndarray, sequence: LandmarkSequence, time_s: np.ndarray, rng: np.random.Generator
) -> None:
    """Exchange the legs' labels, or put both on one leg, for a while now and then."""
    legs = [[sequence.index(f"{s}_{j}") for j in LEG_JOINTS[1:]] for s in ("left", "right")]
    span_s = float(time_s[-1] - time_s[0])
    for rate, swaps in ((SWAPS_A_SECOND, True), (COLLAPSES_A_SECOND, False)):
        for _ in range(int(rng.poisson(rate * span_s))):
            middle_s = rng.uniform(time_s[0], time_s[-1])
            frames = np.abs(time_s - middle_s) < rng.uniform(0, LONGEST_CONFUSION_S / 2)
            left, right = xy_px[frames][:, legs[0]], xy_px[frames][:, legs[1]]
            for column, (a, b) in enumerate(zip(*legs, strict=True)):
                if swaps:
                    xy_px[frames, a], xy_px[frames, b] = right[:, column], left[:, column]
                else:
                    xy_px[frames, a] = right[:, column]


def _text(report: dict[str, Any]) -> str:
    lines = [
        f"Drawn figures, {report['split']}: {report['sequences']} sequences resampled from "
        f"{report['clips']} clips; {report['refused']} values refused."
    ]
    for name, row in report["coverage"].items():
        lines.append(
            f"  {name:<42} n {row['n']:>5}  95 % holds {row['covered_pct']:5.1f} % "
            f"({row['low_pct']:.1f} to {row['high_pct']:.1f}, {row['runners']} runners)"
        )
    return "\n".join(lines)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--split", choices=["development", "held-out"], default="held-out")
    parser.add_argument("--sequences", type=int, default=500)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
