"""Landmarks that another program found in a clip, in place of the pose model's."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import LEG_JOINTS, SIDES
from gait_lab.analysis.frames import ClipProbe, VideoFrame, frame_at, read_frames
from gait_lab.analysis.frames.looks import Look, grey_of, look_of
from gait_lab.analysis.landmark_files import LandmarkFileError, read_landmarks
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.pose.estimate import PICTURES, PoseEstimate
from gait_lab.analysis.pose.estimator import PoseOptions
from gait_lab.analysis.waistline import cut_waists

MODEL = "imported"
NEEDED = tuple(f"{side}_{joint}" for side in SIDES for joint in ("shoulder", *LEG_JOINTS))
BODY_MARGIN = 1.25

_JOINTS = {
    **{joint: joint for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel")},
    **dict.fromkeys(("bigtoe", "toe", "footindex"), "foot_index"),
}
_NAME = re.compile(rf"(?P<side>left|right|l|r)(?P<joint>{'|'.join(_JOINTS)})")


def import_landmarks(
    path: Path | str,
    *,
    probe: ClipProbe,
    capture_rate_hz: float | None = None,
    wants_waists: bool = False,
) -> PoseEstimate:
    """Landmarks of a CSV, JSON or TRC file, as if a pose model had found them in the clip.

    Joints may be called as here (``left_hip``) or as other programs do (``LHip``, ``RBigToe``);
    others are left out. One row per stored frame; the times are the clip's own, which know about
    variable frame rates. Nobody is looked for in the pictures; a few are read to judge light
    and camera tilt, all of them where the waist is to be cut out (``wants_waists``).

    Raises
    ------
    LandmarkFileError
        If the file lacks a joint of the legs or a shoulder, or is not of this clip.
    ClipError
        If the clip cannot be decoded.
    """
    size_px = (probe.width_px, probe.height_px)
    found = _renamed(read_landmarks(path, image_size_px=size_px), Path(path).name)
    if len(found) != probe.frames:
        raise LandmarkFileError(
            f"{Path(path).name} holds {len(found)} frames, the clip {probe.frames}. Export a row "
            "for every frame of this clip."
        )
    if found.image_size_px != size_px:
        raise LandmarkFileError(
            f"{Path(path).name} is of a picture of {found.image_size_px[0]} x "
            f"{found.image_size_px[1]} pixels, the clip of {size_px[0]} x {size_px[1]}."
        )
    sequence = replace(found, time_s=probe.time_s(capture_rate_hz))
    stills = _stills(probe)
    looks = [look for still in stills if (look := _look(still, sequence)) is not None]
    pictures = tuple(grey_of(still.rgb) for still in stills)
    waists = _waists(probe, sequence) if wants_waists else None
    return PoseEstimate(sequence, probe, MODEL, 0, 1, tuple(looks), pictures, waists)


def _renamed(sequence: LandmarkSequence, file_name: str) -> LandmarkSequence:
    columns: dict[str, int] = {}
    for column, name in enumerate(sequence.names):
        columns.setdefault(_our_name(name), column)
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise LandmarkFileError(
            f"{file_name} lacks {', '.join(missing).replace('_', ' ')}. The analysis needs "
            "shoulders, hips, knees, ankles, heels and toes of both sides."
        )
    names = tuple(name for name in columns if name)
    kept = [columns[name] for name in names]
    return replace(
        sequence,
        xy_px=sequence.xy_px[:, kept],
        visibility=sequence.visibility[:, kept],
        names=names,
    )


def _our_name(name: str) -> str:
    """What we call that joint; empty for one we do not use."""
    match = _NAME.fullmatch(re.sub(r"[^a-z]", "", name.lower()))
    if match is None:
        return ""
    side = "left" if match["side"].startswith("l") else "right"
    return f"{side}_{_JOINTS[match['joint']]}"


def _stills(probe: ClipProbe) -> list[VideoFrame]:
    side_px = PoseOptions().side_px(max(probe.width_px, probe.height_px))
    indices = np.unique(np.linspace(0, probe.frames - 1, PICTURES).round().astype(int))
    return [frame_at(probe, int(index), max_side_px=side_px) for index in indices]


def _waists(probe: ClipProbe, sequence: LandmarkSequence) -> NDArray[np.uint8]:
    side_px = PoseOptions().side_px(max(probe.width_px, probe.height_px))
    scale = side_px / max(probe.width_px, probe.height_px)
    hips = sequence.midpoint("left_hip", "right_hip") * scale
    shoulders = sequence.midpoint("left_shoulder", "right_shoulder") * scale
    pictures = (frame.rgb for frame in read_frames(probe, max_side_px=side_px))
    return cut_waists(pictures, hips, shoulders)


def _look(still: VideoFrame, sequence: LandmarkSequence) -> Look | None:
    """Of the square around the body."""
    scale = still.rgb.shape[1] / sequence.image_size_px[0]
    points = sequence.xy_px[still.index] * scale
    points = points[np.isfinite(points[:, 0])]
    if not len(points):
        return None
    low, high = points.min(axis=0), points.max(axis=0)
    x_px, y_px = (low + high) / 2
    size_px = BODY_MARGIN * float((high - low).max())
    return look_of(still.rgb, x_px=float(x_px), y_px=float(y_px), size_px=size_px)
