"""Small video files for tests, each frame carrying its number as black and white blocks."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

_BITS = 12


def numbered(count: int, *, width: int = 192, height: int = 96) -> Iterator[np.ndarray]:
    """Pictures that ``read_number`` can tell apart after any lossy codec."""
    for number in range(count):
        rgb = np.full((height, width, 3), 96, dtype=np.uint8)
        cell = width // _BITS
        for bit in range(_BITS):
            if number >> bit & 1:
                rgb[: height // 2, bit * cell : (bit + 1) * cell] = 255
            else:
                rgb[: height // 2, bit * cell : (bit + 1) * cell] = 0
        rgb[height // 2 :, : width // 2] = (200, 40, 40)
        yield rgb


def read_number(rgb: np.ndarray) -> int:
    """The number a picture carries, at any scale."""
    height, width = rgb.shape[:2]
    row = rgb[height // 4, :, 1]
    return sum(int(row[int((bit + 0.5) * width / _BITS)] > 128) << bit for bit in range(_BITS))


def write_clip(
    path: Path,
    pictures: Iterable[np.ndarray],
    *,
    rate_hz: float = 30,
    times_s: Iterable[float] | None = None,
    ticks_per_s: int = 90_000,
    codec: str = "libx264",
    options: dict[str, str] | None = None,
    metadata: dict[str, str] | None = None,
    pix_fmt: str = "yuv420p",
    container_options: dict[str, str] | None = None,
) -> Path:
    """Encode pictures with exact timestamps (``times_s``, else evenly at ``rate_hz``)."""
    times = iter(times_s) if times_s is not None else (i / rate_hz for i in range(1 << 30))
    with av.open(str(path), "w", options=container_options or {}) as container:
        container.metadata.update(metadata or {})
        stream = None
        for rgb, time_s in zip(pictures, times, strict=False):
            if stream is None:
                stream = container.add_stream(codec, rate=Fraction(rate_hz).limit_denominator(1001))
                stream.width, stream.height, stream.pix_fmt = rgb.shape[1], rgb.shape[0], pix_fmt
                stream.options = options or {}
                stream.codec_context.time_base = Fraction(1, ticks_per_s)
            frame = av.VideoFrame.from_ndarray(rgb, format="rgb24")
            frame.pts, frame.time_base = round(time_s * ticks_per_s), Fraction(1, ticks_per_s)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def write_sound(path: Path, *, seconds: float = 1.0) -> Path:
    """A file with a sound track and no picture."""
    rate = 8000
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=rate, layout="mono")
        samples = np.zeros((1, int(rate * seconds)), dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
        frame.sample_rate = rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def set_matrix(path: Path, matrix: tuple[int, int, int, int]) -> Path:
    """Write a display matrix (a, b, c, d) into an MP4's track header, as phones do."""
    data = bytearray(path.read_bytes())
    start = data.index(b"tkhd") + 4
    version = data[start]
    offset = start + (4 + 32 + 16 if version else 4 + 20 + 16)
    a, b, c, d = (int(value * 65536) for value in matrix)
    values = (a, b, 0, c, d, 0, 0, 0, 1 << 30)
    data[offset : offset + 36] = b"".join(value.to_bytes(4, "big", signed=True) for value in values)
    path.write_bytes(bytes(data))
    return path


def set_edit_rate(path: Path, rate: float) -> Path:
    """Make an MP4's first edit play at ``rate`` (0.25: four times slower)."""
    data = bytearray(path.read_bytes())
    start = data.index(b"elst") + 4
    entry_size = 20 if data[start] else 12
    end = start + 8 + entry_size
    data[end - 4 : end] = int(rate * 65536).to_bytes(4, "big")
    path.write_bytes(bytes(data))
    return path
