"""What `make run` and `make test` do first, on machines of every kind.

The script runs for real, in a folder of its own, among stand-ins for the programs that would
change the machine; each writes down how it was called.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ["cat", "df", "dirname", "env", "grep", "mktemp", "rm", "sed", "sh", "sha256sum", "tail"]
PYTHON = """
case "$*" in
    "-c "*) exit 1 ;;
    "-m venv --clear .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    "-m pip --version") [ "$0" = .venv/bin/python ] ;;
    *) printf '%s\\n' "$PIP_SAYS"; exit "$PIP_ENDS" ;;
esac
"""
PROGRAMS = {
    "python3.11": PYTHON,
    "dpkg-query": 'case " $INSTALLED " in *" $3 "*) printf \'install ok installed\' ;; esac',
    "apt-get": 'printf "%s\\n" "$APT_SAYS"; exit "$APT_ENDS"',
    "id": 'echo "$USER_ID"',
    "mkdir": 'exec /bin/mkdir "$@"',
    "cp": 'exec /bin/cp "$@"',
}


class Machine:
    """A made-up machine: who gives the command, what is installed, what goes wrong."""

    def __init__(self, folder: Path) -> None:
        self.project, self.programs = folder / "project", folder / "bin"
        self.calls = folder / "calls"
        (self.project / "config").mkdir(parents=True)
        self.programs.mkdir()
        for name in ("bootstrap.sh", "watched.sh"):
            shutil.copy(ROOT / "config" / name, self.project / "config")
        for name in ("requirements.lock", "requirements-dev.lock"):
            (self.project / name).write_text("one==1\ntwo==2\n")
        for name in TOOLS:
            (self.programs / name).symlink_to(shutil.which(name))
        for name, script in PROGRAMS.items():
            self.add(name, script)

    def add(self, name: str, script: str) -> None:
        path = self.programs / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >>"{self.calls}"\n{script}\n')
        path.chmod(0o755)

    def prepare(self, purpose="run", *, user_id=0, **what_happens):
        environment = {
            "PATH": str(self.programs),
            "USER_ID": str(user_id),
            "INSTALLED": "",
            "APT_SAYS": "Get:1 somewhere",
            "APT_ENDS": "0",
            "PIP_SAYS": "Collecting one==1",
            "PIP_ENDS": "0",
            "TMPDIR": str(self.project.parent),
        }
        return subprocess.run(
            [shutil.which("sh"), "config/bootstrap.sh", purpose],
            cwd=self.project,
            env=environment | what_happens,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def called(self, beginning: str) -> list[str]:
        lines = self.calls.read_text().splitlines() if self.calls.exists() else []
        return [line for line in lines if line.startswith(beginning)]


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_root_gets_system_and_python_packages(machine):
    done = machine.prepare()

    assert done.returncode == 0, done.stderr
    assert "libpango-1.0-0" in machine.called("apt-get")[-1]
    assert "--require-hashes -r requirements.lock" in machine.called("python3.11")[-1]


def test_tests_bring_a_browser_and_the_other_lock_besides(machine):
    machine.prepare("test")

    assert "chromium nodejs libatomic1" in machine.called("apt-get")[-1]
    assert "-r requirements-dev.lock" in machine.called("python3.11")[-1]


def test_second_time_installs_nothing(machine):
    machine.prepare()
    machine.calls.unlink()
    everything = (
        "python3.11-venv libgl1 libegl1 libgles2 libglib2.0-0 libpango-1.0-0 "
        "libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
    )

    done = machine.prepare(INSTALLED=everything)

    assert done.returncode == 0
    assert machine.called("apt-get") == machine.called("python3.11 -m") == []


def test_changed_lock_is_installed_again(machine):
    machine.prepare()
    (machine.project / "requirements.lock").write_text("one==2\n")
    machine.calls.unlink()

    machine.prepare()

    assert len([call for call in machine.called("python3.11") if "install" in call]) == 1


def test_user_without_sudo_is_told_the_exact_command_and_nothing_changes(machine):
    done = machine.prepare(user_id=1000, INSTALLED="libgl1 libegl1 libgles2 libglib2.0-0")

    assert done.returncode == 1
    assert (
        "    su -c 'apt-get update && apt-get install -y --no-install-recommends python3.11-venv "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core'\n"
    ) in done.stderr
    assert "make run" in done.stderr
    assert machine.called("apt-get") == []
    assert not (machine.project / ".venv").exists()


def test_user_whose_sudo_asks_for_a_password_is_told_the_command_with_sudo(machine):
    machine.add("sudo", "exit 1")

    done = machine.prepare(user_id=1000)

    assert done.returncode == 1
    assert "    sudo sh -c 'apt-get update && apt-get install" in done.stderr


def test_user_with_sudo_needs_no_command(machine):
    machine.add("sudo", '[ "$1" = -n ] || exec "$@"')

    done = machine.prepare(user_id=1000)

    assert done.returncode == 0, done.stderr
    assert machine.called("sudo env")
    assert "libgl1" in machine.called("apt-get")[-1]


def test_missing_python_is_named(machine):
    (machine.programs / "python3.11").unlink()

    done = machine.prepare()

    assert done.returncode == 1
    assert "apt-get install python3.11" in done.stderr


@pytest.mark.parametrize(
    ("program", "error", "advice"),
    [
        ("APT", "E: Unable to locate package libgl1", "on the network?"),
        ("APT", "E: Could not get lock /var/lib/dpkg/lock-frontend", "let it finish"),
        ("APT", "E: You don't have enough free space in /var", "disk is full"),
        ("PIP", "ERROR: Could not build wheels", "do not tell you why"),
        ("PIP", "ERROR: Could not find a version (from versions: none)", "on the network?"),
        ("PIP", "ERROR: SSLError: CERTIFICATE_VERIFY_FAILED", "PIP_CERT"),
        ("PIP", "ERROR: [Errno 28] No space left on device", "disk is full"),
        ("PIP", "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "differs from what was locked"),
    ],
)
def test_failure_shows_the_error_and_says_what_to_do(machine, program, error, advice):
    says = error + "\nWARNING: Location '/somewhere' is ignored" * 30

    done = machine.prepare(**{f"{program}_SAYS": says, f"{program}_ENDS": "1"})

    assert done.returncode == 1
    assert f"That did not work:\n{error}\n" in done.stderr
    assert advice in done.stderr
    assert "is ignored" not in done.stderr
    assert "To try again: make run" in done.stderr


def test_failed_installation_is_tried_again_the_next_time(machine):
    machine.prepare(PIP_ENDS="1")
    machine.calls.unlink()

    done = machine.prepare()

    assert done.returncode == 0
    assert [call for call in machine.called("python3.11") if "install" in call]


def test_full_disk_is_said_before_anything_is_fetched(machine):
    machine.programs.joinpath("df").unlink()
    machine.add("df", "echo head; echo disk 100 1 2048 99% /")

    done = machine.prepare()

    assert done.returncode == 1
    assert "here are 2 MB" in done.stderr
    assert machine.called("apt-get") == []


def test_progress_counts_the_packages_of_the_lock(machine):
    packages = "\n".join(f"Collecting package{number}==1" for number in range(40))
    (machine.project / "requirements.lock").write_text("a-package==1\n" * 40)

    done = machine.prepare(PIP_SAYS=packages)

    assert "  20 of 40: Collecting package19==1\n" in done.stderr
