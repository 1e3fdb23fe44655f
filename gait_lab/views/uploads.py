"""Resumable uploads, after the tus 1.0 protocol: creation, expiration and termination.

What tus leaves open: the declaration rides in ``Upload-Metadata`` (subject, ground, view, ...) and
is required; the answer to the piece that completes a clip says where its analysis is to be seen
(``Midstance-Location``), as HEAD does later; refusals are JSON, ``{"message", "errors"}``.
"""

import base64
import binascii
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods

from gait_lab import selectors, services

VERSION = "1.0.0"
PIECE_TYPE = "application/offset+octet-stream"
TOO_LARGE_CODES = ("too_large",)


def tus_view(*methods):
    """Signed-in requests of these methods; every answer carries the protocol's version.

    Somebody whose session ended is led to sign in; a script knows by the version's absence.
    """

    def decorate(view):
        @login_required
        @require_http_methods(methods)
        @wraps(view)
        def answer(request, *args, **kwargs):
            if request.headers.get("Tus-Resumable", VERSION) != VERSION:
                response = HttpResponse(status=412, headers={"Tus-Version": VERSION})
            else:
                response = view(request, *args, **kwargs)
            response["Tus-Resumable"] = VERSION
            response["Cache-Control"] = "no-store"
            return response

        return answer

    return decorate


@tus_view("OPTIONS", "POST")
def create_upload(request):
    """POST: make room for a declared file. OPTIONS: what the server can do."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=_abilities())
    try:
        length = int(request.headers.get("Upload-Length", ""))
    except ValueError:
        return refusal(400, "The upload must say how long the file is.")
    try:
        upload = services.begin_upload(
            owner=request.user, declared_bytes=length, said=_metadata(request)
        )
    except services.DeclarationError as error:
        return refusal(400, str(error), errors=error.errors)
    except services.ClipError as error:
        return refusal(413 if error.code in TOO_LARGE_CODES else 400, str(error))
    except services.QuotaError as error:
        return refusal(507, str(error))
    return HttpResponse(status=201, headers={"Location": _address(upload), **_state(upload)})


@tus_view("HEAD", "PATCH", "DELETE")
def upload_piece(request, upload_id):
    """HEAD: how much is there. PATCH: more of it. DELETE: forget it."""
    try:
        upload = selectors.upload_for(request.user, upload_id)
    except ObjectDoesNotExist:
        raise Http404 from None
    if request.method == "HEAD":
        return HttpResponse(status=410 if upload.refusal else 200, headers=_state(upload))
    if request.method == "DELETE":
        services.drop_upload(upload=upload)
        return HttpResponse(status=204)
    return _append(request, upload)


def _append(request, upload):
    if request.headers.get("Content-Type", "").partition(";")[0].strip() != PIECE_TYPE:
        return refusal(415, f"Pieces are sent as {PIECE_TYPE}.")
    try:
        offset = int(request.headers.get("Upload-Offset", ""))
    except ValueError:
        return refusal(400, "The piece must say where it begins.")
    if int(request.headers.get("Content-Length") or 0) > settings.UPLOAD_CHUNK_MAX_BYTES:
        return refusal(413, f"Send at most {settings.UPLOAD_CHUNK_MAX_BYTES} bytes at a time.")
    try:
        upload = services.append_to_upload(upload=upload, offset=offset, body=request)
    except services.WrongOffsetError as error:
        return refusal(409, str(error), headers={"Upload-Offset": str(error.offset)})
    except services.UploadBusyError as error:
        return refusal(423, str(error))
    except services.ClipError as error:
        return refusal(422, str(error))
    except services.QuotaError as error:
        return refusal(507, str(error))
    if upload.refusal:
        return refusal(422, upload.refusal)
    return HttpResponse(status=204, headers=_state(upload))


def refusal(status, message, *, errors=None, headers=None):
    return JsonResponse(
        {"message": message, "errors": errors or {}}, status=status, headers=headers
    )


def _state(upload) -> dict[str, str]:
    state = {
        "Upload-Offset": str(upload.received_bytes),
        "Upload-Length": str(upload.declared_bytes),
    }
    if upload.recording_id:
        return {**state, "Midstance-Location": _result_address(upload)}
    return {**state, "Upload-Expires": http_date(selectors.upload_expires_at(upload).timestamp())}


def _abilities() -> dict[str, str]:
    return {
        "Tus-Version": VERSION,
        "Tus-Extension": "creation,expiration,termination",
        "Tus-Max-Size": str(settings.CLIP_MAX_BYTES),
    }


def _metadata(request) -> dict[str, str]:
    """``key base64, key base64``; what cannot be read is left out and so found missing."""
    said = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _, value = pair.strip().partition(" ")
        try:
            text = base64.b64decode(value.strip(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
        if key:
            said[key] = text[:500]
    return said


def _address(upload) -> str:
    return reverse("gait_lab:upload", args=[upload.pk])


def _result_address(upload) -> str:
    analysis = upload.recording.analyses.order_by("created_at").first()
    if analysis is None:
        return reverse("gait_lab:recordings")
    return reverse("gait_lab:analysis", args=[analysis.pk])
