"""The shoe read from painted pictures whose every turn is known."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.shoe import (
    FeetSeen,
    Stance,
    cut_feet,
    joined,
    read_shoe,
    usual_picture,
    with_shoe,
)

RATE_HZ, STRIDE_S, STANCE_S, STRIDES = 60.0, 0.72, 0.26, 4
SIZE_PX, LEG_PX = (640, 360), 220.0
HEEL, TOE, ANKLE = np.array([[0.0, -6.0], [58.0, -6.0], [12.0, -22.0]])
"""Marks on the shoe, from the sole's back edge; y down."""
SOLE = np.array([[-3, 0], [62, 0], [66, -6], [60, -9], [-4, -9]], float)
UPPER = np.array([[-4, -9], [60, -9], [40, -18], [22, -26], [0, -26]], float)
FIRST_S = 0.3
TIME_S = np.arange(round((FIRST_S + STRIDES * STRIDE_S) * RATE_HZ)) / RATE_HZ
STANCES = [
    Stance(FIRST_S + k * STRIDE_S, FIRST_S + k * STRIDE_S + STANCE_S) for k in range(STRIDES)
]


def backdrop():
    """Something to look at: coarse grain and a light bar."""
    grain = np.random.default_rng(4).normal(120, 40, (36, 64, 3))
    scene = cv2.resize(grain, SIZE_PX, interpolation=cv2.INTER_CUBIC)
    scene[250:262] = (190, 180, 150)
    return np.clip(scene, 0, 255)


def true_turn_deg(time_s):
    """Toe up before contact, flat from 60 ms after it."""
    lag_s = time_s - FIRST_S - STRIDE_S * np.round((time_s - FIRST_S) / STRIDE_S)
    return np.interp(lag_s, [-0.12, 0.0, 0.06], [26.0, 20.0, 0.0])


def back_edge_px(time_s):
    """Where the sole's back edge is: on the ground through stance, lifted before and after."""
    lag_s = time_s - FIRST_S - STRIDE_S * np.round((time_s - FIRST_S) / STRIDE_S)
    up = np.interp(lag_s, [-0.36, -0.1, 0, STANCE_S, 0.36], [120, 12, 0, 0, 110])
    return np.array([380.0 - 900 * np.clip(lag_s, -0.1, STANCE_S), 300.0 - up])


def turned(points, turn_deg):
    c, s = np.cos(np.radians(turn_deg)), np.sin(np.radians(turn_deg))
    return points @ np.array([[c, -s], [s, c]])


def picture(time_s, scene, *, noise=3.0):
    fine, at, turn = 4, back_edge_px(time_s), true_turn_deg(time_s)
    big = cv2.resize(scene.astype(np.float32), None, fx=fine, fy=fine)
    for outline, colour in ((UPPER, (60, 150, 90)), (SOLE, (235, 235, 225))):
        corners = np.round((at + turned(outline, turn)) * fine).astype(np.int32)
        cv2.fillPoly(big, [corners], colour)
    small = cv2.resize(big, SIZE_PX, interpolation=cv2.INTER_AREA)
    grain = np.random.default_rng(int(1000 * time_s)).normal(0, noise, small.shape)
    return np.clip(small + grain, 0, 255).astype(np.uint8)


def marks_px(time_s, turn_deg=None):
    turn = true_turn_deg(time_s) if turn_deg is None else turn_deg
    return back_edge_px(time_s) + turned(np.array([HEEL, TOE, ANKLE]), turn)


def landmarks_px():
    """A pose model's: half the turn, and a jitter of 1 % of the leg."""
    points = np.array([marks_px(t, true_turn_deg(t) / 2) for t in TIME_S])
    return points + np.random.default_rng(9).normal(0, 2.0, points.shape)


@pytest.fixture(scope="module")
def filmed():
    scene = backdrop()
    return [picture(t, scene) for t in TIME_S], landmarks_px()


def seen(pictures, points):
    far = points.mean(axis=1) + np.array([150, -5])
    feet = cut_feet(pictures, np.stack([far, points.mean(axis=1)], axis=1), LEG_PX)
    return FeetSeen(feet, usual_picture(pictures[::7]), 1.0)


def read(pictures, points, *, facing_right=True):
    return read_shoe(
        seen(pictures, points),
        points,
        TIME_S,
        STANCES,
        facing_right=facing_right,
        leg_px=LEG_PX,
    )


