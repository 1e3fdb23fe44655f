from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from certification.models import Assessment, CurrentCertificate, Scheme


def active_schemes() -> QuerySet[Scheme]:
    return Scheme.objects.filter(active=True).select_related("course")


def active_scheme(slug: str) -> Scheme | None:
    return active_schemes().filter(slug=slug).first()


def scheme_versions(slug: str) -> list[Scheme]:
    """Every version of a scheme, the newest first."""
    versions = Scheme.objects.filter(slug=slug).select_related("course")
    return list(versions.order_by("-version"))


@dataclass(frozen=True)
class SchemeRow:
    scheme: Scheme
    open_practicals: int
    holders: int


def scheme_rows() -> list[SchemeRow]:
    """The rules in force, with what hangs on them."""
    schemes = active_schemes().annotate(
        practicals=Count("assessments", filter=Q(assessments__open=True))
    )
    held = CurrentCertificate.objects.values_list("scheme_slug").annotate(Count("pk"))
    holders = dict(held.order_by())
    return [SchemeRow(s, s.practicals, holders.get(s.slug, 0)) for s in schemes]


@dataclass(frozen=True)
class Offer:
    """A scheme beside a case: the practical that joins the two, where there is one."""

    scheme: Scheme
    assessment: Assessment | None

    @property
    def is_open(self) -> bool:
        return self.assessment is not None and self.assessment.open


def offers_of(case_id) -> list[Offer]:
    made = Assessment.objects.filter(case_id=case_id, scheme__active=True)
    by_scheme = {assessment.scheme_id: assessment for assessment in made}
    return [Offer(scheme, by_scheme.get(scheme.pk)) for scheme in active_schemes()]
