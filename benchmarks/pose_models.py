"""The full pose model against the heavy one: accuracy on drawn runners, cost per frame.

    python -m benchmarks.pose_models [--models full,heavy] [--models-dir DIR] [--clips FOLDER]
        [--json OUT]

Six drawn clips of 4 s at 60 Hz (four from the side, two from behind; different runners, clothes
and rooms) go through the whole chain once with each model, in one process. Landmark errors are
the model's own, before any repair; the rest is what a user is shown. The figures are drawn, not
people: they rank the models and do not say how well either sees a real runner. ``--clips`` keeps
the clips for the next run. The heavy model is installed by ``install_pose_model heavy``.
"""

import argparse
import json
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.pairing import pair_up
from gait_lab.analysis.conventions import SIDES
from gait_lab.analysis.pipeline import AnalysisOptions, ClipAnalysis, analyse
from gait_lab.analysis.pose import PoseOptions
from gait_lab.simulation.clips import ClipPlan, plan_clip
from gait_lab.simulation.parameters import Appearance
from gait_lab.simulation.truth import ClipTruth

SCHEMA = "midstance.benchmark.pose_models/1"
FOUND_WITHIN_S = 0.060
JOINTS = ("hip", "knee", "ankle", "heel", "foot_index")
SWAPPABLE = ("knee", "ankle", "heel", "foot_index")

_DARK = Appearance(skin=(96, 62, 44), hair=(20, 16, 14), shirt=(196, 176, 60), shoes=(40, 40, 44))
_TIGHTS = Appearance(
    legs="tights", sleeves="none", hair_style="tail", shirt=(120, 40, 96), shorts=(30, 32, 40)
)
RUNNERS: Mapping[str, dict[str, Any]] = {
    "side, average": {"near_side": "left", "seed": 901},
    "side, heavier, slow": {
        "near_side": "right", "seed": 902, "build": 1.22, "speed_mps": 2.4, "cadence_spm": 158.0,
        "ground_contact_time_ms": 295.0, "overstride_pct_leg": 25.0, "room": "warm",
    },
    "side, fast, forefoot": {
        "near_side": "left", "seed": 903, "speed_mps": 3.8, "cadence_spm": 178.0,
        "ground_contact_time_ms": 220.0, "foot_strike_angle_deg": 0.0, "appearance": _DARK,
        "room": "dark",
    },
    "side, tights, turned 10 degrees": {
        "near_side": "right", "seed": 904, "yaw_deg": 10.0, "height_cm": 164.0,
        "appearance": _TIGHTS,
    },
    "rear, average": {"view": "rear", "seed": 905},
    "rear, pelvic drop": {
        "view": "rear", "seed": 906, "pelvic_drop_deg": 8.0, "height_cm": 166.0,
        "appearance": _TIGHTS, "room": "warm",
    },
}  # fmt: skip
SHOWN_METRICS = (
    "cadence_spm",
    "ground_contact_time_ms",
    "knee_flexion_at_contact_deg",
    "peak_knee_flexion_stance_deg",
    "shank_angle_at_contact_deg",
    "foot_strike_angle_deg",
    "overstride_pct_leg",
    "hip_extension_at_toe_off_deg",
    "trunk_lean_deg",
    "contralateral_pelvic_drop_deg",
)


def run(models: tuple[str, ...], *, folder: Path, models_dir: Path | None) -> dict[str, Any]:
    """Every model on every clip."""
    clips = {name: _clip(name, choices, folder) for name, choices in RUNNERS.items()}
    found: dict[str, Any] = {}
    for model in models:
        tally = _Tally()
        for plan, path in clips.values():
            tally.add(plan, path, PoseOptions(model=model, models_dir=models_dir))
        found[model] = tally.summary()
    return {
        "schema": SCHEMA,
        "drawn": True,
        "clips": len(clips),
        "cores": len(os.sched_getaffinity(0)),
        "models": found,
    }


def _clip(name: str, choices: dict[str, Any], folder: Path) -> tuple[ClipPlan, Path]:
    plan = plan_clip(seconds=4.0, **choices)
    path = folder / f"{name.replace(', ', '-').replace(' ', '-')}.mp4"
    if not path.is_file():
        part = path.with_suffix(".part.mp4")
        plan.draw(part)
        part.replace(path)
    return plan, path


