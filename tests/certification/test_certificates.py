"""From a passed practical to a certificate that anyone can verify."""

import hashlib
import io
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from certification.enums import CertificateStatus
from certification.models import Certificate, CurrentCertificate, Decision, WriteOnceError
from certification.selectors import current_grade
from certification.selectors.certificates import (
    certificate_by_code,
    certificates_of,
    standing_of,
    undecided_grades,
)
from certification.services import save_work, submit_work
from certification.services.certificates import (
    award_certificate,
    decline_certificate,
    withdraw_certificate,
)
from tests.at_once import at_once, of_kind
from tests.factories.cases import begin, expert_work, make_practical


def hand_in(attempt, **changes):
    version = save_work(
        attempt=attempt,
        version=attempt.measurements.version,
        content=expert_work(**changes),
    )
    submit_work(attempt=attempt, token=uuid.uuid4(), version=version)
    attempt.refresh_from_db()
    return current_grade(attempt)


@pytest.fixture
def lessons_done(monkeypatch):
    """The lessons themselves are tested with the courses."""
    monkeypatch.setattr(
        "certification.selectors.certificates.has_completed_lessons", lambda **kwargs: True
    )


@pytest.fixture
def grade(attempt, lessons_done):
    return hand_in(attempt)


@pytest.fixture
def certificate(grade, director):
    return award_certificate(grade=grade, decided_by=director, reason="Work read.")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def stored(certificate) -> bytes:
    with certificate.pdf.open("rb") as file:
        return file.read()


def test_awarded_certificate_carries_its_holder_scheme_and_hash(certificate, learner, grade):
    pdf = stored(certificate)
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()

    assert certificate.holder == learner
    assert certificate.pdf_sha256 == hashlib.sha256(pdf).hexdigest()
    assert certificate.data["practical_score_pct"] == round(grade.score_pct, 1)
    assert learner.name in text
    assert certificate.code in text
    assert standing_of(certificate).is_valid


def test_candidate_waits_for_a_decision_until_there_is_one(grade, director):
    assert list(undecided_grades()) == [grade]

    award_certificate(grade=grade, decided_by=director, reason="Work read.")

    assert list(undecided_grades()) == []


@pytest.mark.services
def test_declined_candidate_gets_nothing_and_the_decision_stands(grade, director):
    decline_certificate(grade=grade, decided_by=director, reason="Consent form missing.")

    with pytest.raises(ValidationError):
        award_certificate(grade=grade, decided_by=director, reason="Changed my mind.")
    assert not Certificate.objects.exists()
    assert list(undecided_grades()) == []


def test_nobody_but_a_director_decides(grade, examiner, instructor, learner):
    for person in (examiner, instructor, learner):
        with pytest.raises(ValidationError):
            award_certificate(grade=grade, decided_by=person, reason="Because.")
    assert not Decision.objects.exists()


def test_director_who_froze_the_reference_may_not_decide(grade, examiner):
    from accounts.enums import Role
    from accounts.services import grant_role

    grant_role(user=examiner, role=Role.DIRECTOR)

    with pytest.raises(ValidationError, match="someone else must decide"):
        award_certificate(grade=grade, decided_by=examiner, reason="Because.")


def test_without_the_lessons_there_is_no_certificate(attempt, director):
    grade = hand_in(attempt)

    with pytest.raises(ValidationError, match="lesson"):
        award_certificate(grade=grade, decided_by=director, reason="Work read.")


def test_below_the_cut_score_there_is_no_certificate(attempt, lessons_done, director):
    grade = hand_in(attempt, events=[], points={})

    assert not grade.passed
    assert list(undecided_grades()) == []
    with pytest.raises(ValidationError, match="cut score"):
        award_certificate(grade=grade, decided_by=director, reason="Work read.")


@pytest.mark.services
def test_certificate_never_changes_and_is_never_deleted(certificate):
    certificate.holder_name = "Somebody Else"

    with pytest.raises(WriteOnceError):
        certificate.save()
    with pytest.raises(WriteOnceError):
        certificate.delete()
    with pytest.raises(WriteOnceError):
        Certificate.objects.update(holder_name="Somebody Else")


