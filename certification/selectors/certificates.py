"""Certificates, and who is ready for one."""

from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.db.models import Exists, OuterRef
from django.utils import timezone

from certification.codes import normalise_code
from certification.enums import CertificateStatus
from certification.models import (
    Certificate,
    CurrentCertificate,
    Decision,
    Grade,
    Scheme,
)
from courses.selectors import has_completed_lessons


@dataclass(frozen=True)
class Standing:
    """What a verifier is told about a certificate today."""

    status: CertificateStatus
    since: date | datetime
    reason: str = ""

    @property
    def is_valid(self) -> bool:
        return self.status == CertificateStatus.VALID

    @property
    def label(self) -> str:
        return self.status.label


def certificate_by_code(typed: str) -> Certificate | None:
    code = normalise_code(typed)
    if code is None:
        return None
    return Certificate.objects.select_related("scheme").filter(code=code).first()


def certificate_by_sha256(sha256: str) -> Certificate | None:
    return Certificate.objects.select_related("scheme").filter(pdf_sha256=sha256).first()


def certificates_of(holder):
    held = Certificate.objects.filter(holder=holder)
    return held.select_related("scheme").prefetch_related("events")


def standing_of(certificate: Certificate, *, today: date | None = None) -> Standing:
    """The newest event counts; a valid certificate expires after its last day."""
    event = max(certificate.events.all(), key=attrgetter("happened_at", "pk"), default=None)
    if event and event.status != CertificateStatus.VALID:
        return Standing(CertificateStatus(event.status), event.happened_at, event.public_reason)
    if (today or timezone.localdate()) > certificate.valid_until:
        return Standing(CertificateStatus.EXPIRED, certificate.valid_until)
    return Standing(CertificateStatus.VALID, certificate.issued_on)


def undecided_grades(*, scheme: Scheme | None = None):
    """The newest passing grade of each submission that nobody has decided on yet."""
    newer = Grade.objects.filter(submission=OuterRef("submission"), number__gt=OuterRef("number"))
    holds_one = CurrentCertificate.objects.filter(
        holder=OuterRef("submission__attempt__candidate"), scheme_slug=OuterRef("scheme__slug")
    )
    grades = (
        Grade.objects.filter(passed=True, decisions__isnull=True)
        .exclude(Exists(newer))
        .exclude(Exists(holds_one))
        .select_related("scheme", "submission__attempt__candidate", "reference__frozen_by")
        .order_by("graded_at")
    )
    return grades.filter(scheme=scheme) if scheme else grades


def recent_decisions(*, limit: int = 20):
    return Decision.objects.select_related("candidate", "scheme", "decided_by", "certificate")[
        :limit
    ]


def lessons_are_complete(*, grade: Grade) -> bool:
    candidate = grade.submission.attempt.candidate
    return has_completed_lessons(learner=candidate, course=grade.scheme.course)
