"""Schemes and the practicals offered under them."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from certification import scoring
from certification.models import Assessment, Scheme
from certification.models.schemes import default_weights
from gait_lab.selectors.cases import frozen_reference


class SchemeError(ValueError):
    """The rules make no sense like this; the message says why."""


def create_scheme(
    *,
    name: str,
    slug: str = "",
    course,
    cut_score_pct: float = 75,
    weights: dict[str, float] | None = None,
    attempt_days: int = 14,
    is_demo: bool = False,
) -> Scheme:
    """The first version of a scheme; without a ``slug`` one is made of its name."""
    weights = weights or default_weights()
    _check_rules(weights, cut_score_pct)
    try:
        with transaction.atomic():
            return Scheme.objects.create(
                name=name,
                slug=slug or slugify(name)[:60],
                course=course,
                cut_score_pct=cut_score_pct,
                weights=weights,
                attempt_days=attempt_days,
                is_demo=is_demo,
            )
    except IntegrityError as error:
        raise SchemeError(
            "There is a scheme of this name already. Make a new version of that one."
        ) from error


@transaction.atomic
def new_scheme_version(
    *,
    scheme: Scheme,
    cut_score_pct: float | None = None,
    weights: dict[str, float] | None = None,
    attempt_days: int | None = None,
) -> Scheme:
    """The next version with other rules; open practicals move to it, old grades keep theirs.

    An attempt that is open stays under the version it began with.
    """
    weights = scheme.weights if weights is None else weights
    cut_score_pct = scheme.cut_score_pct if cut_score_pct is None else cut_score_pct
    _check_rules(weights, cut_score_pct)
    Scheme.objects.filter(slug=scheme.slug, active=True).update(active=False)
    newest = Scheme.objects.filter(slug=scheme.slug).order_by("-version").first()
    version = Scheme.objects.create(
        name=scheme.name,
        slug=scheme.slug,
        version=newest.version + 1,
        course=scheme.course,
        cut_score_pct=cut_score_pct,
        weights=weights,
        attempt_days=attempt_days or scheme.attempt_days,
        is_demo=scheme.is_demo,
    )
    for assessment in Assessment.objects.filter(scheme__slug=scheme.slug, open=True):
        Assessment.objects.get_or_create(scheme=version, case=assessment.case)
    Assessment.objects.filter(scheme__slug=scheme.slug).exclude(scheme=version).update(open=False)
    return version


def offer_practical(*, scheme: Scheme, case) -> Assessment:
    """Offer a case with a frozen reference as a practical; harmless to repeat."""
    if frozen_reference(case) is None:
        raise SchemeError("Freeze the case's reference first: without it nothing can be graded.")
    assessment, _ = Assessment.objects.get_or_create(scheme=scheme, case=case)
    if not assessment.open:
        Assessment.objects.filter(pk=assessment.pk).update(open=True)
        assessment.refresh_from_db()
    return assessment


def close_practical(*, assessment: Assessment) -> None:
    """Let no new attempt begin; those under way go on."""
    Assessment.objects.filter(pk=assessment.pk).update(open=False)


def _check_rules(weights: dict[str, float], cut_score_pct: float) -> None:
    unknown = sorted(set(weights) - set(scoring.LABELS))
    if unknown:
        raise SchemeError(f"There is no criterion called {unknown[0]}.")
    try:
        scoring.Scheme(weights=weights, cut_score_pct=cut_score_pct)
    except ValueError as error:
        raise SchemeError(f"{error}.") from error
