"""A person's own clips and what was made of them. Strangers get 404, as for what is not there."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, JsonResponse
from django.views.decorators.http import require_safe

from gait_lab import selectors
from gait_lab.reports import sheet_of
from gait_lab.views.serving import PrivateFile, private_response

MP4, JPEG, PDF = "video/mp4", "image/jpeg", "application/pdf"

KINDS = {
    "overlay_video": (MP4, "annotated.mp4", ""),
    "plain_video": (MP4, "clip.mp4", ""),
    "contact_sheet": (JPEG, "key-frames.jpg", ""),
    "landmarks": ("application/json", "landmarks.json", "gzip"),
    "report_pdf": (PDF, "report.pdf", ""),
}


@login_required
@require_safe
def recording_file(request, recording_id):
    """The clip as it was sent, for its owner only, always as a download."""
    recording = _found(selectors.recording_for, request.user, recording_id)
    suffix = recording.file.name.rpartition(".")[2]
    file = PrivateFile(
        recording.file.name, "application/octet-stream", f"clip.{suffix}", as_attachment=True
    )
    return private_response(request, file)


@login_required
@require_safe
def analysis_file(request, analysis_id, kind):
    """One of the files of an analysis; ``?download`` asks the browser to keep it."""
    analysis = _found(selectors.analysis_for, request.user, analysis_id)
    stored = selectors.file_of_analysis(analysis, kind)
    if stored is None:
        raise Http404("This analysis has no such file.")
    content_type, name, encoding = KINDS[kind]
    keep = "download" in request.GET
    return private_response(
        request,
        PrivateFile(stored.name, content_type, name, as_attachment=keep, encoding=encoding),
    )


@login_required
@require_safe
def key_frame_image(request, key_frame_id):
    key_frame = _found(selectors.key_frame_for, request.user, key_frame_id)
    name = f"{key_frame.phase.replace('_', '-')}.jpg"
    return private_response(request, PrivateFile(key_frame.image.name, JPEG, name))


@login_required
@require_safe
def analysis_data(request, analysis_id):
    """The numbers behind the page: result, curves and the true time of every frame."""
    analysis = _found(selectors.analysis_for, request.user, analysis_id)
    if analysis.result is None:
        raise Http404("This analysis has no result.")
    data = {
        "result": analysis.result,
        "curves": sheet_of(analysis).curves,
        "frame_times_s": analysis.frame_times_s,
        "video_slowdown": analysis.video_slowdown,
    }
    response = JsonResponse(data)
    response["Cache-Control"] = "private, no-cache"
    return response


def _found(selector, user, pk):
    try:
        return selector(user, pk)
    except ObjectDoesNotExist:
        raise Http404 from None
