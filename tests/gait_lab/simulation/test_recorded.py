"""Recorded legs as a motion, against the trial's own force plate (skipped without the trials)."""

from pathlib import Path

import numpy as np
import pytest

from gait_lab.simulation.camera import Camera
from gait_lab.simulation.recorded import recorded_motion
from gait_lab.simulation.truth import truth_of

TRIALS = Path(__file__).parents[4] / "shared" / "reference-motion"
TRIAL = TRIALS / "runner12_3.5mps.npz"

pytestmark = pytest.mark.skipif(not TRIAL.is_file(), reason="the reference motion is not here")


@pytest.fixture(scope="module")
def motion():
    return recorded_motion(TRIAL, start_s=3.0, duration_s=4.0)


def test_contacts_are_those_of_the_force_plate(motion):
    with np.load(TRIAL) as trial:
        contact_s = trial["initial_contact_s"] - 3.0
    truth = truth_of(motion, Camera())
    expected = contact_s[(contact_s >= truth.time_s[0]) & (contact_s <= truth.time_s[-1])]
    found = np.sort([e.time_s for e in truth.events if e.kind == "initial_contact"])
    assert np.allclose(found, expected)


def test_recorded_leg_measures_as_a_runner_of_that_speed(motion):
    truth = truth_of(motion, Camera(near_side="right"))
    assert truth.value("cadence_spm") == pytest.approx(173.5, abs=1.5)
    assert 210 < truth.value("ground_contact_time_ms") < 260
    assert 8 < truth.value("knee_flexion_at_contact_deg") < 20
    assert truth.metric("foot_strike_class").value == "rearfoot"
    assert 22 < truth.value("overstride_pct_leg") < 38


def test_part_outside_the_trial_is_refused():
    with pytest.raises(ValueError, match="ask for a part inside it"):
        recorded_motion(TRIAL, start_s=28.0, duration_s=10.0)
