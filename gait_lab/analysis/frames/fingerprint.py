"""Is this the same film in another wrapping?"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from gait_lab.analysis.frames.opening import opened, video_stream

_START_CODE = b"\x00\x00\x01"


def stream_sha256(path: Path | str) -> str:
    """SHA-256 of the video track's coded pictures, in hexadecimal.

    Container, sound, metadata and file name play no part, so a copy saved from MP4 to MOV, MKV
    or MPEG-TS without encoding it anew is recognised. For H.264 and HEVC only the slices count
    (parameter sets and delimiters are written differently by each container); other codecs are
    hashed packet by packet. A clip that was cut or encoded again has another fingerprint.

    Raises
    ------
    ClipError
        If the file is no readable video.
    """
    import av

    digest = hashlib.sha256()
    with opened(Path(path)) as container:
        stream = video_stream(container)
        pictures = _pictures(stream.codec_context.name, stream.codec_context.extradata)
        packets = container.demux(stream)
        while True:
            try:
                packet = next(packets, None)
            except av.error.FFmpegError:
                break  # a damaged end: what came before still names the film
            if packet is None:
                break
            for picture in pictures(bytes(packet)):
                digest.update(picture)
    return digest.hexdigest()


def _pictures(codec: str, extradata: bytes | None) -> Callable[[bytes], Iterator[bytes]]:
    """How to take the coded pictures out of a packet of this codec."""
    if codec not in ("h264", "hevc"):
        return _whole
    is_slice = _is_h264_slice if codec == "h264" else _is_hevc_slice
    # Length-prefixed units carry a configuration record that begins with its version, 1.
    if extradata and extradata[0] == 1:
        size = (extradata[4 if codec == "h264" else 21] & 3) + 1
        return lambda data: filter(is_slice, _length_prefixed(data, size))
    return lambda data: filter(is_slice, _start_coded(data))


def _whole(data: bytes) -> Iterator[bytes]:
    yield data


def _is_h264_slice(unit: bytes) -> bool:
    return bool(unit) and 1 <= unit[0] & 0x1F <= 5


def _is_hevc_slice(unit: bytes) -> bool:
    return bool(unit) and (unit[0] >> 1) & 0x3F < 32


def _length_prefixed(data: bytes, size: int) -> Iterator[bytes]:
    position = 0
    while position + size <= len(data):
        length = int.from_bytes(data[position : position + size], "big")
        position += size
        yield data[position : position + length]
        position += length


def _start_coded(data: bytes) -> Iterator[bytes]:
    start = data.find(_START_CODE)
    while start >= 0:
        following = data.find(_START_CODE, start + 3)
        end = following if following >= 0 else len(data)
        # Zero bytes before the next start code belong to no unit.
        yield data[start + 3 : end].rstrip(b"\x00")
        start = following
