"""Make the drawn clips that the benchmarks measure on.

python -m benchmarks.drawn [--view side|rear] [--split development|held-out] [--model full]
"""

import argparse
import time

from benchmarks.drawn.cache import make
from benchmarks.drawn.plan import clips, recordings_folder
from gait_lab.analysis.pose import PoseOptions


def main() -> None:
    args = _arguments()
    wanted = [
        clip
        for clip in clips()
        if args.view in (None, clip.choices["view"]) and args.split in (None, clip.split)
    ]
    if not recordings_folder().is_dir():
        print("The reference motion is not beside the project: simulated runners only.")
        wanted = [clip for clip in wanted if clip.recording is None]
    for number, clip in enumerate(wanted, start=1):
        started_s = time.monotonic()
        made = make(clip, options=PoseOptions(model=args.model))
        spent_s = time.monotonic() - started_s
        print(
            f"{number}/{len(wanted)}  {clip.name}: {len(made.truth.time_s)} frames, "
            f"{spent_s:.0f} s",
            flush=True,
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--view", choices=["side", "rear"])
    parser.add_argument("--split", choices=["development", "held-out"])
    parser.add_argument("--model", default="full")
    return parser.parse_args()


if __name__ == "__main__":
    main()
