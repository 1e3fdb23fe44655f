import pytest

from gait_lab.analysis.metrics import measure, metric_notes
from gait_lab.analysis.results import Metric
from tests.gait_lab.analysis.stick_runner import rear_signals, side_signals, steps


def codes(metrics, view="side", *, shoe_read=True):
    return {note.code for note in metric_notes(metrics, view=view, shoe_read=shoe_read)}


def angle(value, *, error):
    return Metric(
        "foot_strike_angle_deg",
        "°",
        "left",
        value,
        n=8,
        standard_error=error,
        ci95_low=value - 1.96 * error,
        ci95_high=value + 1.96 * error,
    )


def strike(word):
    return Metric("foot_strike_class", "", "left", word, n=8, confidence=0.9)


def test_flight_from_one_leg_is_said_and_flight_seen_from_behind_needs_no_note():
    assert "flight_from_one_leg" in codes(measure(side_signals(), steps()))
    assert "flight_from_one_leg" not in codes(measure(rear_signals(), steps()), view="rear")


@pytest.mark.parametrize(("check_spm", "noted"), [(167.0, False), (170.5, True), (None, False)])
def test_a_second_opinion_on_cadence_that_differs_by_more_than_two_is_said(check_spm, noted):
    metrics = measure(side_signals(), steps())

    notes = metric_notes(metrics, view="side", cadence_spm_check=check_spm)

    assert ("cadences_differ" in {note.code for note in notes}) is noted


@pytest.mark.parametrize(
    ("value", "error", "said"),
    [(-12.0, 4.0, "forefoot"), (-3.0, 4.0, "cannot be told apart"), (3.0, 1.0, "cannot be told")],
)
def test_midfoot_and_forefoot_are_a_note_with_its_uncertainty(value, error, said):
    metrics = [angle(value, error=error), strike("non_rearfoot")]

    (note,) = metric_notes(metrics, view="side", shoe_read=True)

    assert said in note.message
    assert "95 % interval" in note.message
    assert note.message.startswith("The foot-strike angle is ")


def test_a_foot_known_by_landmarks_alone_is_said_where_its_angle_is_shown():
    assert codes([angle(15.0, error=4.0)], shoe_read=False) == {"foot_by_landmarks"}
    assert codes([strike("rearfoot")], shoe_read=False) == set()


def test_heel_first_needs_no_note():
    assert codes([angle(15.0, error=3.0), strike("rearfoot")]) == set()


def test_what_was_refused_has_its_reason_and_no_note():
    assert codes(measure(side_signals(), steps(strides=2))) == set()
