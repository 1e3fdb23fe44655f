"""What a worker does with one analysis: watch its process tree, then end the row once."""

import json
import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError

from gait_lab.models import Analysis
from gait_lab.services import jobs, storage
from gait_lab.services.analyses import settings_of
from gait_lab.services.children import STDERR_NAME, Child
from gait_lab.services.jobs import Outputs, Run
from gait_lab.services.stopping import is_stopping

logger = logging.getLogger(__name__)

LISTEN_S = 1.0
MEMORY_CHECK_S = 2.0
JOB_NAME = "job.json"
MANIFEST_NAME = "manifest.json"
KILLED_CODES = (137, -9)
"""Nobody here did it: a run that we end is never judged by its exit code."""

DISK_FULL = (
    "The server's disk is full, so the analysis could not be finished. Your clip is safe. "
    "Tell the site's keeper, then start the analysis again."
)
CRASHED = (
    "The analysis program stopped unexpectedly on this clip. Your clip is safe. Try again once; "
    "if it happens again, save the clip as H.264 (MP4) and upload that."
)
KILLED = (
    "The server's system ended the analysis before it was done, often because memory ran short. "
    "Your clip is safe. Start the analysis again; if it happens again, cut the clip to 10 to 60 s "
    "of running, or film at a lower resolution."
)
OUT_OF_MEMORY = (
    "The analysis needed more memory than the server allows. Cut the clip to 10 to 60 s of "
    "running, or film at a lower resolution."
)
TOO_SLOW = (
    "The analysis took longer than the server allows for a clip of this length. Cut out 10 to "
    "60 s of running, or save a smaller copy."
)
STALLED = (
    "The analysis stopped making progress and was ended. Your clip is safe. Save the clip as "
    "H.264 (MP4) and upload that, or try again."
)
FILE_GONE = "The clip's file is missing from the server's storage. Upload the clip again."
INCOMPLETE = "The analysis ended without a result. Your clip is safe. Start the analysis again."


