"""A holder's own certificates."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from certification.selectors import ways_to_certificate
from certification.selectors.certificates import certificates_of, standing_of


@login_required
def certificate_list(request):
    held = [
        (certificate, standing_of(certificate)) for certificate in certificates_of(request.user)
    ]
    context = {"held": held, "ways": [] if held else ways_to_certificate(request.user)}
    return render(request, "certification/certificates/list.html", context)


@never_cache
@login_required
def certificate_pdf(request, code):
    """The file as it was issued; only to its holder."""
    certificate = get_object_or_404(certificates_of(request.user), code=code)
    return FileResponse(
        certificate.pdf.open("rb"),
        content_type="application/pdf",
        filename=f"midstance-certificate-{certificate.code}.pdf",
    )
