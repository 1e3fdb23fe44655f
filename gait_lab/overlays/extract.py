"""Single frames of a clip as pictures, with the true time of each."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from gait_lab.analysis.frames import ClipError, probe_clip, read_frames
from gait_lab.overlays.text import Image

JPEG_QUALITY = 90


def extract_frames(
    path: Path | str, frames: Iterable[int], *, max_side_px: int | None = None
) -> Iterator[tuple[int, float, bytes]]:
    """(frame, seconds of playback from the first frame, JPEG) of each frame asked for, in order.

    ``IndexError`` for a frame the clip does not have, ``ClipError`` for one that cannot be read.
    """
    probe = probe_clip(path)
    wanted = sorted(set(frames))
    if wanted and not 0 <= wanted[0] <= wanted[-1] < probe.frames:
        raise IndexError(f"frames {wanted[0]} to {wanted[-1]} of {probe.frames}")
    missing = set(wanted)
    for start, stop in _stretches(wanted):
        for frame in read_frames(probe, start=start, stop=stop, max_side_px=max_side_px):
            if frame.index in missing:
                missing.discard(frame.index)
                yield frame.index, frame.time_s, jpeg_bytes(frame.rgb)
    if missing:
        raise ClipError("undecodable", f"Frame {min(missing)} of the clip cannot be decoded.")


def jpeg_bytes(rgb: Image, *, quality: int = JPEG_QUALITY) -> bytes:
    import cv2

    done, data = cv2.imencode(
        ".jpg", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality]
    )
    if not done:
        raise ValueError("the picture could not be written as JPEG")
    return bytes(data)


def _stretches(wanted: list[int], *, gap: int = 30) -> Iterator[tuple[int, int]]:
    """``[start, stop)`` spans to read: frames close together are read in one go."""
    start = 0
    for place in range(1, len(wanted) + 1):
        if place == len(wanted) or wanted[place] - wanted[place - 1] > gap:
            yield wanted[start], wanted[place - 1] + 1
            start = place
