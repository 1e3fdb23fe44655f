"""A certificate's data -> a signed, archival PDF. Reads nothing from the network."""

import importlib.metadata
import io
from datetime import date

import segno
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from certification.documents.ornament import gait_rosette_path, gait_wave_path
from certification.documents.signing import sign_pdf

TEMPLATE = "certification/certificates/document.html"
STYLESHEET = "certification/certificate.css"


def render_certificate(data: dict) -> tuple[bytes, dict[str, str]]:
    """The signed PDF's bytes and the versions of what made it."""
    return sign_pdf(_render_pdf(data)), _versions()


def _render_pdf(data: dict) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    html = render_to_string(
        TEMPLATE,
        {
            "certificate": data,
            "issued_on": date.fromisoformat(data["issued_on"]),
            "valid_until": date.fromisoformat(data["valid_until"]),
            "qr_svg": _qr_svg(data["verify_url"]),
            "wave_path": gait_wave_path(),
            "rosette_path": gait_rosette_path(),
        },
    )
    fetch = _static_files_only()
    fonts = FontConfiguration()
    css = CSS(filename=finders.find(STYLESHEET), url_fetcher=fetch, font_config=fonts)
    document = HTML(string=html, base_url="static:", url_fetcher=fetch)
    return document.write_pdf(stylesheets=[css], font_config=fonts, pdf_variant="pdf/a-3u")


def _qr_svg(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, border=0, scale=1, omitsize=True
    )
    # Made by us from an address of our own; it holds no text from people.
    return mark_safe(out.getvalue().decode())  # noqa: S308


def _static_files_only():
    """A fetcher that hands out the site's own static files and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class StaticFetcher(URLFetcher):
        def fetch(self, url, headers=None):
            path = finders.find(url.rpartition("/static/")[2]) if "/static/" in url else None
            if path is None:
                raise ValueError("only the site's own files may be used in a certificate")
            with open(path, "rb") as file:
                return URLFetcherResponse(url, file.read())

    return StaticFetcher(fail_on_errors=True)


def _versions() -> dict[str, str]:
    return {name: importlib.metadata.version(name) for name in ("weasyprint", "pyhanko", "segno")}
