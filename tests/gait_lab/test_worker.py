"""Real workers on the file broker, killed where it hurts: each job ends once, right."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings as django_settings
from django.db import connection, connections
from django.utils import timezone

from gait_lab import services
from gait_lab.enums import AnalysisStatus
from gait_lab.models import Analysis
from gait_lab.services import analyses
from tests.factories.gait_lab import make_analysis, make_recording
from tests.gait_lab.conftest import FAKE_CHILD, stored_files
from tests.gait_lab.test_running import is_alive

pytestmark = pytest.mark.slow
PATIENCE_S = 60


class World:
    """A site of its own: a folder, a database file, a queue, and workers to start and kill."""

    def __init__(self, folder: Path) -> None:
        self.var = folder / "var"
        self.private = self.var / "private"
        self.messages = self.var / "queue" / "messages"
        self.mark, self.hold = folder / "mark", folder / "hold"
        self.hold_saving = self.var / "hold-saving"
        self.database = folder / "site.sqlite3"
        self.workers: list[subprocess.Popen] = []
        for path in (
            self.messages,
            self.var / "queue" / "control",
            self.var / "queue" / "processed",
            self.private,
        ):
            path.mkdir(parents=True)
        self.queue = Celery(broker="filesystem://", set_as_current=False)
        self.queue.conf.broker_transport_options = {
            "data_folder_in": str(self.messages),
            "data_folder_out": str(self.messages),
            "control_folder": str(self.var / "queue" / "control"),
            "processed_folder": str(self.var / "queue" / "processed"),
        }

    def send_task(self, name, args, **_):
        self.queue.send_task(name, args=args, ignore_result=True)

    def start_worker(self, *, processes: int = 1) -> subprocess.Popen:
        log = (self.var / f"worker-{len(self.workers)}.log").open("wb")
        command = ["-m", "celery", "-A", "config", "worker", "-l", "info", "-P", "prefork"]
        worker = subprocess.Popen(
            [sys.executable, *command, "-c", str(processes)],
            cwd=django_settings.BASE_DIR,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "tests.gait_lab.children.worker_settings",
                "MIDSTANCE_VAR_DIR": str(self.var),
                "MIDSTANCE_DATABASE_URL": f"sqlite:///{self.database}",
                "MIDSTANCE_REDIS_URL": "",
                "MIDSTANCE_BROKER_URL": "filesystem://",
                "TEST_CHILD": str(FAKE_CHILD),
            },
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        self.workers.append(worker)
        return worker

    def kill(self, worker: subprocess.Popen) -> None:
        worker.kill()
        worker.wait()

    def stop(self) -> None:
        for worker in self.workers:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()

    def pids(self) -> list[int]:
        """Of every analysis process so far."""
        return [int(pid) for pid in self.mark.read_text().split()] if self.mark.exists() else []

    def plan(self, recording, **plan) -> None:
        path = self.private / "recordings" / str(recording.pk) / "plan.json"
        path.write_text(json.dumps({"mark": str(self.mark), "hold": str(self.hold), **plan}))

    def logs(self) -> str:
        return "\n".join(path.read_text()[-3000:] for path in sorted(self.var.glob("worker-*.log")))


@pytest.fixture
def world(learner, tmp_path, monkeypatch, settings, private_folder):
    """The test's own database, moved to a file that real workers open too."""
    if connection.vendor != "sqlite":
        pytest.skip("the embedded default: SQLite and the file broker")
    world = World(tmp_path)
    world.database.write_bytes(connection.connection.serialize())
    memory = connections["default"]
    on_file = type(memory)({**memory.settings_dict, "NAME": str(world.database)}, "default")
    connections["default"] = on_file
    monkeypatch.setattr(analyses.current_app, "send_task", world.send_task)
    monkeypatch.setattr(services.storage.private(), "_location", str(world.private))
    for name in ("base_location", "location"):
        services.storage.private().__dict__.pop(name, None)
    yield world
    world.stop()
    on_file.close()
    connections["default"] = memory


def wait_for(world, condition, what):
    deadline_s = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline_s:
            pytest.fail(f"waited in vain for {what}\n{world.logs()}")
        time.sleep(0.05)


