import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import override_settings
from pypdf import PdfReader

from certification.documents import SigningKeyError, is_signed_by_us, render_certificate
from certification.documents.ornament import gait_rosette_path, gait_wave_path
from certification.documents.signing import sign_pdf

DATA = {
    "code": "7K3M-Q2XD-9PWA-4HT6",
    "holder_name": "Zoë Ångström-Nguyễn",
    "scheme": "Running-specialist physical therapist",
    "scheme_version": 3,
    "course": "Running foundations",
    "practical_score_pct": 88.4,
    "cut_score_pct": 75,
    "issued_on": "2026-02-01",
    "valid_until": "2029-02-01",
    "is_specimen": False,
    "verify_url": "https://learn.example.org/verify/7K3M-Q2XD-9PWA-4HT6/",
}


@pytest.fixture(scope="module")
def pdf():
    return render_certificate(DATA)[0]


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_certificate_fits_one_page_and_says_what_it_certifies(pdf):
    text = text_of(pdf)

    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    for words in ("Zoë Ångström-Nguyễn", DATA["code"], "88.4 %", "1 February 2029"):
        assert words in text


def test_only_a_specimen_says_specimen(pdf):
    specimen, _ = render_certificate(DATA | {"is_specimen": True})

    assert "specimen" in text_of(specimen).lower()
    assert "specimen" not in text_of(pdf).lower()


def test_signature_holds_until_a_byte_changes(pdf):
    altered = pdf.replace(b"Issued by Midstance", b"Issued by Midstence")

    assert is_signed_by_us(pdf)
    assert altered != pdf
    assert not is_signed_by_us(altered)
    assert not is_signed_by_us(pdf[: len(pdf) // 2])
    assert not is_signed_by_us(b"%PDF-1.7 nothing")


def test_signature_of_another_key_is_not_ours(pdf, tmp_path):
    with override_settings(CERTIFICATE_SIGNING_KEY_FILE=str(tmp_path / "other.p12")):
        assert not is_signed_by_us(pdf)


def test_key_made_by_many_at_once_is_one_whole_key(pdf_to_sign, tmp_path):
    path = tmp_path / "keys" / "first.p12"
    with override_settings(CERTIFICATE_SIGNING_KEY_FILE=str(path)):
        with ThreadPoolExecutor(8) as pool:
            papers = list(pool.map(sign_pdf, [pdf_to_sign] * 8))
        assert all(is_signed_by_us(paper) for paper in papers)

    assert [file.name for file in path.parent.iterdir()] == ["first.p12"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_without_a_key_production_refuses_to_sign(tmp_path):
    nowhere = str(tmp_path / "missing.p12")
    with (
        override_settings(CERTIFICATE_SIGNING_KEY_FILE=nowhere, DEMO_WORLD_ALLOWED=False),
        pytest.raises(SigningKeyError, match="MIDSTANCE_SIGNING_KEY_FILE"),
    ):
        render_certificate(DATA)


def test_name_with_markup_is_printed_as_it_is():
    pdf, _ = render_certificate(DATA | {"holder_name": "<b>Bo</b> & Co"})

    assert "<b>Bo</b> & Co" in text_of(pdf)


def test_ornament_repeats_each_stride_and_closes():
    coordinates = gait_wave_path(strides=2)[1:].replace(" L", " ").split()
    heights = [float(y) for y in coordinates[1::2]]

    assert heights[:41] == heights[40:]
    assert all(0 <= height <= 24 for height in heights)
    assert gait_rosette_path().count("Z") == 3
