"""Cases: made of a teaching clip's analysis, opened to a person after grading."""

from django.db import transaction

from gait_lab.enums import AnalysisStatus, Ground, Purpose, View
from gait_lab.models import Analysis, Case, CaseRelease
from gait_lab.rules import may_open_cases
from gait_lab.services import storage
from gait_lab.services.case_frames import MAX_CASE_FRAMES, extract_case_frames

WINDOW_MARGIN_S = 0.12
WINDOW_STRIDES = 3


class CaseError(ValueError):
    """A case cannot be made or changed like this; the message says why and what to do."""


def create_case(
    *,
    author,
    analysis: Analysis,
    title: str,
    story: str,
    window: tuple[int, int] | None = None,
    is_demo: bool = False,
) -> Case:
    """A case of a finished side-view analysis, with a still of every frame of its window.

    ``window`` is ``[start, end)`` in frames; left out, it holds three strides of the near leg.
    """
    _check_may_become_case(author, analysis)
    start, end = window or suggested_window(analysis)
    _check_window(analysis, start, end)
    case = Case.objects.create(
        title=title,
        story=story,
        analysis=analysis,
        author=author,
        window_start_frame=start,
        window_end_frame=end,
        is_demo=is_demo,
    )
    # Decoding takes seconds: outside any transaction, so that nobody waits for the database.
    try:
        extract_case_frames(case=case)
    except Exception:
        case.delete()
        raise
    return case


def suggested_window(analysis: Analysis) -> tuple[int, int]:
    """Frames of the surest three strides of the near leg that fit, with a margin.

    Fewer strides where three take too many frames; ``CaseError`` where there is not one.
    """
    times_s = analysis.frame_times_s
    for strides in range(WINDOW_STRIDES, 0, -1):
        spans = _spans(analysis, strides)
        for start_s, end_s in spans:
            start = next(i for i, t in enumerate(times_s) if t >= start_s - WINDOW_MARGIN_S)
            end = sum(t <= end_s + WINDOW_MARGIN_S for t in times_s)
            if end - start <= MAX_CASE_FRAMES:
                return start, end
    raise CaseError(
        "The analysis found no complete stance of the near leg, so there is nothing to measure."
    )


@transaction.atomic
def delete_case(*, case: Case) -> None:
    """Delete a case nobody has measured yet; ``CaseError`` otherwise."""
    drafts = case.references.filter(frozen_at__isnull=True)
    kept = case.measurement_sets.exclude(pk__in=drafts.values("measurements_id"))
    if kept.exists():
        raise CaseError("The case has been measured or frozen, so it is kept.")
    measurement_ids = list(drafts.values_list("measurements_id", flat=True))
    drafts.delete()
    case.measurement_sets.filter(pk__in=measurement_ids).delete()
    case_id = case.pk
    case.delete()
    transaction.on_commit(lambda: storage.delete_folder(f"cases/{case_id}"))


def release_case(*, case: Case, person) -> CaseRelease:
    """Open a case's analysis and reference to a person; harmless to repeat."""
    release, _ = CaseRelease.objects.get_or_create(case=case, person=person)
    return release


def _check_may_become_case(author, analysis: Analysis) -> None:
    recording = analysis.recording
    if not may_open_cases(author):
        raise CaseError("Cases are made by instructors and examiners.")
    if recording.owner_id != author.pk:
        raise CaseError("A case is made of one's own clip.")
    if recording.purpose != Purpose.CASE or recording.ground == Ground.CARE:
        raise CaseError(
            "Whoever is shown agreed to another use of this clip. Upload it as a teaching case, "
            "with their agreement to that."
        )
    if analysis.status != AnalysisStatus.DONE:
        raise CaseError("Wait until the analysis is done.")
    if analysis.view != View.SIDE or analysis.result["clip"]["near_side"] is None:
        raise CaseError("A case needs a clip from the side with a known near leg.")


def _check_window(analysis: Analysis, start: int, end: int) -> None:
    if not 0 <= start < end <= len(analysis.frame_times_s):
        raise CaseError("The window lies outside the clip.")
    if end - start > MAX_CASE_FRAMES:
        raise CaseError(f"A case holds at most {MAX_CASE_FRAMES} frames. Choose fewer strides.")


def _spans(analysis: Analysis, strides: int) -> list[tuple[float, float]]:
    """(first contact, last toe-off) of every run of whole near-leg stances, surest first."""
    side = analysis.result["clip"]["near_side"]
    events = sorted(
        (event for event in analysis.result["events"] if event["side"] == side),
        key=lambda event: event["time_s"],
    )
    wanted = ["initial_contact", "toe_off"] * strides
    runs = [events[i : i + len(wanted)] for i in range(len(events) - len(wanted) + 1)]
    runs = [run for run in runs if [event["kind"] for event in run] == wanted]
    runs.sort(key=lambda run: -min(event["confidence"] for event in run))
    return [(run[0]["time_s"], run[-1]["time_s"]) for run in runs]