def test_job_survives_lost_message_and_workers_killed_at_every_stage(world, learner):
    recording = make_recording(learner)
    world.plan(recording, act="wait")
    world.hold.touch()
    # The message is lost: the row alone must wake the first worker. And a torn message lies in
    # the queue, as a killed web server leaves it.
    long_ago = timezone.now() - timedelta(seconds=60)
    analysis = make_analysis(recording, enqueued_at=long_ago)
    (world.messages / "0_torn.celery.msg").write_bytes(b"")

    def current():
        analysis.refresh_from_db()
        return analysis

    # Killed while the pose is estimated: the worker's main process.
    worker = world.start_worker()
    wait_for(world, lambda: len(world.pids()) == 2 and current().stage == "pose", "the pose")
    world.kill(worker)
    wait_for(world, lambda: not any(map(is_alive, world.pids())), "the whole tree's death")
    assert current().status == AnalysisStatus.RUNNING

    # Killed while files are moved to where they are kept: the process that runs the task.
    world.hold.unlink()
    world.hold_saving.touch()
    worker = world.start_worker()
    wait_for(world, lambda: len(kept(world, analysis)) == 1, "the first file to be kept")
    first_token = current().run_token
    os.kill(pool_process(worker), signal.SIGKILL)
    wait_for(world, lambda: current().run_token != first_token, "another try")
    assert str(first_token) not in " ".join(kept(world, analysis))
    world.kill(worker)

    # Killed while it waits in the queue, and then left alone.
    wait_for(world, lambda: not any(map(is_alive, world.pids())), "the whole tree's death")
    world.hold_saving.unlink()
    world.start_worker(processes=2)
    for _ in range(3):
        world.send_task(analyses.TASK_NAME, [str(analysis.pk)])
    wait_for(world, lambda: current().status == AnalysisStatus.DONE, "the end")

    assert analysis.result == {"schema": "midstance.analysis/1"}
    assert analysis.stills.count() == 1
    token = analysis.run_token
    assert kept(world, analysis) == {
        f"analyses/{analysis.pk}/{token}/{name}" for name in ("overlay.mp4", "still-contact.jpg")
    }
    assert not any((world.var / "jobs").iterdir())
    tries, finished_at = analysis.tries, analysis.finished_at
    world.send_task(analyses.TASK_NAME, [str(analysis.pk)])
    wait_for(world, lambda: not any(world.messages.iterdir()), "the queue to empty")
    assert (current().tries, current().finished_at) == (tries, finished_at)


@pytest.mark.parametrize("ask_to_stop", [signal.SIGTERM, signal.SIGINT])
def test_worker_told_to_stop_hands_its_job_to_the_next_at_once(world, learner, ask_to_stop):
    recording = make_recording(learner)
    world.plan(recording, act="wait")
    world.hold.touch()
    long_ago = timezone.now() - timedelta(seconds=60)
    analysis = make_analysis(recording, enqueued_at=long_ago)

    def current():
        analysis.refresh_from_db()
        return analysis

    worker = world.start_worker()
    wait_for(world, lambda: len(world.pids()) == 2 and current().stage == "pose", "the pose")
    worker.send_signal(ask_to_stop)
    # The product gives it 15 s before it insists.
    worker.wait(timeout=15)
    assert not any(map(is_alive, world.pids()))
    assert (current().status, analysis.tries, analysis.frames_done) == ("queued", 0, 0)
    assert not any((world.var / "jobs").iterdir())

    world.hold.unlink()
    world.start_worker()
    wait_for(world, lambda: current().status == AnalysisStatus.DONE, "the end")
    assert analysis.tries == 1


def test_torn_message_is_put_aside(world):
    (world.messages / "0_torn.celery.msg").write_bytes(b"")
    world.send_task("a task", ["an id"])
    with world.queue.connection_for_read() as broker:
        queue = broker.SimpleQueue("celery")
        message = queue.get(block=False)
        message.ack()

    assert message.headers["task"] == "a task"
    assert not any(world.messages.iterdir())


def test_worker_that_wakes_up_late_changes_nothing(world, learner):
    """Stopped for longer than the heartbeat allows; another worker finished meanwhile."""
    recording = make_recording(learner)
    world.plan(recording, act="wait")
    world.hold.touch()
    with contextlib.suppress(services.AlreadyRunningError):
        analysis = services.start_analysis(
            recording=recording, settings=services.AnalysisSettings(view="side")
        )
    worker = world.start_worker(processes=2)
    wait_for(world, lambda: len(world.pids()) == 2, "the run to begin")
    zombie = task_process(world.pids()[0], worker)
    first_token = Analysis.objects.get().run_token
    os.kill(zombie, signal.SIGSTOP)
    world.hold.unlink()
    wait_for(
        world, lambda: Analysis.objects.get().status == AnalysisStatus.DONE, "the other process"
    )
    finished = Analysis.objects.get()
    files = kept(world, finished)
    os.kill(zombie, signal.SIGCONT)
    wait_for(world, lambda: not any((world.var / "jobs").iterdir()), "the late one to clean up")
    time.sleep(0.5)

    analysis.refresh_from_db()
    assert finished.run_token != first_token
    assert (analysis.run_token, analysis.finished_at) == (
        finished.run_token,
        finished.finished_at,
    )
    assert kept(world, analysis) == files
    assert analysis.stills.count() == 1


def kept(world, analysis) -> set[str]:
    return {name for name in stored_files(world.private) if name.startswith("analyses/")}


def pool_process(worker) -> int:
    """The one process in a worker's pool."""
    (pid,) = children_of(worker.pid)
    return pid


def task_process(child_pid: int, worker) -> int:
    """The pool process above an analysis process (its guard is between)."""
    guard = parent_of(child_pid)
    pool = parent_of(guard)
    assert pool in children_of(worker.pid)
    return pool


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def children_of(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if parent_of(int(entry.name)) == pid:
                found.append(int(entry.name))
    return found
