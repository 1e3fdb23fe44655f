"""One analysis run by a worker: every way it may end, and what is left then."""

import sqlite3
import time
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.utils import timezone

from gait_lab import services
from gait_lab.enums import AnalysisStatus
from gait_lab.models import Analysis
from gait_lab.services import jobs, running
from tests.gait_lab.conftest import stored_files

pytestmark = pytest.mark.services


def run(analysis):
    services.run_analysis(analysis.pk)
    analysis.refresh_from_db()
    return analysis


def test_finished_run_attaches_its_outputs(learner, fake_engine, private_folder):
    analysis = run(fake_engine(learner))

    assert analysis.status == AnalysisStatus.DONE
    assert analysis.result == {"schema": "midstance.analysis/1"}
    assert (analysis.frame_times_s, analysis.video_slowdown) == ([0.0, 0.1], 2.0)
    assert analysis.overlay_video.read() == b"made overlay.mp4"
    still = analysis.stills.get()
    assert (still.phase, still.frame, still.image.read()) == (
        "contact",
        1,
        b"made still-contact.jpg",
    )
    assert analysis.tries == 1
    assert analysis.finished_at is not None


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        ("segfault", running.CRASHED),
        ("killed", running.KILLED),
        ("nothing", running.INCOMPLETE),
    ],
)
def test_child_that_dies_fails_the_job_with_a_reason(
    learner, fake_engine, private_folder, settings, act, reason
):
    analysis = run(fake_engine(learner, act))

    assert analysis.status == AnalysisStatus.FAILED
    assert analysis.failure_reason == reason
    assert stored_files(private_folder) == {analysis.recording.file.name}
    assert not any(settings.JOB_DIR.iterdir())


def test_what_the_child_says_is_the_reason(learner, fake_engine):
    analysis = run(fake_engine(learner, "say", error="The clip shows nobody. Film a runner."))

    assert analysis.status == AnalysisStatus.FAILED
    assert analysis.failure_reason == "The clip shows nobody. Film a runner."


def test_child_that_hangs_is_ended(learner, fake_engine, settings, tmp_path):
    settings.ANALYSIS_STALL_LIMIT_S = 1
    analysis = run(fake_engine(learner, "hang"))

    assert analysis.failure_reason == running.STALLED
    assert_all_dead(tmp_path / "mark")


def test_child_that_takes_too_long_is_ended(learner, fake_engine, settings, tmp_path):
    settings.ANALYSIS_WALL_BASE_S, settings.ANALYSIS_WALL_PER_FRAME_S = 1, 0
    (tmp_path / "hold").touch()
    analysis = run(fake_engine(learner, "wait", hold=str(tmp_path / "hold")))

    assert analysis.failure_reason == running.TOO_SLOW
    assert_all_dead(tmp_path / "mark")


def test_child_that_takes_too_much_memory_is_ended(learner, fake_engine, settings, monkeypatch):
    settings.ANALYSIS_MEMORY_MB = 150
    monkeypatch.setattr(running, "MEMORY_CHECK_S", 0.1)
    analysis = run(fake_engine(learner, "grow"))

    assert analysis.failure_reason == running.OUT_OF_MEMORY


def test_full_disk_while_results_are_kept_leaves_nothing(
    learner, fake_engine, private_folder, settings, monkeypatch
):
    saved = []

    def save(path, *, name):
        if saved:
            raise OSError(28, "No space left on device")
        saved.append(name)
        return real_save(path, name=name)

    real_save = running.storage.save_file
    monkeypatch.setattr(running.storage, "save_file", save)
    analysis = run(fake_engine(learner))

    assert analysis.status == AnalysisStatus.FAILED
    assert analysis.failure_reason == running.DISK_FULL
    assert saved
    assert stored_files(private_folder) == {analysis.recording.file.name}
    assert not any(settings.JOB_DIR.iterdir())


def test_disk_too_full_for_a_heartbeat_ends_the_run_with_that_reason(
    learner, fake_engine, private_folder, settings, monkeypatch
):
    """The database lies on the same disk: whatever is written first finds it full."""
    monkeypatch.setattr(jobs, "beat", refusing_to_write(sqlite3.SQLITE_FULL))
    analysis = run(fake_engine(learner))

    assert (analysis.status, analysis.failure_reason) == (AnalysisStatus.FAILED, running.DISK_FULL)
    assert stored_files(private_folder) == {analysis.recording.file.name}
    assert not any(settings.JOB_DIR.iterdir())


def test_database_that_went_away_leaves_the_run_to_a_sweep(
    learner, fake_engine, settings, monkeypatch
):
    analysis = fake_engine(learner)
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "beat", refusing_to_write(sqlite3.SQLITE_IOERR))
        assert run(analysis).status == AnalysisStatus.RUNNING
    assert not any(settings.JOB_DIR.iterdir())
    long_ago = timezone.now() - timedelta(seconds=61)
    Analysis.objects.filter(pk=analysis.pk).update(heartbeat_at=long_ago)
    services.sweep_analyses()

    assert run(analysis).status == AnalysisStatus.DONE
    assert analysis.tries == 2


def refusing_to_write(code):
    cause = sqlite3.OperationalError("cannot write")
    cause.sqlite_errorcode = code

    def refuse(*_, **__):
        raise OperationalError("cannot write") from cause

    return refuse


