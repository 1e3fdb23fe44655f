"""The rows of a person's list of clips: a fixed number of queries, however many clips."""

from dataclasses import dataclass

from django.db.models import F, Prefetch, QuerySet

from gait_lab.enums import AnalysisStatus
from gait_lab.models import Analysis, Case, KeyFrame, Recording
from gait_lab.rules import may_open_cases
from gait_lab.selectors.recordings import recordings_of

STILL_SHOWN = "mid_stance"
HEAVY_FIELDS = ("result", "curves", "frame_times_s")


@dataclass(frozen=True)
class ClipRow:
    recording: Recording
    analyses: list[Analysis]
    still: KeyFrame | None

    @property
    def latest(self) -> Analysis | None:
        return self.analyses[0] if self.analyses else None


def clip_rows(user) -> list[ClipRow]:
    analyses = Prefetch("analyses", queryset=_light(Analysis.objects.all()))
    recordings = list(recordings_of(user).prefetch_related(analyses))
    stills = _stills(recordings)
    closed = _closed_fingerprints(user, recordings)
    return [
        ClipRow(
            recording,
            list(recording.analyses.all()),
            None
            if closed & {recording.sha256, recording.stream_sha256}
            else stills.get(recording.pk),
        )
        for recording in recordings
    ]


def runs_of(recording: Recording) -> QuerySet[Analysis]:
    """Every analysis of a clip, the latest first, its numbers as ``metrics``."""
    return _light(recording.analyses.all())


def _light(analyses: QuerySet[Analysis]) -> QuerySet[Analysis]:
    light = analyses.defer(*HEAVY_FIELDS).annotate(metrics=F("result__metrics"))
    return light.order_by("-created_at")


def _stills(recordings) -> dict:
    """The newest finished analysis' picture of each clip."""
    stills = KeyFrame.objects.filter(
        analysis__recording__in=recordings,
        analysis__status=AnalysisStatus.DONE,
        phase=STILL_SHOWN,
    ).select_related("analysis")
    return {still.analysis.recording_id: still for still in stills.order_by("analysis__created_at")}


def _closed_fingerprints(user, recordings) -> set[str]:
    """Fingerprints of films a case stands on that is not open to this person."""
    if may_open_cases(user) or not recordings:
        return set()
    closed = (
        Case.objects.exclude(author=user)
        .exclude(releases__person=user)
        .values_list("analysis__recording__sha256", "analysis__recording__stream_sha256")
    )
    return {fingerprint for pair in closed for fingerprint in pair}
