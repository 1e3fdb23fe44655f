"""Two videos of a clip that every browser plays: as it is, and annotated. True times kept."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.frames import ClipProbe, read_frames
from gait_lab.overlays import angles
from gait_lab.overlays.angles import draw_angle
from gait_lab.overlays.drawing import Pen, Point, draw_skeleton
from gait_lab.overlays.palette import SIDE_COLOUR, SIDE_LETTER
from gait_lab.overlays.ribbon import Ribbon
from gait_lab.overlays.scene import Scene
from gait_lab.overlays.stills import pen_weight
from gait_lab.overlays.text import Image, draw_pill

MAX_SIDE_PX = 1280
MAX_SHOWN_HZ = 60.0
TIME_BASE = Fraction(1, 90_000)
KEYFRAME_S = 0.5
FLASH_S = 0.10
"""How long an event is shown, in seconds of the video."""

SIDE_VIEW_ANGLES = (angles.KNEE, angles.ANKLE, angles.TRUNK)
EVENT_WORDS = {"initial_contact": "contact", "toe_off": "toe-off"}


def shown_times_s(probe: ClipProbe) -> NDArray[np.float64]:
    """(n_frames,) seconds of both videos at which each frame is shown.

    The clip's own times; a clip of more than 60 frames a second is slowed to 60, so that every
    frame can be seen and every browser keeps up.
    """
    return probe.playback_time_s * max(1.0, probe.playback_rate_hz / MAX_SHOWN_HZ)


def write_videos(
    probe: ClipProbe,
    scene: Scene,
    *,
    plain: Path,
    annotated: Path,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write both in one reading of the clip; the annotated one is taller by its ribbon."""
    times_s = shown_times_s(probe)
    artist: _Artist | None = None
    with ExitStack() as stack:
        writers: list[_Writer] = []
        for frame in read_frames(probe, max_side_px=MAX_SIDE_PX):
            picture = _even(frame.rgb)
            if artist is None:
                artist = _Artist(scene, picture)
                sizes = (picture.shape[0], picture.shape[0] + artist.ribbon.height)
                writers = [
                    stack.enter_context(_Writer(path, (picture.shape[1], height), probe))
                    for path, height in zip((plain, annotated), sizes, strict=True)
                ]
            time_s = float(times_s[frame.index])
            writers[0].add(picture, time_s)
            writers[1].add(artist.draw(picture, frame.index), time_s)
            if progress:
                progress(frame.index + 1, probe.frames)


class _Writer:
    """H.264 in MP4, 4:2:0, index in front, a keyframe twice a second for scrubbing."""

    def __init__(self, path: Path, size: tuple[int, int], probe: ClipProbe) -> None:
        import av

        rate_hz = min(probe.playback_rate_hz, MAX_SHOWN_HZ)
        self._container = av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"})
        stream = self._container.add_stream(
            "libx264", rate=Fraction(rate_hz).limit_denominator(1001)
        )
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.time_base = stream.codec_context.time_base = TIME_BASE
        stream.options = {
            "preset": "veryfast",
            "crf": "21",
            "profile": "high",
            "g": str(max(2, round(KEYFRAME_S * rate_hz))),
            # Without B-frames a browser lands on the very frame that was asked for.
            "bf": "0",
        }
        context = stream.codec_context
        # What OpenCV's conversion makes: limited range, the matrix of BT.601.
        context.color_range, context.colorspace = 1, 6
        context.color_primaries, context.color_trc = 1, 1
        self._stream = stream

    def __enter__(self) -> "_Writer":
        return self

    def __exit__(self, kind, *_: object) -> None:
        if kind is None:
            self._container.mux(self._stream.encode())
        self._container.close()

    def add(self, picture: Image, time_s: float) -> None:
        import av
        import cv2

        # Ten times as fast as FFmpeg's own conversion.
        yuv = cv2.cvtColor(picture, cv2.COLOR_RGB2YUV_I420)
        frame = av.VideoFrame.from_ndarray(yuv, format="yuv420p")
        frame.pts, frame.time_base = round(time_s / TIME_BASE), TIME_BASE
        self._container.mux(self._stream.encode(frame))


class _Artist:
    """Draws one frame after the other onto copies of a clip's pictures."""

    def __init__(self, scene: Scene, first: Image) -> None:
        height, width = first.shape[:2]
        self.scene = scene
        self.scale = width / scene.landmarks.image_size_px[0]
        self.ribbon = Ribbon(scene, width_px=width, picture_height_px=height)
        leg_px = scene.leg_length_px * self.scale
        self.weight = pen_weight(leg_px)
        self.text_px = int(np.clip(round(0.085 * leg_px), 15, 30)) if np.isfinite(leg_px) else 18
        self._flashes = list(_flashes(scene))

    def draw(self, picture: Image, frame: int) -> Image:
        if frame >= len(self.scene.landmarks):
            return np.concatenate([picture, self.ribbon.draw(0.0)])
        time_s = float(self.scene.landmarks.time_s[frame])
        canvas = picture.copy()
        pen = Pen(canvas, weight=self.weight)
        draw_skeleton(pen, self.scene, frame, self._place)
        self._draw_angles(pen, frame)
        self._draw_flashes(pen, frame)
        return np.concatenate([canvas, self.ribbon.draw(time_s)])

    def _place(self, point: Point) -> Point:
        return point * self.scale

    def _draw_angles(self, pen: Pen, frame: int) -> None:
        side = self.scene.near_side
        if self.scene.view == "side" and side is not None:
            view = angles.View(pen, self.scene, frame, self._place, side, self.text_px)
            for angle in SIDE_VIEW_ANGLES:
                draw_angle(angle, view)
            view.write_labels()
            return
        for stance in self.scene.stances:
            if stance.start_s <= self.scene.landmarks.time_s[frame] < stance.end_s:
                view = angles.View(pen, self.scene, frame, self._place, stance.side, self.text_px)
                draw_angle(angles.PELVIS, view)
                view.write_labels()
                return

    def _draw_flashes(self, pen: Pen, frame: int) -> None:
        for first, last, event in self._flashes:
            if not first <= frame <= last:
                continue
            joint = "heel" if event.kind == "initial_contact" else "foot_index"
            at = self._place(self.scene.point(f"{event.side}_{joint}", frame))
            colour = SIDE_COLOUR[event.side]
            pen.ring(at, colour, radius=17, width=3.2)
            if np.isfinite(at).all():
                draw_pill(
                    pen.image,
                    f"{SIDE_LETTER[event.side]} {EVENT_WORDS[event.kind]}",
                    x=round(float(at[0])),
                    y=round(float(at[1]) + 2.1 * self.text_px),
                    size_px=self.text_px,
                    edge=colour,
                    anchor="middle",
                )


def _flashes(scene: Scene) -> Iterator[tuple[int, int, object]]:
    """(first frame, last frame, event): from the event's frame on, for a moment.

    The far foot's events show on the ribbon only: they are too unsure for a flash.
    """
    time_s = scene.landmarks.time_s
    for event in (e for e in scene.events if scene.is_shown_solid(e.side)):
        last = int(np.searchsorted(time_s, event.time_s + FLASH_S, side="right")) - 1
        yield event.frame, max(event.frame, last), event


def _even(rgb: Image) -> Image:
    """4:2:0 wants even sides: at most one row and one column are left off."""
    height, width = rgb.shape[:2]
    return np.ascontiguousarray(rgb[: height - height % 2, : width - width % 2])
