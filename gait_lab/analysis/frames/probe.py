"""What a file holds: every frame's timestamp, the upright size, clues of slow motion."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.frames.clip import ClipError, ClipProbe, DecodeLimits
from gait_lab.analysis.frames.opening import decoded, opened, undecodable, video_stream
from gait_lab.analysis.frames.slow_motion import find_clue

if TYPE_CHECKING:
    import av.container
    import av.video.stream

CUT_OFF_SHARE = 0.98
"""An MP4 that holds less than this share of the frames it promises is cut off."""

CUT_OFF_DURATION_SHARE = 0.9
"""The same for Matroska, which promises a duration and may have longer sound than picture."""


@dataclass(frozen=True, eq=False)
class _Timestamps:
    frame_pts: NDArray[np.int64]
    keyframe_pts: NDArray[np.int64]


def probe_clip(path: Path | str, *, limits: DecodeLimits | None = None) -> ClipProbe:
    """What a clip holds; only its first picture is decoded.

    Raises
    ------
    ClipError
        If the file is no video, is damaged or cut off, holds fewer than two frames, or asks
        for more than ``limits`` allows. The message says what to do.
    """
    path, limits = Path(path), limits or DecodeLimits()
    with opened(path) as container:
        stream = video_stream(container)
        _check_size(stream.codec_context.width, stream.codec_context.height, limits)
        stamps = _packet_timestamps(container, stream, limits)
        container_name, metadata = container.format.name, dict(container.metadata)
    with opened(path) as container:
        stream = video_stream(container)
        first = _first_frame(container, stream, limits)
        _check_size(first.width, first.height, limits)
        codec = stream.codec_context.name
        time_base, pixel_aspect = stream.time_base, float(stream.sample_aspect_ratio or 1)
    if stamps is None:
        stamps = _decoded_timestamps(path, limits)
    if time_base is None:
        raise undecodable()
    _check_length(stamps.frame_pts, float(time_base), limits)
    rate_hz, is_variable = _rate(stamps.frame_pts, float(time_base))
    quarter_turns, mirrored = _orientation(first)
    width_px, height_px = round(first.width * pixel_aspect), first.height
    if quarter_turns % 2:
        width_px, height_px = height_px, width_px
    return ClipProbe(
        path=path,
        container=container_name,
        codec=codec,
        width_px=width_px,
        height_px=height_px,
        quarter_turns=quarter_turns,
        mirrored=mirrored,
        time_base=time_base,
        frame_pts=stamps.frame_pts,
        keyframe_pts=stamps.keyframe_pts,
        playback_rate_hz=rate_hz,
        variable_rate=is_variable,
        slow_motion=find_clue(path=path, metadata=metadata, playback_rate_hz=rate_hz),
    )


def _packet_timestamps(
    container: "av.container.InputContainer",
    stream: "av.video.stream.VideoStream",
    limits: DecodeLimits,
) -> _Timestamps | None:
    """Timestamps from the packets; None where the container leaves some out."""
    import av

    pts: list[int] = []
    keyframes: list[int] = []
    complete = True
    try:
        for packet in container.demux(stream):
            if packet.size == 0 or packet.is_discard:
                continue
            if packet.pts is None:
                complete = False
            elif not packet.is_corrupt:
                pts.append(packet.pts)
                if packet.is_keyframe:
                    keyframes.append(packet.pts)
            if len(pts) > limits.max_frames:
                raise _too_many_frames(limits)
    except av.error.FFmpegError:
        pass  # the count below tells a cut-off file from one with a damaged end
    if complete and pts:
        _check_complete(container, stream, pts)
    return _stamps(pts, keyframes) if complete and pts else None


def _check_complete(
    container: "av.container.InputContainer", stream: "av.video.stream.VideoStream", pts: list[int]
) -> None:
    """Compare what the file promises with what it holds, where its promise can be trusted."""
    if container.format.name.startswith("mov"):
        promised, held, unit = float(stream.frames), float(len(pts)), "frames"
        least = CUT_OFF_SHARE * promised
    elif container.format.name.startswith("matroska") and stream.time_base:
        promised, unit = (container.duration or 0) / 1e6, "s"
        held, least = float(max(pts) * stream.time_base), CUT_OFF_DURATION_SHARE * promised - 1
    else:
        return
    if held < least:
        raise ClipError(
            "cut_off",
            f"The video file is cut off: it promises {promised:.4g} {unit} and holds "
            f"{held:.4g}. Copy it from the camera or phone again, or let the upload run to its "
            "end.",
        )


def _decoded_timestamps(path: Path, limits: DecodeLimits) -> _Timestamps:
    """Timestamps from a full decode: slower, for containers whose packets carry none."""
    pts: list[int] = []
    keyframes: list[int] = []
    with opened(path) as container:
        for frame in decoded(container, video_stream(container), limits):
            stamp = frame.pts if frame.pts is not None else frame.dts
            if stamp is None:
                raise ClipError(
                    "no_times",
                    "The video carries no frame times. Save it as MP4 or MOV and upload that.",
                )
            pts.append(stamp)
            if frame.key_frame:
                keyframes.append(stamp)
            if len(pts) > limits.max_frames:
                raise _too_many_frames(limits)
    return _stamps(pts, keyframes)


def _stamps(pts: list[int], keyframes: list[int]) -> _Timestamps:
    return _Timestamps(
        np.unique(np.array(pts, dtype=np.int64)), np.unique(np.array(keyframes, dtype=np.int64))
    )


def _first_frame(
    container: "av.container.InputContainer",
    stream: "av.video.stream.VideoStream",
    limits: DecodeLimits,
) -> Any:
    frame = next(decoded(container, stream, limits), None)
    if frame is None:
        raise undecodable()
    return frame


def _orientation(frame: Any) -> tuple[int, bool]:
    """(quarter turns anticlockwise, mirrored after) from the display matrix."""
    data = frame.side_data.get("DISPLAYMATRIX")
    if data is None:
        return 0, False
    a, b, _, c, d = np.frombuffer(bytes(data), dtype=np.int32)[:5].astype(np.float64)
    mirrored = bool(a * d - b * c < 0)
    if mirrored:
        a, c = -a, -c
    # The matrix maps stored (x, y down) to shown: a quarter turn anticlockwise has b < 0.
    turn_deg = np.degrees(np.arctan2(-b, a))
    return round(float(turn_deg) / 90) % 4, mirrored


def _rate(frame_pts: NDArray[np.int64], time_base_s: float) -> tuple[float, bool]:
    """(frames per second, whether intervals vary); dropped frames do not lower the rate."""
    intervals_s = np.diff(frame_pts) * time_base_s
    usual_s = float(np.median(intervals_s))
    near = intervals_s[(intervals_s > 0.5 * usual_s) & (intervals_s < 1.5 * usual_s)]
    rounding_s = max(0.002, 1.5 * time_base_s)
    return 1 / float(near.mean()), bool(np.any(np.abs(intervals_s - usual_s) > rounding_s))


def _check_size(width_px: int, height_px: int, limits: DecodeLimits) -> None:
    if width_px * height_px > limits.max_pixels:
        raise ClipError(
            "too_many_pixels",
            f"The picture is {width_px} x {height_px} pixels, more than can be read. "
            "Film in 4K or less, or save a smaller copy.",
        )


def _check_length(frame_pts: NDArray[np.int64], time_base_s: float, limits: DecodeLimits) -> None:
    if len(frame_pts) < limits.min_frames:
        raise ClipError(
            "too_few_frames",
            f"The video holds {len(frame_pts)} frame{'s' * (len(frame_pts) != 1)}: that is a "
            "picture, not a clip. Upload at least 6 s of running.",
        )
    duration_s = float(frame_pts[-1] - frame_pts[0]) * time_base_s
    if duration_s > limits.max_duration_s:
        raise ClipError(
            "too_long",
            f"The clip lasts {duration_s / 60:.1f} min; at most "
            f"{limits.max_duration_s / 60:g} min can be analysed. Cut out 10 to 60 s of running.",
        )


def _too_many_frames(limits: DecodeLimits) -> ClipError:
    return ClipError(
        "too_many_frames",
        f"The clip holds more than {limits.max_frames} frames. Cut out 10 to 60 s of running.",
    )
