"""Every choice about runner, camera and picture does what it says, seen in the motion's own 3D."""

import json

import cv2
import numpy as np
import pytest
from django.core.management import CommandError, call_command

from gait_lab.analysis.metrics.catalogue import METRICS
from gait_lab.simulation.camera import Camera
from gait_lab.simulation.clips import make_truth, plan_clip
from gait_lab.simulation.render.stage import Stage

STEADY = {"variability": 0.0, "seconds": 3.0, "seed": 5}
SMALL = {"seconds": 0.4, "image_size_px": (320, 180), "fineness": 1.0, "noise": 0.0}


def stances(motion, side):
    return [contact for contact in motion.contacts[1:-1] if contact.side == side]


def at_contact(motion, side, first, second):
    """Mean of ``second`` - ``first`` at one foot's contacts."""
    contact_s = np.array([contact.contact_s for contact in stances(motion, side)])
    return (motion.point(second, contact_s) - motion.point(first, contact_s)).mean(axis=0)


@pytest.mark.parametrize("view", ["side", "rear"])
def test_truth_holds_every_metric_of_the_catalogue(view):
    named = {metric.name for metric in make_truth(view=view, seconds=3.0).metrics}
    assert named >= {name for name, spec in METRICS.items() if view in spec.views}


def test_step_time_asymmetry_shifts_the_right_contact_between_the_left_ones():
    motion = plan_clip(**STEADY, step_time_asymmetry_pct=8).motion
    left, right = (stances(motion, side)[1].contact_s for side in ("left", "right"))
    following = stances(motion, "left")[2].contact_s
    after_left = (right - left) % (following - left)
    assert after_left / (following - left) == pytest.approx(0.52, abs=1e-6)


def test_overstride_asymmetry_sets_one_foot_farther_ahead():
    motion = plan_clip(
        **STEADY, overstride_asymmetry_pct_leg=4, knee_flexion_at_contact_deg=18
    ).motion
    ahead = {}
    for side in ("left", "right"):
        own, other = (
            at_contact(motion, side, f"{s}_hip", f"{side}_ankle") for s in ("left", "right")
        )
        ahead[side] = (own[0] + other[0]) / 2 / motion.body.leg * 100
    assert ahead["left"] == pytest.approx(28, abs=0.1)
    assert ahead["right"] == pytest.approx(24, abs=0.1)


def test_foot_strike_asymmetry_tips_one_sole_more():
    motion = plan_clip(**STEADY, foot_strike_asymmetry_deg=10).motion
    pitch = {}
    for side in ("left", "right"):
        span = at_contact(motion, side, f"{side}_heel", f"{side}_ball")
        middle = stances(motion, side)[1]
        flat_s = np.array([middle.contact_s + 0.4 * (middle.toe_off_s - middle.contact_s)])
        flat = (motion.point(f"{side}_ball", flat_s) - motion.point(f"{side}_heel", flat_s))[0]
        angles = [np.degrees(np.arctan2(part[2], part[0])) for part in (span, flat)]
        pitch[side] = angles[0] - angles[1]
    assert pitch["left"] == pytest.approx(17, abs=0.3)
    assert pitch["right"] == pytest.approx(7, abs=0.3)


def test_body_has_the_proportions_asked_for():
    motion = plan_clip(
        **STEADY, height_cm=160, leg_pct=51, hip_width_pct=12, shoulder_width_pct=18
    ).motion

    def length_m(first, second):
        return np.linalg.norm(motion.point(first) - motion.point(second), axis=1).mean()

    leg_m = length_m("left_hip", "left_knee") + length_m("left_knee", "left_ankle")
    assert leg_m == pytest.approx(0.51 * 1.60)
    assert length_m("left_hip", "right_hip") == pytest.approx(0.12 * 1.60)
    assert length_m("left_shoulder", "right_shoulder") == pytest.approx(0.18 * 1.60)


def test_longer_legs_leave_the_truth_what_was_asked():
    truth = make_truth(**STEADY, leg_pct=52, hip_width_pct=11.5)
    assert truth.value("overstride_pct_leg") == pytest.approx(26, abs=0.05)
    assert truth.value("knee_flexion_at_contact_deg") == pytest.approx(12, abs=0.3)


@pytest.mark.parametrize("fast", [False, True])
def test_ball_of_the_foot_keeps_to_the_belt_while_it_bears_weight(fast):
    choices = {"speed_mps": 4.0, "cadence_spm": 178.0, "ground_contact_time_ms": 215.0}
    motion = plan_clip(**STEADY, **(choices if fast else {})).motion
    for contact in stances(motion, "left"):
        span_s = contact.toe_off_s - contact.contact_s
        time_s = contact.contact_s + span_s * np.linspace(0.2, 0.75, 30)
        on_belt = motion.point("left_ball", time_s)[:, 0] + motion.speed_mps * time_s
        assert np.ptp(on_belt) < 0.012


