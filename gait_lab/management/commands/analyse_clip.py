"""One clip analysed at the command line: a readable table, and everything as JSON."""

import json
import sys
import textwrap
import time
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from gait_lab.analysis.frames import ClipError
from gait_lab.analysis.landmark_files import LandmarkFileError, write_landmarks
from gait_lab.analysis.metrics.catalogue import METRICS
from gait_lab.analysis.pipeline import AnalysisOptions, ClipAnalysis, analyse, to_json
from gait_lab.analysis.pose import PoseError, PoseOptions
from gait_lab.analysis.results import Metric

BAD_INPUT = 2
BAR_WIDTH = 30
TABLE_WIDTH = 100
INDENT = " " * 6
STAGES = {"open": "Opening", "pose": "Finding the runner", "measure": "Measuring"}


class Command(BaseCommand):
    help = "Analyse a running clip: prints the metrics and writes everything as JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("video", type=Path)
        parser.add_argument("--view", choices=["side", "rear"], required=True)
        parser.add_argument("--json", type=Path, required=True, metavar="OUT", dest="json_path")
        parser.add_argument("--near-side", choices=["left", "right"])
        parser.add_argument("--speed-mps", type=_positive, help="belt or running speed, m/s")
        parser.add_argument("--height-cm", type=_positive, help="the runner's height")
        parser.add_argument(
            "--capture-rate-hz", type=_positive, help="the camera's rate, for slow motion"
        )
        parser.add_argument(
            "--landmarks",
            type=Path,
            metavar="OUT",
            help="write the repaired landmarks in pixels (.csv, .json or .trc)",
        )
        parser.add_argument(
            "--from-landmarks",
            type=Path,
            metavar="IN",
            help="another program's landmarks of this clip (.csv, .json or .trc, in pixels) in "
            "place of the pose model's",
        )
        parser.add_argument(
            "--model",
            default=settings.POSE_MODEL,
            help="full, heavy, lite or a .task or .tflite file",
        )
        parser.add_argument("--workers", type=int, help="processes; one per core by default")

    def handle(self, *, video: Path, json_path: Path, landmarks: Path | None, **given: Any) -> None:
        options = AnalysisOptions(
            view=given["view"],
            near_side=given["near_side"],
            speed_mps=given["speed_mps"],
            height_cm=given["height_cm"],
            capture_rate_hz=given["capture_rate_hz"],
            pose=PoseOptions(model=given["model"], models_dir=settings.POSE_MODELS_DIR),
            workers=given["workers"],
            landmarks=given["from_landmarks"],
        )
        bar = _Bar(sys.stderr)
        try:
            for path in filter(None, (json_path, landmarks)):
                path.touch()  # better to fail now than after minutes of work
            analysis = analyse(video, options=options, progress=bar)
            _write_json(json_path, to_json(analysis))
            if landmarks:
                write_landmarks(analysis.repair.sequence, landmarks)
        except (ClipError, PoseError, LandmarkFileError, OSError) as error:
            bar.close()
            for path in filter(None, (json_path, landmarks)):
                _remove_if_empty(path)
            raise CommandError(" ".join(str(error).split()), returncode=BAD_INPUT) from error
        bar.close()
        self.stdout.write(_table(analysis))


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise ArgumentTypeError(f"{text!r} is not a number above 0")
    return value


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1, allow_nan=False) + "\n")


def _remove_if_empty(path: Path) -> None:
    if path.is_file() and path.stat().st_size == 0:
        path.unlink()


class _Bar:
    """One line of progress on a terminal; a line per stage elsewhere."""

    def __init__(self, out: TextIO) -> None:
        self.out, self.is_terminal = out, out.isatty()
        self.stage, self.started_s = "", time.monotonic()
        self.is_open = False

    def __call__(self, stage: str, done: int, total: int) -> None:
        label = STAGES.get(stage, stage)
        if not self.is_terminal:
            if stage != self.stage and stage != "open":
                self.out.write(f"{label} ...\n")
            self.stage = stage
            return
        if stage != self.stage:
            self.stage, self.started_s = stage, time.monotonic()
        filled = BAR_WIDTH * done // max(total, 1)
        bar = "#" * filled + "." * (BAR_WIDTH - filled)
        self.out.write(f"\r{label:<19} [{bar}] {done}/{total}{self._left(done, total):<12}")
        self.out.flush()
        self.is_open = True

    def _left(self, done: int, total: int) -> str:
        if not 0 < done < total:
            return ""
        left_s = (time.monotonic() - self.started_s) / done * (total - done)
        return f"  {left_s:.0f} s left"

    def close(self) -> None:
        if self.is_open:
            self.out.write("\n")
        self.is_open = False


def _table(analysis: ClipAnalysis) -> str:
    clip, pose = analysis.result.clip, analysis.result.pose
    seen = f"{clip.near_side} side near, facing {clip.facing}" if clip.near_side else "from behind"
    lines = [
        f"{clip.frames} frames, {clip.duration_s:.2f} s at {clip.capture_rate_hz:.4g} Hz, "
        f"{clip.width_px} x {clip.height_px}, {clip.view} view, {seen}; {pose.model}",
        "",
        f"{'metric':<36}{'value':>14}  {'95 % interval':<18}{'MDC':>7}{'n':>5}",
    ]
    lines += [_row(metric) for metric in analysis.result.metrics if metric.value is not None]
    missing = [metric for metric in analysis.result.metrics if metric.value is None]
    if missing:
        lines += ["", "Not measured:"]
        lines += _by_reason(missing)
    if analysis.result.quality:
        lines += ["", "About this clip:"]
        lines += [
            f"  {note.severity}: {note.message} {note.advice}".rstrip()
            for note in analysis.result.quality
        ]
    primary = [finding for finding in analysis.result.findings if finding.primary]
    if primary:
        lines += ["", "Findings:"]
        lines += [f"  {finding.statement}" for finding in primary]
    return "\n".join(lines)


def _by_reason(missing: list[Metric]) -> list[str]:
    """Each reason once, with the metrics it takes away."""
    names: dict[str, list[str]] = {}
    for metric in missing:
        names.setdefault(metric.reason or "", []).append(_name(metric))
    return [
        line
        for reason, taken in names.items()
        for line in (
            f"  {reason}",
            *textwrap.wrap(
                ", ".join(dict.fromkeys(taken)),
                TABLE_WIDTH,
                initial_indent=INDENT,
                subsequent_indent=INDENT,
            ),
        )
    ]


def _name(metric: Metric) -> str:
    label = METRICS[metric.name].label
    return f"{label} ({metric.side})" if metric.side else label


def _row(metric: Metric) -> str:
    decimals = METRICS[metric.name].decimals
    if isinstance(metric.value, str):
        return f"{_name(metric):<36}{metric.value:>14}  {'':<18}{'':>7}{metric.n:>5}"
    value = f"{metric.value:.{decimals}f} {metric.unit}".rstrip()
    interval = f"{metric.ci95_low:.{decimals}f} to {metric.ci95_high:.{decimals}f}"
    return f"{_name(metric):<36}{value:>14}  {interval:<18}{metric.mdc:>7.{decimals}f}{metric.n:>5}"