class RunEndedError(Exception):
    """The run is over without a result; ``reason`` is empty where nobody is to be told."""

    def __init__(self, reason: str = "", *, cancelled: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cancelled = cancelled


class WorkerStoppingError(Exception):
    """The worker is told to stop: the run goes back to the queue."""


def run_analysis(analysis_id) -> None:
    """Run one waiting analysis to its end. Harmless to call twice, or for a row that is gone."""
    run = jobs.claim(analysis_id)
    if run is None:
        return
    try:
        with _job_folder(run) as folder:
            _watch(run, folder)
            _publish(run, folder)
    except RunEndedError as end:
        _conclude(run, end)
    except WorkerStoppingError:
        _give_back(run)
    except Exception as error:
        logger.exception("analysis %s failed", analysis_id)
        full = storage.is_disk_full(error)
        # A database that went away is no fault of the clip: a sweep takes the row up again.
        if full or not isinstance(error, OperationalError | InterfaceError):
            _conclude(run, RunEndedError(DISK_FULL if full else INCOMPLETE))
    except BaseException:
        _give_back(run)
        raise


def _watch(run: Run, folder: Path) -> None:
    """Run the child to its end; ``RunEndedError`` for any end but a good one."""
    analysis = Analysis.objects.select_related("recording").filter(pk=run.analysis_id).first()
    if analysis is None:
        raise RunEndedError
    try:
        with storage.local_copy(analysis.recording.file.name, folder=folder) as clip:
            if not clip.exists():
                raise RunEndedError(FILE_GONE)
            _write_job(analysis, clip=clip, folder=folder)
            with Child(folder) as child:
                _attend(run, child, limit_s=wall_limit_s(analysis.recording.frames))
                _check_worker()
                _judge(child, folder)
    except FileNotFoundError:
        raise RunEndedError(FILE_GONE) from None


def _attend(run: Run, child: Child, *, limit_s: float) -> None:
    """Heartbeats while the child lives; ``RunEndedError`` when it must not go on."""
    last_beat_s, last_stage, last_memory_s = float("-inf"), "", time.monotonic()
    while child.listen(timeout_s=LISTEN_S):
        _check_worker()
        now_s = time.monotonic()
        wanted = jobs.is_wanted(run)
        if not wanted:
            raise RunEndedError(cancelled=wanted is False)
        if child.age_s > limit_s:
            raise RunEndedError(TOO_SLOW)
        if child.silent_s > settings.ANALYSIS_STALL_LIMIT_S:
            raise RunEndedError(STALLED)
        if now_s - last_memory_s > MEMORY_CHECK_S:
            last_memory_s = now_s
            if child.memory_bytes() > memory_limit_bytes():
                raise RunEndedError(OUT_OF_MEMORY)
        overdue = now_s - last_beat_s >= settings.ANALYSIS_HEARTBEAT_INTERVAL_S
        if overdue or child.said.stage != last_stage:
            last_beat_s, last_stage = now_s, child.said.stage
            _beat(run, child)


def _check_worker() -> None:
    """Also once the child is gone: a service manager may tell it to stop before us."""
    if is_stopping():
        raise WorkerStoppingError


def _beat(run: Run, child: Child) -> None:
    said = child.said
    stage = said.stage or "starting"
    if not jobs.beat(
        run, stage=stage, frames_done=said.frames_done, frames_total=said.frames_total
    ):
        raise RunEndedError


def _judge(child: Child, folder: Path) -> None:
    """``RunEndedError`` with the reason unless the child ended well."""
    if child.said.error:
        raise RunEndedError(child.said.error)
    if child.exit_code == 0:
        return
    logger.error("analysis child ended with %s: %s", child.exit_code, _tail(folder / STDERR_NAME))
    raise RunEndedError(KILLED if child.exit_code in KILLED_CODES else CRASHED)


def _publish(run: Run, folder: Path) -> None:
    """Move what was made into private storage and attach it; nothing stays if that fails."""
    manifest_path = folder / MANIFEST_NAME
    if not manifest_path.exists():
        raise RunEndedError(INCOMPLETE)
    manifest = json.loads(manifest_path.read_text())
    published = False
    try:
        outputs = Outputs(
            result=json.loads((folder / manifest["result"]).read_text()),
            curves=json.loads((folder / manifest["curves"]).read_text()),
            frame_times_s=manifest["frame_times_s"],
            video_slowdown=manifest["video_slowdown"],
            files={
                field: storage.save_file(folder / name, name=f"{run.folder}/{name}")
                for field, name in manifest["files"].items()
            },
            key_frames=[
                {
                    **still,
                    "image": storage.save_file(
                        folder / still["image"], name=f"{run.folder}/{still['image']}"
                    ),
                }
                for still in manifest["key_frames"]
            ],
        )
        published = jobs.publish(run, outputs)
    finally:
        if not published:
            storage.delete_folder(run.folder)


def _conclude(run: Run, end: RunEndedError) -> None:
    if end.cancelled:
        jobs.cancel(run)
    elif end.reason:
        jobs.fail(run, end.reason)


def _give_back(run: Run) -> None:
    """The next worker starts this analysis afresh."""
    if jobs.release(run):
        storage.delete_folder(run.folder)


@contextmanager
def _job_folder(run: Run) -> Iterator[Path]:
    folder = Path(settings.JOB_DIR) / f"{run.analysis_id}.{run.token}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_job(analysis: Analysis, *, clip: Path, folder: Path) -> None:
    job = {"clip": str(clip), **vars(settings_of(analysis))}
    (folder / JOB_NAME).write_text(json.dumps(job))


def wall_limit_s(frames: int) -> float:
    return settings.ANALYSIS_WALL_BASE_S + settings.ANALYSIS_WALL_PER_FRAME_S * frames


def memory_limit_bytes() -> int:
    return settings.ANALYSIS_MEMORY_MB * 1024 * 1024


def _tail(path: Path, *, max_bytes: int = 2000) -> str:
    try:
        return path.read_bytes()[-max_bytes:].decode(errors="replace")
    except OSError:
        return ""
