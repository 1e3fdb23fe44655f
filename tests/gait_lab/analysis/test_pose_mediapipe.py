"""The real model: the same landmarks however the work is shared, near MediaPipe's own loop."""

from pathlib import Path

import numpy as np
import pytest

from gait_lab.analysis.conventions import LANDMARK_NAMES
from gait_lab.analysis.frames import probe_clip, read_frames
from gait_lab.analysis.pose import PoseOptions, estimate_landmarks
from gait_lab.analysis.pose.estimator import make_estimator
from tests.gait_lab.analysis.clip_files import write_clip

REAL_CLIP = Path(__file__).parents[4] / "shared" / "videos" / "treadmill_left_side_30fps.mp4"
FRAMES = 70

TOLERANCE_PX = 1e-6
"""Between one worker and several: a frame's landmarks depend on its own block alone."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not REAL_CLIP.exists(), reason="the shared clip is not here"),
]


@pytest.fixture(scope="module")
def short_clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("real") / "short.mp4"
    frames = read_frames(probe_clip(REAL_CLIP), stop=FRAMES, max_side_px=640)
    return write_clip(path, (frame.rgb for frame in frames), options={"crf": "16"})


@pytest.fixture(scope="module")
def serial(short_clip):
    return estimate_landmarks(short_clip, workers=1)


def test_several_workers_give_what_one_gives(short_clip, serial):
    shared = estimate_landmarks(short_clip, workers=2)
    assert np.abs(shared.sequence.xy_px - serial.sequence.xy_px).max() <= TOLERANCE_PX
    assert np.abs(shared.sequence.visibility - serial.sequence.visibility).max() <= TOLERANCE_PX


def test_the_runner_is_found_in_every_frame(serial):
    assert serial.frames_inferred == FRAMES
    assert serial.model == "mediapipe-0.10.21/full"
    assert np.isfinite(serial.sequence.xy_px).all()
    assert serial.people == 1


def test_landmarks_agree_with_mediapipes_own_tracking(short_clip, serial):
    own = _stock_landmarks(short_clip)
    ours = serial.sequence.xy_px
    trunk = [LANDMARK_NAMES.index(name) for name in ("left_shoulder", "left_hip", "left_knee")]
    body_px = np.median(np.ptp(own[:, :, 1], axis=1))
    apart = np.linalg.norm(ours - own, axis=2)[:, trunk] / body_px
    assert np.median(apart) < 0.015


def test_a_task_file_gives_the_same_as_the_models_it_bundles(short_clip, tmp_path):
    import importlib.util
    import zipfile

    folder = Path(importlib.util.find_spec("mediapipe").submodule_search_locations[0]) / "modules"
    bundle = tmp_path / "pose.task"
    with zipfile.ZipFile(bundle, "w") as file:
        file.write(
            folder / "pose_landmark/pose_landmark_full.tflite", "pose_landmarks_detector.tflite"
        )
        file.write(folder / "pose_detection/pose_detection.tflite", "pose_detector.tflite")
    rgb = next(read_frames(probe_clip(short_clip))).rgb
    plain, bundled = (make_estimator(PoseOptions(model=model)) for model in ("full", str(bundle)))
    (person,) = plain.find_people(rgb)
    assert bundled.find_people(rgb)[0].region == person.region
    np.testing.assert_array_equal(
        bundled.landmarks(rgb, person.region).xy_px, plain.landmarks(rgb, person.region).xy_px
    )
    assert bundled.name == "mediapipe-0.10.21/pose"


def _stock_landmarks(clip):
    """MediaPipe's pose solution frame after frame, in a process of its own."""
    import subprocess
    import sys
    import textwrap

    out = clip.with_suffix(".npy")
    script = f"""
        import mediapipe, numpy as np
        from gait_lab.analysis.frames import probe_clip, read_frames
        probe = probe_clip({str(clip)!r})
        size = (probe.width_px, probe.height_px)
        with mediapipe.solutions.pose.Pose(smooth_landmarks=False) as pose:
            found = [pose.process(frame.rgb).pose_landmarks for frame in read_frames(probe)]
        xy = [[(p.x * size[0], p.y * size[1]) for p in one.landmark] for one in found]
        np.save({str(out)!r}, np.array(xy))
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=True, capture_output=True)
    return np.load(out)
