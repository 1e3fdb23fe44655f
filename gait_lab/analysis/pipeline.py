"""A clip in, everything we can say about it out: the steps, in order."""

import platform
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from gait_lab.analysis.camera import scene_roll
from gait_lab.analysis.conventions import Side, View
from gait_lab.analysis.curves import GaitCurve, Moment, gait_curves, key_frames
from gait_lab.analysis.events import EventDetection
from gait_lab.analysis.findings import make_findings
from gait_lab.analysis.frames import ClipProbe, DecodeLimits, probe_clip
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.metrics import measure, metric_notes
from gait_lab.analysis.pose import (
    Part,
    PoseEstimate,
    PoseOptions,
    estimate_landmarks,
    import_landmarks,
)
from gait_lab.analysis.quality import Evidence, assess_clip
from gait_lab.analysis.results import (
    SCHEMA,
    AnalysisResult,
    ClipInfo,
    PoseInfo,
    QualityNote,
    plain,
)
from gait_lab.analysis.sides import SideRepair
from gait_lab.analysis.signals import GaitSignals
from gait_lab.analysis.stride_finding import find_strides

ANALYSIS_VERSION = "6"
"""Raised whenever the same clip would give other numbers."""

_LIBRARIES = ("mediapipe", "av", "numpy", "scipy")

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class AnalysisOptions:
    """What is known about a clip, and how to analyse it.

    Parameters
    ----------
    view : "side" or "rear"
    near_side : the leg nearer the camera, where it is to be stated rather than found.
    speed_mps, height_cm : belt or running speed and body height; either sets the scale.
    capture_rate_hz : the camera's own rate, for slow motion.
    workers : processes for the pose estimation; one per core by default.
    landmarks : a file with another program's landmarks of this clip, to stand in for the model's.
    """

    view: View
    near_side: Side | None = None
    speed_mps: float | None = None
    height_cm: float | None = None
    capture_rate_hz: float | None = None
    pose: PoseOptions = field(default_factory=PoseOptions)
    workers: int | None = None
    landmarks: Path | None = None
    limits: DecodeLimits = field(default_factory=DecodeLimits)


