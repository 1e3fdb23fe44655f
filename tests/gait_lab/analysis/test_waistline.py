"""The waist's edge on painted pictures whose slope is known to the last digit."""

import numpy as np
import pytest

from gait_lab.analysis.waistline import cut_waists, read_waist_line

SIZE_PX = (300, 400)
MIDDLE_PX, TRUNK_PX = (150.0, 220.0), 130.0
TOP, BOTTOM = (196, 60, 66), (40, 42, 70)
TILTS_DEG = np.array([-9.0, -4.0, -1.3, 0.0, 0.4, 2.5, 6.0, 11.0])


def painted(tilt_deg, *, above_px=15.0, top=TOP, bottom=BOTTOM, bend=0.0, noise=0.0, scale=1.0):
    """Top over bottom, each pixel mixed by how much of it lies below the edge."""
    width, height = (round(side * scale) for side in SIZE_PX)
    x, y = np.meshgrid((np.arange(width) + 0.5) / scale, (np.arange(height) + 0.5) / scale)
    aside = x - MIDDLE_PX[0]
    edge = MIDDLE_PX[1] - above_px + np.tan(np.radians(tilt_deg)) * aside + bend * aside**2
    below = np.clip((y - edge) * scale * np.cos(np.radians(tilt_deg)) + 0.5, 0, 1)[..., None]
    picture = (1 - below) * np.array(top, dtype=float) + below * np.array(bottom)
    grain = np.random.default_rng(3).normal(0, noise, picture.shape)
    return np.clip(picture + grain, 0, 255).round().astype(np.uint8)


def read(pictures, *, scale=1.0, wander_px=0.0):
    """Through both steps; the hip landmarks may wander up and down beside the body."""
    away = wander_px * np.random.default_rng(7).uniform(-1, 1, len(pictures))
    hips = scale * (np.array(MIDDLE_PX) + np.column_stack([0 * away, away]))
    patches = cut_waists(pictures, hips, hips - [0, scale * TRUNK_PX])
    return read_waist_line(patches)


def test_the_tilt_is_read_to_a_tenth_of_a_degree_and_positive_with_image_right_lower():
    line = read([painted(tilt) for tilt in TILTS_DEG])

    np.testing.assert_allclose(line.tilt_deg, TILTS_DEG, atol=0.1)
    np.testing.assert_allclose(line.height_trunks, 15 / TRUNK_PX, atol=0.01)


@pytest.mark.parametrize("scale", [0.5, 2.0])
def test_how_large_the_runner_is_in_the_picture_makes_no_difference(scale):
    line = read([painted(tilt, scale=scale) for tilt in TILTS_DEG], scale=scale)

    np.testing.assert_allclose(line.tilt_deg, TILTS_DEG, atol=0.25)


def test_wandering_landmarks_noise_and_a_bent_hem_do_not_turn_it():
    pictures = [painted(tilt, noise=8.0, bend=0.001) for tilt in TILTS_DEG]

    line = read(pictures, wander_px=8.0)

    np.testing.assert_allclose(line.tilt_deg, TILTS_DEG, atol=0.5)


def test_an_edge_of_colour_alone_is_an_edge():
    """Equally bright, of another colour."""
    line = read([painted(tilt, top=(150, 90, 90), bottom=(90, 119, 110)) for tilt in TILTS_DEG])

    np.testing.assert_allclose(line.tilt_deg, TILTS_DEG, atol=0.3)


def test_an_arm_across_one_side_does_not_turn_it():
    pictures = [painted(tilt) for tilt in TILTS_DEG]
    for picture in pictures:
        picture[:, 168:180] = (214, 168, 138)

    line = read(pictures)

    np.testing.assert_allclose(line.tilt_deg, TILTS_DEG, atol=0.4)


def test_frames_without_the_edge_or_without_a_person_have_no_tilt():
    pictures = [painted(tilt) for tilt in TILTS_DEG]
    pictures[2][:] = TOP
    hips = np.tile(MIDDLE_PX, (len(pictures), 1))
    hips[5] = np.nan

    line = read_waist_line(cut_waists(pictures, hips, hips - [0, TRUNK_PX]))

    assert np.isnan(line.tilt_deg[[2, 5]]).all()
    assert np.isfinite(np.delete(line.tilt_deg, [2, 5])).all()


def test_one_colour_from_shoulder_to_knee_is_no_edge():
    assert read([painted(0, bottom=TOP, noise=6.0)] * 6) is None


def test_upright_stripes_are_no_edge():
    picture = painted(0, bottom=TOP)
    picture[:, ::8] = BOTTOM

    assert read([picture] * 6) is None


def test_no_person_no_line():
    nowhere = np.full((3, 2), np.nan)

    assert read_waist_line(cut_waists([painted(0)] * 3, nowhere, nowhere)) is None
