"""Putting right what a killed worker, a lost message or a broken upload left behind."""

import logging
import shutil
import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gait_lab.enums import AnalysisStatus
from gait_lab.models import Analysis, Case, Recording
from gait_lab.services import jobs, storage
from gait_lab.services.analyses import enqueue
from gait_lab.services.jobs import Run

logger = logging.getLogger(__name__)

ORPHAN_AGE = timedelta(hours=1)
"""Files without a row are left alone this long: their row may be about to be written."""

GAVE_UP = (
    "The analysis was interrupted {tries} times and did not finish. Your clip is safe. Start it "
    "again; if it happens again, tell the site's keeper."
)


def sweep_analyses() -> int:
    """Requeue runs that fell silent and rows whose message was lost; the number put right."""
    return _end_silent_runs() + _wake_forgotten_rows()


def _end_silent_runs() -> int:
    silent_since = timezone.now() - timedelta(seconds=settings.ANALYSIS_HEARTBEAT_TIMEOUT_S)
    silent = Analysis.objects.filter(
        status=AnalysisStatus.RUNNING, heartbeat_at__lt=silent_since
    ).values_list("pk", "run_token", "tries", "cancel_requested")
    ended = 0
    for analysis_id, token, tries, cancelled in list(silent):
        run = Run(analysis_id, token)
        if cancelled:
            ended += jobs.cancel(run)
        elif tries >= settings.ANALYSIS_MAX_TRIES:
            ended += jobs.fail(run, GAVE_UP.format(tries=tries))
        else:
            ended += jobs.requeue(run)
        storage.delete_folder(run.folder)
        _delete_job_folder(run)
        logger.warning("analysis %s had fallen silent (try %d)", analysis_id, tries)
    return ended


def _wake_forgotten_rows() -> int:
    """Send a second message for rows that waited long. Two messages do no harm: one claim wins."""
    now = timezone.now()
    overdue = now - timedelta(seconds=settings.ANALYSIS_HEARTBEAT_TIMEOUT_S)
    waiting = Analysis.objects.filter(status=AnalysisStatus.QUEUED, enqueued_at__lt=overdue)
    woken = 0
    for analysis_id in list(waiting.order_by("created_at").values_list("pk", flat=True)):
        if waiting.filter(pk=analysis_id).update(enqueued_at=now):
            enqueue(analysis_id)
            woken += 1
    return woken


def remove_orphans() -> int:
    """Delete private files and job folders that no row owns any more; how many folders went."""
    return (
        _remove_orphan_runs()
        + _remove_orphan_folders("recordings", Recording)
        + _remove_orphan_folders("cases", Case)
        + _remove_orphan_job_folders()
    )


def _remove_orphan_runs() -> int:
    removed = 0
    tokens = dict(Analysis.objects.values_list("pk", "run_token"))
    for name in storage.folders_in("analyses"):
        analysis_id = _uuid(name)
        if analysis_id not in tokens:
            removed += _remove_if_old(f"analyses/{name}")
            continue
        for token in storage.folders_in(f"analyses/{name}"):
            if _uuid(token) != tokens[analysis_id]:
                removed += _remove_if_old(f"analyses/{name}/{token}")
    return removed


def _remove_orphan_folders(folder: str, model) -> int:
    names = storage.folders_in(folder)
    owned = {str(pk) for pk in model.objects.values_list("pk", flat=True)}
    return sum(_remove_if_old(f"{folder}/{name}") for name in names if name not in owned)


def _remove_orphan_job_folders() -> int:
    removed = 0
    for folder in Path(settings.JOB_DIR).glob("*.*"):
        analysis_id, _, token = folder.name.partition(".")
        run = Run(_uuid(analysis_id), _uuid(token))
        if not run.row.exists():
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def _remove_if_old(folder: str) -> bool:
    """Delete a folder of which every file is old; a young one may belong to a row in the making."""
    newest_allowed = timezone.now() - ORPHAN_AGE
    try:
        ages = [storage.private().get_modified_time(name) for name in storage.files_under(folder)]
    except FileNotFoundError:
        return False
    if any(age > newest_allowed for age in ages):
        return False
    storage.delete_folder(folder)
    logger.warning("removed orphan files under %s", folder)
    return True


def _delete_job_folder(run: Run) -> None:
    folder = Path(settings.JOB_DIR) / f"{run.analysis_id}.{run.token}"
    shutil.rmtree(folder, ignore_errors=True)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