@pytest.mark.services
def test_issuing_twice_leaves_one_certificate_and_one_file(certificate, grade, director):
    folder = certificate.pdf.storage.listdir("certificates")[1]

    with pytest.raises(ValidationError):
        award_certificate(grade=grade, decided_by=director, reason="Again.")

    assert Certificate.objects.count() == 1
    assert certificate.pdf.storage.listdir("certificates")[1] == folder


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("whole_site", "lessons_done", "private_folder")
def test_two_clicks_at_once_issue_one_certificate(examiner, learner, director):
    grade = hand_in(begin(make_practical(examiner), learner))
    outcomes = at_once(
        *[lambda: award_certificate(grade=grade, decided_by=director, reason="Read.")] * 2
    )

    assert Certificate.objects.count() == CurrentCertificate.objects.count() == 1
    assert len(of_kind(outcomes, Certificate)) == len(of_kind(outcomes, ValidationError)) == 1
    (folder,) = {certificate.pdf.storage for certificate in of_kind(outcomes, Certificate)}
    codes = {certificate.code for certificate in Certificate.objects.all()}
    assert {name.removesuffix(".pdf") for name in folder.listdir("certificates")[1]} == codes


def test_withdrawn_certificate_says_so_and_why(certificate, director):
    withdraw_certificate(
        certificate=certificate, decided_by=director, public_reason="Issued in error."
    )

    standing = standing_of(certificate)
    page = Client().get(reverse("certification:verify_code", args=[certificate.code]))

    assert standing.status == CertificateStatus.WITHDRAWN
    assert page.status_code == 200
    assert "Withdrawn" in page.text
    assert "Issued in error." in page.text
    with pytest.raises(ValidationError):
        withdraw_certificate(certificate=certificate, decided_by=director, public_reason="Again.")


def test_certificate_expires_after_its_last_day(certificate):
    last = certificate.valid_until

    assert standing_of(certificate, today=last).is_valid
    expired = standing_of(certificate, today=last + timedelta(days=1))
    assert expired.status == CertificateStatus.EXPIRED


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
    pdf = stored(certificate)

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


def test_holder_alone_opens_the_file(certificate, learner, other_learner, director):
    address = reverse("certification:certificate_pdf", args=[certificate.code])

    own = signed_in(learner).get(address)

    assert own.status_code == 200
    assert b"".join(own.streaming_content) == stored(certificate)
    assert signed_in(other_learner).get(address).status_code == 404
    assert signed_in(director).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_holder_sees_the_list_of_their_own(certificate, learner, other_learner):
    assert certificate.code in signed_in(learner).get("/certificates/").text
    assert certificate.code not in signed_in(other_learner).get("/certificates/").text
    assert list(certificates_of(other_learner)) == []


def test_director_decides_and_withdraws_in_the_browser(grade, director):
    client = signed_in(director)
    address = reverse("certification:decide", args=[grade.pk])

    unsaid = client.post(address, {"outcome": "award", "reason": "  "})
    said = client.post(address, {"outcome": "award", "reason": "Work read."})

    assert unsaid.status_code == 200
    assert said["Location"] == reverse("certification:decision_list")
    certificate = Certificate.objects.get()
    record = reverse("certification:certificate_record", args=[certificate.code])
    assert certificate.holder_name in client.get(record).text
    client.post(
        reverse("certification:withdraw", args=[certificate.code]),
        {"public_reason": "Issued in error."},
    )
    assert "Issued in error." in client.get(record).text


def test_deciding_pages_do_not_exist_for_anyone_else(grade, certificate, learner, examiner):
    addresses = [
        reverse("certification:decision_list"),
        reverse("certification:decide", args=[grade.pk]),
        reverse("certification:certificate_record", args=[certificate.code]),
    ]
    for person in (learner, examiner):
        client = signed_in(person)
        assert [client.get(address).status_code for address in addresses] == [404] * 3
    assert [Client().get(address).status_code for address in addresses] == [404] * 3
