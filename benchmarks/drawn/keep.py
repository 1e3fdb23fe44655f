"""Keep the landmarks of a few drawn clips, small enough to be test data.

python -m benchmarks.drawn.keep [--out tests/data/drawn]

Our own simulated runners of the development split; made first by ``python -m benchmarks.drawn``.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.drawn.cache import MadeClip, stored
from benchmarks.drawn.plan import clips
from gait_lab.analysis.camera import scene_roll
from gait_lab.analysis.pose import PoseOptions
from gait_lab.analysis.waistline import read_waist_line

KEPT = ("simulated-side-development-0", "simulated-rear-development-2")
UNSEEN_TENTH_PX = -32768


def main() -> None:
    """Write one archive a clip."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("tests/data/drawn"))
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    wanted = [clip for clip in clips() if clip.name in KEPT]
    for one in stored(wanted, options=PoseOptions()):
        np.savez_compressed(out / f"{one.clip.name}.npz", **_arrays(one))
        print(f"wrote {one.clip.name}")


def _arrays(one: MadeClip) -> dict[str, Any]:
    tenth_px = np.round(one.pose.sequence.xy_px * 10)
    waist = None if one.pose.waists is None else read_waist_line(one.pose.waists)
    tilt = {} if waist is None else {"waist_tilt_deg": waist.tilt_deg.astype(np.float32)}
    return {
        **tilt,
        "xy_tenth_px": np.nan_to_num(tenth_px, nan=UNSEEN_TENTH_PX).astype(np.int16),
        "visibility_pct": np.round(one.pose.sequence.visibility * 100).astype(np.uint8),
        "time_s": one.pose.sequence.time_s,
        "truth": np.array(json.dumps(_truth(one))),
    }


def _truth(one: MadeClip) -> dict[str, Any]:
    truth = one.truth
    roll = scene_roll(one.pose.pictures)
    return {
        "pose_model": one.pose.model,
        "view": truth.view,
        "near_side": truth.near_side,
        "image_size_px": list(truth.image_size_px),
        "height_cm": truth.height_cm,
        "speed_mps": truth.speed_mps,
        "roll_deg": roll.roll_deg if roll else None,
        "events": [[e.kind, e.side, round(e.time_s, 5)] for e in truth.events],
        "metrics": [[m.name, m.side, m.value] for m in truth.metrics],
    }


if __name__ == "__main__":
    main()
