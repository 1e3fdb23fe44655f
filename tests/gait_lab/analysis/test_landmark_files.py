"""Landmarks written are the landmarks read, whatever the format."""

import numpy as np
import pytest

from gait_lab.analysis.landmark_files import (
    LandmarkFileError,
    read_landmarks,
    write_landmarks,
)
from gait_lab.analysis.landmarks import LandmarkSequence

SIZE = (640, 480)


@pytest.fixture
def sequence():
    rng = np.random.default_rng(3)
    xy_px = rng.uniform(0, 480, (5, 3, 2))
    xy_px[2, 1] = np.nan
    visibility = np.where(np.isfinite(xy_px[:, :, 0]), 1.0, 0.0)
    time_s = np.array([0, 0.0333, 0.0667, 0.12, 0.15])
    return LandmarkSequence(xy_px, visibility, time_s, SIZE, ("left_hip", "nose", "right_heel"))


@pytest.mark.parametrize("ending", ["csv", "json", "trc"])
def test_what_is_written_is_read(tmp_path, sequence, ending):
    path = tmp_path / f"landmarks.{ending}"
    write_landmarks(sequence, path)
    read = read_landmarks(path, image_size_px=SIZE)
    assert read.names == sequence.names
    assert read.image_size_px == SIZE
    np.testing.assert_allclose(read.time_s, sequence.time_s, atol=1e-6)
    np.testing.assert_allclose(read.xy_px, sequence.xy_px, atol=2e-3)
    np.testing.assert_allclose(read.visibility, sequence.visibility, atol=1e-3)


def test_csv_is_in_pixels_with_empty_cells_for_what_was_not_seen(tmp_path, sequence):
    path = tmp_path / "landmarks.csv"
    write_landmarks(sequence, path)
    header, *rows = path.read_text().splitlines()
    assert header.startswith("frame,time_s,left_hip_x_px,left_hip_y_px,left_hip_visibility,nose_x")
    cells = rows[2].split(",")
    assert cells[:2] == ["2", "0.066700"]
    assert cells[5:8] == ["", "", "0.000"]
    assert float(cells[2]) == pytest.approx(sequence.xy_px[2, 0, 0], abs=1e-3)


def test_json_says_how_large_the_picture_is_and_holds_no_nan(tmp_path, sequence):
    path = tmp_path / "landmarks.json"
    write_landmarks(sequence, path)
    assert "NaN" not in path.read_text()
    assert read_landmarks(path).image_size_px == SIZE


def test_trc_turns_y_up(tmp_path, sequence):
    path = tmp_path / "landmarks.trc"
    write_landmarks(sequence, path)
    first = path.read_text().splitlines()[5].split("\t")
    assert float(first[3]) == pytest.approx(SIZE[1] - sequence.xy_px[0, 0, 1], abs=1e-3)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", "", "neither .csv, .json nor .trc"),
        ("a.csv", "x,y\n1,2\n", "no NAME_x_px columns"),
        ("a.csv", "time_s,nose_x_px,nose_y_px\n0,a,b\n", "holds no landmarks"),
        ("a.json", '{"names": ["nose"]}', "holds no landmarks"),
        ("a.json", "nonsense", "holds no landmarks"),
        (
            "a.trc",
            "PathFileType\n\n1\t1\t1\t1\tm\nFrame#\tTime\tnose\n\n",
            "is in m, not in pixels",
        ),
    ],
)
def test_files_that_hold_no_landmarks_are_named(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(LandmarkFileError, match=message):
        read_landmarks(path, image_size_px=SIZE)


def test_the_pictures_size_must_be_known(tmp_path, sequence):
    path = tmp_path / "landmarks.csv"
    write_landmarks(sequence, path)
    with pytest.raises(LandmarkFileError, match="how large the picture is"):
        read_landmarks(path)
