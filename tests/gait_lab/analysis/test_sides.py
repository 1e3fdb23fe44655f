"""Legs exchanged, or both drawn on one, on purpose: found, and said with how sure that is."""

from dataclasses import replace

import numpy as np
import pytest

from gait_lab.analysis.conventions import LEG_JOINTS
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.sides import repair_sides
from gait_lab.analysis.sides.notes import of_repair
from gait_lab.simulation.clips import make_truth

NOISE_PX = 3.0
SURE = 0.25


@pytest.fixture(scope="module")
def sound():
    """A runner from the side with the jitter of a pose model."""
    truth = make_truth(seconds=6, frame_rate_hz=60)
    noise_px = np.random.default_rng(1).normal(0, NOISE_PX, truth.xy_px.shape)
    return LandmarkSequence(
        truth.xy_px + noise_px, truth.visibility, truth.time_s, truth.image_size_px
    )


def columns(sequence, side):
    return [sequence.index(f"{side}_{joint}") for joint in LEG_JOINTS]


def exchanged(sequence, start, end):
    left, right = columns(sequence, "left"), columns(sequence, "right")
    xy_px = sequence.xy_px.copy()
    xy_px[start:end, left + right] = sequence.xy_px[start:end, right + left]
    return replace(sequence, xy_px=xy_px)


def collapsed(sequence, start, end):
    left, right = columns(sequence, "left"), columns(sequence, "right")
    xy_px = sequence.xy_px.copy()
    noise_px = np.random.default_rng(2).normal(0, NOISE_PX, (end - start, len(left), 2))
    xy_px[start:end, right] = sequence.xy_px[start:end, left] + noise_px
    return replace(sequence, xy_px=xy_px)


def test_a_sound_clip_has_nothing_to_repair(sound):
    repair = repair_sides(sound, view="side")
    assert repair.swapped_spans == repair.collapsed_spans == ()
    assert repair.swapped_confidences == repair.collapsed_confidences == ()


def test_exchanged_legs_are_surely_put_right(sound):
    repair = repair_sides(exchanged(sound, 120, 132), view="side")
    assert repair.swapped_spans == ((120, 132),)
    assert repair.collapsed_spans == ()
    assert SURE <= repair.swapped_confidences[0] <= 1


def test_both_legs_on_one_are_surely_told(sound):
    repair = repair_sides(collapsed(sound, 120, 132), view="side")
    assert repair.collapsed_spans == ((120, 132),)
    assert repair.swapped_spans == ()
    assert SURE <= repair.collapsed_confidences[0] <= 1


@pytest.mark.parametrize("kind", ["swapped", "collapsed"])
def test_the_more_the_landmarks_jitter_the_less_sure_is_a_repair(sound, kind):
    broken = (exchanged if kind == "swapped" else collapsed)(sound, 120, 132)
    noise_px = np.random.default_rng(3).normal(0, 8 * NOISE_PX, broken.xy_px.shape)
    noisy = replace(broken, xy_px=broken.xy_px + noise_px)
    confidences = [
        max(getattr(repair_sides(sequence, view="side"), f"{kind}_confidences"))
        for sequence in (broken, noisy)
    ]
    assert confidences[1] < confidences[0] - 0.05


@pytest.mark.parametrize(
    ("swapped", "collapsed", "said"),
    [
        (40, 0, ["exchanged back in 4 %"]),
        (2, 1, ["exchanged back in less than 1 %", "In less than 1 % of frames one leg hid"]),
        (0, 30, ["In 3 % of frames one leg hid"]),
    ],
)
def test_what_was_repaired_is_said_and_what_was_not_is_not(swapped, collapsed, said):
    frames = np.arange(1000)
    (note,) = of_repair(frames < swapped, frames >= 1000 - collapsed, frames >= 0, 1.0)

    assert all(words in note.message for words in said)
    assert note.message.count(".") == len(said)
