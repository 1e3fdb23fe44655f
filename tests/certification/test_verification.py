"""Anyone verifies a certificate, by its code or by its file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from certification.selectors.certificates import (
    certificate_by_code,
)


def test_anyone_verifies_by_code_typed_carelessly(certificate):
    page = Client().post(
        reverse("certification:verify"), {"code": certificate.code.lower().replace("-", " ")}
    )

    assert page.status_code == 302
    assert certificate_by_code(certificate.code) == certificate
    answer = Client().get(page["Location"])
    assert certificate.holder_name in answer.text
    assert "SPECIMEN" in answer.text


def drop(content: bytes):
    file = SimpleUploadedFile("paper.pdf", content, content_type="application/pdf")
    return Client().post(reverse("certification:verify"), {"file": file})


def test_dropped_file_is_compared_byte_for_byte(certificate):
    with certificate.pdf.open("rb") as file:
        pdf = file.read()

    genuine, altered, other = drop(pdf), drop(pdf + b"\n"), drop(b"%PDF-1.7 something else")

    assert genuine.status_code == 200
    assert "byte for byte, the one we issued" in genuine.text
    assert altered.status_code == 404
    assert "not as we issued it" in altered.text
    assert other.status_code == 404
    assert "did not issue this file" in other.text


@pytest.mark.parametrize("code", ["0000-0000-0000-0000", "nonsense", "7K3M"])
def test_unknown_code_is_answered_in_words(code, db):
    page = Client().get(reverse("certification:verify_code", args=[code]))

    assert page.status_code == 404
    assert "No certificate has this code" in page.text


def test_form_asks_again_for_what_is_missing_or_malformed(db):
    empty = Client().post(reverse("certification:verify"), {})
    wrong = Client().post(reverse("certification:verify"), {"code": "7K3M-Q2XD"})

    assert empty.status_code == wrong.status_code == 422
    assert "Type the code" in empty.text
    assert "four groups" in wrong.text


@pytest.mark.services
@pytest.mark.redis
def test_many_checks_from_one_address_are_slowed_down(certificate):
    client = Client(REMOTE_ADDR="203.0.113.9")
    address = reverse("certification:verify")

    answers = [client.post(address, {"code": certificate.code}) for _ in range(32)]

    assert answers[0].status_code == 302
    assert answers[-1].status_code == 429
    assert "wait a minute" in answers[-1].text
    link = client.get(reverse("certification:verify_code", args=[certificate.code]))
    assert link.status_code == 429
    assert "No certificate has this code" not in link.text
