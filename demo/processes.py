"""The site and its worker as two processes that start, and stop, together."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings

PR_SET_PDEATHSIG = 1
GRACE_S = 8


class Processes:
    """Child processes that never outlive us: each dies with this process, however it ends."""

    def __init__(self):
        self._children: list[subprocess.Popen] = []

    def start(self, *command: str) -> subprocess.Popen:
        child = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]},
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )
        self._children.append(child)
        return child

    def ended(self) -> subprocess.Popen | None:
        """The first child that stopped by itself, if any."""
        return next((child for child in self._children if child.poll() is not None), None)

    def stop(self) -> None:
        """Ask all to stop, wait a little, then insist; a job cut short goes on next time."""
        for child in self._children:
            _signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_S
        for child in self._children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
        for child in self._children:
            _signal_group(child, signal.SIGKILL)
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


def free_port(*, wanted: int) -> int:
    """The wanted port, or the next one that nobody uses."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    raise OSError(f"no free port between {wanted} and {wanted + 49}")


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _signal_group(child: subprocess.Popen, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, number)
