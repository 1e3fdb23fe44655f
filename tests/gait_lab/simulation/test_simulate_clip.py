"""The command that makes simulated clips."""

import json

import pytest
from django.core.management import CommandError, call_command

from gait_lab.analysis.frames.probe import probe_clip


def simulate(tmp_path, *arguments):
    out, truth = tmp_path / "clip.mp4", tmp_path / "clip.json"
    small = ("--size", "320x180", "--fineness", "1", "--seconds", "0.3", "--rate-hz", "30")
    call_command(
        "simulate_clip", *small, "--out", str(out), "--truth", str(truth), *arguments, verbosity=0
    )
    return probe_clip(out), json.loads(truth.read_text())


def test_command_writes_the_clip_and_its_truth(tmp_path):
    probe, truth = simulate(tmp_path, "--view", "rear", "--cadence-spm", "178", "--seed", "3")
    assert probe.frames == truth["clip"]["frames"] == 9
    assert truth["clip"]["view"] == "rear"
    assert truth["runner"]["parameters"]["cadence_spm"] == 178


def test_command_starts_from_a_preset_and_lets_options_win(tmp_path):
    _, truth = simulate(tmp_path, "--preset", "soft-side", "--overstride-pct-leg", "25")
    assert truth["clip"]["near_side"] == "right"
    assert truth["runner"]["parameters"]["foot_strike_angle_deg"] == 5
    assert truth["runner"]["parameters"]["overstride_pct_leg"] == 25


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--cadence-spm", "500"), "cadence_spm is 500"),
        (("--distance-m", "0.2"), "would not fit"),
        (("--recorded", "nowhere.npz"), "nowhere.npz"),
    ],
)
def test_command_says_what_is_wrong(tmp_path, arguments, said):
    with pytest.raises(CommandError, match=said):
        simulate(tmp_path, *arguments)


def test_command_needs_a_folder_that_exists(tmp_path):
    with pytest.raises(CommandError, match="create it first"):
        call_command("simulate_clip", "--out", str(tmp_path / "no" / "clip.mp4"), verbosity=0)
