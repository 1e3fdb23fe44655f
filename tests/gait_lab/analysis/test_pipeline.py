"""From file to findings on a drawn runner whose truth is known, and on what can go wrong."""

import json
from dataclasses import replace

import numpy as np
import pytest

from gait_lab.analysis.frames import probe_clip, read_frames
from gait_lab.analysis.metrics.catalogue import specs_for
from gait_lab.analysis.pipeline import (
    AnalysisOptions,
    analyse,
    analyse_landmarks,
    to_json,
)
from gait_lab.analysis.pose import estimate_landmarks
from gait_lab.simulation.clips import make_clip
from tests.gait_lab.analysis.clip_files import set_matrix, write_clip

SECONDS, RATE_HZ = 5, 30
NEAR_LEG = ("hip", "knee", "ankle")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """(path, truth) of a drawn runner from the left side."""
    return make_clip(
        tmp_path_factory.mktemp("drawn"),
        seconds=SECONDS,
        seed=5,
        frame_rate_hz=RATE_HZ,
        cadence_spm=172,
        image_size_px=(960, 540),
    )


@pytest.fixture(scope="module")
def pictures(drawn):
    return [frame.rgb for frame in read_frames(probe_clip(drawn[0]))]


@pytest.fixture(scope="module")
def analysis(drawn):
    news = []
    found = analyse(
        drawn[0],
        options=AnalysisOptions(view="side", height_cm=drawn[1].height_cm),
        progress=lambda *one: news.append(one),
    )
    return found, news


@pytest.fixture(scope="module")
def pose(drawn):
    return estimate_landmarks(drawn[0])


def near_leg_error(truth, sequence, *, frames=slice(None)):
    """Median distance from the truth of the near leg's landmarks, share of body height."""
    body_px = np.median(np.ptp(truth.xy_px[:, :, 1], axis=1))
    places = [truth.names.index(f"{truth.near_side}_{joint}") for joint in NEAR_LEG]
    apart = np.linalg.norm(sequence.xy_px[:, places] - truth.xy_px[frames][:, places], axis=2)
    return float(np.median(apart)) / body_px


def reasons(result):
    return {metric.name: metric.reason for metric in result.metrics if metric.value is None}


def test_the_drawn_runner_is_measured(drawn, analysis):
    truth, result = drawn[1], analysis[0].result
    assert result.clip.near_side == truth.near_side == "left"
    assert result.clip.facing == "left"
    assert result.clip.frames == result.pose.frames_inferred == SECONDS * RATE_HZ
    assert result.metric("cadence_spm").value == pytest.approx(
        truth.metric("cadence_spm").value, abs=2
    )
    assert set(reasons(result)) == {"step_length_m"}  # no speed was stated
    assert near_leg_error(truth, analysis[0].repair.sequence) < 0.025


def test_no_warning_is_given_for_a_sound_clip(analysis):
    severities = {note.code: note.severity for note in analysis[0].result.quality}
    assert not {code for code, severity in severities.items() if severity == "refusal"}


def test_progress_tells_the_stages_in_order(analysis):
    news = analysis[1]
    assert list(dict.fromkeys(stage for stage, _, _ in news)) == ["open", "pose", "measure"]
    assert news[-1] == ("measure", 1, 1)


