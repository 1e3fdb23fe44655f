"""From the side: how long simulated runners stand, by their own landmarks."""

import numpy as np
import pytest

from gait_lab.analysis.events import detect_events
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.signals import build_signals
from gait_lab.simulation.clips import make_truth


def contact_ms(true_ms, **choices):
    """Median contact of the near leg, found, of a runner who stands for so long."""
    truth = make_truth(
        seconds=5, view="side", frame_rate_hz=60, ground_contact_time_ms=true_ms, **choices
    )
    sequence = LandmarkSequence(truth.xy_px, truth.visibility, truth.time_s, truth.image_size_px)
    signals = build_signals(sequence, view="side", near_side=truth.near_side, facing=truth.facing)
    strides = detect_events(signals).strides
    own = [s.toe_off_s - s.initial_contact_s for s in strides if s.side == truth.near_side]
    return 1000 * np.median(own)


@pytest.mark.parametrize(("true_ms", "speed_mps", "cadence_spm"), [(260, 3.2, 170), (200, 4, 180)])
def test_contact_time_is_near_the_truth(true_ms, speed_mps, cadence_spm):
    found_ms = contact_ms(true_ms, speed_mps=speed_mps, cadence_spm=cadence_spm)
    assert found_ms == pytest.approx(true_ms, abs=25)


def test_a_long_and_a_short_contact_are_told_apart_at_the_same_speed_and_cadence():
    long_ms, short_ms = (contact_ms(ms, speed_mps=2.4, cadence_spm=156) for ms in (320, 240))
    assert long_ms - short_ms > 0.6 * (320 - 240)