def test_missing_clip_fails_with_a_reason(learner, fake_engine, private_folder):
    analysis = fake_engine(learner)
    (private_folder / analysis.recording.file.name).unlink()

    assert run(analysis).failure_reason == running.FILE_GONE


def test_second_message_for_the_same_row_does_nothing(learner, fake_engine, tmp_path):
    analysis = run(fake_engine(learner))
    finished_at = analysis.finished_at

    assert run(analysis).finished_at == finished_at
    assert len((tmp_path / "mark").read_text().split()) == 1


def test_message_for_a_row_that_is_gone_does_nothing(db, fake_engine):
    services.run_analysis(uuid.uuid4())


def test_only_one_claim_wins(learner, fake_engine):
    analysis = fake_engine(learner)

    assert [jobs.claim(analysis.pk) is not None for _ in range(3)] == [True, False, False]


def test_run_that_lost_its_row_keeps_nothing(learner, fake_engine, private_folder, monkeypatch):
    """A worker believed dead comes back after another took over: it must not publish."""
    analysis = fake_engine(learner)
    others_token = uuid.uuid4()

    def publish(run, outputs):
        Analysis.objects.filter(pk=run.analysis_id).update(run_token=others_token)
        return real_publish(run, outputs)

    real_publish = jobs.publish
    monkeypatch.setattr(running.jobs, "publish", publish)
    run(analysis)

    assert (analysis.status, analysis.run_token) == (AnalysisStatus.RUNNING, others_token)
    assert analysis.result is None
    assert not analysis.stills.exists()
    assert stored_files(private_folder) == {analysis.recording.file.name}


def test_zombie_cannot_end_a_row_another_worker_holds(learner, fake_engine):
    analysis = fake_engine(learner)
    zombie = jobs.claim(analysis.pk)
    assert jobs.requeue(zombie)
    heir = jobs.claim(analysis.pk)

    assert not jobs.beat(zombie, stage="pose", frames_done=5, frames_total=60)
    assert not jobs.fail(zombie, "late")
    assert not jobs.release(zombie)
    assert jobs.beat(heir, stage="pose", frames_done=1, frames_total=60)


def test_worker_told_to_stop_gives_the_row_back(learner, fake_engine, monkeypatch, tmp_path):
    (tmp_path / "hold").touch()
    analysis = fake_engine(learner, "wait", hold=str(tmp_path / "hold"))

    def stop(*_, **__):
        raise SystemExit(0)

    monkeypatch.setattr(running, "_beat", stop)
    with pytest.raises(SystemExit):
        services.run_analysis(analysis.pk)
    analysis.refresh_from_db()

    assert (analysis.status, analysis.tries) == (AnalysisStatus.QUEUED, 0)
    assert_all_dead(tmp_path / "mark")


def test_cancelled_run_ends_and_takes_its_tree_along(
    learner, fake_engine, private_folder, monkeypatch, tmp_path
):
    mark = tmp_path / "mark"
    (tmp_path / "hold").touch()
    analysis = fake_engine(learner, "wait", hold=str(tmp_path / "hold"))

    def cancel(run, **news):
        if mark.exists() and len(mark.read_text().split()) == 2:
            services.cancel_analysis(analysis=analysis)
        return real_beat(run, **news)

    real_beat = jobs.beat
    monkeypatch.setattr(running.jobs, "beat", cancel)
    monkeypatch.setattr(running, "LISTEN_S", 0.1)
    monkeypatch.setattr(running.settings, "ANALYSIS_HEARTBEAT_INTERVAL_S", 0)
    run(analysis)

    assert analysis.status == AnalysisStatus.CANCELLED
    assert_all_dead(tmp_path / "mark")
    assert stored_files(private_folder) == {analysis.recording.file.name}


def test_deleting_the_recording_ends_its_run(
    learner, fake_engine, private_folder, monkeypatch, tmp_path, settings,
    django_capture_on_commit_callbacks,
):  # fmt: skip
    (tmp_path / "hold").touch()
    analysis = fake_engine(learner, "wait", hold=str(tmp_path / "hold"))

    def delete(run, **news):
        with django_capture_on_commit_callbacks(execute=True):
            services.delete_recording(recording=analysis.recording)
        return real_beat(run, **news)

    real_beat = jobs.beat
    monkeypatch.setattr(running.jobs, "beat", delete)
    services.run_analysis(analysis.pk)

    assert not Analysis.objects.exists()
    assert_all_dead(tmp_path / "mark")
    assert stored_files(private_folder) == set()
    assert not any(settings.JOB_DIR.iterdir())


def test_waiting_analysis_is_cancelled_at_once(learner, fake_engine, tmp_path):
    analysis = fake_engine(learner)
    services.cancel_analysis(analysis=analysis)

    assert analysis.status == AnalysisStatus.CANCELLED
    run(analysis)
    assert not (tmp_path / "mark").exists()


def assert_all_dead(mark: Path):
    deadline_s = time.monotonic() + 5
    pids = [int(pid) for pid in mark.read_text().split()]
    assert pids
    while any(map(is_alive, pids)):
        assert time.monotonic() < deadline_s, "a process of the tree outlived its run"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