def test_the_json_has_the_shape_that_is_promised(analysis):
    content = to_json(analysis[0])
    assert json.loads(json.dumps(content, allow_nan=False)) == content
    assert list(content) == [
        "schema", "clip", "events", "metrics", "pose", "quality", "findings", "versions",
    ]  # fmt: skip
    assert content["schema"] == "midstance.analysis/1"
    assert set(content["clip"]) == {
        "duration_s", "frames", "capture_rate_hz", "width_px", "height_px", "view", "near_side",
        "facing", "roll_deg", "yaw_deg", "distance_m",
    }  # fmt: skip
    assert set(content["events"][0]) == {"kind", "side", "time_s", "frame", "confidence"}
    assert set(content["metrics"][0]) >= {
        "name", "side", "value", "unit", "n", "sd", "standard_error", "ci95_low", "ci95_high",
        "mdc", "reason",
    }  # fmt: skip
    pose = content["pose"]
    assert set(pose) == {
        "model", "frames_inferred", "swapped_spans", "collapsed_spans", "swapped_confidences",
        "collapsed_confidences", "jitter_pct_leg",
    }  # fmt: skip
    assert 0 < pose["jitter_pct_leg"] < 2
    assert len(pose["swapped_confidences"]) == len(pose["swapped_spans"])
    assert len(pose["collapsed_confidences"]) == len(pose["collapsed_spans"])
    assert {metric["name"] for metric in content["metrics"]} == {
        spec.name for spec in specs_for("side")
    }
    assert content["clip"]["duration_s"] == pytest.approx(SECONDS, abs=0.01)


def test_events_name_the_nearest_frame(analysis):
    time_s = analysis[0].signals.time_s
    for event in analysis[0].result.events:
        assert abs(time_s[event.frame] - event.time_s) <= 0.51 / RATE_HZ


def test_the_wrong_view_is_refused(pose):
    result = analyse_landmarks(pose, options=AnalysisOptions(view="rear")).result
    refused = reasons(result)
    assert "said to be a rear view" in refused["step_width_pct_leg"]
    assert "cadence_spm" not in refused


def test_a_stated_capture_rate_makes_real_times(drawn, pictures, tmp_path, analysis):
    # The same pictures played four times slower, as a slow-motion file is.
    slow = write_clip(tmp_path / "slow.mp4", pictures, rate_hz=RATE_HZ / 4, options={"crf": "16"})
    options = AnalysisOptions(view="side", capture_rate_hz=RATE_HZ)
    stated = analyse(slow, options=options)
    assert stated.result.clip.capture_rate_hz == pytest.approx(RATE_HZ, rel=1e-3)
    assert stated.result.metric("cadence_spm").value == pytest.approx(
        drawn[1].metric("cadence_spm").value, abs=2
    )
    unstated = replace(stated.raw, time_s=stated.probe.time_s())
    estimate = replace_sequence(stated, unstated)
    result = analyse_landmarks(estimate, options=AnalysisOptions(view="side")).result
    assert {"cadence_spm", "ground_contact_time_ms", "step_length_m"} <= set(reasons(result))
    assert not any(
        note.code == "low_frame_rate" and note.severity == "refusal" for note in result.quality
    )


def replace_sequence(analysis, sequence):
    from gait_lab.analysis.pose import PoseEstimate

    return PoseEstimate(sequence, analysis.probe, "mediapipe-0.10.21/full", len(sequence), 1)


def test_nobody_in_the_picture(tmp_path):
    rng = np.random.default_rng(0)
    room = np.repeat(np.repeat(rng.integers(60, 180, (9, 16, 3)), 20, 0), 20, 1).astype(np.uint8)
    clip = write_clip(tmp_path / "empty.mp4", [room] * 45)
    result = analyse(clip, options=AnalysisOptions(view="side")).result
    assert set(reasons(result)) == {spec.name for spec in specs_for("side")}
    assert all("No runner was found" in reason for reason in reasons(result).values())
    assert [note.code for note in result.quality] == ["no_person"]
    assert result.events == ()
    assert result.findings == ()


