from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import render

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
