"""Pictures -> a film: cut-out runners laid over the empty room, H.264."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from gait_lab.simulation.camera import Camera

FloatArray = NDArray[np.float64]
ByteArray = NDArray[np.uint8]

COMPRESSION = 21
BELT_M, SEAM_M, FINE = 3.7, 0.022, 2
SEAM_HALF_WIDTH_M, SEAM_FROM_M, SEAM_TO_M = 0.22, -1.0, 0.66
SEAM_LIGHT = np.array([92.0, 92.0, 96.0])
SHUTTER_S = 0.006
FEATHER_PX = 14
"""How far in from a cut-out's edges its shadow comes up; the runner is nowhere nearer."""

HAZE = 5
"""Opacity (of 255) that the denoiser leaves where nothing is."""


def cut_out_name(frame: int, left: int, top: int) -> str:
    """A file name that says where in the picture a cut-out lies."""
    return f"{frame:04d}_{left}_{top}.png"


def place_of(path: Path) -> tuple[int, int, int]:
    """Frame, left and top from such a name."""
    frame, left, top = (int(part) for part in path.stem.split("_"))
    return frame, left, top


def laid_over(plate: FloatArray, cut_out: ByteArray, left: int, top: int) -> ByteArray:
    """(h, w, 3) the plate with a (rows, columns, 4) cut-out at its place."""
    picture = plate.copy()
    rows, columns = cut_out.shape[:2]
    here = picture[top : top + rows, left : left + columns]
    share = np.clip((cut_out[..., 3:].astype(float) - HAZE) / (255 - HAZE), 0, 1)
    share = share * _fading(rows, FEATHER_PX)[:, None, None] * _fading(columns, FEATHER_PX)[:, None]
    here[:] = (1 - share) * here + share * cut_out[..., :3]
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)


def _fading(length: int, feather: int) -> FloatArray:
    """(length,) from 0 at both ends to 1 within ``feather``."""
    edge = np.arange(length) + 0.5
    faded: FloatArray = np.clip(np.minimum(edge, length - edge) / feather, 0, 1)
    return faded


def seam_places_m(time_s: float, speed_mps: float) -> list[tuple[float, float]]:
    """Where the belt's seam lies at one time: (from, to) along the belt, blurred by its way."""
    front = SEAM_TO_M - (speed_mps * time_s) % BELT_M
    edges = (front - SEAM_M - speed_mps * SHUTTER_S, front)
    return [edges] if edges[0] > SEAM_FROM_M else []


def with_seam(plate: FloatArray, camera: Camera, time_s: float, speed_mps: float) -> FloatArray:
    """The plate with the belt's seam drawn on it where it is at this time."""
    picture = plate
    for back, front in seam_places_m(time_s, speed_mps):
        wide = SEAM_HALF_WIDTH_M
        corners = np.array(
            [(back, -wide, 0), (front, -wide, 0), (front + 0.03, wide, 0), (back + 0.03, wide, 0)]
        )
        drawn = Image.new("L", tuple(FINE * side for side in camera.image_size_px))
        outline = [tuple(point) for point in FINE * camera.project(corners)]
        ImageDraw.Draw(drawn).polygon(outline, fill=255)
        mask = np.asarray(drawn.reduce(FINE), dtype=float)[..., None] / 255
        strength = 0.35 * SEAM_M / (SEAM_M + speed_mps * SHUTTER_S)
        picture = picture + strength * mask * (SEAM_LIGHT - picture)
    return picture


def pictures(
    folder: Path, camera: Camera, times_s: FloatArray, speed_mps: float
) -> Iterator[ByteArray]:
    """Every frame of a film whose plate and cut-outs lie in a folder."""
    plate = np.asarray(Image.open(folder / "plate.png").convert("RGB"), dtype=float)
    for path in sorted((folder / "frames").glob("*.png")):
        frame, left, top = place_of(path)
        under = with_seam(plate, camera, float(times_s[frame]), speed_mps)
        yield laid_over(under, np.asarray(Image.open(path).convert("RGBA")), left, top)


def write_film(path: Path, frames: Iterable[ByteArray], camera: Camera) -> None:
    """H.264, yuv420p, the same bytes from the same frames."""
    import av

    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream(
            "libx264", rate=Fraction(camera.frame_rate_hz).limit_denominator(1001)
        )
        stream.width, stream.height = camera.image_size_px
        stream.pix_fmt, stream.thread_count = "yuv420p", 1
        stream.options = {"crf": str(COMPRESSION), "preset": "slow", "x264-params": "no-mbtree=1"}
        for picture in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