def test_two_people_the_larger_runner_is_followed(drawn, pictures, tmp_path):
    truth, count = drawn[1], 60
    both = []
    for rgb in pictures[:count]:
        small = np.full_like(rgb, 120)[:, : rgb.shape[1] // 2]
        shrunk = rgb[::2, ::-2]
        small[-shrunk.shape[0] :, : shrunk.shape[1]] = shrunk
        both.append(np.hstack([rgb, small]))
    clip = write_clip(tmp_path / "two.mp4", both, options={"crf": "16"})
    estimate = estimate_landmarks(clip)
    assert np.isfinite(estimate.sequence.xy_px).all()
    assert near_leg_error(truth, estimate.sequence, frames=slice(count)) < 0.03


def test_portrait_with_a_rotation_flag_is_seen_upright(drawn, pictures, tmp_path):
    count = 40
    sideways = write_clip(
        tmp_path / "sideways.mp4",
        (np.ascontiguousarray(np.rot90(rgb)) for rgb in pictures[:count]),
        options={"crf": "16"},
    )
    estimate = estimate_landmarks(set_matrix(sideways, (0, 1, -1, 0)))
    assert estimate.sequence.image_size_px == drawn[1].image_size_px
    assert near_leg_error(drawn[1], estimate.sequence, frames=slice(count)) < 0.03


def test_a_variable_frame_rate_keeps_the_cadence(drawn, pose):
    kept = np.delete(np.arange(SECONDS * RATE_HZ), [9, 10, 31, 52, 53, 77, 100, 121, 122, 140])
    sequence = replace(
        pose.sequence,
        xy_px=pose.sequence.xy_px[kept],
        visibility=pose.sequence.visibility[kept],
        time_s=pose.sequence.time_s[kept],
    )
    estimate = replace(pose, sequence=sequence, probe=pose.probe.keeping(kept))
    result = analyse_landmarks(estimate, options=AnalysisOptions(view="side")).result
    assert result.metric("cadence_spm").value == pytest.approx(
        drawn[1].metric("cadence_spm").value, abs=2
    )
    assert "dropped_frames" in {note.code for note in result.quality}


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda rgb: (rgb * 0.025).astype(np.uint8), {"too_dark", "no_person"}),
        (lambda rgb: smeared(rgb, 21), {"too_blurred", "no_person"}),
        (lambda rgb: rgb[: int(0.83 * rgb.shape[0])], {"feet_outside"}),
    ],
    ids=["dark", "blurred", "feet cut"],
)
def test_a_spoilt_picture_is_refused(pictures, tmp_path, spoil, code):
    spoilt = [np.ascontiguousarray(spoil(rgb)) for rgb in pictures[:60]]
    height = spoilt[0].shape[0] // 2 * 2
    clip = write_clip(tmp_path / "spoilt.mp4", (rgb[:height] for rgb in spoilt))
    result = analyse(clip, options=AnalysisOptions(view="side")).result
    refusals = {note.code for note in result.quality if note.severity == "refusal"}
    assert refusals & code
    assert {"ground_contact_time_ms", "foot_strike_angle_deg"} <= set(reasons(result))


def smeared(rgb, width):
    """A moving average along and across, twice."""
    smooth = rgb.astype(np.float32)
    for axis in (0, 1, 0, 1):
        sums = np.cumsum(
            np.concatenate([np.zeros_like(smooth.take([0], axis)), smooth], axis), axis
        )
        count = smooth.shape[axis]
        upper = np.minimum(np.arange(count) + width // 2 + 1, count)
        lower = np.maximum(np.arange(count) - width // 2, 0)
        shape = [-1 if a == axis else 1 for a in range(3)]
        smooth = (sums.take(upper, axis) - sums.take(lower, axis)) / (upper - lower).reshape(shape)
    return smooth.astype(np.uint8)


def test_4k_is_scaled_for_the_model_and_reported_in_its_own_pixels(pictures, tmp_path):
    large = (np.repeat(np.repeat(rgb, 4, 0), 4, 1) for rgb in pictures[:8])
    clip = write_clip(tmp_path / "uhd.mp4", large, options={"preset": "ultrafast"})
    estimate = estimate_landmarks(clip)
    assert estimate.sequence.image_size_px == (3840, 2160)
    spread = np.ptp(estimate.sequence.xy_px[0, :, 1])
    assert 0.4 * 2160 < spread < 2160