def turn_deg(reading, *, facing_right=True):
    """Of the line from heel to toe, against its own in mid-stance."""
    along = reading.toe_px - reading.heel_px
    pitch = np.degrees(np.arctan2(-along[:, 1], along[:, 0] * (1 if facing_right else -1)))
    return pitch - np.median(pitch[true_turn_deg(TIME_S[reading.frame]) == 0])


def test_the_turn_is_the_shoes_where_the_landmarks_show_half_of_it(filmed):
    reading = read(*filmed)

    true_deg = true_turn_deg(TIME_S[reading.frame])
    assert np.ptp(true_deg) > 20
    np.testing.assert_allclose(turn_deg(reading), true_deg, atol=1.0)


def test_from_before_contact_to_mid_stance_every_frame_is_read(filmed):
    reading = read(*filmed)

    wanted = [
        frame
        for frame, t in enumerate(TIME_S)
        if any(s.contact_s - 0.08 <= t < s.after(0.5) for s in STANCES)
    ]
    assert set(wanted) <= set(reading.frame)


def test_heel_and_toe_lie_on_the_shoe(filmed):
    reading = read(*filmed)

    true_px = np.array([marks_px(TIME_S[frame])[:2] for frame in reading.frame])
    away_px = np.stack([reading.heel_px, reading.toe_px], axis=1) - true_px
    assert np.abs(away_px).max() < 2.5
    assert np.abs(away_px.mean(axis=0)).max() < 2.0, "the marks are as sure as the landmarks"
    assert np.abs(away_px - away_px.mean(axis=0)).max() < 0.8


def test_a_runner_facing_left_reads_the_same(filmed):
    pictures, points = filmed
    mirrored = [np.ascontiguousarray(one[:, ::-1]) for one in pictures]
    reading = read(
        mirrored, points * np.array([-1, 1]) + np.array([SIZE_PX[0], 0]), facing_right=False
    )

    np.testing.assert_allclose(
        turn_deg(reading, facing_right=False), true_turn_deg(TIME_S[reading.frame]), atol=1.0
    )


def test_toes_cut_off_by_the_pictures_edge_do_not_turn_it(filmed):
    """Contact lies at the edge, mid-stance well inside."""
    pictures, points = filmed
    cut = [np.ascontiguousarray(one[:, :425]) for one in pictures]
    reading = read(cut, points)

    at_contact = np.abs(TIME_S[reading.frame] - STANCES[1].contact_s) < 0.02
    assert at_contact.any()
    np.testing.assert_allclose(
        turn_deg(reading)[at_contact], true_turn_deg(TIME_S[reading.frame][at_contact]), atol=2.0
    )


def test_where_no_shoe_is_none_is_read(filmed):
    _, points = filmed
    empty = [backdrop().astype(np.uint8) for _ in TIME_S]

    reading = read(empty, points + np.random.default_rng(2).normal(0, 12, points.shape))

    assert reading is None


def test_a_foot_that_points_the_wrong_way_is_not_read(filmed):
    assert read(*filmed, facing_right=False) is None


def test_too_few_flat_frames_say_nothing(filmed):
    pictures, points = filmed
    patches = seen(pictures, points)
    reading = read_shoe(patches, points, TIME_S, STANCES[:1], facing_right=True, leg_px=LEG_PX)

    assert reading is None


def test_heel_and_toe_take_the_landmarks_place_and_fade_into_them(filmed):
    pictures, points = filmed
    reading = read(pictures, points)
    names = ("left_heel", "left_foot_index", "left_ankle")
    sequence = LandmarkSequence(points, np.ones(points.shape[:2]), TIME_S, SIZE_PX, names)

    moved = with_shoe(sequence, "left", reading)

    np.testing.assert_allclose(moved.point("left_heel")[reading.frame], reading.heel_px)
    np.testing.assert_allclose(moved.point("left_foot_index")[reading.frame], reading.toe_px)
    np.testing.assert_array_equal(moved.point("left_ankle"), sequence.point("left_ankle"))
    apart_s = np.abs(TIME_S[:, None] - TIME_S[reading.frame]).min(axis=1)
    untouched = apart_s > 0.051
    assert untouched.any()
    np.testing.assert_array_equal(
        moved.point("left_heel")[untouched], sequence.point("left_heel")[untouched]
    )
    change = moved.point("left_heel") - sequence.point("left_heel")
    lasts = [f for f in reading.frame[:-1] if f + 1 not in reading.frame]
    assert lasts
    for last in lasts:
        np.testing.assert_allclose(change[last + 1], change[last] * 2 / 3, atol=1e-6)


