"""Whom to follow of several people, and how many there are."""

import numpy as np
import pytest

from gait_lab.analysis.conventions import LANDMARK_NAMES
from gait_lab.analysis.pose import Person, Region, estimate_landmarks
from gait_lab.analysis.pose.people import (
    Track,
    leg_motion,
    link_people,
    seen_together,
    with_later_parts,
)
from tests.gait_lab.analysis.clip_files import write_clip
from tests.gait_lab.analysis.test_pose import (
    FRAMES,
    GREEN,
    RED,
    SIZE,
    clip_of,
    middles,
    options,
)


def person(x_px, size_px, y_px=100):
    return Person(Region(x_px, y_px, size_px), 0.9)


def box_and_walker():
    """Green high on the left, away from frame 48 to 110; red walks in from the right at 50."""
    for number in range(150):
        rgb = np.full((SIZE[1], SIZE[0], 3), 30, dtype=np.uint8)
        if not 48 <= number < 110:
            rgb[5:75, 50:70] = GREEN
        if number >= 50:
            x = 280 - 2 * (number - 50)
            rgb[90:170, x - 10 : x + 10] = RED
        yield rgb


def test_the_largest_is_followed(tmp_path):
    clip = clip_of(tmp_path, (GREEN, 50, lambda n: 60), (RED, 90, lambda n: 220))
    assert middles(estimate_landmarks(clip, options=options(), workers=2)) == pytest.approx(
        np.full(FRAMES, 219.5), abs=1.5
    )


def test_somebody_passing_closer_does_not_take_over(tmp_path):
    clip = clip_of(
        tmp_path,
        (GREEN, 70, lambda n: 220),
        (RED, 100, lambda n: 60 if 25 <= n < 45 else None),
    )
    estimate = estimate_landmarks(clip, options=options(), workers=2)
    assert middles(estimate) == pytest.approx(np.full(FRAMES, 219.5), abs=1.5)


def test_a_larger_bystander_is_passed_over_for_somebody_who_runs(tmp_path):
    clip = clip_of(tmp_path, (RED, 100, lambda n: 60), (GREEN, 80, lambda n: 220))
    estimate = estimate_landmarks(clip, options=options("LegsEstimator"), workers=2)
    assert middles(estimate) == pytest.approx(np.full(FRAMES, 219.5), abs=1.5)
    assert estimate.people == 2


def test_a_bystander_is_not_measured_after_the_runner_has_left(tmp_path):
    clip = clip_of(
        tmp_path,
        (GREEN, 90, lambda n: 220 if n < 75 else None),
        (RED, 60, lambda n: 60),
        count=180,
    )
    estimate = estimate_landmarks(clip, options=options("LegsEstimator"), workers=2)
    assert middles(estimate)[:75] == pytest.approx(np.full(75, 219.5), abs=1.5)
    assert np.isnan(middles(estimate)[120:]).all()


def test_tracks_keep_people_apart_who_change_places_slowly():
    sightings = [
        (n, n / 3, [person(100 + 10 * n, 100), person(300 - 10 * n, 60)]) for n in range(15)
    ]
    tracks = link_people(sightings)
    assert [len(track.frames) for track in tracks] == [15, 15]
    assert {region.size_px for region in tracks[0].regions} == {100}


def test_a_track_that_begins_when_the_runners_has_ended_is_the_runners():
    runner = Track([0, 30], [0, 1], [Region(0, 0, 100), Region(5, 0, 100)])
    later = Track([300], [10], [Region(60, 0, 90)])
    beside = Track([0], [0], [Region(500, 0, 80)])
    whole, others = with_later_parts(runner, [runner, later, beside])
    assert whole.frames == [0, 30, 300]
    assert others == [beside]


@pytest.mark.parametrize(
    "later",
    [
        Track([45], [1.5], [Region(90, 0, 100)]),  # farther than anybody runs in half a second
        Track([300], [10], [Region(5, -60, 100)]),  # up in the air
        Track([300], [10], [Region(5, 0, 40)]),  # far behind
    ],
    ids=["too far", "too high", "too small"],
)
def test_a_later_track_that_cannot_be_the_runners_is_somebody_elses(later):
    runner = Track([0, 30], [0, 1], [Region(-60, 0, 100), Region(-60, 0, 100)])
    whole, others = with_later_parts(runner, [runner, later])
    assert whole.frames == [0, 30]
    assert others == [later]


def test_a_track_does_not_go_on_with_somebody_who_stands_higher():
    on_a_box = [(n, n / 2, [person(100, 100, y_px=40)]) for n in range(4)]
    on_the_ground = [(n, n / 2, [person(160, 100)]) for n in range(4, 9)]
    assert [len(track.frames) for track in link_people(on_a_box + on_the_ground)] == [5, 4]


def test_a_runner_who_crosses_the_picture_is_one_track():
    sightings = [(n, n / 2, [person(60 + 75 * n, 100)]) for n in range(8)]
    assert len(link_people(sightings)) == 1


def test_a_runner_who_goes_away_from_the_camera_is_one_track():
    sightings = [
        (n, 1.5 * n, [person(60 + 10 * n, size)]) for n, size in enumerate((600, 370, 240))
    ]
    assert len(link_people(sightings)) == 1


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_somebody_on_a_box_is_neither_followed_nor_forgotten(tmp_path, workers):
    clip = write_clip(
        tmp_path / "box.mp4",
        box_and_walker(),
        options={"g": "25", "crf": "10"},
        pix_fmt="yuv444p",
    )
    estimate = estimate_landmarks(clip, options=options(), workers=workers)
    seen = np.isfinite(middles(estimate))
    assert not seen[:50].any()
    assert middles(estimate)[57:] == pytest.approx(379.5 - 2 * np.arange(57, 150), abs=1.5)
    assert estimate.people == 2


def test_people_are_counted_where_they_are_seen_at_once():
    alone = [(n, n / 2, [person(100, 100)]) for n in range(10)]
    both = [(n, n / 2, [person(100, 100), person(250, 80)]) for n in range(10, 13)]
    crowd = [(n, n / 2, [person(100, 100), person(250, 40)]) for n in range(13)]
    assert seen_together(alone) == 1
    assert seen_together(alone + both) == 2
    assert seen_together(alone + both[:1]) == 1  # a single find may be of a shadow
    assert seen_together(crowd) == 1  # far in the background
    assert seen_together([]) == 0


def test_leg_motion_tells_a_runner_from_somebody_standing():
    poses = np.zeros((60, len(LANDMARK_NAMES), 2))
    at = {name: place for place, name in enumerate(LANDMARK_NAMES)}
    poses[:, [at["left_shoulder"], at["right_shoulder"]], 1] = -30
    poses[:, [at["left_ankle"], at["right_ankle"]], 1] = 50
    standing = leg_motion(poses)
    swing = 20 * np.sin(np.arange(60) * 0.6)
    poses[:, at["left_ankle"], 0], poses[:, at["right_ankle"], 0] = swing, -swing
    assert standing == 0
    assert leg_motion(poses) == pytest.approx(20 / np.sqrt(2) / 100, rel=0.1)
