"""Another program's landmarks stand in for the model's, whatever it calls the joints."""

import json

import numpy as np
import pytest
from django.core.management import call_command

from gait_lab.analysis.frames import probe_clip
from gait_lab.analysis.landmark_files import LandmarkFileError, write_landmarks
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.pipeline import AnalysisOptions, analyse
from gait_lab.analysis.pose import import_landmarks
from gait_lab.simulation.clips import plan_clip
from tests.gait_lab.analysis.clip_files import write_clip

RATE_HZ, SIZE = 60, (1280, 720)
OTHER_WORDS = {"foot_index": "BigToe", "left_": "L", "right_": "R"}


@pytest.fixture(scope="module")
def truth():
    return plan_clip(seconds=4, seed=8, frame_rate_hz=RATE_HZ, image_size_px=SIZE).truth()


@pytest.fixture(scope="module")
def clip(truth, tmp_path_factory):
    """As many frames as the truth has, sharp and bright, with nobody in them."""
    tiles = np.random.default_rng(1).integers(0, 255, (SIZE[1] // 40, SIZE[0] // 40, 3))
    scene = tiles.astype(np.uint8).repeat(40, axis=0).repeat(40, axis=1)
    pictures = (scene for _ in truth.time_s)
    return write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", pictures, rate_hz=RATE_HZ)


def exported(truth, path, *, rename=str, frames=slice(None), leave_out=""):
    kept = [k for k, name in enumerate(truth.names) if not leave_out or leave_out not in name]
    xy_px = np.asarray(truth.xy_px, dtype=float)[frames][:, kept]
    names = tuple(rename(truth.names[k]) for k in kept)
    time_s = np.asarray(truth.time_s)[frames]
    write_landmarks(LandmarkSequence(xy_px, np.ones(xy_px.shape[:2]), time_s, SIZE, names), path)
    return path


def halpe(name):
    for ours, theirs in OTHER_WORDS.items():
        name = name.replace(ours, theirs)
    return name


@pytest.mark.parametrize(("ending", "rename"), [("csv", str), ("json", halpe), ("trc", halpe)])
def test_exact_landmarks_measure_the_runner_without_a_pose_model(
    tmp_path, clip, truth, ending, rename
):
    path = exported(truth, tmp_path / f"landmarks.{ending}", rename=rename)
    found = analyse(
        clip, options=AnalysisOptions(view="side", landmarks=path, height_cm=truth.height_cm)
    ).result

    assert (found.pose.model, found.pose.frames_inferred) == ("imported", 0)
    assert found.clip.near_side == truth.near_side
    cadence, knee = truth.value("cadence_spm"), truth.value("peak_knee_flexion_stance_deg")
    assert found.metric("cadence_spm").value == pytest.approx(cadence, abs=1)
    assert found.metric("peak_knee_flexion_stance_deg").value == pytest.approx(knee, abs=2)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"frames": slice(0, 100)}, "holds 100 frames, the clip 240"),
        ({"leave_out": "heel"}, "lacks left heel, right heel"),
    ],
)
def test_landmarks_that_are_not_of_the_clip_are_refused(tmp_path, clip, truth, how, message):
    path = exported(truth, tmp_path / "landmarks.csv", **how)
    with pytest.raises(LandmarkFileError, match=message):
        import_landmarks(path, probe=probe_clip(clip))


def test_landmarks_of_another_picture_are_refused(tmp_path, clip, truth):
    path = exported(truth, tmp_path / "landmarks.json")
    path.write_text(path.read_text().replace("[1280, 720]", "[1920, 1080]"))
    with pytest.raises(LandmarkFileError, match="1920 x 1080"):
        import_landmarks(path, probe=probe_clip(clip))


def test_the_command_takes_landmarks_in_place_of_the_model(tmp_path, clip, truth, capsys):
    path = exported(truth, tmp_path / "landmarks.csv", rename=halpe)
    out = tmp_path / "out.json"
    call_command("analyse_clip", clip, view="side", from_landmarks=path, json_path=out)
    assert json.loads(out.read_text())["pose"]["model"] == "imported"
    assert "imported" in capsys.readouterr().out


def test_a_drawn_runner_from_behind_drops_the_pelvis_by_what_the_pictures_show(tmp_path):
    """Exact landmarks say where the waist is; its tilt is read from the film."""
    plan = plan_clip(
        view="rear",
        seconds=4,
        seed=8,
        frame_rate_hz=30,
        image_size_px=(960, 540),
        roll_deg=1.5,
        pelvic_drop_deg=6.0,
        pelvic_drop_asymmetry_deg=3.0,
    )
    truth = plan.truth()
    plan.draw(tmp_path / "clip.mp4")
    sequence = LandmarkSequence(
        truth.xy_px, np.ones(truth.xy_px.shape[:2]), truth.time_s, truth.image_size_px, truth.names
    )
    write_landmarks(sequence, tmp_path / "landmarks.csv")

    found = analyse(
        tmp_path / "clip.mp4",
        options=AnalysisOptions(view="rear", landmarks=tmp_path / "landmarks.csv"),
    ).result

    for side in ("left", "right"):
        drop = found.metric("contralateral_pelvic_drop_deg", side)
        true = truth.value("contralateral_pelvic_drop_deg", side)
        assert drop.value == pytest.approx(true, abs=1.0)
    assert "pelvis_by_clothes" in {note.code for note in found.quality}
