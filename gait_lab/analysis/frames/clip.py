"""What a clip is: its frames' timestamps, its upright size, the limits on reading it."""

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.frames.slow_motion import SlowMotionClue
from gait_lab.analysis.landmarks import FloatArray

SAME_RATE_TOLERANCE = 0.05
"""A stated capture rate this close to the playback rate means real time: 30 for 29.97."""


class ClipError(ValueError):
    """The file cannot be analysed; the message says what happened and what to do.

    ``code`` names the case for programs: "empty", "not_video", "cut_off", "no_video", ...
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class DecodeLimits:
    """How much a clip may ask for before it is refused.

    ``max_pixels`` bounds one frame (8K UHD by default), ``max_decode_s`` the wall time one
    reader may spend, ``max_bad_packets`` the damage that is still read past.
    """

    min_frames: int = 2
    max_frames: int = 60_000
    max_duration_s: float = 900.0
    max_pixels: int = 7680 * 4320
    max_decode_s: float = 3600.0
    max_bad_packets: int = 50


@dataclass(frozen=True, eq=False)
class VideoFrame:
    """One upright picture. ``rgb`` is (height, width, 3) uint8; ``time_s`` real seconds."""

    index: int
    time_s: float
    rgb: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class ClipProbe:
    """What a file holds, found without decoding it.

    Parameters
    ----------
    width_px, height_px : int
        The displayed frame: rotated, with square pixels.
    quarter_turns, mirrored : int, bool
        How a stored frame becomes upright: turned anticlockwise by ``quarter_turns`` x 90
        degrees, then mirrored left-right.
    time_base : Fraction
        Seconds per tick of ``frame_pts``.
    frame_pts : (n_frames,) int64
        Presentation timestamps, strictly increasing; a frame's index is its place here.
    keyframe_pts : (n_keyframes,) int64
        Where decoding can start.
    playback_rate_hz : float
        Frames per second of playback, from the timestamps (gaps left out).
    variable_rate : bool
        True when frame intervals differ by more than rounding.
    slow_motion : SlowMotionClue or None
        What the container says about being slowed down.
    """

    path: Path
    container: str
    codec: str
    width_px: int
    height_px: int
    quarter_turns: int
    mirrored: bool
    time_base: Fraction
    frame_pts: NDArray[np.int64]
    keyframe_pts: NDArray[np.int64]
    playback_rate_hz: float
    variable_rate: bool
    slow_motion: SlowMotionClue | None = None

    @property
    def frames(self) -> int:
        """Number of frames."""
        return len(self.frame_pts)

    @property
    def playback_time_s(self) -> FloatArray:
        """(n_frames,) seconds of playback from the first frame."""
        ticks: FloatArray = (self.frame_pts - self.frame_pts[0]).astype(np.float64)
        return ticks * float(self.time_base)

    @property
    def playback_duration_s(self) -> float:
        """From the first frame to the end of the last one."""
        return float(self.playback_time_s[-1]) + 1 / self.playback_rate_hz

    @property
    def dropped_frames_share(self) -> float:
        """Of the frames there should be between the first and the last, how many are not there."""
        expected = 1 + float(self.playback_time_s[-1]) * self.playback_rate_hz
        return max(0.0, 1 - self.frames / expected)

    def slowdown(self, capture_rate_hz: float | None) -> float:
        """Playback seconds per real second, 1 for real time.

        Raises
        ------
        ClipError
            If the stated capture rate is below the playback rate.
        """
        if capture_rate_hz is None:
            return 1.0
        ratio = capture_rate_hz / self.playback_rate_hz
        if not np.isfinite(ratio) or ratio < 1 - SAME_RATE_TOLERANCE:
            raise ClipError(
                "capture_rate",
                f"A capture rate of {capture_rate_hz:g} Hz is below the clip's own "
                f"{self.playback_rate_hz:.4g} frames per second. State the rate the camera "
                "was set to, or leave it out for a clip that plays at normal speed.",
            )
        return ratio if ratio > 1 + SAME_RATE_TOLERANCE else 1.0

    def time_s(self, capture_rate_hz: float | None = None) -> FloatArray:
        """(n_frames,) real seconds from the first frame, slow motion undone."""
        return self.playback_time_s / self.slowdown(capture_rate_hz)

    def keeping(self, indices: NDArray[np.int64]) -> "ClipProbe":
        """The same clip without the frames that could not be decoded."""
        return replace(self, frame_pts=self.frame_pts[indices])