class _Tally:
    """What one model did on the clips so far."""

    def __init__(self) -> None:
        self.name = ""
        self.frames = self.seen = self.true_events = 0
        self.used_s = 0.0
        self.landmark_cm: list[float] = []
        self.swapped: list[float] = []
        self.events_s: dict[str, list[float]] = defaultdict(list)
        self.metrics: dict[str, list[float]] = defaultdict(list)
        self.refused: dict[str, int] = defaultdict(int)

    def add(self, plan: ClipPlan, path: Path, pose: PoseOptions) -> None:
        truth = plan.truth()
        options = AnalysisOptions(
            view=truth.view,
            near_side=truth.near_side,
            speed_mps=truth.speed_mps,
            height_cm=truth.height_cm,
            pose=pose,
            workers=1,
        )
        start_s = _used_s()
        analysis = analyse(path, options=options)
        self.used_s += _used_s() - start_s
        self.name = analysis.result.pose.model
        self.frames += len(truth.time_s)
        self._landmarks(analysis, truth, plan)
        self._events(analysis, truth)
        self._metrics(analysis, truth)

    def _landmarks(self, analysis: ClipAnalysis, truth: ClipTruth, plan: ClipPlan) -> None:
        raw = analysis.raw
        cm_per_px = 100 * plan.camera.distance_m / plan.camera.focal_px
        self.seen += int(np.isfinite(raw.point("left_hip")[:, 0]).sum())
        for side in SIDES if truth.near_side is None else (truth.near_side,):
            for joint in JOINTS:
                name = f"{side}_{joint}"
                miss_px = np.linalg.norm(raw.point(name) - truth.point(name), axis=1)
                self.landmark_cm += (cm_per_px * miss_px[np.isfinite(miss_px)]).tolist()
        self.swapped += _swapped(raw, truth).tolist()

    def _events(self, analysis: ClipAnalysis, truth: ClipTruth) -> None:
        for side in SIDES if truth.near_side is None else (truth.near_side,):
            contacts_s = truth.event_times_s("initial_contact", side)
            half_s = float(np.median(np.diff(contacts_s))) / 2
            for kind in ("initial_contact", "toe_off"):
                true_s = truth.event_times_s(kind, side)
                inside = (true_s > half_s) & (true_s < truth.time_s[-1] - half_s)
                true_s = true_s[inside]
                found_s = np.array(
                    [e.time_s for e in analysis.result.events if (e.kind, e.side) == (kind, side)]
                )
                self.true_events += len(true_s)
                self.events_s[kind] += [
                    float(found_s[i] - true_s[j])
                    for i, j in pair_up(found_s, true_s, within=FOUND_WITHIN_S)
                ]

    def _metrics(self, analysis: ClipAnalysis, truth: ClipTruth) -> None:
        for true in truth.metrics:
            if true.name not in SHOWN_METRICS:
                continue
            for metric in analysis.result.metrics:
                if (metric.name, metric.side) == (true.name, true.side):
                    if metric.value is None:
                        self.refused[true.name] += 1
                    else:
                        self.metrics[true.name].append(float(metric.value) - float(true.value))

    def summary(self) -> dict[str, Any]:
        """One column of the table."""
        contact_ms, off_ms = (
            1000 * np.array(self.events_s[kind]) for kind in ("initial_contact", "toe_off")
        )
        return {
            "name": self.name,
            "frames": self.frames,
            "frames_with_runner_pct": 100 * self.seen / self.frames,
            "cost_ms_per_frame": 1000 * self.used_s / self.frames,
            "landmark_error_median_cm": float(np.median(self.landmark_cm)),
            "landmark_error_p95_cm": float(np.percentile(self.landmark_cm, 95)),
            "legs_swapped_pct": 100 * float(np.mean(self.swapped)),
            "events_found_pct": 100 * (len(contact_ms) + len(off_ms)) / self.true_events,
            "initial_contact_mean_ms": float(contact_ms.mean()),
            "initial_contact_sd_ms": float(contact_ms.std(ddof=1)),
            "toe_off_mean_ms": float(off_ms.mean()),
            "toe_off_sd_ms": float(off_ms.std(ddof=1)),
            "metrics": {
                name: {
                    "n": len(self.metrics[name]),
                    "refused": self.refused[name],
                    "mean_absolute_error": float(np.mean(np.abs(self.metrics[name])))
                    if self.metrics[name]
                    else None,
                }
                for name in SHOWN_METRICS
            },
        }


def _swapped(raw: Any, truth: ClipTruth) -> np.ndarray:
    """Per frame, whether the legs lie nearer each other's true place than their own."""

    def away(of: str, place: str) -> np.ndarray:
        gaps = [raw.point(f"{of}_{j}") - truth.point(f"{place}_{j}") for j in SWAPPABLE]
        return np.sum([np.linalg.norm(gap, axis=1) for gap in gaps], axis=0)

    own = away("left", "left") + away("right", "right")
    other = away("left", "right") + away("right", "left")
    apart = np.linalg.norm(truth.point("left_ankle") - truth.point("right_ankle"), axis=1)
    clear = apart > 0.15 * apart.max()
    return np.asarray((other < own) & clear)


def _used_s() -> float:
    """Processor seconds of this process and its finished children."""
    own = os.times()
    return own.user + own.system + own.children_user + own.children_system


def lines(report: dict[str, Any]) -> Iterator[str]:
    """The table as text."""
    models = report["models"]
    yield f"{report['clips']} drawn clips (not people)"
    yield f"{'':50}" + "".join(f"{model:>12}" for model in models)
    for key in next(iter(models.values())):
        if key not in ("name", "metrics"):
            yield f"{key:50}" + "".join(f"{m[key]:>12.1f}" for m in models.values())
    for name in SHOWN_METRICS:
        cells = [m["metrics"][name]["mean_absolute_error"] for m in models.values()]
        shown = "".join(f"{c:>12.1f}" if c is not None else f"{'none':>12}" for c in cells)
        yield f"{name + ', mean abs. error':50}" + shown


def main() -> None:
    """Print the table; write JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", default="full,heavy", help="comma-separated")
    parser.add_argument("--models-dir", type=Path, default=None, help="folder of optional models")
    parser.add_argument("--clips", type=Path, help="keep the drawn clips in this folder")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.clips or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        start_s = time.monotonic()
        report = run(tuple(args.models.split(",")), folder=folder, models_dir=args.models_dir)
        report["wall_s"] = round(time.monotonic() - start_s)
    print("\n".join(lines(report)))
    if args.json:
        args.json.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