def test_knee_bends_without_a_jerk_away_from_contact():
    motion = plan_clip(**STEADY).motion
    hip, knee, ankle = (motion.point(f"left_{joint}") for joint in ("hip", "knee", "ankle"))
    thigh, shank = (
        np.degrees(np.arctan2(low[:, 0] - top[:, 0], top[:, 2] - low[:, 2]))
        for top, low in ((hip, knee), (knee, ankle))
    )
    interval_s = np.diff(motion.time_s[:2])[0]
    acceleration = np.gradient(np.gradient(thigh - shank, interval_s), interval_s)
    from_contact_s = np.min(
        [abs(motion.time_s - contact.contact_s) for contact in motion.contacts], axis=0
    )
    assert np.abs(acceleration[from_contact_s > 0.04]).max() < 30_000


def test_wide_lens_bends_edges_and_keeps_centre_and_corners():
    camera = Camera(lens_barrel=0.12)
    fixed = np.array([[640.0, 360.0], [0.0, 0.0], [1280.0, 720.0]])
    assert np.allclose(camera.bent(fixed), fixed)
    edge = camera.bent(np.array([[320.0, 90.0], [640.0, 90.0], [960.0, 90.0]]))
    assert edge[1, 1] < edge[0, 1] - 3
    anywhere = np.random.default_rng(1).uniform((0, 0), (1280, 720), (200, 2))
    assert np.allclose(camera.unbent(camera.bent(anywhere)), anywhere, atol=0.01)


def test_picture_of_a_wide_lens_is_bent_as_its_truth_says():
    straight, bent = (drawn(rails=False, lens_barrel=bend) for bend in (0.0, 0.15))
    for name in ("nose", "left_knee", "left_wrist"):
        here, there = (plan.truth().point(name)[12] for _, plan in (straight, bent))
        assert np.linalg.norm(here - there) > 2
        patches = [
            cv2.getRectSubPix(picture, (9, 9), tuple(map(float, at)))
            for (picture, _), at in ((straight, here), (bent, there))
        ]
        assert np.abs(patches[0].astype(float) - patches[1]).mean() < 30


def drawn(**choices):
    plan = plan_clip(**{**SMALL, "frame_rate_hz": 60.0, **choices})
    stage = Stage(plan.motion, plan.camera, plan.filming)
    return stage.picture(12 / 60), plan


def test_lamps_on_the_mains_make_bright_and_dark_frames():
    plan = plan_clip(**SMALL, flicker_pct=20)
    stage = Stage(plan.motion, plan.camera, plan.filming)
    bright, dark = (stage.picture(moment).mean() for moment in (0.02, 0.025))
    assert bright > 1.2 * dark


def test_light_from_ahead_darkens_the_runner_and_not_the_room():
    plan = plan_clip(**SMALL, rails=False)
    lit, against = (drawn(rails=False, lamp_turn_deg=turn)[0] for turn in (0, 150))
    changed = np.abs(lit.astype(int) - against).sum(axis=2) > 6
    x, y = plan.truth().point("left_hip")[12].astype(int)
    assert changed[y - 5 : y + 5, x - 5 : x + 5].mean() > 0.5
    assert changed.mean() < 0.2
    assert lit[changed].mean() > against[changed].mean()


def test_outdoor_picture_has_sky_over_grass():
    picture, _ = drawn(room="outdoors", ground="overground", empty=True, distance_m=6.0)
    sky, grass = picture[5].mean(axis=0), picture[-2].mean(axis=0)
    assert sky[2] > sky[0] + 20
    assert grass[1] > grass[2] + 20


def test_command_dresses_the_runner(tmp_path, monkeypatch):
    out = tmp_path / "clip.mp4"
    asked = {}
    monkeypatch.setattr(
        "gait_lab.management.commands.simulate_clip.plan_clip",
        lambda **choices: asked.update(choices) or plan_clip(**choices),
    )
    call_command(
        "simulate_clip", "--out", str(out), "--size", "160x90", "--seconds", "0.1",
        "--fineness", "1", "--shirt", "#2c806e", "--skin", "5a3a28", "--shoes", "ffffff",
        "--legs", "tights", "--hair-style", "tail", "--no-rails", "--build", "1.2", verbosity=0,
    )  # fmt: skip
    look = asked["appearance"]
    assert (look.shirt, look.skin, look.shoes) == ((44, 128, 110), (90, 58, 40), (255, 255, 255))
    assert (look.legs, look.hair_style, look.sleeves) == ("tights", "tail", "short")
    assert asked["rails"] is False
    assert asked["build"] == 1.2


def test_command_says_how_a_colour_is_written(tmp_path):
    with pytest.raises(CommandError, match="six digits"):
        call_command("simulate_clip", "--out", str(tmp_path / "a.mp4"), "--shirt", "blue")


def test_truth_file_names_the_build_and_proportions(tmp_path):
    truth = make_truth(seconds=1.0, build=1.2, leg_pct=50)
    path = tmp_path / "truth.json"
    truth.write_json(path)
    written = json.loads(path.read_text())["runner"]["parameters"]
    assert (written["build"], written["leg_pct"]) == (1.2, 50)
