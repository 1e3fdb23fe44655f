"""The headline figures on the pose model's own landmarks of drawn runners of known truth.

The landmarks were kept by ``python -m benchmarks.drawn.keep``; nothing is drawn here. Limits are
those the release is held to on single clips of the development runners, not the product's bars.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from gait_lab.analysis.events import detect_events
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.metrics import measure
from gait_lab.analysis.sides import repair_sides
from gait_lab.analysis.signals import build_signals

FOLDER = Path(__file__).resolve().parents[2] / "data" / "drawn"


class Measured:
    """One kept clip, through everything after the pose model."""

    def __init__(self, name):
        with np.load(FOLDER / f"{name}.npz") as kept:
            self.truth = json.loads(str(kept["truth"]))
            xy_px = kept["xy_tenth_px"].astype(float) / 10
            xy_px[kept["xy_tenth_px"] == -32768] = np.nan
            sequence = LandmarkSequence(
                xy_px=xy_px,
                visibility=kept["visibility_pct"] / 100,
                time_s=kept["time_s"],
                image_size_px=tuple(self.truth["image_size_px"]),
            )
            tilt_deg = kept.get("waist_tilt_deg")
        self.repair = repair_sides(sequence, view=self.truth["view"])
        signals = build_signals(
            self.repair.sequence,
            view=self.truth["view"],
            near_side=self.repair.near_side,
            facing=self.repair.facing,
            height_cm=self.truth["height_cm"],
            speed_mps=self.truth["speed_mps"],
            roll_deg=self.truth["roll_deg"],
            waist_tilt_deg=tilt_deg,
        )
        self.detection = detect_events(signals)
        self.last_s = float(sequence.time_s[-1])
        found = measure(signals, self.detection, speed_mps=self.truth["speed_mps"])
        self.found = {(metric.name, metric.side): metric for metric in found}

    def pairs(self):
        """(found metric, true value) of every number that this view measures."""
        for name, side, value in self.truth["metrics"]:
            if (name, side) in self.found and not isinstance(value, str):
                yield self.found[name, side], value

    def error(self, name, side=None):
        true = {(n, s): value for n, s, value in self.truth["metrics"]}
        return self.found[name, side].value - true[name, side]

    def event_errors_s(self, kind, side):
        """Nearest found minus true, first and last half stride left out; and the counts."""
        true = np.array([t for k, s, t in self.truth["events"] if (k, s) == (kind, side)])
        true = true[(true > 0.4) & (true < self.last_s - 0.4)]
        found = [e.time_s for e in self.detection.events if (e.kind, e.side) == (kind, side)]
        found = np.array([t for t in found if true[0] - 0.1 < t < true[-1] + 0.1])
        assert len(found) == len(true)
        return found - true


@pytest.fixture(scope="module")
def side():
    return Measured("simulated-side-development-0")


@pytest.fixture(scope="module")
def rear():
    return Measured("simulated-rear-development-2")


def test_every_contact_and_toe_off_of_the_near_leg_is_found_in_time(side):
    near = side.truth["near_side"]
    assert side.repair.near_side == near
    for kind in ("initial_contact", "toe_off"):
        errors_s = side.event_errors_s(kind, near)
        assert abs(errors_s.mean()) < 0.010
        assert errors_s.std() < 0.012


@pytest.mark.parametrize(
    ("name", "sided", "most"),
    [
        ("cadence_spm", False, 0.5),
        ("ground_contact_time_ms", True, 10),
        ("knee_flexion_at_contact_deg", True, 4),
        ("peak_knee_flexion_stance_deg", True, 5),
        ("shank_angle_at_contact_deg", True, 3.5),
        ("hip_extension_at_toe_off_deg", True, 4),
        ("foot_strike_angle_deg", True, 5),
        ("overstride_pct_leg", True, 3),
        ("trunk_lean_deg", False, 2.5),
    ],
)
def test_what_is_measured_from_the_side_is_near_the_truth(side, name, sided, most):
    assert abs(side.error(name, side.truth["near_side"] if sided else None)) < most


def test_steps_from_behind_keep_the_count(rear):
    assert abs(rear.error("cadence_spm")) < 1.5
    for foot in ("left", "right"):
        assert abs(rear.event_errors_s("initial_contact", foot).mean()) < 0.040


def test_the_pelvis_drops_as_far_as_it_does_on_either_side(rear):
    for foot in ("left", "right"):
        assert abs(rear.error("contralateral_pelvic_drop_deg", foot)) < 1.5


@pytest.mark.parametrize("view", ["side", "rear"])
def test_intervals_hold_the_truth(view, request):
    """Of a clip's metrics nine in ten at least; the benchmark counts them over many clips."""
    pairs = list(request.getfixturevalue(view).pairs())
    held = [m.ci95_low <= true <= m.ci95_high for m, true in pairs if m.value is not None]
    assert len(held) >= 10
    assert np.mean(held) >= 0.9
