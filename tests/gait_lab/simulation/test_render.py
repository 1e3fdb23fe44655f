"""Simulated clips as files: frames, times, rotation, repeatability, and a pose model's view."""

from itertools import pairwise

import numpy as np
import pytest

from gait_lab.analysis.frames.probe import probe_clip
from gait_lab.analysis.frames.reader import frame_at, read_frames
from gait_lab.simulation.clips import make_clip, plan_clip
from gait_lab.simulation.presets import DEMO_CLIPS, PRESETS
from gait_lab.simulation.render.mesh import surface_of
from gait_lab.simulation.render.stage import Stage

SMALL = {"seconds": 0.4, "frame_rate_hz": 30.0, "image_size_px": (320, 180), "fineness": 1.0}


def test_clip_has_the_frames_and_times_of_its_truth(tmp_path):
    path, truth = make_clip(tmp_path, **SMALL)
    probe = probe_clip(path)
    assert probe.frames == len(truth.time_s) == 12
    assert np.allclose(probe.time_s(), truth.time_s, atol=2e-5)
    assert frame_at(probe, 0).rgb.shape == (180, 320, 3)


def test_uneven_clip_keeps_its_true_times(tmp_path):
    path, truth = make_clip(tmp_path, **{**SMALL, "seconds": 1.0}, uneven=True)
    probe = probe_clip(path)
    assert np.allclose(probe.time_s(), truth.time_s, atol=2e-5)
    intervals = np.diff(truth.time_s)
    assert intervals.max() > 1.5 * intervals.min()


def test_slow_motion_plays_eight_times_slower_than_its_truth(tmp_path):
    path, truth = make_clip(tmp_path, **{**SMALL, "seconds": 0.1}, capture_rate_hz=240.0)
    probe = probe_clip(path)
    assert probe.frames == 24
    assert probe.playback_time_s[-1] == pytest.approx(8 * truth.time_s[-1], abs=1e-4)
    assert np.allclose(probe.time_s(240.0), truth.time_s, atol=2e-5)


@pytest.mark.parametrize("rotation_deg", [90, 180, 270])
def test_turned_clip_is_shown_upright(tmp_path, rotation_deg):
    size = (180, 320) if rotation_deg % 180 else (320, 180)
    choices = {**SMALL, "seconds": 0.1, "image_size_px": size}
    plain, _ = make_clip(tmp_path, name="plain.mp4", **choices)
    turned, _ = make_clip(tmp_path, name="turned.mp4", rotation_deg=rotation_deg, **choices)
    upright, seen = (frame_at(probe_clip(path), 1).rgb for path in (plain, turned))
    assert seen.shape == (size[1], size[0], 3)
    assert np.abs(upright.astype(int) - seen).mean() < 3


def test_same_seed_draws_the_same_file(tmp_path):
    first, _ = make_clip(tmp_path, name="first.mp4", **SMALL, seed=4)
    again, _ = make_clip(tmp_path, name="again.mp4", **SMALL, seed=4)
    other, _ = make_clip(tmp_path, name="other.mp4", **SMALL, seed=5)
    assert first.read_bytes() == again.read_bytes()
    assert first.read_bytes() != other.read_bytes()


def picture(**choices):
    plan = plan_clip(**{**SMALL, "noise": 0.0, **choices})
    stage = Stage(plan.motion, plan.camera, plan.filming, bystanders=plan.bystanders)
    return stage.picture(0.2), plan


def test_figure_covers_its_landmarks_and_nothing_far_from_them():
    someone, plan = picture(rails=False)
    nobody, _ = picture(rails=False, empty=True)
    changed = np.abs(someone.astype(int) - nobody).sum(axis=2) > 12
    truth = plan.truth()
    frame = 6
    limbs = [k for k, name in enumerate(truth.names) if name.endswith(("knee", "wrist", "ear"))]
    for x, y in np.round(truth.xy_px[frame, limbs]).astype(int):
        assert changed[y - 1 : y + 2, x - 1 : x + 2].any()
    rows, columns = np.nonzero(changed)
    assert columns.min() > truth.xy_px[frame, :, 0].min() - 24
    assert columns.max() < truth.xy_px[frame, :, 0].max() + 24
    assert rows.min() > truth.xy_px[frame, :, 1].min() - 14
    assert rows.max() < truth.xy_px[frame, :, 1].max() + 14


