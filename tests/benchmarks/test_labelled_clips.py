"""Real clips against labels by eye: pairing, half a frame, two readers, absent clips."""

import json
from collections import Counter

import numpy as np
import pytest

from benchmarks.labelled_clips import (
    LABELS,
    Labelled,
    counted_cadence_spm,
    labelled_clips,
    lines,
    reader_differences,
    run,
    score,
    summary,
)
from benchmarks.pairing import pair_up
from gait_lab.analysis.pose import PoseOptions

CONTACTS = [20, 60, 100, 140, 180]


def reading(reader, contacts):
    events = [{"kind": "initial_contact", "side": "left", "frame": f} for f in contacts]
    steps = {"first_contact_frame": 20, "last_contact_frame": 180, "steps_between": 8}
    return {"reader": reader, "events": events, "steps": steps}


@pytest.fixture
def labelled():
    about = {"view": "side", "near_side": "left", "real_time": True}
    second = [frame + 1 for frame in CONTACTS]
    readings = {"A": reading("A", CONTACTS), "B": reading("B", second)}
    return Labelled("clip.mp4", "0" * 64, 200, 60.0, about, readings)


def test_pairs_are_one_to_one_and_the_nearest():
    pairs = pair_up(np.array([1.0, 1.4, 9.0]), np.array([1.3, 5.0, 8.0]), within=1.5)
    assert pairs == [(1, 0), (2, 2)]


def test_true_instant_is_half_a_frame_before_the_mean_label(labelled):
    row = score(labelled, np.array([59.9, 99.9, 139.9]), "initial_contact", "left")
    assert row["labelled"] == row["found"] == 3
    assert row["false"] == 0
    assert row["error_frames"]["A"] == pytest.approx([0.4, 0.4, 0.4])
    assert row["error_frames"]["B"] == pytest.approx([-0.6, -0.6, -0.6])
    assert row["error_frames"]["mean"] == pytest.approx([-0.1, -0.1, -0.1])
    assert row["readers_differ_frames"] == [-1] * 5


def test_a_missed_and_a_false_event_are_counted(labelled):
    row = score(labelled, np.array([60.0, 120.0, 139.9]), "initial_contact", "left")
    assert (row["labelled"], row["found"], row["false"]) == (3, 2, 1)


def test_events_at_the_ends_do_not_count(labelled):
    row = score(labelled, np.array([19.5, 60.0, 100.0, 140.0, 179.5]), "initial_contact", "left")
    assert (row["labelled"], row["found"], row["false"]) == (3, 3, 0)


def test_readers_far_apart_are_still_compared(labelled):
    slow = [frame + 9 for frame in CONTACTS]
    labelled.readings["B"]["events"] = reading("B", slow)["events"]
    assert reader_differences(labelled, "initial_contact", "left") == [-9] * 5


def test_cadence_is_steps_counted_over_their_time(labelled):
    assert counted_cadence_spm(labelled) == pytest.approx(8 / (160 / 60) * 60)


def test_summary_pools_near_legs_in_milliseconds(labelled):
    row = score(labelled, np.array([59.5, 99.5, 139.5]), "initial_contact", "left")
    clip = {
        "clip": "clip.mp4", "near_side": "left", "real_time": True, "rate_hz": 60.0,
        "events": [row], "cadence_spm": 181.0, "counted_cadence_spm": 180.0,
    }  # fmt: skip
    pooled = summary([clip])
    assert pooled["initial_contact"]["near_real_time"]["error_ms"]["mean"] == pytest.approx(
        -0.5 * 1000 / 60, abs=0.01
    )
    assert pooled["toe_off"]["near"]["labelled"] == 0
    assert pooled["cadence_worst_spm"] == 1.0


def test_absent_and_other_clips_are_skipped_with_the_reason(tmp_path):
    (tmp_path / "slow.mp4").write_bytes(b"another film")
    report = run(tmp_path, model=PoseOptions())
    reasons = {one["clip"]: one["reason"] for one in report["skipped"]}
    assert report["clips"] == []
    assert reasons["slow.mp4"] == "not the file that was labelled"
    assert Counter(reasons.values())["not in the folder"] == len(reasons) - 1
    assert any("skipped slow.mp4" in line for line in lines(report))


def test_two_readers_labelled_sixty_contacts_and_toe_offs_on_four_clips():
    found = labelled_clips()
    assert len(found) >= 4
    for reader in ("A", "B"):
        kinds = Counter(event["kind"] for one in found for event in one.readings[reader]["events"])
        assert min(kinds["initial_contact"], kinds["toe_off"]) >= 60


def test_labels_hold_frames_of_their_clips_and_no_footage():
    assert {path.suffix for path in LABELS.rglob("*") if path.is_file()} == {".json"}
    for path in LABELS.glob("*/*.json"):
        one = json.loads(path.read_text())
        assert all(0 <= event["frame"] < one["frames"] for event in one["events"]), path
        assert len(one["sha256"]) == 64
