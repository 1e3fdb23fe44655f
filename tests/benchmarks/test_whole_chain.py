"""The whole-chain benchmark: known errors in, the same errors out."""

from dataclasses import replace

import pytest

from benchmarks.drawn.cache import MadeClip
from benchmarks.drawn.plan import DrawnClip, clips
from benchmarks.drawn.scores import score
from benchmarks.whole_chain import report_of
from gait_lab.analysis.frames import probe_clip
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.pipeline import AnalysisOptions, analyse_landmarks
from gait_lab.analysis.pose import PoseEstimate
from gait_lab.simulation.clips import plan_clip
from tests.gait_lab.analysis.clip_files import numbered, write_clip

CHOICES = {"view": "side", "near_side": "left", "frame_rate_hz": 60.0}


@pytest.fixture(scope="module")
def exact(tmp_path_factory):
    """A clip whose landmarks are its truth."""
    plan = plan_clip(seconds=4, seed=3, **CHOICES)
    truth = plan.truth()
    film = write_clip(tmp_path_factory.mktemp("film") / "film.mp4", numbered(240), rate_hz=60)
    sequence = LandmarkSequence(
        truth.xy_px, truth.visibility, truth.time_s, truth.image_size_px, truth.names
    )
    pose = PoseEstimate(sequence, probe_clip(film), "exact", 240, 1)
    return MadeClip(DrawnClip("exact", "development", "simulated", CHOICES), pose, truth)


def test_exact_landmarks_leave_small_errors_and_no_swaps(exact):
    report = report_of([exact], of=1, model="exact", split="development")

    events = report["events"]["side, 60 Hz"]
    assert events["initial_contact"]["found_pct"] == events["toe_off"]["found_pct"] == 100
    assert abs(events["initial_contact"]["mean_ms"]) < 12
    assert (events["swapped_before_pct"], events["swapped_after_pct"]) == (0, 0)
    assert report["metrics"]["side, all"]["cadence_spm"]["worst"] < 1


def test_exchanged_labels_are_counted_before_and_mended_after(exact):
    sequence = exact.pose.sequence
    xy_px = sequence.xy_px.copy()
    for joint in ("knee", "ankle", "heel", "foot_index"):
        left, right = sequence.index(f"left_{joint}"), sequence.index(f"right_{joint}")
        xy_px[100:130, [left, right]] = xy_px[100:130, [right, left]]
    swapped = replace(exact, pose=replace(exact.pose, sequence=replace(sequence, xy_px=xy_px)))

    row = report_of([swapped], of=1, model="exact", split=None)["events"]["side, all"]
    assert 9 < row["swapped_before_pct"] < 16
    assert row["swapped_after_pct"] < 0.5


def test_what_is_not_measured_is_refused_and_an_unnamed_foot_strike_is_wrong(exact):
    truth = exact.truth
    options = AnalysisOptions(view=truth.view, height_cm=truth.height_cm, speed_mps=truth.speed_mps)
    whole = analyse_landmarks(exact.pose, options=options)
    refused = ("shank_angle_at_contact_deg", "foot_strike_class")
    unnamed = [
        replace(metric, value=None, reason="hidden")
        if metric.name == "foot_strike_class"
        else metric
        for metric in whole.result.metrics
        if metric.name != "shank_angle_at_contact_deg"
    ]
    for metrics in (
        unnamed,
        [metric for metric in whole.result.metrics if metric.name not in refused],
    ):
        less = replace(whole, result=replace(whole.result, metrics=tuple(metrics)))
        scored = score(less, truth, recorded=False)
        assert scored.strike_right is False
        assert [v.name for v in scored.values if v.error is None] == [refused[0]]
    assert all(value.error is not None for value in score(whole, truth, recorded=False).values)


def test_plan_keeps_development_and_proof_apart():
    runners = {split: set() for split in ("development", "held-out")}
    for clip in clips():
        runners[clip.split].add(clip.runner)
    assert not runners["development"] & runners["held-out"]
    assert len({clip.name for clip in clips()}) == len(clips()) >= 60


def test_each_simulated_clip_shows_another_runner():
    simulated = [clip for clip in clips() if clip.recording is None]
    assert len({clip.runner for clip in simulated}) == len(simulated)
