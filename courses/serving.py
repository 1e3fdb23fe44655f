"""A file in pieces: without ranges a browser cannot seek in a video."""

import re

from django.http import FileResponse, HttpResponse

RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")
CHUNK_BYTES = 1024 * 1024


def ranged_response(request, file, *, content_type: str):
    size = file.size
    wanted = _wanted_range(request.headers.get("Range", ""), size)
    if wanted is None:
        response = FileResponse(file.open("rb"), content_type=content_type)
    elif wanted[0] >= wanted[1]:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        response = _partial(file, wanted, size=size, content_type=content_type)
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _wanted_range(header: str, size: int) -> tuple[int, int] | None:
    """``[start, end)`` in bytes; None for the whole file."""
    match = RANGE.match(header)
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1 if last else int(first) + CHUNK_BYTES)


def _partial(file, wanted: tuple[int, int], *, size: int, content_type: str) -> HttpResponse:
    start, end = wanted
    with file.open("rb") as source:
        source.seek(start)
        # At most one chunk is held in memory: the browser asks again for the rest.
        body = source.read(min(end - start, CHUNK_BYTES))
    response = HttpResponse(body, status=206, content_type=content_type)
    response["Content-Range"] = f"bytes {start}-{start + len(body) - 1}/{size}"
    return response