def test_in_a_long_clip_what_was_read_is_carried_to_the_other_strides(filmed, monkeypatch):
    monkeypatch.setattr("gait_lab.analysis.shoe.reading.MOST_STANCES", 3)
    pictures, points = filmed
    reading = read(pictures, points)

    left_out = STANCES[2]
    own = (TIME_S[reading.frame] >= left_out.contact_s - 0.05) & (
        TIME_S[reading.frame] < left_out.after(0.5)
    )
    assert own.sum() >= 6
    np.testing.assert_allclose(
        turn_deg(reading)[own], true_turn_deg(TIME_S[reading.frame])[own], atol=6.0
    )
    halved = np.abs(true_turn_deg(TIME_S[reading.frame])[own] / 2)
    away = np.abs(turn_deg(reading)[own] - true_turn_deg(TIME_S[reading.frame])[own])
    assert away.mean() < 0.5 * halved.mean()


def test_strides_without_pictures_are_told_from_the_others(filmed):
    pictures, points = filmed
    feet = seen(pictures, points)
    missing = STANCES[2]
    kept = np.abs(TIME_S[feet.patches.frame] - missing.contact_s) > 0.2
    reading = read_shoe(
        replace(feet, patches=feet.patches.kept(kept)),
        points,
        TIME_S,
        STANCES,
        facing_right=True,
        leg_px=LEG_PX,
    )

    lag_s = np.abs(TIME_S[reading.frame] - missing.contact_s)
    away = np.abs(turn_deg(reading) - true_turn_deg(TIME_S[reading.frame]))
    assert (lag_s < 0.05).sum() >= 5
    assert away[lag_s < 0.05].mean() < 4.0, "the landmarks show half of up to 26 degrees"
    assert away[lag_s > 0.2].max() < 1.0


def test_feet_high_above_the_ground_are_not_cut_out(filmed):
    pictures, points = filmed
    middles = np.repeat(points.mean(axis=1)[:, None], 2, axis=1)
    feet = cut_feet(pictures, middles, LEG_PX)

    height_px = middles[..., 1].max() - feet.centre_px[:, 1]
    assert height_px.max() < 0.25 * LEG_PX
    assert 2 < len(feet.frame) < 2 * len(TIME_S)


def test_frames_in_which_nobody_was_found_are_left_out(filmed):
    pictures, points = filmed
    middles = np.repeat(points.mean(axis=1)[:, None], 2, axis=1)
    middles[10:20] = np.nan
    feet = cut_feet(pictures, middles, LEG_PX)

    assert not set(feet.frame) & set(range(10, 20))
    assert not len(cut_feet(pictures, np.full_like(middles, np.nan), LEG_PX).frame)


def test_blocks_are_numbered_on_and_scaled_together(filmed):
    pictures, points = filmed
    middles = np.repeat(points.mean(axis=1)[:, None], 2, axis=1)
    whole = cut_feet(pictures[:40], middles[:40], LEG_PX)
    parts = [cut_feet(pictures[a:b], middles[a:b], LEG_PX) for a, b in ((0, 20), (20, 40))]
    together = joined(parts, [0, 20])

    assert set(whole.frame) <= set(together.frame)
    assert joined([], []) is None
    double = together.scaled(2)
    np.testing.assert_array_equal(double.centre_px, 2 * together.centre_px)
    np.testing.assert_array_equal(double.cell_px, 2 * together.cell_px)


def test_a_backdrop_of_half_the_size_serves_as_well(filmed):
    pictures, points = filmed
    whole = seen(pictures, points)
    half = cv2.resize(whole.backdrop, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    reading = read_shoe(
        replace(whole, backdrop=half, backdrop_scale=0.5),
        points,
        TIME_S,
        STANCES,
        facing_right=True,
        leg_px=LEG_PX,
    )

    np.testing.assert_allclose(turn_deg(reading), true_turn_deg(TIME_S[reading.frame]), atol=1.5)
