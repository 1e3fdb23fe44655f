"""Deciding, issuing, withdrawing. A certificate is issued once, by a person's decision."""

import hashlib
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from certification.codes import new_code
from certification.documents import render_certificate
from certification.enums import CertificateStatus, DecisionOutcome
from certification.models import (
    Certificate,
    CertificateEvent,
    CurrentCertificate,
    Decision,
    Grade,
)
from certification.rules import may_decide_on
from certification.selectors.certificates import lessons_are_complete

VALID_YEARS = 3
SCHEMA = "midstance.certificate/1"


def award_certificate(*, grade: Grade, decided_by, reason: str) -> Certificate:
    """Decide for the candidate and issue; a doubled click issues one certificate.

    Raises ValidationError, with a message for people, when the evidence is not complete.
    """
    _check_decision(grade=grade, decided_by=decided_by, reason=reason)
    if not grade.passed:
        raise ValidationError("This practical is below the cut score.")
    if not lessons_are_complete(grade=grade):
        raise ValidationError("The candidate has not completed every lesson yet.")
    if not grade.submission.attempt.candidate.name:
        raise ValidationError(
            "The candidate’s account has no name to put on the certificate. Ask them to fill in "
            "“Your name” in their account first."
        )
    data = _certificate_data(grade, decided_by)
    pdf, versions = render_certificate(data)
    file = _store_pdf(data["code"], pdf)
    try:
        with transaction.atomic():
            decision = _record(grade, decided_by, DecisionOutcome.AWARD, reason)
            return _issue(decision=decision, data=data, pdf=pdf, file=file, versions=versions)
    except IntegrityError as error:
        _discard(file)
        raise ValidationError("This candidate already holds this certificate.") from error
    except BaseException:
        _discard(file)
        raise


def decline_certificate(*, grade: Grade, decided_by, reason: str) -> Decision:
    _check_decision(grade=grade, decided_by=decided_by, reason=reason)
    try:
        with transaction.atomic():
            return _record(grade, decided_by, DecisionOutcome.DECLINE, reason)
    except IntegrityError as error:
        raise ValidationError("This practical has been decided on already.") from error


def withdraw_certificate(*, certificate: Certificate, decided_by, public_reason: str) -> None:
    """End a certificate for good. The verify page shows the reason from now on."""
    _check_director(certificate.holder, decided_by)
    reason = public_reason.strip()
    if not reason:
        raise ValidationError("Say why, in words a verifier may read.")
    with transaction.atomic():
        # Whoever removes the row withdraws; a doubled click finds it gone.
        removed, _ = CurrentCertificate.objects.filter(certificate=certificate).delete()
        if not removed:
            raise ValidationError("This certificate has been withdrawn already.")
        CertificateEvent.objects.create(
            certificate=certificate,
            status=CertificateStatus.WITHDRAWN,
            public_reason=reason,
            decided_by=decided_by,
        )


def _check_decision(*, grade: Grade, decided_by, reason: str) -> None:
    _check_director(grade.submission.attempt.candidate, decided_by)
    if grade.reference.frozen_by_id == decided_by.pk:
        raise ValidationError(
            "You froze the reference this practical was graded against: someone else must decide."
        )
    if not reason.strip():
        raise ValidationError("Give the reason for the decision.")


def _check_director(candidate, decided_by) -> None:
    if not may_decide_on(decided_by, candidate):
        raise ValidationError("Only a programme director may decide, and not about themselves.")


def _record(grade: Grade, decided_by, outcome: DecisionOutcome, reason: str) -> Decision:
    return Decision.objects.create(
        candidate=grade.submission.attempt.candidate,
        scheme=grade.scheme,
        grade=grade,
        outcome=outcome,
        reason=reason.strip(),
        decided_by=decided_by,
    )


def _certificate_data(grade: Grade, decided_by) -> dict:
    candidate, scheme, today = (
        grade.submission.attempt.candidate,
        grade.scheme,
        timezone.localdate(),
    )
    code = new_code()
    return {
        "schema": SCHEMA,
        "code": code,
        "holder_name": candidate.name,
        "scheme": scheme.name,
        "scheme_version": scheme.version,
        "course": scheme.course.title,
        "practical_score_pct": round(grade.score_pct, 1),
        "cut_score_pct": grade.cut_score_pct,
        "decided_by": decided_by.get_full_name(),
        "issued_on": today.isoformat(),
        "valid_until": _years_later(today, VALID_YEARS).isoformat(),
        "is_specimen": candidate.is_demo or scheme.is_demo or settings.DEMO_WORLD_ALLOWED,
        "verify_url": settings.SITE_ADDRESS + reverse("certification:verify_code", args=[code]),
    }


def _years_later(day: date, years: int) -> date:
    """The same day in a later year; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _store_pdf(code: str, pdf: bytes):
    field = Certificate._meta.get_field("pdf")
    name = field.storage.save(f"certificates/{code}.pdf", ContentFile(pdf))
    return field.storage, name


def _discard(file) -> None:
    storage, name = file
    storage.delete(name)


def _issue(*, decision: Decision, data: dict, pdf: bytes, file, versions: dict) -> Certificate:
    certificate = Certificate.objects.create(
        code=data["code"],
        decision=decision,
        holder=decision.candidate,
        scheme=decision.scheme,
        holder_name=data["holder_name"],
        is_specimen=data["is_specimen"],
        issued_on=date.fromisoformat(data["issued_on"]),
        valid_until=date.fromisoformat(data["valid_until"]),
        data=data,
        pdf=file[1],
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        versions=versions,
    )
    CurrentCertificate.objects.create(
        holder=decision.candidate, scheme_slug=decision.scheme.slug, certificate=certificate
    )
    return certificate
