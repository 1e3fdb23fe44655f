"""Every metric on recorded runners with force-plate events: the numbers behind ``reference``.

    python -m benchmarks.reference_ranges [--json OUT]

The metrics' own code reads the recorded joint centres, seen exactly from the side and from
behind without a camera's perspective, at the force plate's contacts and toe-offs. One value per
runner and leg; trunk metrics are left out, for the trunk was not recorded.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.reference_motion import Recording, recordings
from gait_lab.analysis.conventions import SIDES, Side, View
from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.metrics import measure
from gait_lab.analysis.results import Stride
from gait_lab.analysis.signals import GaitSignals

PX_PER_M = 400.0
JOINTS = {"hip": "hip", "knee": "knee", "ankle": "ankle", "heel": "heel", "foot_index": "ball"}
LEFT_OUT = ("trunk_lean_deg", "lateral_trunk_lean_deg", "step_length_m", "overstride_cm")
"""Not recorded, or another metric in other words."""


@dataclass(frozen=True)
class ForcePlateSteps:
    """The strides the force plate saw."""

    strides: tuple[Stride, ...]
    is_walking: bool = False


def ranges() -> dict[str, dict[float, tuple[float, float, int]]]:
    """Metric -> speed (m/s) -> mean, SD and number of values (legs; runners for whole-body)."""
    found: dict[str, dict[float, dict[tuple[str, Side | None], float]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for recording in recordings():
        for name, side, value in _values(recording):
            found[name][recording.speed_mps][recording.runner, side] = value
    return {
        name: {speed: _summary(list(values.values())) for speed, values in by_speed.items()}
        for name, by_speed in found.items()
    }


def _values(recording: Recording) -> Iterator[tuple[str, Side | None, float]]:
    steps = force_plate_steps(recording)
    for view, near in (("side", "left"), ("side", "right"), ("rear", None)):
        signals = exact_signals(recording, view=view, near_side=near)
        for metric in measure(signals, steps, speed_mps=recording.speed_mps):
            if metric.name not in LEFT_OUT and isinstance(metric.value, float):
                yield metric.name, metric.side, metric.value


def _summary(values: list[float]) -> tuple[float, float, int]:
    return float(np.mean(values)), float(np.std(values, ddof=1)), len(values)


def exact_signals(recording: Recording, *, view: View, near_side: Side | None) -> GaitSignals:
    """The recorded joints in the runner's axes, neither smoothed nor filmed."""
    paths = {
        f"{side}_{joint}": _seen_m(recording.joints_m[f"{side}_{source}"], view) * PX_PER_M
        for side in SIDES
        for joint, source in JOINTS.items()
    }
    hips = (paths["left_hip"] + paths["right_hip"]) / 2
    for side in SIDES:
        paths[f"{side}_shoulder"] = hips + np.array([0.0, 0.5 * PX_PER_M])
    legs = SIDES if near_side is None else (near_side,)
    left_up = paths["left_hip"] - paths["right_hip"]
    return GaitSignals(
        view=view,
        near_side=near_side,
        facing="right" if view == "side" else None,
        time_s=recording.time_s,
        smooth=paths,
        foot=paths,
        measured={name: np.ones(len(recording.time_s), dtype=bool) for name in paths},
        noise_px=dict.fromkeys(paths, 0.5),
        leg_length_px=float(np.mean([_leg_m(recording, side) for side in legs])) * PX_PER_M,
        px_per_m=PX_PER_M,
        roll_deg=0.0,
        pelvis_tilt_deg=np.degrees(np.arctan2(left_up[:, 1], -left_up[:, 0])),
    )


def force_plate_steps(recording: Recording) -> ForcePlateSteps:
    """Complete strides from the plate's contacts and toe-offs."""
    strides = []
    for side in SIDES:
        contacts = recording.truth("initial_contact", side)
        toe_offs = recording.truth("toe_off", side)
        for start, end in pairwise(contacts):
            leaves = toe_offs[(toe_offs > start) & (toe_offs < end)]
            if len(leaves):
                strides.append(Stride(side, float(start), float(leaves[0]), float(end)))
    return ForcePlateSteps(tuple(strides))


def _seen_m(path_m: FloatArray, view: View) -> FloatArray:
    """(n, 2): forward and up from the side, right and up from behind."""
    across = path_m[:, 0] if view == "side" else -path_m[:, 1]
    return np.column_stack([across, path_m[:, 2]])


def _leg_m(recording: Recording, side: Side) -> float:
    hip, knee, ankle = (recording.joints_m[f"{side}_{j}"] for j in ("hip", "knee", "ankle"))
    length = np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1)
    return float(np.median(length))


def main() -> None:
    """Print the table; write it as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    table = ranges()
    for name, by_speed in table.items():
        cells = (f"{v:.1f} m/s {m:8.2f} ± {sd:6.2f} (n {n})" for v, (m, sd, n) in by_speed.items())
        print(f"{name:32s}", "   ".join(cells))
    if chosen.json:
        chosen.json.write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    main()
