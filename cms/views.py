from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db import connection
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from wagtail.images.views.serve import ServeView

from cms.forms import SpecimenForm


def health(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@login_required
def design(request):
    """Every component in every state; docs/design.md speaks of it."""
    if not request.user.is_staff:
        raise Http404
    flawed = SpecimenForm({"email": "lena@", "frames": "3"}, auto_id="flawed_%s")
    return render(request, "design.html", {"form": SpecimenForm(), "flawed": flawed})


class PictureView(ServeView):
    """A picture of a page, by a signed address: other pictures and sizes cannot be asked for."""

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except PermissionDenied as refusal:
            raise Http404 from refusal


@require_GET
def media(request, path: str):
    """What authors uploaded, as the CMS shows it to them. Pages use signed addresses."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    try:
        return FileResponse(default_storage.open(path))
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation) as absence:
        raise Http404 from absence
