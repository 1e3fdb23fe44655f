"""Each reason to refuse, beside a sound clip that must not be refused."""

from dataclasses import replace

import numpy as np
import pytest

from gait_lab.analysis.conventions import SIDES
from gait_lab.analysis.events import detect_events
from gait_lab.analysis.frames import SlowMotionClue
from gait_lab.analysis.frames.looks import Look, look_of
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.metrics import METRICS
from gait_lab.analysis.metrics.catalogue import specs_for
from gait_lab.analysis.pose.people import RUNNING_LEG_MOTION, leg_motion
from gait_lab.analysis.quality import Evidence, assess_clip, groups
from gait_lab.analysis.sides import repair_sides
from gait_lab.analysis.signals import build_signals
from gait_lab.simulation.clips import make_truth
from tests.gait_lab.analysis.stick_runner import side_signals

SHARP = Look(brightness=110, contrast=150, blur=0.25)


def evidence_of(sequence, view, **known):
    repair = repair_sides(sequence, view=view)
    signals = build_signals(
        repair.sequence, view=view, near_side=repair.near_side, facing=repair.facing
    )
    return Evidence(
        sequence=sequence,
        view=view,
        near_side=repair.near_side,
        detection=detect_events(signals),
        repaired=repair.sequence,
        jitter_pct_leg=signals.jitter_pct_leg,
        looks=[SHARP] * 4,
        **known,
    )


def filmed(view="side", *, seconds=7.0, frame_rate_hz=60, **choices):
    truth = make_truth(seconds=seconds, view=view, frame_rate_hz=frame_rate_hz, **choices)
    return LandmarkSequence(truth.xy_px, truth.visibility, truth.time_s, truth.image_size_px)


@pytest.fixture(scope="module")
def side():
    return evidence_of(filmed(), "side")


@pytest.fixture(scope="module")
def rear():
    return evidence_of(filmed("rear"), "rear")


def leg_px(sequence):
    hip, knee, ankle = (sequence.point(f"left_{joint}") for joint in ("hip", "knee", "ankle"))
    lengths = np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1)
    return np.percentile(lengths, 75)


def codes(evidence, *severities):
    found = assess_clip(evidence).notes
    return {note.code for note in found if not severities or note.severity in severities}


def refused(evidence):
    return set(assess_clip(evidence).refusals)


def names(view):
    return {spec.name for spec in specs_for(view)}


@pytest.mark.parametrize("view", ["side", "rear"])
@pytest.mark.parametrize("frame_rate_hz", [30, 60, 240])
def test_a_sound_clip_loses_nothing(view, frame_rate_hz):
    evidence = evidence_of(filmed(view, frame_rate_hz=frame_rate_hz), view)
    assert refused(evidence) == set()
    assert codes(evidence, "warning", "refusal") == set()


@pytest.mark.parametrize(
    "choices",
    [
        {"yaw_deg": 10},
        {"roll_deg": 3},
        {"near_side": "right"},
        {"distance_m": 6},
        {"cadence_spm": 150, "speed_mps": 2.3},
        {"cadence_spm": 195, "speed_mps": 4.5, "ground_contact_time_ms": 200},
    ],
)
def test_other_sound_side_views_lose_nothing(choices):
    assert refused(evidence_of(filmed(**choices), "side")) == set()


def test_the_groups_name_every_metric_and_no_other():
    assert set(groups.ALL) == set(METRICS)
    assert len(groups.ALL) == len(set(groups.ALL))


