"""Worker processes that share a clip's blocks."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from gait_lab.analysis.frames import ClipError, ClipProbe, DecodeLimits
from gait_lab.analysis.pose.block_poses import BlockPoses
from gait_lab.analysis.pose.estimator import PoseError, PoseOptions
from gait_lab.analysis.pose.worker import Job, Part

BLOCK_TIMEOUT_S = 180.0
"""A block is about a second of video; one that takes this long is stuck."""

MAX_TRIES = 2

_QUIET = {
    "GLOG_minloglevel": "3",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


def available_cores() -> int:
    """Cores this process may use, a container's share included."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        shared = max(1, int(int(quota) / int(period)))
    except (OSError, ValueError):
        return cores or 1
    return min(cores or 1, shared)


@dataclass(eq=False)
class _Worker:
    process: subprocess.Popen[bytes]
    connection: Connection
    log: IO[bytes]
    queue: deque[Job]
    job: Job | None = None
    since_s: float = 0.0


@dataclass(eq=False)
class WorkerPool:
    """A context manager that keeps ``count`` workers on one clip."""

    probe: ClipProbe
    options: PoseOptions
    limits: DecodeLimits
    count: int
    part: Part | None = None
    _workers: list[_Worker] = field(default_factory=list)

    def __enter__(self) -> Self:
        try:
            for _ in range(self.count):
                self._workers.append(self._start())
        except BaseException:
            self._kill()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kill()

    def run(self, jobs: Sequence[Job], *, on_done: Callable[[Job, BlockPoses], None]) -> None:
        """Give every job to a worker; ``on_done`` is called here as each one is finished.

        Each worker has a run of neighbouring jobs, so that it reads on without seeking, and
        takes from the end of the longest queue when its own is empty.

        Raises
        ------
        ClipError, PoseError
            What a worker reported, or that a job broke or stalled workers twice.
        """
        share = -(-len(jobs) // len(self._workers))
        for place, worker in enumerate(self._workers):
            worker.queue = deque(jobs[place * share : (place + 1) * share])
        left, tries = len(jobs), dict.fromkeys(map(id, jobs), 0)
        for worker in self._workers:
            self._hand_out(worker)
        while left:
            for worker in self._answered():
                message = _received(worker)
                if message is None:
                    self._replace(worker, tries)
                elif message[0] == "ready":
                    worker.since_s = time.monotonic()
                elif message[0] == "done" and worker.job is not None:
                    job, worker.job, left = worker.job, None, left - 1
                    self._hand_out(worker)
                    on_done(job, message[1])
                else:
                    _raise_reported(message)

    def _answered(self) -> list[_Worker]:
        """Workers with something to read, or that have been at one job too long."""
        busy = {worker.connection: worker for worker in self._workers if worker.job is not None}
        ready = [busy[end] for end in wait(list(busy), timeout=1.0) if isinstance(end, Connection)]
        now_s = time.monotonic()
        for worker in busy.values():
            if worker not in ready and now_s - worker.since_s > BLOCK_TIMEOUT_S:
                worker.process.kill()
                ready.append(worker)
        return ready

    def _hand_out(self, worker: _Worker) -> None:
        if worker.queue:
            job = worker.queue.popleft()
        else:
            fullest = max(self._workers, key=lambda other: len(other.queue))
            if not fullest.queue:
                return
            job = fullest.queue.pop()
        worker.job, worker.since_s = job, time.monotonic()
        with contextlib.suppress(OSError):  # the worker is gone: reading from it says so
            worker.connection.send(job)

    def _replace(self, worker: _Worker, tries: dict[int, int]) -> None:
        """A worker died at a job: once may be bad luck, twice is the clip."""
        job = worker.job
        worker.connection.close()
        code = _ended(worker.process)
        if job is None:
            return
        tries[id(job)] += 1
        if tries[id(job)] >= MAX_TRIES:
            start_s = float(self.probe.playback_time_s[job.start])
            error = PoseError(
                f"The pose model stopped at {start_s:.1f} s of the clip. Cut that part out, or "
                "save the clip again as H.264 and try once more."
            )
            error.add_note(f"exit {code}: {_tail(worker.log)}")
            raise error
        fresh = self._start()
        fresh.queue = worker.queue
        fresh.queue.appendleft(job)
        self._workers[self._workers.index(worker)] = fresh
        self._hand_out(fresh)

    def _start(self) -> _Worker:
        ours, theirs = Pipe()
        log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
        root = str(Path(__file__).parents[3])
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        try:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "gait_lab.analysis.pose.worker",
                    str(theirs.fileno()),
                    str(os.getpid()),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **_QUIET, "PYTHONPATH": path},
            )
        finally:
            theirs.close()
        ours.send((self.probe, self.options, self.limits, self.part))
        return _Worker(process, ours, log, deque())

    def _kill(self) -> None:
        for worker in self._workers:
            worker.connection.close()
            worker.process.send_signal(signal.SIGKILL)
        for worker in self._workers:
            worker.process.wait()
            worker.log.close()
        self._workers.clear()


def _received(worker: _Worker) -> tuple[str, Any] | None:
    """The worker's next message; None if it is gone."""
    try:
        message: tuple[str, Any] = worker.connection.recv()
    except (EOFError, OSError):
        return None
    return message


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Its exit status; it is killed if it lingers."""
    try:
        return process.wait(timeout=2)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _raise_reported(message: tuple[str, Any]) -> None:
    kind, content = message
    if kind == "clip_error":
        raise ClipError(*content)
    raise PoseError(str(content))


def _tail(log: IO[bytes]) -> str:
    log.seek(0)
    return log.read()[-2000:].decode(errors="replace")
