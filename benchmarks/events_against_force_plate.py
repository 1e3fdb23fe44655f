"""Contacts and toe-offs against the force plate, on recorded treadmill runners.

    python -m benchmarks.events_against_force_plate [--runners held-out|training|all]
        [--trials N] [--json OUT]

The reference motion's joints are projected by a virtual camera, disturbed (jitter, correlated
wander, exchanged and collapsed legs) and put through the product's own chain. Methods of the
literature are timed in the same windows. One line is one condition; the truth is force above
50 N. The first and last half stride of a clip are not counted. Where "the shoe is read" heel and
toe of the near foot stand about contact where they were, but for a little noise, as the pictures
of a film would show them.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.reference_motion import (
    HELD_OUT_RUNNERS,
    TRAINING_RUNNERS,
    Camera,
    Recording,
    film,
    film_clean,
    recordings,
)
from benchmarks.windowed_methods import timed
from gait_lab.analysis.conventions import LEG_JOINTS, Side
from gait_lab.analysis.events import EventDetection, detect_events
from gait_lab.analysis.landmarks import FloatArray, LandmarkSequence
from gait_lab.analysis.pipeline import ANALYSIS_VERSION
from gait_lab.analysis.shoe import ShoeReading, Stance, with_shoe
from gait_lab.analysis.shoe.reading import BEFORE_CONTACT_S, OF_STANCE
from gait_lab.analysis.sides import repair_sides
from gait_lab.analysis.signals import build_signals

SCHEMA = "midstance.benchmark.events_against_force_plate/1"
FOUND_WITHIN_S = 0.060
KINDS = ("initial_contact", "toe_off")
RUNNERS = {
    "held-out": HELD_OUT_RUNNERS,
    "training": TRAINING_RUNNERS,
    "all": TRAINING_RUNNERS + HELD_OUT_RUNNERS,
}
SHOE_READ = "shoe read"
SHOE_NOISE_M = 0.002
"""How far heel and toe so read lie beside the shoe's (drawn clips: half a degree, a third of a
cell)."""
BAD_LEGS = {"swap_share": 0.15, "collapse_share": 0.08}
CONDITIONS: dict[str, Camera] = {
    **{
        f"side {rate} Hz, {label}": Camera(rate_hz=rate, noise_m=white, wander_m=wander, **BAD_LEGS)
        for rate in (30, 60, 120, 240)
        for label, white, wander in (("quiet", 0.003, 0.003), ("noisy", 0.008, 0.008))
    },
    "side 60 Hz, noisy, uneven": Camera(
        noise_m=0.008, wander_m=0.008, timestamps="uneven", **BAD_LEGS
    ),
    **{
        f"side {rate} Hz, noisy, shoe read": Camera(
            rate_hz=rate, noise_m=0.008, wander_m=0.008, **BAD_LEGS
        )
        for rate in (30, 60)
    },
    "rear 60 Hz, quiet": Camera(view="rear", noise_m=0.003, wander_m=0.003),
    "rear 60 Hz, noisy": Camera(view="rear", noise_m=0.008, wander_m=0.008),
}


@dataclass
class Score:
    """Errors of one method or the product in one condition, seconds."""

    errors_s: dict[str, list[float]] = field(default_factory=lambda: {k: [] for k in KINDS})
    true_events: int = 0
    found: int = 0
    false: int = 0
    contact_ms: list[float] = field(default_factory=list)
    cadence_spm: list[float] = field(default_factory=list)
    swapped_before: list[float] = field(default_factory=list)
    swapped_after: list[float] = field(default_factory=list)

    def summary(self) -> dict[str, float]:
        """One line of the table."""
        line: dict[str, float] = {
            "n": self.true_events,
            "found_pct": 100 * self.found / max(self.true_events, 1),
            "false_pct": 100 * self.false / max(self.found + self.false, 1),
        }
        for kind, errors_s in self.errors_s.items():
            if errors_s:
                line[f"{kind}_bias_ms"] = 1e3 * float(np.mean(errors_s))
                line[f"{kind}_sd_ms"] = 1e3 * float(np.std(errors_s))
        if self.contact_ms:
            line["contact_time_mae_ms"] = float(np.mean(np.abs(self.contact_ms)))
            line["cadence_worst_spm"] = float(np.max(np.abs(self.cadence_spm)))
            line["swapped_before_pct"] = 100 * float(np.mean(self.swapped_before))
            line["swapped_after_pct"] = 100 * float(np.mean(self.swapped_after))
        return line


def match(found_s: FloatArray, true_s: FloatArray) -> list[float]:
    """Errors of found events, each paired with the nearest true one within 60 ms, one to one."""
    pairs = sorted(
        (abs(f - t), i, j)
        for i, f in enumerate(found_s)
        for j, t in enumerate(true_s)
        if abs(f - t) <= FOUND_WITHIN_S
    )
    used_found: set[int] = set()
    used_true: set[int] = set()
    errors = []
    for _, i, j in pairs:
        if i not in used_found and j not in used_true:
            used_found.add(i)
            used_true.add(j)
            errors.append(float(found_s[i] - true_s[j]))
    return errors


def run(
    conditions: dict[str, Camera], runners: tuple[str, ...], *, trials: int | None = None
) -> dict[str, dict[str, Score]]:
    """condition -> method -> score; "ours" is the product."""
    table: dict[str, dict[str, Score]] = {}
    for name, camera in conditions.items():
        scores: dict[str, Score] = {}
        for number, recording in enumerate(recordings(runners)):
            if trials is None or number < trials:
                near: Side = "left" if number % 2 else "right"
                own = replace(camera, near_side=near)
                _score_clip(recording, own, number, scores, shoe_read=SHOE_READ in name)
        table[name] = scores
    return table


def _score_clip(
    recording: Recording,
    camera: Camera,
    seed: int,
    scores: dict[str, Score],
    *,
    shoe_read: bool = False,
) -> None:
    sequence = film(recording, camera, seed=seed)
    repair = repair_sides(sequence, view=camera.view)
    build = partial(
        build_signals, view=camera.view, near_side=repair.near_side, facing=repair.facing
    )
    signals = build(repair.sequence)
    detection = detect_events(signals)
    side = camera.near_side
    ours = scores.setdefault("ours", Score())
    clean = film_clean(recording, camera, seed=seed)
    if shoe_read:
        shoe = _shoe_of(clean, camera, detection, seed)
        signals = build(with_shoe(repair.sequence, side, shoe), shoe_read=True)
        detection = detect_events(signals)
    ours.swapped_before.append(swapped_share(sequence, clean))
    ours.swapped_after.append(swapped_share(repair.sequence, clean))
    _count(ours, recording, camera, {k: _times(detection, k, side) for k in KINDS})
    _whole_clip(ours, recording, camera, detection, side)
    for kind, methods in timed(signals, side).items():
        for method, times_s in methods.items():
            score = scores.setdefault(f"{kind}: {method}", Score())
            _count(score, recording, camera, {kind: times_s})


def _shoe_of(
    clean: LandmarkSequence, camera: Camera, detection: EventDetection, seed: int
) -> ShoeReading:
    """What pictures would show of the near shoe from before contact to mid-stance."""
    frames: set[int] = set()
    for stride in detection.strides:
        if stride.side == camera.near_side:
            stance = Stance(stride.initial_contact_s, stride.toe_off_s)
            window_s = (stance.contact_s - BEFORE_CONTACT_S, stance.after(OF_STANCE))
            frames |= set(range(*np.searchsorted(clean.time_s, window_s)))
    frame = np.array(sorted(frames))
    rng = np.random.default_rng(seed)
    noise_px = SHOE_NOISE_M * camera.focal_px / camera.distance_m
    heel_px, toe_px = (
        clean.point(f"{camera.near_side}_{joint}")[frame] + rng.normal(0, noise_px, (len(frame), 2))
        for joint in ("heel", "foot_index")
    )
    return ShoeReading(frame, heel_px, toe_px)


def _times(detection: EventDetection, kind: str, side: Side) -> FloatArray:
    return np.array([e.time_s for e in detection.events if e.kind == kind and e.side == side])


def _count(
    score: Score, recording: Recording, camera: Camera, found: dict[str, FloatArray]
) -> None:
    stride_s = 2 * float(np.mean(np.diff(recording.initial_contact_s)))
    low_s, high_s = stride_s / 2, camera.duration_s - stride_s / 2
    for kind, times_s in found.items():
        true_s = recording.truth(kind, camera.near_side) - camera.start_s
        counted = true_s[(true_s > low_s) & (true_s < high_s)]
        errors = match(times_s, counted)
        inside = times_s[(times_s > low_s) & (times_s < high_s)]
        beyond = [t for t in inside if np.min(np.abs(true_s - t)) > FOUND_WITHIN_S]
        score.errors_s[kind].extend(errors)
        score.true_events += len(counted)
        score.found += len(errors)
        score.false += len(beyond)


def _whole_clip(
    score: Score, recording: Recording, camera: Camera, detection: EventDetection, side: Side
) -> None:
    strides = [stride for stride in detection.strides if stride.side == side]
    low_s, high_s = camera.start_s, camera.start_s + camera.duration_s
    contacts, offs = recording.truth("initial_contact", side), recording.truth("toe_off", side)
    inside = contacts[(contacts >= low_s) & (contacts <= high_s)]
    true_contact = np.median([offs[offs > c][0] - c for c in inside if (offs > c).any()])
    true_cadence = 120 / np.median(np.diff(inside))
    if strides:
        contact = np.median([s.toe_off_s - s.initial_contact_s for s in strides])
        stride = np.median([s.next_initial_contact_s - s.initial_contact_s for s in strides])
        score.contact_ms.append(1e3 * float(contact - true_contact))
        score.cadence_spm.append(float(120 / stride - true_cadence))


def swapped_share(sequence: LandmarkSequence, clean: LandmarkSequence) -> float:
    """Share of frames in which the legs are nearer each other's true place than their own."""

    def away(of: str, place: str) -> FloatArray:
        joints = [joint for joint in LEG_JOINTS if joint != "hip"]
        paths = [
            np.hypot(*(sequence.point(f"{of}_{j}") - clean.point(f"{place}_{j}")).T) for j in joints
        ]
        return np.asarray(np.sum(paths, axis=0))

    own = away("left", "left") + away("right", "right")
    other = away("left", "right") + away("right", "left")
    apart = np.hypot(*(clean.point("left_ankle") - clean.point("right_ankle")).T)
    clear = apart > 0.15 * np.nanmax(apart)
    return float(np.mean((other < own) & clear))


def report_of(table: dict[str, dict[str, Score]]) -> dict[str, Any]:
    """The table as plain values: condition -> method -> figures."""
    return {
        "schema": SCHEMA,
        "analysis_version": ANALYSIS_VERSION,
        "conditions": {
            condition: {method: score.summary() for method, score in scores.items()}
            for condition, scores in table.items()
        },
    }


def lines(table: dict[str, dict[str, Score]]) -> Iterator[str]:
    """The table as text."""
    for condition, scores in table.items():
        yield condition
        for method, score in scores.items():
            shown = "  ".join(f"{k} {v:.1f}" for k, v in score.summary().items())
            yield f"  {method:58s} {shown}"


def main() -> None:
    """Print the table; write JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runners", choices=RUNNERS, default="held-out")
    parser.add_argument("--trials", type=int, default=None)
    parser.add_argument("--json", type=Path, default=None)
    options = parser.parse_args()
    table = run(CONDITIONS, RUNNERS[options.runners], trials=options.trials)
    print("\n".join(lines(table)))
    if options.json:
        report = report_of(table)
        options.json.write_text(json.dumps(report, indent=1, allow_nan=False) + "\n")


if __name__ == "__main__":
    main()
