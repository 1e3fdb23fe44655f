"""Frames of a clip, from any frame on, upright and at a bounded size."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.frames.clip import ClipProbe, DecodeLimits, VideoFrame
from gait_lab.analysis.frames.opening import decoded, opened, undecodable, video_stream

if TYPE_CHECKING:
    import av.container
    import av.video.stream

_KEYFRAMES_BACK = (0, 1, 4)
"""Where to try starting: a container may land past the keyframe that was asked for."""


def read_frames(
    probe: ClipProbe,
    *,
    start: int = 0,
    stop: int | None = None,
    max_side_px: int | None = None,
    capture_rate_hz: float | None = None,
    limits: DecodeLimits | None = None,
) -> Iterator[VideoFrame]:
    """Frames ``[start, stop)`` of a clip, one at a time.

    Decoding begins at the keyframe before ``start``, so any stretch of a long clip is
    reached quickly and ``index`` and ``time_s`` are the same as in a reading from the top.

    Parameters
    ----------
    max_side_px : int, optional
        The longer side is scaled down to this; never up.
    capture_rate_hz : float, optional
        The camera's rate for slow motion; see ``ClipProbe.time_s``.

    Raises
    ------
    ClipError
        If the pictures cannot be decoded or a limit is passed.
    """
    stop = probe.frames if stop is None else min(stop, probe.frames)
    time_s = probe.time_s(capture_rate_hz)
    to_upright = _Upright(probe, scaled_size(probe, max_side_px))
    for index, frame in _stored_frames(probe, start, stop, limits or DecodeLimits()):
        yield VideoFrame(index, float(time_s[index]), to_upright(frame))


def frame_at(probe: ClipProbe, index: int, *, max_side_px: int | None = None) -> VideoFrame:
    """One frame of a clip; ``IndexError`` outside it, ``ClipError`` if it cannot be decoded."""
    if not 0 <= index < probe.frames:
        raise IndexError(f"frame {index} of {probe.frames}")
    for frame in read_frames(probe, start=index, stop=index + 1, max_side_px=max_side_px):
        return frame
    raise undecodable()


def scaled_size(probe: ClipProbe, max_side_px: int | None) -> tuple[int, int]:
    """(width, height) of the upright picture within ``max_side_px``."""
    longest = max(probe.width_px, probe.height_px)
    scale = 1.0 if max_side_px is None else min(1.0, max_side_px / longest)
    return max(1, round(probe.width_px * scale)), max(1, round(probe.height_px * scale))


class _Upright:
    """Decoded frames as (height, width, 3) RGB: scaled, then turned the way they are shown."""

    def __init__(self, probe: ClipProbe, size: tuple[int, int]) -> None:
        from av.video.reformatter import VideoReformatter

        self.quarter_turns, self.mirrored = probe.quarter_turns, probe.mirrored
        self.width, self.height = size if probe.quarter_turns % 2 == 0 else size[::-1]
        self.reformatter = VideoReformatter()  # keeps its scaling tables between frames

    def __call__(self, frame: Any) -> NDArray[np.uint8]:
        small = self.reformatter.reformat(
            frame,
            width=self.width,
            height=self.height,
            format="rgb24",
            interpolation="AREA",
            threads=1,
        )
        rgb: NDArray[Any] = small.to_ndarray()
        if self.quarter_turns:
            rgb = np.rot90(rgb, self.quarter_turns)
        if self.mirrored:
            rgb = rgb[:, ::-1]
        return np.ascontiguousarray(rgb)


def _stored_frames(
    probe: ClipProbe, start: int, stop: int, limits: DecodeLimits
) -> Iterator[tuple[int, Any]]:
    if start >= stop:
        return
    index_of = {int(pts): index for index, pts in enumerate(probe.frame_pts)}
    first_pts, last_pts = int(probe.frame_pts[start]), int(probe.frame_pts[stop - 1])
    with opened(probe.path) as container:
        stream = video_stream(container)
        # One core per reader: readers of several segments run side by side.
        stream.codec_context.thread_count = 1
        for frame in _from_before(container, stream, probe, first_pts, limits):
            pts = _timestamp(frame)
            if pts is None or pts < first_pts:
                continue
            if pts > last_pts:
                return
            if pts in index_of:
                yield index_of[pts], frame
            if pts == last_pts:
                return


def _from_before(
    container: "av.container.InputContainer",
    stream: "av.video.stream.VideoStream",
    probe: ClipProbe,
    first_pts: int,
    limits: DecodeLimits,
) -> Iterator[Any]:
    """Decoded frames beginning at or before ``first_pts``."""
    for keyframe in _starting_points(probe, first_pts):
        container.seek(keyframe, stream=stream)
        frames = decoded(container, stream, limits)
        first = next(frames, None)
        stamp = None if first is None else _timestamp(first)
        if stamp is not None and stamp <= first_pts:
            yield first
            yield from frames
            return
    with opened(probe.path) as fresh:
        yield from decoded(fresh, video_stream(fresh), limits)


def _starting_points(probe: ClipProbe, first_pts: int) -> list[int]:
    place = int(np.searchsorted(probe.keyframe_pts, first_pts, side="right")) - 1
    return [int(probe.keyframe_pts[place - back]) for back in _KEYFRAMES_BACK if place - back > 0]


def _timestamp(frame: Any) -> int | None:
    stamp: int | None = frame.pts if frame.pts is not None else frame.dts
    return stamp
