"""A stranger's file is looked at in a process of its own: it may hang or crash a decoder."""

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from gait_lab.analysis.frames import ClipError
from gait_lab.services import guard

logger = logging.getLogger(__name__)

UNREADABLE = (
    "The video could not be read safely. Copy the file from the camera again, or save it as "
    "H.264 (MP4) and upload that."
)


@dataclass(frozen=True)
class ClipFacts:
    """What a clip's container and first picture say about it."""

    container: str
    width_px: int
    height_px: int
    frames: int
    playback_rate_hz: float
    duration_s: float
    stream_sha256: str


def examine_clip(path: Path) -> ClipFacts:
    """What a file holds; ``ClipError`` when it is no clip, or no decoder came back from it."""
    answer = _answer(path)
    if "code" in answer:
        raise ClipError(answer["code"], answer["message"])
    return ClipFacts(**answer)


def _answer(path: Path) -> dict:
    command = [sys.executable, "-I", "-S", guard.__file__, str(os.getpid()), "--"]
    command += [*settings.CLIP_PROBE_COMMAND, os.path.abspath(path)]
    try:
        done = subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=settings.CLIP_PROBE_LIMIT_S,
            start_new_session=True,
            check=True,
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        logger.warning("a clip could not be examined: %s", type(error).__name__)
        raise ClipError("unreadable", UNREADABLE) from None
