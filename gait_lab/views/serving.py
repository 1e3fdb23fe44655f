"""Private files on their way to a browser: whole or in ranges, never guessed at, never shared."""

import re
from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from gait_lab.services.storage import private, read_range

RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")


@dataclass(frozen=True)
class PrivateFile:
    """A stored file and how it is to be shown. ``download_name`` never comes from an upload."""

    name: str
    content_type: str
    download_name: str
    as_attachment: bool = False
    encoding: str = ""


def private_response(request, file: PrivateFile) -> HttpResponseBase:
    """Answer with the file, or the range of it asked for. The caller has checked that it may."""
    # Stored names are random and never used twice, so the name tells the content.
    etag = f'"{file.name.rpartition("/")[0][-32:]}-{file.name.rpartition("/")[2]}"'
    if request.headers.get("If-None-Match") == etag:
        return _dressed(HttpResponse(status=304), file, etag)
    size = _size(file.name)
    try:
        wanted = _range(request, etag, size)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = wanted or (0, size)
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse()
    else:
        response = StreamingHttpResponse(read_range(file.name, start=start, end=end))
    response["Content-Length"] = str(end - start)
    if wanted:
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return _dressed(response, file, etag)


def _size(name: str) -> int:
    try:
        return private().size(name)
    except OSError:
        raise Http404("The file is gone.") from None


def _range(request, etag: str, size: int) -> tuple[int, int] | None:
    """``[start, end)`` asked for; None for the whole file; ``ValueError`` where there is none."""
    header = request.headers.get("Range", "")
    found = RANGE.match(header.strip())
    # Several ranges at once, or a range of another version: the whole file is a right answer.
    if not found or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = found.groups()
    if not first and not last:
        return None
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
    if start >= end:
        raise ValueError(header)
    return start, end


def _dressed(response: HttpResponseBase, file: PrivateFile, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Content-Type"] = file.content_type
    response["Accept-Ranges"] = "bytes"
    # Asked again each time, so that a deletion or an embargo takes effect at once.
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = content_disposition_header(
        file.as_attachment, file.download_name
    )
    if file.encoding:
        response["Content-Encoding"] = file.encoding
    return response