class TestJitter:
    @pytest.mark.parametrize("view", ["side", "rear"])
    @pytest.mark.parametrize(("jitter_pct", "noted"), [(1.5, False), (4.0, True)])
    def test_is_measured_and_noted_where_it_is_beyond_the_usual(
        self, view, jitter_pct, noted, side, rear
    ):
        sequence = (side if view == "side" else rear).sequence
        noise_px = jitter_pct / 100 * leg_px(sequence)
        noise = np.random.default_rng(4).normal(0, noise_px, sequence.xy_px.shape)
        evidence = evidence_of(replace(sequence, xy_px=sequence.xy_px + noise), view)
        assert evidence.jitter_pct_leg == pytest.approx(jitter_pct, rel=0.15)
        assert ("jittery_landmarks" in codes(evidence, "note")) == noted

    def test_takes_nothing_away(self, side):
        assert refused(replace(side, jitter_pct_leg=9.0)) == set()

    def test_at_film_rate_a_fast_runner_is_not_taken_for_jitter(self):
        choices = {"cadence_spm": 195, "speed_mps": 4.5, "ground_contact_time_ms": 200}
        evidence = evidence_of(filmed(frame_rate_hz=24, **choices), "side")
        assert "jittery_landmarks" not in codes(evidence)

    def test_unknown_is_not_noted(self, side):
        assert "jittery_landmarks" not in codes(replace(side, jitter_pct_leg=None))

    def test_landmarks_that_are_missing_do_not_count(self):
        signals = side_signals()
        some = {**signals.noise_px, "left_heel": np.nan, "right_heel": np.nan}
        none = dict.fromkeys(signals.noise_px, np.nan)
        known = 100 * 0.5 / signals.leg_length_px
        assert replace(signals, noise_px=some).jitter_pct_leg == pytest.approx(known)
        assert replace(signals, noise_px=none).jitter_pct_leg is None
        assert replace(signals, leg_length_px=np.nan).jitter_pct_leg is None


