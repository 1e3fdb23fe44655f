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
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

from gait_lab.analysis.pose import PoseOptions

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


def bare_loop(clip: Path) -> int:
    """Decode every frame, call MediaPipe on it at our input size; how many frames."""
    import av
    import mediapipe

    frames = 0
    with (
        av.open(str(clip)) as container,
        mediapipe.solutions.pose.Pose(model_complexity=1) as pose,
    ):
        for frame in container.decode(video=0):
            size = input_size(frame.width, frame.height)
            pose.process(frame.to_ndarray(format="rgb24", **size))
            frames += 1
    return frames


def input_size(width: int, height: int) -> dict[str, int]:
    """The size at which our own analysis shows such a frame to the model."""
    longest = max(width, height)
    side = PoseOptions().side_px(longest)
    if side == longest:
        return {}
    return {"width": round(width * side / longest), "height": round(height * side / longest)}


def _run_pair(clip: Path, args: argparse.Namespace, folder: Path) -> dict[str, float]:
    bare_s, beside_bare_pct = _timed(
        [
            sys.executable,
            "-m",
            "benchmarks.speed",
            "--bare",
            str(clip),
        ]
    )
    out = folder / "analysis.json"
    ours_s, beside_ours_pct = _timed(
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
        "others_busy_pct": [beside_bare_pct, beside_ours_pct],
        "frames": content["clip"]["frames"],
        "width_px": content["clip"]["width_px"],
        "height_px": content["clip"]["height_px"],
        "frames_inferred": content["pose"]["frames_inferred"],
    }
    print(
        f"  bare {bare_s:.1f} s, analyse_clip {ours_s:.1f} s, ratio {run['ratio']:.3f}",
        file=sys.stderr,
    )
    return run


def _timed(command: list[str]) -> tuple[float, float]:
    """(wall seconds, per cent of the machine that other programs used meanwhile)."""
    start_s, busy_s, own_s = time.monotonic(), _machine_busy_s(), _children_s()
    subprocess.run(
        command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wall_s = time.monotonic() - start_s
    others_s = _machine_busy_s() - busy_s - (_children_s() - own_s)
    return wall_s, max(0.0, 100 * others_s / (wall_s * (os.cpu_count() or 1)))


def _machine_busy_s() -> float:
    user, nice, system, _, _, irq, soft_irq, *_ = map(
        int, Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    )
    return (user + nice + system + irq + soft_irq) / os.sysconf("SC_CLK_TCK")


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _report(clip: Path, args: argparse.Namespace, runs: list[dict]) -> dict:
    ratio = statistics.median(run["ratio"] for run in runs)
    return {
        "schema": SCHEMA,
        "clip": clip.name,
        "frames": runs[0]["frames"],
        "frames_inferred": runs[0]["frames_inferred"],
        "model": "mediapipe-0.10.21/full",
        "width_px": runs[0]["width_px"],
        "height_px": runs[0]["height_px"],
        "cores": len(os.sched_getaffinity(0)),
        "runs": runs,
        "ratio": ratio,
        "bar": BAR,
        "passed": ratio <= BAR and all(r["frames_inferred"] == r["frames"] for r in runs),
    }


def _table(report: dict) -> str:
    lines = [
        f"{report['frames']} frames, pose on {report['frames_inferred']}, {report['model']}, "
        f"clip {report['width_px']} x {report['height_px']}, {report['cores']} cores",
        f"{'bare loop':>12}{'analyse_clip':>15}{'ratio':>9}{'others used':>16}",
    ]
    for run in report["runs"]:
        others = run["others_busy_pct"]
        lines.append(
            f"{run['bare_loop_s']:>10.1f} s{run['analyse_clip_s']:>13.1f} s{run['ratio']:>9.3f}"
            f"{others[0]:>9.0f} %{others[1]:>3.0f} %"
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
    parser.add_argument("--json", type=Path)
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.bare:
        bare_loop(args.bare)
        sys.exit()
    if not args.video and not args.source.exists():
        parser.error(f"there is no {args.source}: name a clip with --video or --source")
    return args


if __name__ == "__main__":
    main()
