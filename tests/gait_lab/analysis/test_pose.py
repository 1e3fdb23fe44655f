"""Pose estimation around the model: blocks, workers, whom to follow, what breaks."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest

from gait_lab.analysis.conventions import LANDMARK_NAMES
from gait_lab.analysis.frames import probe_clip
from gait_lab.analysis.pose import PoseError, PoseOptions, estimate_landmarks
from gait_lab.analysis.pose.models import lay_out
from tests.gait_lab.analysis import fake_pose
from tests.gait_lab.analysis.clip_files import write_clip

SIZE = (320, 180)
RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)
NOSE = LANDMARK_NAMES.index("nose")
FRAMES = 100


def pictures(*bars, count=FRAMES, size=SIZE):
    """Each bar: (colour, height, frame -> centre x or None)."""
    for number in range(count):
        rgb = np.full((size[1], size[0], 3), 30, dtype=np.uint8)
        rgb[:8, :8] = 128 + round(100 * np.sin(number * 0.6))
        for colour, height, path in bars:
            x = path(number)
            if x is not None:
                top = size[1] // 2 - height // 2
                rgb[top : top + height, max(0, int(x) - 10) : int(x) + 10] = colour
        yield rgb


def clip_of(folder, *bars, **choices):
    return write_clip(
        folder / "bars.mp4",
        pictures(*bars, **choices),
        options={"g": "25", "crf": "10"},
        pix_fmt="yuv444p",
    )


def options(estimator="FakeEstimator", **choices):
    return PoseOptions(estimator=f"{fake_pose.__name__}:{estimator}", **choices)


def middles(estimate):
    """(n_frames,) x of the landmarks' middle."""
    return estimate.sequence.xy_px[:, :, 0].mean(axis=1)


@pytest.fixture(scope="module")
def walker(tmp_path_factory):
    """One person who crosses the picture."""
    return clip_of(tmp_path_factory.mktemp("walker"), (RED, 80, lambda n: 40 + 2.4 * n))


def test_every_frame_has_the_landmarks_of_its_own_picture(walker):
    estimate = estimate_landmarks(walker, options=options(), workers=1)
    assert estimate.frames_inferred == len(estimate.sequence) == FRAMES
    assert middles(estimate) == pytest.approx(39.5 + 2.4 * np.arange(FRAMES), abs=1.5)
    assert estimate.sequence.time_s == pytest.approx(np.arange(FRAMES) / 30)
    assert estimate.people == 1


def test_the_number_of_workers_changes_nothing(walker):
    one, *more = [estimate_landmarks(walker, options=options(), workers=n) for n in (1, 2, 5)]
    for other in more:
        np.testing.assert_array_equal(one.sequence.xy_px, other.sequence.xy_px)
        np.testing.assert_array_equal(one.sequence.visibility, other.sequence.visibility)


def test_landmarks_are_in_pixels_of_the_shown_frame_whatever_the_inference_size(walker):
    full = estimate_landmarks(walker, options=options(), workers=1)
    small = estimate_landmarks(
        walker, options=options(max_side_px=200, scaled_side_px=160), workers=1
    )
    assert small.sequence.image_size_px == SIZE
    assert middles(small) == pytest.approx(middles(full), abs=2)


def test_slow_motion_times_are_the_cameras(walker):
    estimate = estimate_landmarks(walker, options=options(), workers=1, capture_rate_hz=240)
    assert estimate.sequence.time_s == pytest.approx(np.arange(FRAMES) / 240)


def test_progress_counts_every_frame(walker):
    said = []
    estimate_landmarks(
        walker, options=options(), workers=2, progress=lambda *news: said.append(news)
    )
    assert said[0] == ("pose", 0, FRAMES)
    assert said[-1] == ("pose", FRAMES, FRAMES)
    assert [done for _, done, _ in said] == sorted(done for _, done, _ in said)


def test_the_waist_is_cut_out_of_every_frame_where_it_is_asked_for(tmp_path):
    clip = clip_of(tmp_path, (RED, 80, lambda n: 40 + 3 * n if 30 <= n < 75 else None))
    plain = estimate_landmarks(clip, options=options(), workers=2)
    one, two = (
        estimate_landmarks(clip, options=options(), workers=n, part="waist") for n in (1, 2)
    )
    reddest = one.waists[..., 0].max(axis=(1, 2)) > 200
    assert plain.waists is None
    assert list(np.flatnonzero(reddest)) == list(range(30, 75))
    np.testing.assert_array_equal(one.waists, two.waists)


def test_the_feet_are_cut_out_with_what_is_behind_them(tmp_path):
    clip = clip_of(tmp_path, (RED, 80, lambda n: 40 + 3 * n if 30 <= n < 75 else None))
    one, two = (estimate_landmarks(clip, options=options(), workers=n, part="feet") for n in (1, 2))
    feet = one.feet.patches
    assert set(feet.frame) == set(range(30, 75))
    reddest = feet.cells[..., 0].max(axis=(1, 2)) > 200
    assert reddest.all()
    assert one.feet.behind(0)[..., 0].max() < 200
    assert one.feet.within_picture(0).any()
    for name in ("frame", "centre_px", "cell_px", "cells"):
        np.testing.assert_array_equal(getattr(feet, name), getattr(two.feet.patches, name))
    np.testing.assert_array_equal(one.feet.backdrop, two.feet.backdrop)


