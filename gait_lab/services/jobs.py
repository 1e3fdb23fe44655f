"""The life of one run in its row: claimed, beating, and ended exactly once.

Every write is guarded by the run's token. Whoever no longer holds it (a worker that was believed
dead, a run whose recording was deleted) changes nothing and keeps nothing.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from gait_lab.enums import AnalysisStatus
from gait_lab.models import Analysis, KeyFrame
from gait_lab.services import storage
from gait_lab.services.analyses import enqueue, folder_of


@dataclass(frozen=True)
class Run:
    """One attempt at an analysis: the row's id and the token that guards it."""

    analysis_id: uuid.UUID
    token: uuid.UUID

    @property
    def row(self):
        return Analysis.objects.filter(
            pk=self.analysis_id, run_token=self.token, status=AnalysisStatus.RUNNING
        )

    @property
    def folder(self) -> str:
        return folder_of(self.analysis_id, self.token)


@dataclass(frozen=True)
class Outputs:
    """What a run made: the JSON for the row, files by model field, and the key frames."""

    result: dict[str, Any]
    curves: list[dict[str, Any]]
    frame_times_s: list[float]
    video_slowdown: float
    files: dict[str, str]
    key_frames: list[dict[str, Any]]


def claim(analysis_id) -> Run | None:
    """Take a waiting analysis; None when there is none, or another worker was first."""
    now, token = timezone.now(), uuid.uuid4()
    waiting = Analysis.objects.filter(pk=analysis_id, status=AnalysisStatus.QUEUED)
    claimed = waiting.update(
        status=AnalysisStatus.RUNNING,
        run_token=token,
        started_at=now,
        heartbeat_at=now,
        tries=F("tries") + 1,
        stage="starting",
        frames_done=0,
    )
    return Run(uuid.UUID(str(analysis_id)), token) if claimed else None


def beat(run: Run, *, stage: str, frames_done: int, frames_total: int) -> bool:
    """Say that the run lives and how far it is; False when the row is no longer ours."""
    news = {"heartbeat_at": timezone.now(), "stage": stage, "frames_done": frames_done}
    if frames_total:
        news["frames_total"] = frames_total
    return bool(run.row.update(**news))


def is_wanted(run: Run) -> bool | None:
    """True to go on, False when cancelled, None when the row is no longer ours."""
    cancelled = run.row.values_list("cancel_requested", flat=True).first()
    return None if cancelled is None else not cancelled


def publish(run: Run, outputs: Outputs) -> bool:
    """Attach what was made, all or nothing; False when the row is no longer ours."""
    with transaction.atomic():
        published = run.row.update(
            status=AnalysisStatus.DONE,
            stage="",
            frames_done=F("frames_total"),
            finished_at=timezone.now(),
            result=outputs.result,
            curves=outputs.curves,
            frame_times_s=outputs.frame_times_s,
            video_slowdown=outputs.video_slowdown,
            **outputs.files,
        )
        if published:
            KeyFrame.objects.bulk_create(
                KeyFrame(analysis_id=run.analysis_id, **still) for still in outputs.key_frames
            )
    return bool(published)


def fail(run: Run, reason: str) -> bool:
    return _end(run, AnalysisStatus.FAILED, failure_reason=reason)


def cancel(run: Run) -> bool:
    return _end(run, AnalysisStatus.CANCELLED)


def release(run: Run) -> bool:
    """Give the row back to the queue: the worker is stopping, the work is not at fault."""
    return bool(
        run.row.update(
            status=AnalysisStatus.QUEUED,
            run_token=None,
            heartbeat_at=None,
            tries=F("tries") - 1,
            stage="",
            frames_done=0,
            # Long overdue, so that the first sweep of the next worker wakes it.
            enqueued_at=timezone.now() - timedelta(days=1),
        )
    )


def requeue(run: Run) -> bool:
    """Queue again a run whose worker fell silent; what it had left behind goes."""
    now = timezone.now()
    with transaction.atomic():
        requeued = run.row.update(
            status=AnalysisStatus.QUEUED,
            run_token=None,
            heartbeat_at=None,
            stage="",
            frames_done=0,
            enqueued_at=now,
        )
        if requeued:
            transaction.on_commit(lambda: storage.delete_folder(run.folder))
            enqueue(run.analysis_id)
    return bool(requeued)


def _end(run: Run, status: AnalysisStatus, **fields: Any) -> bool:
    return bool(run.row.update(status=status, stage="", finished_at=timezone.now(), **fields))
