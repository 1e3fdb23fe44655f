"""Opening a file safely, and saying plainly why it would not open."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gait_lab.analysis.frames.clip import ClipError, DecodeLimits

if TYPE_CHECKING:
    import av.container
    import av.video.stream

# Only real video containers, and only the file itself: a playlist or an image sequence
# renamed .mp4 could otherwise make FFmpeg open other files or addresses.
_OPTIONS = {
    "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,ogg,asf,flv,mjpeg",
    "protocol_whitelist": "file",
}
_STUCK_S = 30.0


@contextmanager
def opened(path: Path) -> Iterator["av.container.InputContainer"]:
    """The file as a PyAV container; every failure is a ``ClipError``."""
    import av

    _check_file(path)
    try:
        container = av.open(os.path.abspath(path), options=_OPTIONS, timeout=_STUCK_S)
    except av.error.FFmpegError as error:
        raise _unreadable(path) from error
    with container:
        yield container


def video_stream(container: "av.container.InputContainer") -> "av.video.stream.VideoStream":
    """The clip's picture track; cover art does not count."""
    from av.stream import Disposition

    for stream in container.streams.video:
        if not stream.disposition & Disposition.attached_pic:
            return stream
    raise ClipError(
        "no_video",
        "The file has sound but no picture. Upload the video itself, not its sound track.",
    )


def decoded(
    container: "av.container.InputContainer",
    stream: "av.video.stream.VideoStream",
    limits: DecodeLimits,
) -> Iterator[Any]:
    """Frames in presentation order, reading past a little damage and watching the clock."""
    import av

    deadline_s = time.monotonic() + limits.max_decode_s
    bad_packets = 0
    packets = container.demux(stream)
    while True:
        if time.monotonic() > deadline_s:
            raise ClipError(
                "too_slow",
                f"Reading the video took more than {limits.max_decode_s:g} s. Upload a "
                "shorter or smaller clip, or save it again as H.264.",
            )
        try:
            packet = next(packets, None)
            if packet is None:
                return
            yield from packet.decode()
        except av.error.EOFError:
            return
        except av.error.FFmpegError as error:
            bad_packets += 1
            if bad_packets > limits.max_bad_packets:
                raise undecodable() from error


def undecodable() -> ClipError:
    """No picture could be decoded."""
    return ClipError(
        "undecodable",
        "The video's pictures cannot be decoded. Copy the file from the camera again, or save "
        "it as H.264 (MP4).",
    )


def _check_file(path: Path) -> None:
    if not path.exists():
        raise ClipError("missing", f"There is no file {path.name!r}. Check the name.")
    if not path.is_file():
        raise ClipError("not_file", f"{path.name!r} is not a file. Choose a video file.")
    if path.stat().st_size == 0:
        raise ClipError(
            "empty", "The file is empty. Copy it from the camera or phone again and upload that."
        )


def _unreadable(path: Path) -> ClipError:
    if _has_media_without_index(path):
        return ClipError(
            "cut_off",
            "The video file is cut off: its index is missing. Copy it from the camera or phone "
            "again, or let the upload run to its end.",
        )
    return ClipError(
        "not_video",
        "This is not a video file that can be read. Upload the clip as the camera or phone "
        "saved it (MP4, MOV, WebM, MKV or AVI).",
    )


def _has_media_without_index(path: Path) -> bool:
    """An MP4 whose start is there (ftyp) but whose moov box is not."""
    with path.open("rb") as file:
        return file.read(12)[4:8] == b"ftyp"
