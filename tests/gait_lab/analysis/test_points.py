import numpy as np
import pytest

from gait_lab.analysis.metrics.catalogue import METRICS
from gait_lab.analysis.points import POINT_MEASURES, measure_points

SIDE_ON = {
    # A runner facing image-right in image pixels, y down.
    "hip": (500.0, 300.0),
    "knee": (500.0 + 100 * np.sin(np.radians(30)), 300.0 + 100 * np.cos(np.radians(30))),
    "shoulder": (500.0 + 150 * np.sin(np.radians(7)), 300.0 - 150 * np.cos(np.radians(7))),
    "heel": (560.0, 500.0),
    "toe": (560.0 + 60 * np.cos(np.radians(14)), 500.0 - 60 * np.sin(np.radians(14))),
    "heel_flat": (540.0, 510.0),
    "toe_flat": (540.0 + 60 * np.cos(np.radians(-5)), 510.0 - 60 * np.sin(np.radians(-5))),
}
SIDE_ON["ankle"] = (
    SIDE_ON["knee"][0] + 95 * np.sin(np.radians(8)),
    SIDE_ON["knee"][1] + 95 * np.cos(np.radians(8)),
)


def mirrored(points):
    return {key: (1280 - x, y) for key, (x, y) in points.items()}


KNOWN = {
    "knee_flexion_deg": 22.0,
    "shank_angle_deg": 8.0,
    "foot_strike_angle_deg": 19.0,
    "trunk_lean_deg": 7.0,
    "hip_extension_deg": -30.0,
}


@pytest.mark.parametrize(("measure", "expected"), KNOWN.items())
def test_known_angles_are_read_with_the_metrics_signs(measure, expected):
    assert measure_points(SIDE_ON, measure=measure, facing="right") == pytest.approx(expected)


@pytest.mark.parametrize(("measure", "expected"), KNOWN.items())
def test_a_runner_facing_left_measures_the_same(measure, expected):
    angle = measure_points(mirrored(SIDE_ON), measure=measure, facing="left")

    assert angle == pytest.approx(expected)


def test_the_wrong_facing_turns_the_sign():
    assert measure_points(SIDE_ON, measure="trunk_lean_deg", facing="left") == pytest.approx(-7.0)


def test_without_the_flat_foot_the_line_is_measured_against_the_horizontal():
    points = {key: SIDE_ON[key] for key in ("heel", "toe")}

    angle = measure_points(points, measure="foot_strike_angle_deg", facing="right")

    assert angle == pytest.approx(14.0)


@pytest.mark.parametrize("facing", ["left", "right"])
@pytest.mark.parametrize("swing_x", [460.0, 540.0])
def test_pelvic_drop_is_signed_whichever_side_is_in_the_air(facing, swing_x):
    low = {"stance_hip": (500.0, 300.0), "swing_hip": (swing_x, 300.0 + 40 * np.tan(np.radians(5)))}
    high = low | {"swing_hip": (swing_x, 300.0 - 40 * np.tan(np.radians(3)))}

    assert measure_points(low, measure="pelvic_drop_deg", facing=facing) == pytest.approx(5.0)
    assert measure_points(high, measure="pelvic_drop_deg", facing=facing) == pytest.approx(-3.0)


@pytest.mark.parametrize("measure", POINT_MEASURES)
def test_a_missing_point_is_named(measure):
    spec = POINT_MEASURES[measure]
    first = spec.points[0]
    points = {point.key: (10.0 * i, 20.0 + i * i) for i, point in enumerate(spec.points)}
    del points[first.key]

    with pytest.raises(ValueError, match=f"needs the point {first.label}"):
        measure_points(points, measure=measure, facing="right")


def test_two_points_on_one_spot_are_named():
    points = SIDE_ON | {"ankle": SIDE_ON["knee"]}

    with pytest.raises(ValueError, match="Knee and Ankle are on the same spot"):
        measure_points(points, measure="knee_flexion_deg", facing="right")


def test_half_a_flat_foot_is_refused():
    points = {key: SIDE_ON[key] for key in ("heel", "toe", "heel_flat")}

    with pytest.raises(ValueError, match="both its heel and its toe"):
        measure_points(points, measure="foot_strike_angle_deg", facing="right")


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_point_without_a_position_is_refused(bad):
    with pytest.raises(ValueError, match="Hip has no position"):
        measure_points(SIDE_ON | {"hip": (bad, 3.0)}, measure="knee_flexion_deg", facing="right")


def test_an_unknown_measure_lists_the_known_ones():
    with pytest.raises(ValueError, match="knee_flexion_deg"):
        measure_points(SIDE_ON, measure="q_angle", facing="right")


def test_every_measure_names_metrics_that_exist_and_lines_between_its_own_points():
    for measure in POINT_MEASURES.values():
        keys = {point.key for point in measure.points}
        assert set(measure.metrics) <= set(METRICS)
        assert {key for line in measure.lines for key in line} == keys
        assert set(measure.required) <= keys
