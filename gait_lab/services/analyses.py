"""Starting, repeating, cancelling and deleting analyses. The row is the truth about the job."""

import dataclasses

from celery import current_app
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from gait_lab.enums import AnalysisStatus
from gait_lab.models import Analysis, Recording
from gait_lab.rules import CUSTOM_POSE_MODEL, POSE_MODELS, AnalysisSettings
from gait_lab.services import storage

TASK_NAME = "gait_lab.run_analysis"


class AlreadyRunningError(ValueError):
    """The clip is being analysed; ``analysis`` is the one that is open."""

    def __init__(self, analysis: Analysis) -> None:
        super().__init__("This clip is being analysed already. Wait for it, or cancel it first.")
        self.analysis = analysis


def start_analysis(
    *,
    recording: Recording,
    settings: AnalysisSettings,  # the word a reader expects, not Django's
) -> Analysis:
    """Queue an analysis of a recording; ``AlreadyRunningError`` when one is open."""
    fields = dataclasses.asdict(settings)
    fields["pose_model"] = fields["pose_model"] or _default_pose_model()
    try:
        with transaction.atomic():
            analysis = Analysis.objects.create(
                recording=recording, frames_total=recording.frames, **fields
            )
    except IntegrityError:
        open_one = Analysis.objects.filter(
            recording=recording, status__in=[AnalysisStatus.QUEUED, AnalysisStatus.RUNNING]
        ).first()
        if open_one is None:
            raise
        raise AlreadyRunningError(open_one) from None
    enqueue(analysis.pk)
    return analysis


def rerun_analysis(*, analysis: Analysis, settings: AnalysisSettings | None = None) -> Analysis:
    """A new analysis of the same clip, with the same settings unless others are given."""
    return start_analysis(recording=analysis.recording, settings=settings or settings_of(analysis))


def settings_of(analysis: Analysis) -> AnalysisSettings:
    names = [field.name for field in dataclasses.fields(AnalysisSettings)]
    return AnalysisSettings(**{name: getattr(analysis, name) for name in names})


def cancel_analysis(*, analysis: Analysis) -> None:
    """End an analysis: at once while it waits, within moments while it runs."""
    waiting = Analysis.objects.filter(pk=analysis.pk, status=AnalysisStatus.QUEUED)
    if not waiting.update(status=AnalysisStatus.CANCELLED, finished_at=timezone.now()):
        running = Analysis.objects.filter(pk=analysis.pk, status=AnalysisStatus.RUNNING)
        running.update(cancel_requested=True)
    analysis.refresh_from_db()


def delete_analysis(*, analysis: Analysis) -> None:
    """Delete one run and its files. A worker still at it notices that its row is gone."""
    analysis_id = analysis.pk
    analysis.delete()
    transaction.on_commit(lambda: storage.delete_folder(folder_of(analysis_id)))


def enqueue(analysis_id) -> None:
    """Wake a worker once the row is there to be found.

    A broker that is out of order is no reason to fail: the sweep sends what was not sent.
    """
    transaction.on_commit(
        lambda: current_app.send_task(
            TASK_NAME, args=[str(analysis_id)], ignore_result=True, retry=False
        ),
        robust=True,
    )


def folder_of(analysis_id, run_token=None) -> str:
    """Where the files of an analysis lie in private storage; one folder for each run."""
    folder = f"analyses/{analysis_id}"
    return folder if run_token is None else f"{folder}/{run_token}"


def _default_pose_model() -> str:
    return settings.POSE_MODEL if settings.POSE_MODEL in POSE_MODELS else CUSTOM_POSE_MODEL
