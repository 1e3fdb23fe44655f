"""From behind: contact and toe-off of the recorded and the simulated runner, running or walking."""

import numpy as np
import pytest

from benchmarks.reference_motion import FOLDER, HELD_OUT_RUNNERS, Camera, film, recordings
from gait_lab.analysis.events import detect_events
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.sides import repair_sides
from gait_lab.analysis.signals import build_signals
from gait_lab.simulation.clips import WALKING, make_truth


def detected(sequence):
    repair = repair_sides(sequence, view="rear")
    return detect_events(build_signals(repair.sequence, view="rear", near_side=None, facing=None))


def simulated(**choices):
    truth = make_truth(seconds=6, view="rear", **choices)
    sequence = LandmarkSequence(truth.xy_px, truth.visibility, truth.time_s, truth.image_size_px)
    return truth, detected(sequence)


@pytest.mark.parametrize(("height_m", "distance_m"), [(0.6, 3.0), (1.0, 4.0), (1.4, 3.0)])
def test_walking_is_told_from_running_whatever_the_cameras_height(height_m, distance_m):
    place = {"height_m": height_m, "distance_m": distance_m}
    assert not simulated(**place)[1].is_walking
    assert simulated(**place, **WALKING)[1].is_walking


@pytest.mark.parametrize("seed", [4, 5])
def test_contact_of_a_simulated_runner_is_found_between_frames(seed):
    truth, detection = simulated(seed=seed, frame_rate_hz=60)
    for side in ("left", "right"):
        found = [
            e.time_s for e in detection.events if (e.kind, e.side) == ("initial_contact", side)
        ]
        true = truth.event_times_s("initial_contact", side)[1:-1]
        errors = [min((f - t for f in found), key=abs) for t in true]
        assert abs(np.mean(errors)) < 0.030


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the reference motion is not beside the project")
def test_contact_agrees_with_the_force_plate_on_runners_not_used_before():
    means_ms = []
    for number, recording in enumerate(recordings(HELD_OUT_RUNNERS[:2])):
        camera = Camera(view="rear", noise_m=0.005, wander_m=0.005, duration_s=8.0)
        detection = detected(film(recording, camera, seed=number))
        for side in ("left", "right"):
            true = recording.truth("initial_contact", side) - camera.start_s
            true = true[(true > 0.5) & (true < 7.5)]
            found = [
                e.time_s for e in detection.events if (e.kind, e.side) == ("initial_contact", side)
            ]
            errors = [min((f - t for f in found), key=abs) for t in true]
            means_ms.append(1000 * np.mean(errors))
    assert abs(np.mean(means_ms)) < 5
    assert np.std(means_ms) < 18
