"""``python -m gait_lab.analysis.frames.describe CLIP``: what a clip holds, as one line of JSON.

For callers that must outlive a file made to hang or crash a decoder.
"""

import contextlib
import json
import resource
import sys
from pathlib import Path
from typing import Any

from gait_lab.analysis.frames.clip import ClipError
from gait_lab.analysis.frames.fingerprint import stream_sha256
from gait_lab.analysis.frames.probe import probe_clip

MEMORY_BYTES = 6 * 1024**3


def describe(path: Path) -> dict[str, Any]:
    """What is kept about a clip, or the code and message of its refusal."""
    try:
        probe = probe_clip(path)
        return {
            "container": probe.container,
            "width_px": probe.width_px,
            "height_px": probe.height_px,
            "frames": probe.frames,
            "playback_rate_hz": probe.playback_rate_hz,
            "duration_s": probe.playback_duration_s,
            "stream_sha256": stream_sha256(path),
        }
    except ClipError as error:
        return {"code": error.code, "message": str(error)}


if __name__ == "__main__":
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    sys.stdout.write(json.dumps(describe(Path(sys.argv[1]))) + "\n")
