from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gait_lab.enums import AnalysisStatus
from gait_lab.models import Analysis, Case, CaseRelease, KeyFrame, Recording
from gait_lab.rules import may_open_cases

STAGE_SHARES = {
    "starting": (0.0, 0.04),
    "pose": (0.04, 0.66),
    "measuring": (0.66, 0.69),
    "pictures": (0.69, 0.99),
    "saving": (0.99, 1.0),
}
"""Where in the whole run each stage begins and ends, as shares of its usual time."""

FILE_FIELDS = ("overlay_video", "plain_video", "contact_sheet", "landmarks", "report_pdf")


@dataclass(frozen=True)
class Progress:
    """How far an analysis is. ``seconds_left`` is None until it can be told."""

    status: str
    stage: str
    frames_done: int
    frames_total: int
    share: float
    seconds_left: float | None
    waiting_before: int

    @property
    def is_open(self) -> bool:
        return self.status in (AnalysisStatus.QUEUED, AnalysisStatus.RUNNING)

    @property
    def percent(self) -> int:
        return int(100 * self.share)


def analyses_of(user) -> QuerySet[Analysis]:
    """A person's own analyses, closed ones included: for lists that show no result."""
    return Analysis.objects.filter(recording__owner=user).select_related("recording")


def analysis_for(user, analysis_id) -> Analysis:
    """An analysis whose results this person may see; ``Analysis.DoesNotExist`` otherwise.

    Their own, and a case's for those who teach and mark, its author, and those to whom it was
    released. Neither while another case on the same film is closed to them.
    """
    analysis = Analysis.objects.select_related("recording").get(pk=analysis_id)
    is_theirs = analysis.recording.owner_id == user.pk or _has_open_case(user, analysis)
    if is_theirs and not is_embargoed(user, analysis.recording):
        return analysis
    raise Analysis.DoesNotExist


def own_analysis_for(user, analysis_id) -> Analysis:
    """The person's own analysis, to follow, cancel or delete it; says nothing of its results."""
    return analyses_of(user).get(pk=analysis_id)


def is_embargoed(user, recording: Recording) -> bool:
    """Whether a case stands on the same film, so that its results would be the answers."""
    if may_open_cases(user):
        return False
    released = CaseRelease.objects.filter(case=OuterRef("pk"), person=user)
    return _cases_on(recording).exclude(author=user).exclude(Exists(released)).exists()


def _cases_on(recording: Recording) -> QuerySet[Case]:
    """Cases on this film: the same file, or the same pictures in another file."""
    return Case.objects.filter(
        Q(analysis__recording__sha256=recording.sha256)
        | Q(analysis__recording__stream_sha256=recording.stream_sha256)
    )


def _has_open_case(user, analysis: Analysis) -> bool:
    cases = Case.objects.filter(analysis=analysis)
    if may_open_cases(user):
        return cases.exists()
    return cases.filter(Q(author=user) | Q(releases__person=user)).exists()


def key_frame_for(user, key_frame_id) -> KeyFrame:
    """A still of an analysis this person may see; ``DoesNotExist`` otherwise."""
    key_frame = KeyFrame.objects.get(pk=key_frame_id)
    analysis_for(user, key_frame.analysis_id)
    return key_frame


def file_of_analysis(analysis: Analysis, kind: str):
    """The stored file of that kind, or None where the analysis has none."""
    return getattr(analysis, kind) or None if kind in FILE_FIELDS else None


def progress_of(analysis: Analysis) -> Progress:
    share = _share_done(analysis)
    return Progress(
        status=analysis.status,
        stage=analysis.stage,
        frames_done=analysis.frames_done,
        frames_total=analysis.frames_total,
        share=share,
        seconds_left=_seconds_left(analysis, share),
        waiting_before=_waiting_before(analysis),
    )


def _share_done(analysis: Analysis) -> float:
    if analysis.status == AnalysisStatus.DONE:
        return 1.0
    if analysis.status != AnalysisStatus.RUNNING:
        return 0.0
    start, end = STAGE_SHARES.get(analysis.stage, (0.0, 0.04))
    within = analysis.frames_done / analysis.frames_total if analysis.frames_total else 0.0
    return start + (end - start) * min(within, 1.0)


def _seconds_left(analysis: Analysis, share: float) -> float | None:
    if analysis.status != AnalysisStatus.RUNNING or analysis.started_at is None or share < 0.1:
        return None
    spent_s = (timezone.now() - analysis.started_at).total_seconds()
    return max(spent_s * (1 - share) / share, 0.0)


def _waiting_before(analysis: Analysis) -> int:
    if analysis.status != AnalysisStatus.QUEUED:
        return 0
    waiting = Analysis.objects.filter(status=AnalysisStatus.QUEUED)
    return waiting.filter(created_at__lt=analysis.created_at).count()
