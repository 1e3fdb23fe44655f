"""What the analysis process makes of one clip: numbers, curves, landmarks and pictures, as files.

Runs in a process of its own, opens no database, and leaves a manifest when all is there.
"""

import gzip
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from gait_lab import overlays
from gait_lab.analysis.conventions import SIDES, Side
from gait_lab.analysis.curves import key_frames
from gait_lab.analysis.landmark_files import write_landmarks
from gait_lab.analysis.pipeline import AnalysisOptions, ClipAnalysis, analyse, to_json
from gait_lab.analysis.pose import PoseOptions
from gait_lab.overlays import Scene, Still
from gait_lab.rules import CUSTOM_POSE_MODEL
from gait_lab.services.running import JOB_NAME, MANIFEST_NAME
from gait_lab.services.scenes import scene_of

Progress = Callable[[str, int, int], None]

STAGES = {"open": "starting", "measure": "measuring"}
"""The pipeline's own words for the two stages that do not count frames, and ours."""

RESULT, CURVES, LANDMARKS = "result.json", "curves.json", "landmarks.json.gz"
PLAIN, ANNOTATED, SHEET = "plain.mp4", "annotated.mp4", "contact-sheet.jpg"

SHEET_NOTE = (
    "Angles are those of this one stride, in whole degrees. The table gives the median over all "
    "strides with its error."
)


def make_outputs(folder: Path, *, progress: Progress) -> None:
    """Analyse the clip that the folder's job names; everything made lies in the folder then."""
    job = json.loads((folder / JOB_NAME).read_text())
    analysis = analyse(
        job["clip"],
        options=_options(job),
        progress=lambda stage, done, total: _pass_on(progress, stage, done, total),
    )
    side = shown_side(analysis)
    scene = scene_of(
        analysis.repair.sequence,
        analysis.signals,
        analysis.result.events,
        analysis.curves,
        analysis.result.metrics,
    )
    _write_json(folder / RESULT, to_json(analysis))
    _write_json(folder / CURVES, [plain(asdict(curve)) for curve in analysis.curves])
    _write_landmarks(folder / LANDMARKS, scene)
    overlays.write_videos(
        analysis.probe,
        scene,
        plain=folder / PLAIN,
        annotated=folder / ANNOTATED,
        progress=lambda done, total: progress("pictures", done, total),
    )
    files = {"plain_video": PLAIN, "overlay_video": ANNOTATED, "landmarks": LANDMARKS}
    stills = overlays.draw_key_frames(analysis.probe, scene, analysis.key_frames, side=side)
    if stills:
        (folder / SHEET).write_bytes(overlays.jpeg_bytes(_sheet(stills, analysis, side)))
        files["contact_sheet"] = SHEET
    manifest = {
        "result": RESULT,
        "curves": CURVES,
        "frame_times_s": _rounded(analysis.signals.time_s),
        "video_slowdown": video_slowdown(analysis),
        "files": files,
        "key_frames": [_kept(still, folder) for still in stills],
    }
    progress("saving", 0, 0)
    # Last: whoever finds the manifest finds everything it names.
    _write_json(folder / MANIFEST_NAME, manifest)


def shown_side(analysis: ClipAnalysis) -> Side:
    """The leg the key frames show: the near one, from behind the one they were picked from."""
    near = analysis.result.clip.near_side
    if near is not None:
        return near
    for side in SIDES:
        if key_frames(analysis.signals, analysis.detection, side=side) == analysis.key_frames:
            return side
    return SIDES[0]


def video_slowdown(analysis: ClipAnalysis) -> float:
    """Seconds of the videos for each real second: 1, more for slow motion and above 60 Hz."""
    shown_s = overlays.shown_times_s(analysis.probe)
    return float(shown_s[-1] / analysis.signals.time_s[-1])


def plain(value: Any) -> Any:
    """As JSON holds it: lists and finite numbers, None for what is missing."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return _rounded(value)
    if isinstance(value, float):
        return round(value, 3) if np.isfinite(value) else None
    return value


def _pass_on(progress: Progress, stage: str, done: int, total: int) -> None:
    if stage in STAGES:
        progress(STAGES[stage], 0, 0)
    else:
        progress(stage, done, total)


def _options(job: dict[str, Any]) -> AnalysisOptions:
    model = job["pose_model"]
    return AnalysisOptions(
        view=job["view"],
        near_side=job["near_side"] or None,
        speed_mps=job["speed_mps"],
        height_cm=job["height_cm"],
        capture_rate_hz=job["capture_rate_hz"],
        pose=PoseOptions(
            model=settings.POSE_MODEL if model == CUSTOM_POSE_MODEL else model,
            models_dir=settings.POSE_MODELS_DIR,
        ),
        workers=settings.ANALYSIS_PROCESSES or None,
    )


def _write_landmarks(path: Path, scene: Scene) -> None:
    """The points as they are drawn, in pixels of the clip; a tenth of a pixel is plenty."""
    rounded = replace(scene.landmarks, xy_px=np.round(scene.landmarks.xy_px, 1))
    loose = path.with_suffix("")
    write_landmarks(rounded, loose)
    path.write_bytes(gzip.compress(loose.read_bytes(), mtime=0))
    loose.unlink()


def _sheet(stills: list[Still], analysis: ClipAnalysis, side: Side) -> overlays.Image:
    seen = "from behind" if analysis.result.clip.view == "rear" else "from the side"
    return overlays.contact_sheet(
        stills,
        title="Key frames of one stride",
        subtitle=f"{side.capitalize()} leg · filmed {seen} · the stride nearest the median of all",
        side=side,
        note=SHEET_NOTE,
    )


def _kept(still: Still, folder: Path) -> dict[str, Any]:
    name = f"still-{still.moment}.jpg"
    (folder / name).write_bytes(overlays.jpeg_bytes(still.picture))
    return {
        "phase": still.moment,
        "frame": still.frame,
        "time_s": still.time_s,
        "image": name,
        "angles": still.angles,
    }


def _rounded(values: np.ndarray) -> list[float | None]:
    return [round(float(value), 4) if np.isfinite(value) else None for value in values]


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, allow_nan=False))
