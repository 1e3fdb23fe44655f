"""The site and its worker as two processes that start, and stop, together."""

import contextlib
import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

PR_SET_PDEATHSIG = 1
GRACE_S = 15
"""An idle worker takes about six seconds to end; one that publishes a result may take longer."""


class AlreadyRunningError(Exception):
    """Another product runs from the same folder; says at which address."""


class PartStoppedError(Exception):
    """A child process ended by itself; says which and how."""


class Processes:
    """Child processes that never outlive us: each dies with this process, however it ends."""

    def __init__(self):
        self._children: dict[str, subprocess.Popen] = {}

    def start(self, name: str, command: list[str]) -> None:
        self._children[name] = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]},
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )

    def check(self) -> None:
        for name, child in self._children.items():
            if child.poll() is not None:
                raise PartStoppedError(
                    f"The {name} stopped with exit code {child.returncode}; its last words stand "
                    "above. Start again with `make run`."
                )

    def stop(self) -> None:
        """Ask all to stop, wait a little, then insist; a job cut short goes on next time."""
        children = self._children.values()
        for child in children:
            # Only the head: it knows in which order its own processes should end.
            child.terminate()
        deadline = time.monotonic() + GRACE_S
        for child in children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def web_command(port: int) -> list[str]:
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi",
        f"--bind=127.0.0.1:{port}",
        "--workers=2",
        "--threads=4",
        "--timeout=120",
        "--log-level=warning",
        "--no-control-socket",
    ]


def worker_command() -> list[str]:
    return [
        sys.executable,
        # In a container there is often nobody but root; the queue holds ids only.
        "-Wignore:You're running the worker",
        "-m",
        "celery",
        "--app=config",
        "--quiet",
        "worker",
        "--concurrency=1",
        "--loglevel=WARNING",
        "--without-gossip",
        "--without-mingle",
    ]


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[Callable[[str], None]]:
    """Hold ``folder`` for one product at a time, and note there at which address it is.

    The system lets go when this process ends, however it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "running").open("a+") as note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note.seek(0)
            raise AlreadyRunningError(
                f"Midstance runs from {folder} already, at {note.read()}/: open that address, or "
                "stop it there with Ctrl-C first."
            ) from None

        def write(address: str) -> None:
            note.truncate(0)
            note.write(address)
            note.flush()

        yield write


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
