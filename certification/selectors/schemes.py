from django.db.models import QuerySet

from certification.models import Scheme


def active_schemes() -> QuerySet[Scheme]:
    return Scheme.objects.filter(active=True).select_related("course")


def active_scheme(slug: str) -> Scheme | None:
    return active_schemes().filter(slug=slug).first()