def test_dark_blurred_and_crowded_pictures_are_so():
    plain, _ = picture()
    dark, _ = picture(brightness=0.1)
    blurred, _ = picture(blur_px=4.0)
    crowded, _ = picture(second_person=True)
    assert dark.mean() < 0.15 * plain.mean()
    assert (
        np.abs(np.diff(blurred.astype(int), axis=1)).mean()
        < 0.5 * np.abs(np.diff(plain.astype(int), axis=1)).mean()
    )
    assert (np.abs(crowded.astype(int) - plain).sum(axis=2) > 30).sum() > 300


def test_exposure_smears_what_moves_fast():
    sharp, _ = picture()
    smeared, _ = picture(shutter_s=0.03, shutter_samples=5)
    assert np.abs(sharp.astype(int) - smeared).max() > 40


def test_surfaces_face_outwards_whichever_way_they_are_wound():
    angle = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    ring = np.stack([np.cos(angle), np.sin(angle), np.zeros(12)], axis=1)
    tube = np.stack([ring + np.array([0, 0, height]) for height in (0.0, 1.0, 2.0)])
    for grid in (tube, tube[::-1], tube[:, ::-1]):
        surface = surface_of(grid, np.ones(3))
        outwards = surface.corners.mean(axis=1) * [1, 1, 0]
        assert np.all(np.einsum("ij,ij->i", surface.normals, outwards) > 0)


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_every_preset_makes_a_plan(name):
    plan = plan_clip(**{**PRESETS[name], "seconds": 0.5})
    assert len(plan.truth().time_s) >= 8


def test_demo_clips_differ_in_what_they_should_show():
    over, soft = (
        plan_clip(**{**DEMO_CLIPS[name], "seconds": 4.0}).truth()
        for name in ("overstriding-side", "soft-side")
    )
    assert over.metric("foot_strike_class").value == "rearfoot"
    assert soft.metric("foot_strike_class").value == "non_rearfoot"
    for name in ("overstride_pct_leg", "foot_strike_angle_deg", "ground_contact_time_ms"):
        assert over.value(name) > soft.value(name)
    assert soft.value("cadence_spm") > over.value("cadence_spm") + 15


@pytest.mark.slow
@pytest.mark.parametrize("view", ["side", "rear"])
def test_pose_model_finds_the_figure_in_every_frame(tmp_path, view):
    from mediapipe.python.solutions.pose import Pose

    path, truth = make_clip(
        tmp_path, view=view, seconds=1.0, frame_rate_hz=30.0, image_size_px=(960, 540)
    )
    errors_cm = {joint: [] for joint in ("hip", "knee", "ankle")}
    with Pose(model_complexity=1) as pose:
        for frame in read_frames(probe_clip(path)):
            found = pose.process(frame.rgb).pose_landmarks
            assert found is not None
            for joint, errors in errors_cm.items():
                k = truth.names.index(f"left_{joint}")
                seen = np.array([found.landmark[k].x * 960, found.landmark[k].y * 540])
                miss_px = np.linalg.norm(seen - truth.xy_px[frame.index, k])
                errors.append(100 * miss_px * 3.6 / (480 / np.tan(np.radians(30))))
    for errors in errors_cm.values():
        assert np.median(errors) < 6


def test_joint_paths_have_no_jumps():
    motion = plan_clip(seconds=3.0, seed=2).motion
    moved = np.linalg.norm(np.diff(motion.joints_m, axis=0), axis=2)
    rate_hz = 1 / np.diff(motion.time_s[:2])[0]
    assert (moved * rate_hz).max() < 12
    for earlier, later in pairwise(motion.contacts):
        assert later.contact_s > earlier.contact_s