class TestBody:
    def test_nobody_refuses_everything_and_says_only_that(self, side):
        empty = replace(side.sequence, xy_px=np.full_like(side.sequence.xy_px, np.nan))
        evidence = evidence_of(empty, "side")
        assert refused(evidence) == set(METRICS)
        assert codes(evidence) == {"no_person"}

    def test_a_runner_seen_half_the_time_is_only_warned_of(self, side):
        xy_px = side.sequence.xy_px.copy()
        xy_px[: len(xy_px) // 2] = np.nan
        evidence = replace(side, sequence=replace(side.sequence, xy_px=xy_px))
        assert "runner_often_lost" in codes(evidence, "warning")
        assert refused(evidence) == set()

    def test_a_side_view_declared_rear(self, side):
        evidence = evidence_of(side.sequence, "rear")
        assert "wrong_view" in codes(evidence, "refusal")
        assert refused(evidence) >= names("rear") - {"cadence_spm"}
        assert "cadence_spm" not in refused(evidence)

    def test_a_rear_view_declared_side(self, rear):
        evidence = evidence_of(rear.sequence, "side")
        assert "wrong_view" in codes(evidence, "refusal")
        assert refused(evidence) >= names("side") - {"cadence_spm"}

    def test_a_slanting_view_is_warned_of(self):
        assert "oblique_view" in codes(evidence_of(filmed(yaw_deg=30), "side"), "warning")

    def test_a_view_that_turns(self, side, rear):
        half = len(side.sequence) // 2
        xy_px = np.concatenate([side.sequence.xy_px[:half], rear.sequence.xy_px[half:]])
        evidence = replace(side, sequence=replace(side.sequence, xy_px=xy_px))
        assert "turning_view" in codes(evidence, "refusal")
        assert "cadence_spm" not in refused(evidence)
        assert "trunk_lean_deg" in refused(evidence)

    @pytest.mark.parametrize("view", ["side", "rear"])
    def test_feet_below_the_picture_take_what_the_feet_are_needed_for(self, view, side, rear):
        sound = side if view == "side" else rear
        lowest = np.nanmax(sound.sequence.xy_px[:, -6:, 1])
        size = (sound.sequence.image_size_px[0], int(lowest) - 8)
        evidence = replace(sound, sequence=replace(sound.sequence, image_size_px=size))
        assert "feet_outside" in codes(evidence, "refusal")
        assert "ground_contact_time_ms" in refused(evidence)
        assert not refused(evidence) & {"cadence_spm", "trunk_lean_deg", "swing_knee_flexion_deg"}

    def test_legs_below_the_picture_take_the_knees_too(self, side):
        sequence = side.sequence
        ankle = np.nanmedian(sequence.point(f"{side.near_side}_ankle")[:, 1])
        size = (sequence.image_size_px[0], int(ankle))
        evidence = replace(side, sequence=replace(sequence, image_size_px=size))
        assert "swing_knee_flexion_deg" in refused(evidence)
        assert "trunk_lean_deg" not in refused(evidence)

    def test_feet_a_hands_breadth_above_the_edge_are_fine(self, side):
        lowest = np.nanmax(side.sequence.xy_px[:, -6:, 1])
        size = (side.sequence.image_size_px[0], int(lowest) + 20)
        assert refused(replace(side, sequence=replace(side.sequence, image_size_px=size))) == set()

    def test_a_leg_whose_bones_change_their_length(self, side):
        xy_px = side.sequence.xy_px.copy()
        ankle = side.sequence.index(f"{side.near_side}_ankle")
        knee = side.sequence.index(f"{side.near_side}_knee")
        xy_px[::10, ankle] = xy_px[::10, knee] + (5, 40)
        evidence = replace(side, sequence=replace(side.sequence, xy_px=xy_px))
        assert "leg_misplaced" in codes(evidence, "refusal")
        assert refused(evidence) == set(groups.LEG)

    def test_a_runner_far_away_is_warned_of(self):
        far = filmed(distance_m=14, image_size_px=(640, 360))
        assert "small_runner" in codes(evidence_of(far, "side"), "warning")

    def test_others_in_the_picture_are_mentioned(self, side):
        assert codes(replace(side, people=3)) == {"several_people"}
        assert codes(replace(side, people=1)) == set()


class TestPicture:
    @pytest.mark.parametrize(
        ("look", "code", "taken"),
        [
            (Look(9, 15, 0.3), "too_dark", set(groups.FOOT)),
            (Look(3, 5, 0.3), "too_dark", set(groups.ALL)),
            (Look(110, 140, 0.58), "too_blurred", set(groups.FOOT)),
            (Look(110, 120, 0.75), "too_blurred", set(groups.ALL_BUT_CADENCE)),
            (Look(40, 60, 0.45), None, set()),
        ],
    )
    def test_dark_and_blurred(self, side, look, code, taken):
        evidence = replace(side, looks=[look] * 5)
        assert codes(evidence) == ({code} if code else set())
        assert refused(evidence) == taken

    def test_one_bad_second_is_forgiven(self, side):
        assert codes(replace(side, looks=[SHARP] * 4 + [Look(1, 1, 0.9)])) == set()

    def test_imported_landmarks_have_no_picture_to_judge(self, side):
        assert codes(replace(side, looks=())) == set()

    def test_a_blurred_or_darkened_picture_measures_so(self):
        rng = np.random.default_rng(1)
        coarse = rng.integers(20, 235, (32, 32))
        sharp = np.repeat(np.repeat(coarse, 8, 0), 8, 1).astype(np.uint8)
        smooth = sharp.astype(float)
        for _ in range(150):
            smooth = (smooth + np.roll(smooth, 1, 0) + np.roll(smooth, 1, 1)) / 3
        looks = [
            look_of(np.dstack([grey] * 3).astype(np.uint8), x_px=128, y_px=128, size_px=250)
            for grey in (sharp, smooth, sharp // 10)
        ]
        assert looks[0].blur < 0.4 < 0.6 < looks[1].blur
        assert looks[2].contrast == pytest.approx(looks[0].contrast / 10, abs=2)
        assert looks[2].blur == pytest.approx(looks[0].blur, abs=0.05)

    def test_a_runner_outside_the_picture_has_no_look(self):
        rgb = np.zeros((100, 100, 3), dtype=np.uint8)
        assert look_of(rgb, x_px=300, y_px=50, size_px=80) is None


class TestTiming:
    def test_too_short(self):
        evidence = evidence_of(filmed(seconds=1.6), "side")
        assert "too_short" in codes(evidence, "refusal")
        assert refused(evidence) == set(METRICS)

    def test_a_few_strides_are_only_noted(self):
        evidence = evidence_of(filmed(seconds=4), "side")
        assert "few_strides" in codes(evidence, "note")
        assert refused(evidence) == set()

    def test_somebody_standing(self, side):
        still = np.repeat(side.sequence.xy_px[:1], len(side.sequence), axis=0)
        still = still + np.random.default_rng(0).normal(0, 0.5, still.shape)
        evidence = evidence_of(replace(side.sequence, xy_px=still), "side")
        assert refused(evidence) == set(METRICS)
        assert codes(evidence) == {"no_running"}

    def test_legs_that_the_model_shows_too_little_of_still_run(self, rear):
        sequence = rear.sequence
        legs = [sequence.index(f"{s}_{j}") for s in SIDES for j in ("ankle", "heel", "foot_index")]
        xy_px = sequence.xy_px.copy()
        resting = xy_px[:, legs].mean(axis=0)
        xy_px[:, legs] = resting + 0.3 * (xy_px[:, legs] - resting)
        flattened = evidence_of(replace(sequence, xy_px=xy_px), "rear")
        assert leg_motion(xy_px) < RUNNING_LEG_MOTION
        assert "no_running" not in codes(flattened)

    @pytest.mark.parametrize("factor", [2.5, 4, 8])
    def test_unstated_slow_motion_is_found_by_its_cadence(self, side, factor):
        slow = replace(side.sequence, time_s=side.sequence.time_s * factor)
        evidence = evidence_of(slow, "side")
        assert codes(evidence, "refusal") & {"likely_slow_motion", "too_short", "no_running"}
        assert refused(evidence) >= {*groups.TIME, *groups.CONTACT}

    def test_a_stated_capture_rate_is_believed(self, side):
        clue = SlowMotionClue("the phone noted 240 frames per second", 240)
        assert codes(replace(side, clue=clue, capture_rate_stated=True)) == set()

    def test_a_clue_with_a_real_time_cadence_is_only_a_warning(self, side):
        evidence = replace(side, clue=SlowMotionClue("its title says so"))
        assert codes(evidence) == {"may_be_slow_motion"}
        assert refused(evidence) == set()

    def test_a_clue_with_a_doubtful_cadence_refuses(self):
        slow = evidence_of(filmed(cadence_spm=168, seconds=10), "side").sequence
        slow = replace(slow, time_s=slow.time_s * 1.4)
        assert refused(evidence_of(slow, "side")) == set()
        with_clue = evidence_of(slow, "side", clue=SlowMotionClue("its title says so"))
        assert "likely_slow_motion" in codes(with_clue, "refusal")

    def test_a_player_side_slow_motion_keeps_its_real_times(self, side):
        clue = SlowMotionClue("players show it 8 times slower", 240, times_are_real=True)
        assert codes(replace(side, clue=clue)) == {"slow_motion_undone"}
        assert refused(replace(side, clue=clue)) == set()

    def test_a_low_frame_rate_is_noted(self):
        assert codes(evidence_of(filmed(frame_rate_hz=30), "side")) == {"low_frame_rate"}

    def test_dropped_frames_are_warned_of(self, side):
        assert codes(replace(side, dropped_frames_share=0.1)) == {"dropped_frames"}
        assert codes(replace(side, dropped_frames_share=0.01)) == set()

    def test_walking_is_left_to_its_own_refusal(self):
        walking = evidence_of(
            filmed(
                gait="walking",
                cadence_spm=112,
                speed_mps=1.4,
                ground_contact_time_ms=650,
                seconds=8,
            ),
            "side",
        )
        assert walking.detection.is_walking
        assert codes(walking, "refusal") == set()
