"""How long analyse_clip takes beside a bare loop over the same clip.

    python -m benchmarks.speed [--video CLIP] [--repeat 3] [--json OUT]

The bare loop is one process that decodes the clip with PyAV and calls MediaPipe's own pose
solution on every frame: same model, same input size, nothing else. ``analyse_clip`` does the
whole analysis, pose on every frame included. Both are timed as whole processes, in turn, so
that a busy machine is busy for both. Without ``--video`` a clip of 1,800 frames is made by
repeating a short one.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHORT_CLIP = ROOT.parent / "shared" / "videos" / "treadmill_left_side_30fps.mp4"
LEAST_FRAMES = 1800
BAR = 0.65
SCHEMA = "midstance.benchmark.speed/1"


def main() -> None:
    args = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        clip = args.video or repeated(args.source, Path(folder) / "long.mp4")
        runs = [_run_pair(clip, args, Path(folder)) for _ in range(args.repeat)]
    report = _report(clip, args, runs)
    print(_table(report))
    if args.json:
        args.json.write_text(json.dumps(report, indent=1) + "\n")


def repeated(source: Path, target: Path, *, least_frames: int = LEAST_FRAMES) -> Path:
    """The source clip shown again and again until it has at least that many frames."""
    import av

    with av.open(str(source)) as probe:
        stream = probe.streams.video[0]
        rate = stream.average_rate
        width, height = stream.codec_context.width, stream.codec_context.height
    written = 0
    with av.open(str(target), "w") as out:
        made = out.add_stream("libx264", rate=rate)
        made.width, made.height, made.pix_fmt = width, height, "yuv420p"
        made.options = {"preset": "veryfast", "crf": "23"}
        while written < least_frames:
            with av.open(str(source)) as clip:
                for frame in clip.decode(video=0):
                    frame.pts, frame.time_base = written, Fraction(1) / rate
                    frame.pict_type = 0
                    out.mux(made.encode(frame))
                    written += 1
        out.mux(made.encode())
    return target


def bare_loop(clip: Path, max_side_px: int) -> int:
    """Decode every frame, call MediaPipe on it; how many frames."""
    import av
    import mediapipe

    frames = 0
    with (
        av.open(str(clip)) as container,
        mediapipe.solutions.pose.Pose(model_complexity=1) as pose,
    ):
        for frame in container.decode(video=0):
            scale = min(1.0, max_side_px / max(frame.width, frame.height))
            width, height = round(frame.width * scale), round(frame.height * scale)
            pose.process(frame.to_ndarray(format="rgb24", width=width, height=height))
            frames += 1
    return frames


def _run_pair(clip: Path, args: argparse.Namespace, folder: Path) -> dict[str, float]:
    bare_s = _timed(
        [
            sys.executable,
            "-m",
            "benchmarks.speed",
            "--bare",
            str(clip),
            "--max-side-px",
            str(args.max_side_px),
        ]
    )
    out = folder / "analysis.json"
    ours_s = _timed(
        [
            sys.executable,
            "manage.py",
            "analyse_clip",
            str(clip),
            "--view",
            args.view,
            "--json",
            str(out),
        ]
    )
    content = json.loads(out.read_text())
    run = {
        "bare_loop_s": bare_s,
        "analyse_clip_s": ours_s,
        "ratio": ours_s / bare_s,
        "frames": content["clip"]["frames"],
        "frames_inferred": content["pose"]["frames_inferred"],
    }
    print(
        f"  bare {bare_s:.1f} s, analyse_clip {ours_s:.1f} s, ratio {run['ratio']:.3f}",
        file=sys.stderr,
    )
    return run


def _timed(command: list[str]) -> float:
    start_s = time.monotonic()
    subprocess.run(
        command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return time.monotonic() - start_s


def _report(clip: Path, args: argparse.Namespace, runs: list[dict]) -> dict:
    ratio = statistics.median(run["ratio"] for run in runs)
    return {
        "schema": SCHEMA,
        "clip": clip.name,
        "frames": runs[0]["frames"],
        "frames_inferred": runs[0]["frames_inferred"],
        "model": "mediapipe-0.10.21/full",
        "max_side_px": args.max_side_px,
        "cores": len(os.sched_getaffinity(0)),
        "load_average": os.getloadavg()[0],
        "runs": runs,
        "ratio": ratio,
        "bar": BAR,
        "passed": ratio <= BAR and all(r["frames_inferred"] == r["frames"] for r in runs),
    }


def _table(report: dict) -> str:
    lines = [
        f"{report['frames']} frames, pose on {report['frames_inferred']}, {report['model']}, "
        f"input at most {report['max_side_px']} px, {report['cores']} cores, "
        f"load {report['load_average']:.1f}",
        f"{'bare loop':>12}{'analyse_clip':>15}{'ratio':>9}",
    ]
    for run in report["runs"]:
        lines.append(
            f"{run['bare_loop_s']:>10.1f} s{run['analyse_clip_s']:>13.1f} s{run['ratio']:>9.3f}"
        )
    verdict = "within" if report["passed"] else "ABOVE"
    lines.append(f"{'median':>27}{report['ratio']:>19.3f}  {verdict} the bar of {report['bar']}")
    return "\n".join(lines)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--video", type=Path, help="a clip of 1,800 frames or more")
    parser.add_argument("--source", type=Path, default=SHORT_CLIP, help="the clip to repeat")
    parser.add_argument("--view", choices=["side", "rear"], default="side")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--max-side-px", type=int, default=960)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.bare:
        bare_loop(args.bare, args.max_side_px)
        sys.exit()
    if not args.video and not args.source.exists():
        parser.error(f"there is no {args.source}: name a clip with --video or --source")
    return args


if __name__ == "__main__":
    main()
