"""One analysis as a process tree of its own: started, heard, limited and killed as a whole."""

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from gait_lab.services import guard

STDERR_NAME = "stderr.txt"
MAX_LINE_BYTES = 64 * 1024
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Said:
    """The last things a child reported about itself."""

    stage: str = ""
    frames_done: int = 0
    frames_total: int = 0
    error: str = ""


class Child:
    """The process tree that runs one analysis in ``folder``; use as a context manager.

    The child says how far it is as JSON lines on its standard output, and leaves what it made in
    the folder. Leaving the ``with`` block kills whatever of the tree is still there.
    """

    def __init__(self, folder: Path) -> None:
        self.said = Said()
        self.started_s = self.heard_s = time.monotonic()
        self._rest = b""
        command = [sys.executable, "-I", "-S", guard.__file__, str(os.getpid()), "--"]
        command += [*settings.ANALYSIS_CHILD_COMMAND, str(folder)]
        with (folder / STDERR_NAME).open("wb") as stderr:
            self._process = subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=stderr,
                start_new_session=True,
            )
        self._pipe = self._process.stdout
        os.set_blocking(self._pipe.fileno(), False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._pipe, selectors.EVENT_READ)

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._selector.close()
        self._pipe.close()

    def listen(self, *, timeout_s: float) -> bool:
        """Wait for news for at most that long; True while the child lives."""
        if self._selector.select(timeout_s):
            try:
                chunk = os.read(self._pipe.fileno(), MAX_LINE_BYTES)
            except BlockingIOError:
                chunk = None
            if chunk:
                self._take_in(chunk)
            elif chunk == b"":
                # Closed: nothing more will be said, only the end is to be waited for.
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(timeout_s)
        return self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        return self._process.poll()

    @property
    def age_s(self) -> float:
        return time.monotonic() - self.started_s

    @property
    def silent_s(self) -> float:
        """Seconds since the child last said that it got further."""
        return time.monotonic() - self.heard_s

    def memory_bytes(self) -> int:
        """Resident memory of the whole tree; 0 where the system does not tell."""
        return sum(_resident_bytes(pid) for pid in _pids_of_session(self._process.pid))

    def kill(self) -> None:
        """End the whole tree, whatever state it is in."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        # A process that left the group (none of ours does) is still in the session.
        for pid in _pids_of_session(self._process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _take_in(self, chunk: bytes) -> None:
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        self._rest = self._rest[-MAX_LINE_BYTES:]
        for line in lines:
            with contextlib.suppress(ValueError):
                self._hear(json.loads(line))

    def _hear(self, news: Any) -> None:
        if not isinstance(news, dict):
            return
        self.heard_s = time.monotonic()
        self.said.error = str(news.get("error", self.said.error))[:1000]
        self.said.stage = str(news.get("stage", self.said.stage))[:40]
        self.said.frames_done = _count(news.get("done", self.said.frames_done))
        self.said.frames_total = _count(news.get("total", 0)) or self.said.frames_total


def _count(value: Any) -> int:
    return min(max(int(value), 0), 10**7) if isinstance(value, int | float) else 0


def _pids_of_session(session_id: int) -> list[int]:
    pids = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            # pid (name) state ppid pgrp session ...; the name may hold anything.
            if int(entry.read_text().rpartition(")")[2].split()[3]) == session_id:
                pids.append(int(entry.parent.name))
    return pids


def _resident_bytes(pid: int) -> int:
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES
    return 0
