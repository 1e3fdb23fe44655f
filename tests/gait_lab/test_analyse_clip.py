"""The command: a table and JSON for a clip, one clear line and exit 2 for what is none."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from gait_lab.analysis.landmark_files import read_landmarks
from gait_lab.simulation.clips import make_clip
from tests.gait_lab.analysis.clip_files import numbered, write_clip, write_sound

ROOT = Path(__file__).parents[2]


def run(*arguments, **known):
    command = [sys.executable, "manage.py", "analyse_clip", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **known)


@pytest.fixture(scope="module")
def analysed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("command")
    clip, truth = make_clip(
        folder, seconds=4, seed=2, frame_rate_hz=30, near_side="right", image_size_px=(960, 540)
    )
    done = run(
        clip, "--view", "side", "--near-side", "right", "--speed-mps", truth.speed_mps,
        "--height-cm", truth.height_cm, "--landmarks", folder / "landmarks.csv",
        "--json", folder / "out.json",
    )  # fmt: skip
    return done, truth, folder


@pytest.mark.slow
def test_a_clip_gives_a_table_json_and_landmarks(analysed):
    done, truth, folder = analysed
    assert done.returncode == 0, done.stderr
    assert "Cadence" in done.stdout
    assert "right side near, facing right" in done.stdout
    content = json.loads((folder / "out.json").read_text())
    values = {metric["name"]: metric["value"] for metric in content["metrics"]}
    assert values["cadence_spm"] == pytest.approx(truth.metric("cadence_spm").value, abs=2)
    assert values["step_length_m"] == pytest.approx(truth.metric("step_length_m").value, rel=0.02)
    assert "NaN" not in (folder / "out.json").read_text()
    landmarks = read_landmarks(folder / "landmarks.csv", image_size_px=truth.image_size_px)
    assert len(landmarks) == content["clip"]["frames"] == 120


@pytest.mark.slow
def test_progress_goes_to_stderr_and_the_models_noise_nowhere(analysed):
    assert analysed[0].stderr.splitlines() == ["Finding the runner ...", "Measuring ..."]


BAD = {
    "missing": (lambda path: path, "There is no file"),
    "empty": (lambda path: path.touch(), "The file is empty"),
    "text": (lambda path: path.write_text("words " * 100), "not a video file"),
    "sound": (write_sound, "sound but no picture"),
    "one frame": (lambda path: write_clip(path, numbered(1)), "1 frame"),
    "cut off": (
        lambda path: path.write_bytes(write_clip(path, numbered(30)).read_bytes()[:1500]),
        "cut off",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gives_exit_2_one_line_and_leaves_nothing(tmp_path, case):
    make, message = BAD[case]
    clip, out = tmp_path / "clip.mp4", tmp_path / "out.json"
    make(clip)
    done = run(clip, "--view", "side", "--json", out)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--view", "up"], "invalid choice"),
        (["--view", "side", "--height-cm", "-3"], "'-3' is not a number above 0"),
        (["--view", "side", "--speed-mps", "nan"], "'nan' is not a number above 0"),
        ([], "--view"),
    ],
)
def test_wrong_arguments_are_exit_2(tmp_path, arguments, message):
    done = run(tmp_path / "clip.mp4", "--json", tmp_path / "out.json", *arguments)
    assert done.returncode == 2
    assert message in done.stderr


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"capture_rate_hz": 10}, "below the clip's own 30 frames per second"),
        ({"model": "heavy"}, "heavy pose model is not installed"),
        ({"landmarks": Path("nowhere") / "landmarks.csv"}, "No such file"),
    ],
)
def test_settings_that_do_not_fit_the_clip(tmp_path, settings, choices, message):
    settings.POSE_MODELS_DIR = str(tmp_path)
    clip = write_clip(tmp_path / "clip.mp4", numbered(20))
    with pytest.raises(CommandError, match=message) as caught:
        call_command("analyse_clip", clip, view="side", json_path=tmp_path / "o.json", **choices)
    assert caught.value.returncode == 2
    assert not (tmp_path / "o.json").exists()


def test_an_existing_result_survives_a_bad_clip(tmp_path):
    out = tmp_path / "out.json"
    out.write_text("{}")
    with pytest.raises(CommandError):
        call_command("analyse_clip", tmp_path / "none.mp4", view="side", json_path=out)
    assert out.read_text() == "{}"
