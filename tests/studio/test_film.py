"""Laying cut-outs over a room, and the belt that runs under them."""

from pathlib import Path

import numpy as np
import pytest

from gait_lab.simulation.camera import Camera
from studio.film import (
    BELT_M,
    FEATHER_PX,
    cut_out_name,
    laid_over,
    place_of,
    seam_places_m,
    with_seam,
    write_film,
)


def test_cut_out_covers_where_it_is_opaque_and_nowhere_else():
    plate = np.full((90, 120, 3), 100.0)
    cut_out = np.zeros((60, 70, 4), dtype=np.uint8)
    cut_out[30, 30] = (200, 10, 10, 255)
    cut_out[30, 31] = (255, 255, 255, 4)  # a haze of the denoiser

    picture = laid_over(plate, cut_out, left=5, top=3)

    assert picture[33, 35].tolist() == [200, 10, 10]
    picture[33, 35] = 100
    assert (picture == 100).all()


def test_shadow_fades_out_towards_the_edge_of_its_cut_out():
    shadow = np.zeros((60, 70, 4), dtype=np.uint8)
    shadow[..., 3] = 128

    row = laid_over(np.full((60, 70, 3), 100.0), shadow, left=0, top=0)[30, :, 0]

    assert row[0] >= 97
    assert (np.diff(row[: FEATHER_PX + 1].astype(int)) <= 0).all()
    assert row[35] == pytest.approx(50, abs=2)


def test_name_of_a_cut_out_says_where_it_lies():
    assert place_of(Path(cut_out_name(12, 480, 91))) == (12, 480, 91)


def test_seam_runs_back_at_the_belts_speed_and_comes_round():
    (first,), (later,) = seam_places_m(0.05, 3.0), seam_places_m(0.15, 3.0)
    assert first[1] - later[1] == pytest.approx(0.3)
    assert seam_places_m(0.05 + BELT_M / 3.0, 3.0)[0] == pytest.approx(first)
    assert seam_places_m(0.8, 3.0) == []


def test_seam_is_drawn_on_the_belt():
    camera = Camera(image_size_px=(640, 360))
    plate = np.zeros((360, 640, 3))
    changed = with_seam(plate, camera, 0.1, 3.0).sum(axis=2) > 0
    rows, _ = np.nonzero(changed)
    low, high = (camera.project(np.array([0.0, y, 0.0]))[1] for y in (-0.22, 0.22))
    assert rows.size
    assert low - 2 <= rows.min() <= rows.max() <= high + 2


def test_film_has_the_frames_it_was_given(tmp_path):
    import av

    camera = Camera(image_size_px=(96, 64), frame_rate_hz=60.0)
    write_film(tmp_path / "a.mp4", (np.full((64, 96, 3), k, np.uint8) for k in range(7)), camera)

    with av.open(str(tmp_path / "a.mp4")) as container:
        assert container.streams.video[0].average_rate == 60
        assert sum(1 for _ in container.decode(video=0)) == 7
