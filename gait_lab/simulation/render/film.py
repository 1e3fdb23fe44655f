"""Frames -> a video file. PyAV."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gait_lab.simulation.camera import Camera
from gait_lab.simulation.render.filming import Filming
from gait_lab.simulation.render.stage import Bystander, Stage
from gait_lab.simulation.runner import RunnerMotion

FloatArray = NDArray[np.float64]

TICKS_HZ = 90_000
BT601, LIMITED_RANGE = 6, 1


def render_clip(
    motion: RunnerMotion,
    camera: Camera,
    path: Path,
    *,
    filming: Filming | None = None,
    duration_s: float | None = None,
    time_s: FloatArray | None = None,
    rotation_deg: int = 0,
    bystanders: Sequence[Bystander] = (),
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Draw a motion and write it as H.264 (yuv420p) with true timestamps.

    Parameters
    ----------
    filming
        Light, focus, noise, compression, scenery.
    duration_s, time_s
        As for `truth_of`: the clip's length, or the motion times of uneven frames.
    rotation_deg
        0, 90, 180 or 270: the picture is stored turned and flagged to be turned back, as
        phones do.
    bystanders
        Other people in the picture.
    seed
        Same seed, same file.
    progress
        Called with (frames done, frames in all).
    """
    import av
    import cv2

    filming = filming or Filming()
    if time_s is None:
        time_s = camera.frame_times_s(motion.duration_s if duration_s is None else duration_s)
    stage = Stage(motion, camera, filming, bystanders=bystanders, seed=seed)
    width, height = camera.image_size_px
    if rotation_deg % 180:
        width, height = height, width
    slowed = camera.true_rate_hz / camera.frame_rate_hz
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream(
            "libx264", rate=Fraction(camera.frame_rate_hz).limit_denominator(1001)
        )
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        # x264's macroblock tree is left out: with it the same frames give different files.
        stream.options = {
            "crf": str(filming.compression),
            "preset": "veryfast",
            "x264-params": "no-mbtree=1",
        }
        stream.thread_count = 1
        stream.codec_context.colorspace, stream.codec_context.color_range = BT601, LIMITED_RANGE
        stream.time_base = stream.codec_context.time_base = Fraction(1, TICKS_HZ)
        if rotation_deg:
            stream.set_display_rotation(rotation_deg)
        for k, moment in enumerate(time_s):
            picture = np.rot90(stage.picture(float(moment)), rotation_deg // 90 * -1)
            planes = cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2YUV_I420)
            frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
            frame.pts = round((moment - time_s[0]) * slowed * TICKS_HZ)
            frame.time_base = Fraction(1, TICKS_HZ)
            container.mux(stream.encode(frame))
            if progress is not None:
                progress(k + 1, len(time_s))
        container.mux(stream.encode(None))
