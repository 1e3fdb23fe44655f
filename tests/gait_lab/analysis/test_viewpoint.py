"""From where the camera looked, by exact landmarks of simulated runners."""

import numpy as np
import pytest

from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.signals import build_signals
from gait_lab.simulation.clips import make_truth


def signals_of(*, stated: bool = True, **choices):
    truth = make_truth(seconds=3.0, seed=4, **choices)
    seen = np.ones_like(truth.visibility)
    return build_signals(
        LandmarkSequence(truth.xy_px, seen, truth.time_s, truth.image_size_px),
        view=truth.view,
        near_side=truth.near_side,
        facing=truth.facing,
        height_cm=truth.height_cm if stated else None,
        roll_deg=0.0,
    )


def codes(signals):
    return {note.code: note.message for note in signals.notes}


@pytest.mark.parametrize("near_side", ["left", "right"])
@pytest.mark.parametrize("yaw_deg", [-12.0, 0.0, 12.0])
def test_yaw_is_told_with_its_sign(yaw_deg, near_side):
    found = signals_of(yaw_deg=yaw_deg, near_side=near_side).viewpoint

    assert found.yaw_deg == pytest.approx(yaw_deg, abs=3.0)


@pytest.mark.parametrize("yaw_deg", [-8.0, 0.0, 8.0])
def test_yaw_from_behind_is_told_with_its_sign(yaw_deg):
    found = signals_of(yaw_deg=yaw_deg, view="rear").viewpoint

    assert found.yaw_deg == pytest.approx(yaw_deg, abs=3.0)


@pytest.mark.parametrize("stated", [True, False])
@pytest.mark.parametrize("size_px", [(1280, 720), (720, 1280)])
@pytest.mark.parametrize("distance_m", [2.5, 5.0])
def test_distance_is_told_within_the_spread_of_lenses_and_legs(distance_m, size_px, stated):
    found = signals_of(
        distance_m=distance_m, image_size_px=size_px, height_cm=178.0, stated=stated
    ).viewpoint

    assert found.distance_m == pytest.approx(distance_m, rel=0.2)


def test_what_stands_askew_or_near_is_said_and_what_does_not_is_not():
    askew = codes(signals_of(yaw_deg=-12.0, distance_m=4.0))
    near = codes(signals_of(distance_m=1.8))

    assert "towards the runner's back" in askew["askew_camera"]
    assert "near_camera" not in askew
    assert "askew_camera" not in near
    assert "1.6 m" in near["near_camera"]
    assert not {"askew_camera", "near_camera"} & codes(signals_of(distance_m=4.0)).keys()
    assert "left" in codes(signals_of(yaw_deg=11.0, view="rear", distance_m=4.0))["askew_camera"]


def test_a_trunk_never_seen_tells_no_yaw():
    truth = make_truth(seconds=2.0, seed=4)
    xy_px = truth.xy_px.copy()
    for side in ("left", "right"):
        xy_px[:, truth.names.index(f"{side}_shoulder")] = np.nan
    signals = build_signals(
        LandmarkSequence(xy_px, truth.visibility, truth.time_s, truth.image_size_px),
        view="side",
        near_side=truth.near_side,
        facing=truth.facing,
    )

    assert signals.viewpoint.yaw_deg is None
    assert signals.viewpoint.distance_m is not None