@dataclass(frozen=True, eq=False)
class ClipAnalysis:
    """The result and what it was made of, for pictures, plots and later corrections.

    ``raw`` are the estimator's own landmarks, ``repair.sequence`` those with each leg under its
    own name; ``probe`` is the clip without frames that could not be decoded, so that its frame
    numbers are those of every series here.
    """

    result: AnalysisResult
    options: AnalysisOptions
    probe: ClipProbe
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
        ``progress(stage, done, total)``; stages are "open", "pose" (frames) and "measure".
        What it raises ends the analysis and its processes.

    Raises
    ------
    ClipError
        If the file cannot be analysed; the message says what to do.
    PoseError
        If the pose model cannot be run.
    LandmarkFileError
        If landmarks were given and are not of this clip.
    """
    report = progress or (lambda stage, done, total: None)
    report("open", 0, 1)
    probe = probe_clip(path, limits=options.limits)
    probe.slowdown(options.capture_rate_hz)
    report("open", 1, 1)
    pose = _pose(probe, options, report)
    report("measure", 0, 1)
    analysis = analyse_landmarks(pose, options=options)
    report("measure", 1, 1)
    return analysis


def _pose(probe: ClipProbe, options: AnalysisOptions, report: Progress) -> PoseEstimate:
    part: Part = "waist" if options.view == "rear" else "feet"
    if options.landmarks is not None:
        return import_landmarks(
            options.landmarks,
            probe=probe,
            capture_rate_hz=options.capture_rate_hz,
            wants_waists=part == "waist",
        )
    return estimate_landmarks(
        probe.path,
        probe=probe,
        options=options.pose,
        workers=options.workers,
        capture_rate_hz=options.capture_rate_hz,
        limits=options.limits,
        part=part,
        progress=report,
    )


def analyse_landmarks(pose: PoseEstimate, *, options: AnalysisOptions) -> ClipAnalysis:
    """Everything after the pose estimation: sides, signals, events, metrics, findings."""
    repair, signals, detection = find_strides(
        pose,
        view=options.view,
        near_side=options.near_side,
        height_cm=options.height_cm,
        speed_mps=options.speed_mps,
        roll=scene_roll(pose.pictures) if pose.pictures else None,
    )
    quality = assess_clip(_evidence(pose, options, repair, signals, detection))
    metrics = measure(
        signals,
        detection,
        speed_mps=options.speed_mps,
        height_cm=options.height_cm,
        refusals=quality.refusals,
    )
    result = AnalysisResult(
        clip=_clip_info(pose, options, repair, signals),
        events=detection.events,
        metrics=metrics,
        pose=_pose_info(pose, repair, signals),
        quality=_said_once(
            quality.notes,
            repair.notes,
            signals.notes,
            detection.notes,
            metric_notes(
                metrics,
                view=options.view,
                cadence_spm_check=detection.cadence_spm_check,
                shoe_read=signals.sole_deg is not None,
            ),
        ),
        findings=make_findings(metrics, view=options.view, speed_mps=options.speed_mps),
        versions=versions(),
    )
    return ClipAnalysis(
        result=result,
        options=options,
        probe=pose.probe,
        raw=pose.sequence,
        repair=repair,
        signals=signals,
        detection=detection,
        curves=gait_curves(signals, detection.strides),
        key_frames=key_frames(signals, detection),
    )


def _evidence(
    pose: PoseEstimate,
    options: AnalysisOptions,
    repair: SideRepair,
    signals: GaitSignals,
    detection: EventDetection,
) -> Evidence:
    return Evidence(
        sequence=pose.sequence,
        view=options.view,
        near_side=repair.near_side,
        detection=detection,
        repaired=repair.sequence,
        jitter_pct_leg=signals.jitter_pct_leg,
        looks=pose.looks,
        clue=pose.probe.slow_motion,
        capture_rate_stated=options.capture_rate_hz is not None,
        people=pose.people,
        dropped_frames_share=pose.probe.dropped_frames_share,
    )


def _clip_info(
    pose: PoseEstimate, options: AnalysisOptions, repair: SideRepair, signals: GaitSignals
) -> ClipInfo:
    probe = pose.probe
    slowdown = probe.slowdown(options.capture_rate_hz)
    return ClipInfo(
        duration_s=probe.playback_duration_s / slowdown,
        frames=probe.frames,
        capture_rate_hz=probe.playback_rate_hz * slowdown,
        width_px=probe.width_px,
        height_px=probe.height_px,
        view=options.view,
        near_side=repair.near_side,
        facing=repair.facing,
        roll_deg=signals.roll_deg,
        yaw_deg=signals.viewpoint.yaw_deg,
        distance_m=signals.viewpoint.distance_m,
    )


def _pose_info(pose: PoseEstimate, repair: SideRepair, signals: GaitSignals) -> PoseInfo:
    return PoseInfo(
        pose.model,
        pose.frames_inferred,
        swapped_spans=repair.swapped_spans,
        collapsed_spans=repair.collapsed_spans,
        swapped_confidences=repair.swapped_confidences,
        collapsed_confidences=repair.collapsed_confidences,
        jitter_pct_leg=signals.jitter_pct_leg,
    )


_FOLLOWS = {
    "likely_slow_motion": {"implausible_cadence"},
    "oblique_view": {"askew_camera"},
    "turning_view": {"askew_camera"},
    "walking": {"askew_camera", "near_camera"},
    "wrong_view": {"askew_camera", "near_camera"},
}
"""Notes that say no more than the one named first."""


def _said_once(*notes: Iterable[QualityNote]) -> tuple[QualityNote, ...]:
    """The clip's own notes, then those of the steps, none twice and none that merely follows."""
    said = {note.code: note for part in notes for note in part}
    if said.keys() & {"no_person", "no_running"}:
        return tuple(notes[0])
    idle = {code for first, others in _FOLLOWS.items() if first in said for code in others}
    return tuple(note for code, note in said.items() if code not in idle)


def versions() -> dict[str, str]:
    """What made the numbers: the analysis' own version and those of its libraries."""
    found = {name: version(name) for name in _LIBRARIES}
    return {"analysis": ANALYSIS_VERSION, "python": platform.python_version(), **found}


def to_json(analysis: ClipAnalysis) -> dict[str, Any]:
    """The result as plain JSON values; never NaN.

    ``schema`` "midstance.analysis/1". Times are seconds from the first frame's timestamp.
    """
    result = analysis.result
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "clip": asdict(result.clip),
        "events": [asdict(event) for event in result.events],
        "metrics": [asdict(metric) for metric in result.metrics],
        "pose": asdict(result.pose),
        "quality": [asdict(note) for note in result.quality],
        "findings": [asdict(finding) for finding in result.findings],
        "versions": dict(result.versions),
    }
    values: dict[str, Any] = plain(content)
    return values
