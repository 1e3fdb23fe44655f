"""The public answer to "is this certificate real?": by code, by link or by the file itself."""

import hashlib

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certification.documents import is_signed_by_us
from certification.forms import VerifyForm
from certification.limits import is_too_often
from certification.selectors.certificates import (
    certificate_by_code,
    certificate_by_sha256,
    standing_of,
)


@never_cache
@require_http_methods(["GET", "POST"])
def verify(request):
    if request.method == "GET":
        return _form_page(request, VerifyForm())
    form = VerifyForm(request.POST, request.FILES)
    if is_too_often(request, "verify"):
        return _wait_page(request, form)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    if form.cleaned_data["file"]:
        return _file_answer(request, form.cleaned_data["file"].read())
    return redirect("certification:verify_code", code=form.cleaned_data["code"])


@never_cache
@require_safe
def verify_code(request, code):
    if is_too_often(request, "verify"):
        return _wait_page(request, VerifyForm({"code": code}))
    certificate = certificate_by_code(code)
    return _answer(request, certificate, status=200 if certificate else 404)


def _form_page(request, form, *, status=200):
    return render(request, "certification/certificates/verify.html", {"form": form}, status=status)


def _wait_page(request, form):
    form.add_error(None, "Many checks came from your network. Please wait a minute.")
    return _form_page(request, form, status=429)


def _file_answer(request, content: bytes):
    certificate = certificate_by_sha256(hashlib.sha256(content).hexdigest())
    return _answer(
        request,
        certificate,
        is_file=True,
        is_altered_copy=certificate is None and b"Issued by Midstance" in content,
        signature_holds=certificate is not None and is_signed_by_us(content),
        status=200 if certificate else 404,
    )


def _answer(request, certificate, *, status, **context):
    context |= {"certificate": certificate}
    if certificate:
        context["standing"] = standing_of(certificate)
    return render(request, "certification/certificates/verify_answer.html", context, status=status)
