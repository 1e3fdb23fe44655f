"""The product's parts start, stop and are held together."""

import os
import signal
import subprocess
import sys
import time

import pytest

from demo.processes import AlreadyRunningError, PartStoppedError, Processes, alone_in

SLEEP = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import os, signal, sys, time\n"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "open(sys.argv[1], 'w').write(str(os.getpid()))\n"
    "time.sleep(60)",
]
PARENT = """
import os, signal, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
from demo.processes import Processes
Processes().start("part", [sys.executable, "-c", sys.argv[1], sys.argv[2]])
signal.pause()
"""


def wait_for(condition, *, timeout_s=20):
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def processes():
    processes = Processes()
    yield processes
    processes.stop()


def test_part_that_ended_by_itself_is_named_with_its_exit_code(processes):
    processes.start("worker", [sys.executable, "-c", "raise SystemExit(3)"])

    with pytest.raises(PartStoppedError, match="The worker stopped with exit code 3"):
        wait_for(lambda: processes.check())


def test_running_parts_raise_no_alarm(processes):
    processes.start("worker", SLEEP)

    assert processes.check() is None


def test_part_that_will_not_stop_is_made_to(processes, tmp_path, monkeypatch):
    monkeypatch.setattr("demo.processes.GRACE_S", 0.2)
    note = tmp_path / "pid"
    processes.start("worker", [*STUBBORN, str(note)])
    wait_for(lambda: note.exists() and note.read_text())

    processes.stop()

    assert not is_alive(int(note.read_text()))


def test_parts_die_with_a_product_that_was_killed(tmp_path):
    note = tmp_path / "pid"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, STUBBORN[2], str(note)])
    wait_for(lambda: note.exists() and note.read_text())

    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()

    wait_for(lambda: not is_alive(int(note.read_text())))


def test_folder_is_held_by_one_product_which_says_where_it_is(tmp_path):
    with alone_in(tmp_path / "var") as note_address:
        note_address("http://127.0.0.1:8123")
        with (
            pytest.raises(AlreadyRunningError, match=r"at http://127\.0\.0\.1:8123/"),
            alone_in(tmp_path / "var"),
        ):
            pass


def test_folder_is_free_again_after_the_product_ended(tmp_path):
    with alone_in(tmp_path) as note_address:
        note_address("http://127.0.0.1:8123")

    with alone_in(tmp_path) as note_address:
        note_address("http://127.0.0.1:8124")

    assert (tmp_path / "running").read_text() == "http://127.0.0.1:8124"
