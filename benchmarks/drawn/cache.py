"""Drawn clips made once: the film is drawn, looked at by the pose model and thrown away.

What is kept per clip is the estimator's raw answer (with the feet, or from behind the waist, cut
out of the frames) and the truth, under the project's ``var`` folder; everything after the pose
estimation can then be run over all clips in seconds. A clip
is made again when its choices or the pose model change.
"""

import hashlib
import json
import os
import pickle
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, is_dataclass
from pathlib import Path
from typing import Any

from benchmarks.drawn.plan import SECONDS, DrawnClip
from gait_lab.analysis.pose import Part, PoseEstimate, PoseOptions, estimate_landmarks
from gait_lab.simulation.truth import ClipTruth

FOLDER = Path(
    os.environ.get("MIDSTANCE_DRAWN_CLIPS", Path(__file__).resolve().parents[2] / "var" / "drawn")
)


@dataclass(frozen=True, eq=False)
class MadeClip:
    """A clip's raw landmarks and its truth."""

    clip: DrawnClip
    pose: PoseEstimate
    truth: ClipTruth


def make(clip: DrawnClip, *, options: PoseOptions, workers: int | None = None) -> MadeClip:
    """The clip from the store, or drawn, looked at and stored."""
    path = _path(clip, options)
    if path.is_file():
        return _read(clip, path)
    plan = clip.plan()
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / "clip.mp4"
        plan.draw(film)
        pose = estimate_landmarks(film, options=options, workers=workers, part=_part(clip))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(pickle.dumps((pose, plan.truth())))
    part.rename(path)
    return _read(clip, path)


def stored(clips: Iterable[DrawnClip], *, options: PoseOptions) -> Iterator[MadeClip]:
    """Those clips that are made already."""
    for clip in clips:
        path = _path(clip, options)
        if path.is_file():
            yield _read(clip, path)


def _read(clip: DrawnClip, path: Path) -> MadeClip:
    # Our own file, written above.
    pose, truth = pickle.loads(path.read_bytes())
    return MadeClip(clip, pose, truth)


def _path(clip: DrawnClip, options: PoseOptions) -> Path:
    chosen = [SECONDS, clip.recording, _plain(dict(clip.choices)), _part(clip)]
    said = json.dumps(chosen, sort_keys=True)
    digest = hashlib.sha256(said.encode()).hexdigest()[:12]
    return FOLDER / options.model / f"{clip.name}-{digest}.pickle"


def _part(clip: DrawnClip) -> Part:
    return "waist" if clip.choices["view"] == "rear" else "feet"


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
