"""From a passed practical to a certificate that anyone can verify."""

import hashlib
import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from certification.enums import CertificateStatus
from certification.models import Certificate, CurrentCertificate, Decision, WriteOnceError
from certification.selectors.certificates import (
    certificates_of,
    standing_of,
    undecided_grades,
)
from certification.services.certificates import (
    award_certificate,
    decline_certificate,
    withdraw_certificate,
)
from tests.at_once import at_once, of_kind
from tests.factories.cases import begin, graded, make_practical


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
    grade = graded(attempt)

    with pytest.raises(ValidationError, match="lesson"):
        award_certificate(grade=grade, decided_by=director, reason="Work read.")


def test_below_the_cut_score_there_is_no_certificate(attempt, lessons_done, director):
    grade = graded(attempt, events=[], points={})

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
    grade = graded(begin(make_practical(examiner), learner))
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
