"""How long a foot still touches the belt with less than the force that says it is down.

    python -m benchmarks.force_thresholds [--json OUT]

Contact and toe-off of the reference motion are where the vertical force passes 50 N. An eye sees
the foot touch sooner and leave later: this measures by how much the force passes a smaller
threshold before and after, over every step of every recording.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.signal import butter, sosfiltfilt

from benchmarks.reference_motion import FOLDER
from gait_lab.analysis.conventions import EventKind
from gait_lab.analysis.landmarks import FloatArray

SCHEMA = "midstance.benchmark.force_thresholds/1"
DOWN_N, TOUCHING_N = 50.0, 20.0
SMOOTHED_HZ = 40.0
"""As the recordings' own events were found."""
REACH_S = 0.08
EVENTS: dict[EventKind, int] = {"initial_contact": -1, "toe_off": 1}
"""Which way in time the foot has less force on it."""


def delays_s(path: Path, kind: EventKind) -> Iterator[float]:
    """Seconds from each event of a recording to where the force is `TOUCHING_N`; - is earlier."""
    with np.load(path) as trial:
        rate_hz = float(trial["force_rate_hz"])
        force_n = trial["vertical_force_n"].astype(float)
        events_s = trial[f"{kind}_s"].astype(float)
    force_n = sosfiltfilt(butter(4, SMOOTHED_HZ, fs=rate_hz, output="sos"), force_n)
    time_s = np.arange(len(force_n)) / rate_hz
    away_s = EVENTS[kind] * np.arange(0, REACH_S, 1 / rate_hz / 10)
    for event_s in events_s:
        delay_s = _first_below(np.interp(event_s + away_s, time_s, force_n), away_s)
        if delay_s is not None:
            yield delay_s


def _first_below(force_n: FloatArray, away_s: FloatArray) -> float | None:
    below = np.flatnonzero(force_n <= TOUCHING_N)
    return float(away_s[below[0]]) if len(below) else None


def run() -> dict[str, Any]:
    """Mean and standard deviation of either event's delay, over all recordings."""
    report: dict[str, Any] = {"schema": SCHEMA, "down_n": DOWN_N, "touching_n": TOUCHING_N}
    for kind in EVENTS:
        delays_ms = [
            1000 * delay for path in sorted(FOLDER.glob("*.npz")) for delay in delays_s(path, kind)
        ]
        report[kind] = {
            "steps": len(delays_ms),
            "mean_ms": round(float(np.mean(delays_ms)), 2),
            "sd_ms": round(float(np.std(delays_ms)), 2),
        }
    return report


def main() -> None:
    """Print the table; write JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, default=None)
    options = parser.parse_args()
    report = run()
    for kind in EVENTS:
        row = report[kind]
        print(f"{kind:16} {row['steps']} steps: {row['mean_ms']:+.1f} ms, SD {row['sd_ms']:.1f}")
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
