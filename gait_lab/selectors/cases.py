"""Cases, their stills and references, and who may see what of them."""

from itertools import pairwise

from django.db.models import QuerySet

from gait_lab.enums import AnalysisStatus, Purpose, ReferenceStatus, View
from gait_lab.models import (
    Analysis,
    Case,
    CaseFrame,
    CaseRelease,
    ExpertReference,
    MeasurementSet,
)


def cases_for_experts() -> QuerySet[Case]:
    return Case.objects.select_related("author", "analysis__recording")


def frozen_cases() -> QuerySet[Case]:
    """Cases that can be graded: their reference is frozen."""
    return cases_for_experts().filter(references__status=ReferenceStatus.FROZEN).distinct()


def analyses_for_new_case(user) -> QuerySet[Analysis]:
    """Finished side views of the person's own clips that were declared as teaching cases."""
    return (
        Analysis.objects.filter(
            recording__owner=user,
            recording__purpose=Purpose.CASE,
            status=AnalysisStatus.DONE,
            view=View.SIDE,
        )
        .select_related("recording")
        .defer("result", "curves", "frame_times_s")
    )


def case_clip(case: Case) -> dict:
    """What was filmed, as the analysis' contract writes it."""
    return case.analysis.result["clip"]


def case_facing(case: Case) -> str:
    return case_clip(case)["facing"]


def case_near_side(case: Case) -> str:
    return case_clip(case)["near_side"]


def case_frame_times_s(case: Case) -> dict[int, float]:
    """True time of every still, by frame number, in order."""
    return dict(case.stills.order_by("frame").values_list("frame", "time_s"))


def case_frame_interval_ms(case: Case) -> float:
    """Median time from one still to the next."""
    times_s = list(case_frame_times_s(case).values())
    steps_s = sorted(b - a for a, b in pairwise(times_s))
    return 1000 * steps_s[len(steps_s) // 2]


def case_still(*, case_id, frame: int) -> CaseFrame | None:
    return CaseFrame.objects.filter(case_id=case_id, frame=frame).first()


def draft_reference(case: Case) -> ExpertReference | None:
    return (
        case.references.select_related("measurements", "case__analysis")
        .filter(status=ReferenceStatus.DRAFT)
        .first()
    )


def frozen_reference(case: Case) -> ExpertReference | None:
    """The newest frozen reference: the one that grades."""
    return (
        case.references.select_related("measurements", "case__analysis")
        .filter(status=ReferenceStatus.FROZEN)
        .order_by("-version")
        .first()
    )


def get_reference(reference_id) -> ExpertReference:
    return ExpertReference.objects.select_related("measurements", "case__analysis").get(
        pk=reference_id
    )


def get_measurements(measurements_id) -> MeasurementSet:
    return MeasurementSet.objects.select_related("case__analysis").get(pk=measurements_id)


def frozen_case_ids(case_ids) -> set:
    """Those of the cases that can be graded."""
    frozen = ExpertReference.objects.filter(case_id__in=case_ids, status=ReferenceStatus.FROZEN)
    return set(frozen.values_list("case_id", flat=True))


def released_case_ids(person) -> set:
    """The cases whose answers this person has seen."""
    return set(CaseRelease.objects.filter(person=person).values_list("case_id", flat=True))


def has_case_release(*, case: Case, person) -> bool:
    return CaseRelease.objects.filter(case=case, person=person).exists()