def test_feet_of_a_long_clip_are_cut_out_of_blocks_all_over_it(tmp_path, monkeypatch):
    monkeypatch.setattr("gait_lab.analysis.pose.run.MOST_FEET_FRAMES", 45)
    monkeypatch.setattr("gait_lab.analysis.pose.run.LONGEST_BLOCK", 16)
    clip = clip_of(tmp_path, (RED, 80, lambda n: 40 + 3 * n))
    frames = set(estimate_landmarks(clip, options=options(), part="feet").feet.patches.frame)
    assert 0 < len(frames) < 0.7 * FRAMES
    assert min(frames) < 16
    assert max(frames) > 0.6 * FRAMES


def test_frames_without_anybody_are_missing(tmp_path):
    clip = clip_of(tmp_path, (RED, 80, lambda n: 40 + 3 * n if 30 <= n < 75 else None))
    sequence = estimate_landmarks(clip, options=options(), workers=2).sequence
    seen = np.isfinite(sequence.xy_px[:, NOSE, 0])
    assert list(np.flatnonzero(seen)) == list(range(30, 75))
    assert (sequence.visibility[~seen] == 0).all()


def test_a_clip_without_anybody_gives_an_empty_sequence(tmp_path):
    estimate = estimate_landmarks(clip_of(tmp_path, count=40), options=options(), workers=1)
    assert len(estimate.sequence) == 40
    assert np.isnan(estimate.sequence.xy_px).all()
    assert estimate.people == 0


def test_a_runner_whom_detection_loses_is_followed_from_block_to_block(tmp_path):
    clip = clip_of(tmp_path, (RED, 80, lambda n: 60 + 1.5 * n), count=150)
    estimate = estimate_landmarks(clip, options=options("NearsightedEstimator"), workers=2)
    assert np.isfinite(estimate.sequence.xy_px).all()
    assert middles(estimate) == pytest.approx(59.5 + 1.5 * np.arange(150), abs=1.5)


class TestTrouble:
    def test_a_worker_that_dies_once_is_replaced(self, walker, tmp_path):
        once = tmp_path / "once.task"
        once.touch()
        estimate = estimate_landmarks(
            walker, options=options("CrashingEstimator", model=str(once)), workers=2
        )
        assert not once.exists()
        assert np.isfinite(estimate.sequence.xy_px).all()

    def test_a_part_that_kills_every_worker_is_named(self, walker):
        with pytest.raises(PoseError, match=r"stopped at \d+\.\d s of the clip"):
            estimate_landmarks(walker, options=options("CrashingEstimator"), workers=2)

    def test_raising_from_progress_ends_the_workers(self, walker):
        class CancelledError(Exception):
            pass

        def cancel(stage, done, total):
            if done:
                raise CancelledError

        others = children_of(os.getpid())
        with pytest.raises(CancelledError):
            estimate_landmarks(walker, options=options(), workers=2, progress=cancel)
        assert set(children_of(os.getpid())) <= set(others)

    def test_workers_die_with_their_parent(self, walker):
        script = textwrap.dedent(f"""
            from gait_lab.analysis.pose import PoseOptions, estimate_landmarks
            print("up", flush=True)
            estimate_landmarks({str(walker)!r}, workers=2,
                options=PoseOptions(estimator="{fake_pose.__name__}:SlowEstimator"))
        """)
        parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
        with parent, parent.stdout:
            parent.stdout.readline()
            workers = wait_for(
                lambda: len(children_of(parent.pid)) == 2 and children_of(parent.pid)
            )
            parent.send_signal(signal.SIGKILL)
        assert wait_for(lambda: not any(is_alive(pid) for pid in workers))

    def test_an_unknown_model_is_named_before_anything_starts(self, walker):
        with pytest.raises(PoseError, match=r"no pose model 'nothing\.task'"):
            estimate_landmarks(walker, options=PoseOptions(model="nothing.task"))

    def test_a_model_that_is_not_installed_is_named(self, walker, tmp_path):
        with pytest.raises(PoseError, match="install_pose_model heavy"):
            estimate_landmarks(walker, options=PoseOptions(model="heavy", models_dir=str(tmp_path)))

    def test_a_bundle_without_models_is_refused(self, tmp_path):
        bundle = tmp_path / "empty.task"
        bundle.write_bytes(b"not a zip")
        with pytest.raises(PoseError, match=r"'empty.task' is not a pose landmarker bundle"):
            lay_out(PoseOptions(model=str(bundle)), tmp_path)


def children_of(pid):
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == pid and fields[0] != "Z":
                found.append(int(entry.name))
    return found


def is_alive(pid):
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(condition, *, timeout_s=20):
    deadline_s = time.monotonic() + timeout_s
    while time.monotonic() < deadline_s:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


def test_probe_of_the_clips_used_here(walker):
    assert probe_clip(walker).frames == FRAMES
