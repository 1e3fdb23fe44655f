"""Clips and analyses as rows, and tiny clips as real files."""

import uuid
from fractions import Fraction
from pathlib import Path

import numpy as np
from django.core.files.base import ContentFile

from gait_lab.enums import AnalysisStatus, Ground, Subject
from gait_lab.models import Analysis, Case, Recording


def make_recording(owner, **fields) -> Recording:
    """A recording whose file holds a few bytes: enough wherever nothing is decoded."""
    recording = Recording(
        **{
            "owner": owner,
            "subject": Subject.DRAWN,
            "ground": Ground.NO_PERSON,
            "sha256": uuid.uuid4().hex * 2,
            "stream_sha256": uuid.uuid4().hex * 2,
            "bytes": 9,
            "width_px": 320,
            "height_px": 240,
            "frames": 60,
            "playback_rate_hz": 30.0,
            "duration_s": 2.0,
            **fields,
        }
    )
    if not recording.file:
        recording.file.save(
            f"recordings/{recording.pk}/clip.mp4", ContentFile(b"a clip..."), save=False
        )
    recording.save()
    return recording


def make_analysis(recording, **fields) -> Analysis:
    if fields.get("status") == AnalysisStatus.DONE:
        fields.setdefault("result", {"schema": "midstance.analysis/1"})
    return Analysis.objects.create(
        **{"recording": recording, "view": "side", "frames_total": recording.frames, **fields}
    )


def make_case(author, analysis, **fields) -> Case:
    return Case.objects.create(
        **{
            "author": author,
            "analysis": analysis,
            "title": "A runner",
            "story": "Runs.",
            "window_end_frame": 10,
            **fields,
        }
    )


def write_clip(
    path: Path,
    *,
    frames: int = 12,
    codec: str = "libx264",
    size: tuple[int, int] = (160, 120),
    rate_hz: int = 30,
) -> Path:
    """A real video file of moving noise blocks."""
    import av

    random = np.random.default_rng(7)
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate_hz)
        stream.width, stream.height = size
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.time_base = Fraction(1, rate_hz)
        for index in range(frames):
            blocks = random.integers(0, 255, (size[1] // 8, size[0] // 8, 3), dtype=np.uint8)
            frame = av.VideoFrame.from_ndarray(
                np.kron(blocks, np.ones((8, 8, 1), dtype=np.uint8)), format="rgb24"
            )
            frame.pts = index
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path
