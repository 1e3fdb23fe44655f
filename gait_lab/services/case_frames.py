"""The stills of a case: every frame of its window, without anything drawn on it."""

import io
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from django.core.files.base import ContentFile
from PIL import Image

from gait_lab.analysis.frames import ClipError, VideoFrame, probe_clip, read_frames
from gait_lab.models import Case, CaseFrame
from gait_lab.services.storage import delete_files, local_copy

MAX_CASE_FRAMES = 480
STILL_MAX_SIDE_PX = 1920
JPEG_QUALITY = 90


class CaseFramesError(ValueError):
    """The frames of a case could not be extracted; the message says why."""


def extract_case_frames(*, case: Case) -> int:
    """Store a still of every frame of the case's window; how many there are.

    Frames are matched to the analysis by their timestamps, so that a frame number means the
    same here, in the events and in the workbench.
    """
    rows = []
    try:
        for frame, image in _window_frames(case):
            row = CaseFrame(case=case, frame=frame, time_s=case.analysis.frame_times_s[frame])
            row.image.save(
                f"cases/{case.pk}/{uuid.uuid4().hex}.jpg", ContentFile(_jpeg(image)), save=False
            )
            rows.append(row)
        _check_all_there(case, rows)
        CaseFrame.objects.bulk_create(rows)
    except Exception:
        delete_files([row.image.name for row in rows])
        raise
    return len(rows)


def _window_frames(case: Case) -> Iterator[tuple[int, VideoFrame]]:
    analysis = case.analysis
    times_s = np.asarray(analysis.frame_times_s)
    first, last = case.window_start_frame, case.window_end_frame - 1
    half_frame_s = 0.5 * float(np.median(np.diff(times_s)))
    with (
        tempfile.TemporaryDirectory(prefix="case-") as folder,
        local_copy(analysis.recording.file.name, folder=Path(folder)) as path,
    ):
        probe = probe_clip(path)
        clip_s = probe.time_s(analysis.capture_rate_hz)
        start = int(np.searchsorted(clip_s, times_s[first] - half_frame_s))
        stop = int(np.searchsorted(clip_s, times_s[last] + half_frame_s))
        for image in read_frames(
            probe,
            start=start,
            stop=stop,
            max_side_px=STILL_MAX_SIDE_PX,
            capture_rate_hz=analysis.capture_rate_hz,
        ):
            frame = int(np.argmin(np.abs(times_s - image.time_s)))
            if first <= frame <= last and abs(times_s[frame] - image.time_s) < half_frame_s:
                yield frame, image


def _check_all_there(case: Case, rows: list[CaseFrame]) -> None:
    expected = case.window_end_frame - case.window_start_frame
    if len({row.frame for row in rows}) != expected or len(rows) != expected:
        raise CaseFramesError(
            f"Only {len(rows)} of {expected} frames of the window could be read from the clip. "
            "Choose another stretch of it."
        )


def _jpeg(image: VideoFrame) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(image.rgb).save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return buffer.getvalue()


__all__ = ["MAX_CASE_FRAMES", "CaseFramesError", "ClipError", "extract_case_frames"]
