"""Runs one command so that its whole process tree dies with whoever started it.

Started by path, standard library only: ``python -I -S guard.py PARENT_PID -- COMMAND...`` as the
leader of a session of its own. It never enters native code that could hang, so unlike the
command itself it can always answer the death of its parent by killing the group.
"""

import contextlib
import ctypes
import os
import signal
import sys
import time

PR_SET_PDEATHSIG = 1
POLL_S = 0.2


def main() -> int:
    parent_pid, command = int(sys.argv[1]), sys.argv[3:]
    signal.signal(signal.SIGTERM, lambda *_: _kill_group())
    _die_with_parent(signal.SIGTERM)
    _be_the_first_to_go_when_memory_is_short()
    child_pid = os.fork()
    if child_pid == 0:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _die_with_parent(signal.SIGKILL)
        os.execv(command[0], command)  # noqa: S606 (a list made by the worker)
    while True:
        if os.getppid() != parent_pid:
            _kill_group()
        done_pid, status = os.waitpid(child_pid, os.WNOHANG)
        if done_pid:
            return _exit_code(status)
        time.sleep(POLL_S)


def _exit_code(status: int) -> int:
    """The command's own exit code, or 128 + the signal that ended it, as shells say it."""
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def _die_with_parent(with_signal: int) -> None:
    # Linux only; elsewhere the polling above does it a moment later.
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)


def _be_the_first_to_go_when_memory_is_short() -> None:
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def _kill_group() -> None:
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
