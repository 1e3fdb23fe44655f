"""Video -> frames with their true timestamps.

``probe_clip`` says what a file holds (or raises ``ClipError`` with what to do about it);
``read_frames`` yields its frames, from any frame on, upright and at a bounded size.
"""

from gait_lab.analysis.frames.clip import ClipError, ClipProbe, DecodeLimits, VideoFrame
from gait_lab.analysis.frames.probe import probe_clip
from gait_lab.analysis.frames.reader import frame_at, read_frames
from gait_lab.analysis.frames.slow_motion import SlowMotionClue

__all__ = [
    "ClipError",
    "ClipProbe",
    "DecodeLimits",
    "SlowMotionClue",
    "VideoFrame",
    "frame_at",
    "probe_clip",
    "read_frames",
]
