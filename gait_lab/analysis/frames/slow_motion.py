"""Does the container say that the clip plays slower than it was filmed?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

LEAST_STRETCH = 1.2
"""A capture rate or edit this much above playback is slow motion, not rounding."""

HIGH_RATE_HZ = 100.0

_ANDROID_CAPTURE_RATE = "com.android.capture.fps"
_APPLE_FULL_RATE_INTENT = "com.apple.quicktime.full-frame-rate-playback-intent"
_TITLE_KEYS = ("title", "comment", "description", "synopsis")
_SLOW_WORDS = re.compile(r"\b(slow[\s_-]*mo(tion)?|slo-?mo|super[\s_-]*slow)\b", re.IGNORECASE)


@dataclass(frozen=True)
class SlowMotionClue:
    """Why a clip may be slow motion.

    ``times_are_real`` is True when only a player slows the file down and its timestamps are
    those of the camera; ``capture_rate_hz`` what the file says, where it says it.
    """

    reason: str
    capture_rate_hz: float | None = None
    times_are_real: bool = False


def find_clue(
    *, path: Path, metadata: Mapping[str, str], playback_rate_hz: float
) -> SlowMotionClue | None:
    """The strongest sign of slow motion in a container, or None."""
    capture_rate_hz = _number(metadata.get(_ANDROID_CAPTURE_RATE))
    if capture_rate_hz and capture_rate_hz > LEAST_STRETCH * playback_rate_hz:
        return SlowMotionClue(
            f"the phone noted {capture_rate_hz:g} frames per second, the file plays "
            f"{playback_rate_hz:.4g}",
            capture_rate_hz,
        )
    stretch = edit_stretch(path)
    if stretch is not None and stretch > LEAST_STRETCH:
        return SlowMotionClue(
            f"players show it {stretch:.3g} times slower than it was filmed",
            playback_rate_hz,
            times_are_real=True,
        )
    if metadata.get(_APPLE_FULL_RATE_INTENT) == "0" and playback_rate_hz < HIGH_RATE_HZ:
        return SlowMotionClue("the phone marked it as a slow-motion recording")
    title = next((metadata[k] for k in _TITLE_KEYS if _SLOW_WORDS.search(metadata.get(k, ""))), "")
    if title:
        return SlowMotionClue("its title says so")
    return None


def edit_stretch(path: Path) -> float | None:
    """How many times an MP4/MOV edit list slows the video track down; None if it has none.

    FFmpeg hands out the media's own timestamps whatever the edit's rate, so they stay true.
    """
    try:
        with path.open("rb") as file:
            for track in _boxes(file, ("moov", "trak")):
                stretch = _track_stretch(file, track)
                if stretch is not None:
                    return stretch
    except (OSError, ValueError):
        return None
    return None


def _track_stretch(file: BinaryIO, track: tuple[int, int]) -> float | None:
    handler = _payload(file, track, ("mdia", "hdlr"))
    edits = _payload(file, track, ("edts", "elst"))
    if handler is None or handler[8:12] != b"vide" or edits is None:
        return None
    wide = edits[0] == 1
    size, count = (20 if wide else 12), int.from_bytes(edits[4:8], "big")
    rates = []
    for entry in (edits[8 + i * size : 8 + (i + 1) * size] for i in range(min(count, 64))):
        rate = int.from_bytes(entry[-4:], "big", signed=True) / 65536
        media_time = int.from_bytes(entry[size // 2 - 2 : -4], "big", signed=True)
        if media_time >= 0 and rate > 0:
            rates.append(1 / rate)
    return max(rates, default=None)


def _payload(file: BinaryIO, parent: tuple[int, int], names: tuple[str, ...]) -> bytes | None:
    for start, end in _boxes(file, names, parent):
        file.seek(start)
        return file.read(min(end - start, 4096))
    return None


def _boxes(
    file: BinaryIO, names: tuple[str, ...], parent: tuple[int, int] | None = None
) -> Iterator[tuple[int, int]]:
    """(start, end) of the contents of every box on that path."""
    if parent is None:
        parent = (0, file.seek(0, 2))
    position, end = parent
    while position + 8 <= end:
        file.seek(position)
        header = file.read(16)
        size, header_size = int.from_bytes(header[:4], "big"), 8
        if size == 1:
            size, header_size = int.from_bytes(header[8:16], "big"), 16
        size = size or end - position
        if size < header_size:
            return
        inside = (position + header_size, min(position + size, end))
        if header[4:8] == names[0].encode():
            yield from _boxes(file, names[1:], inside) if len(names) > 1 else (inside,)
        position += size


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
