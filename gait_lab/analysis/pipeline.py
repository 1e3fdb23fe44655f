"""The steps in order: clip -> landmarks -> sides -> signals -> events -> metrics -> findings."""

import importlib.metadata
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gait_lab.analysis.camera import scene_roll
from gait_lab.analysis.conventions import Side, View
from gait_lab.analysis.curves import GaitCurve, Moment, gait_curves, key_frames
from gait_lab.analysis.events import EventDetection, detect_events
from gait_lab.analysis.findings import make_findings
from gait_lab.analysis.frames import DecodeLimits, probe_clip
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.metrics import measure
from gait_lab.analysis.pose import PoseEstimate, PoseOptions, estimate_landmarks
from gait_lab.analysis.quality import Fitness, assess_clip
from gait_lab.analysis.results import SCHEMA, AnalysisResult, ClipInfo, PoseInfo
from gait_lab.analysis.sides import SideRepair, repair_sides
from gait_lab.analysis.signals import GaitSignals, build_signals

ENGINE_VERSION = "1.0"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class AnalysisOptions:
    """How the clip was filmed and how it is to be analysed.

    ``capture_rate_hz`` is stated for slow-motion files; ``workers`` None takes one per core.
    """

    view: View
    near_side: Side | None = None
    speed_mps: float | None = None
    height_cm: float | None = None
    capture_rate_hz: float | None = None
    pose: PoseOptions = PoseOptions()
    limits: DecodeLimits = DecodeLimits()
    workers: int | None = None


@dataclass(frozen=True, eq=False)
class ClipAnalysis:
    """The result with everything it was read from, for pictures, plots and export."""

    result: AnalysisResult
    raw: LandmarkSequence
    repair: SideRepair
    signals: GaitSignals
    detection: EventDetection
    curves: tuple[GaitCurve, ...]
    key_frames: Mapping[Moment, int]


def analyse(
    path: Path | str, *, options: AnalysisOptions, progress: Progress | None = None
) -> ClipAnalysis:
    """Analyse one clip.

    Parameters
    ----------
    progress : callable, optional
        ``progress(stage, done, total)``; what it raises ends the work.

    Raises
    ------
    ClipError
        If the file cannot be read as a clip; the message says what to do.
    PoseError
        If the pose model cannot be run.
    """
    probe = probe_clip(path, limits=options.limits)
    pose = estimate_landmarks(
        path,
        probe=probe,
        options=options.pose,
        workers=options.workers,
        capture_rate_hz=options.capture_rate_hz,
        progress=progress,
    )
    return analyse_landmarks(pose, options=options, progress=progress)


def analyse_landmarks(
    pose: PoseEstimate, *, options: AnalysisOptions, progress: Progress | None = None
) -> ClipAnalysis:
    """Everything after pose estimation; the same landmarks always give the same result."""
    if progress:
        progress("measure", 0, 1)
    repair = repair_sides(pose.sequence, view=options.view, near_side=options.near_side)
    roll = scene_roll(pose.pictures)
    signals = build_signals(
        repair.sequence,
        view=options.view,
        near_side=repair.near_side,
        facing=repair.facing,
        height_cm=options.height_cm,
        speed_mps=options.speed_mps,
        roll_deg=roll.roll_deg if roll else None,
    )
    detection = detect_events(signals)
    fitness = assess_clip(
        pose, repair=repair, signals=signals, detection=detection, options=options
    )
    result = _result(pose, repair, signals, detection, fitness, options)
    if progress:
        progress("measure", 1, 1)
    return ClipAnalysis(
        result=result,
        raw=pose.sequence,
        repair=repair,
        signals=signals,
        detection=detection,
        curves=gait_curves(signals, detection.strides),
        key_frames=key_frames(signals, detection),
    )


def to_json(analysis: ClipAnalysis) -> dict[str, Any]:
    """The result as plain values in schema ``midstance.analysis/1``; never NaN."""
    result = analysis.result
    plain = {
        "schema": SCHEMA,
        "clip": asdict(result.clip),
        "events": [asdict(event) for event in result.events],
        "metrics": [asdict(metric) for metric in result.metrics],
        "pose": asdict(result.pose),
        "quality": [asdict(note) for note in result.quality],
        "findings": [asdict(finding) for finding in result.findings],
        "versions": dict(result.versions),
    }
    cleaned: dict[str, Any] = _without_nan(plain)
    return cleaned


def _result(
    pose: PoseEstimate,
    repair: SideRepair,
    signals: GaitSignals,
    detection: EventDetection,
    fitness: Fitness,
    options: AnalysisOptions,
) -> AnalysisResult:
    metrics = measure(
        signals,
        detection,
        speed_mps=options.speed_mps,
        height_cm=options.height_cm,
        refusals=fitness.refusals,
    )
    return AnalysisResult(
        clip=_clip_info(pose, repair, options),
        events=detection.events,
        metrics=metrics,
        pose=PoseInfo(
            model=pose.model,
            frames_inferred=pose.frames_inferred,
            swapped_spans=repair.swapped_spans,
            collapsed_spans=repair.collapsed_spans,
        ),
        quality=fitness.notes,
        findings=make_findings(metrics, view=options.view, speed_mps=options.speed_mps),
        versions=versions(),
    )


def _clip_info(pose: PoseEstimate, repair: SideRepair, options: AnalysisOptions) -> ClipInfo:
    sequence = pose.sequence
    return ClipInfo(
        duration_s=round(float(sequence.time_s[-1]), 6),
        frames=len(sequence),
        capture_rate_hz=round(sequence.frame_rate_hz, 3),
        width_px=sequence.image_size_px[0],
        height_px=sequence.image_size_px[1],
        view=options.view,
        near_side=repair.near_side,
        facing=repair.facing,
    )


def versions() -> dict[str, str]:
    """What made a result: kept with it, so that it can be made again."""
    libraries = ("mediapipe", "numpy", "scipy", "av", "opencv-contrib-python")
    return {
        "analysis": ENGINE_VERSION,
        **{library: importlib.metadata.version(library) for library in libraries},
    }


def _without_nan(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_nan(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(item) for item in value]
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return value
