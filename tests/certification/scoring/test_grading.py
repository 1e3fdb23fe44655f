import csv
from dataclasses import replace
from pathlib import Path

import pytest

from certification.scoring import (
    AngleKey,
    AngleMark,
    Band,
    Scheme,
    Submission,
    TimedEvent,
    grade,
)
from tests.certification.scoring.examples import (
    ANGLE_BAND,
    CONTACTS_MS,
    SCHEME,
    events,
    make_reference,
    make_submission,
)

with Path(__file__).with_name("grades.csv").open() as file:
    TABLE = list(csv.DictReader(file))


def numbers(text):
    return [float(word) for word in text.split()]


def submission_from(row):
    angles = {
        name: AngleMark(float(row[column]), frame=50)
        for name, column in (("knee_flexion_deg", "knee_deg"), ("shank_angle_deg", "shank_deg"))
        if row[column]
    }
    return Submission(
        events=events("initial_contact", numbers(row["contacts_ms"]))
        + events("toe_off", numbers(row["toe_offs_ms"])),
        angles=angles,
        foot_strike_class=row["strike"] or None,
        findings=frozenset(row["findings"].split()) if row["findings"] else None,
    )


@pytest.mark.parametrize("row", TABLE, ids=[row["case"] for row in TABLE])
def test_grade_of_table_row_is_as_written(row):
    result = grade(submission_from(row), make_reference(), SCHEME)

    points = {line.criterion: line.points for line in result.lines}
    expected = {name: float(row[name]) for name in points if name != "findings"}
    expected["findings"] = float(row["findings_points"])
    assert points == pytest.approx(expected, abs=0.001)
    assert result.score_pct == float(row["score_pct"])
    assert result.passed == (float(row["score_pct"]) >= 75)


def test_angle_is_judged_at_the_candidates_own_frame():
    key = AngleKey(14, frame=50, band=ANGLE_BAND, by_frame_deg={49: 11.0, 50: 14.0, 52: 22.0})
    reference = make_reference(angles={"knee_flexion_deg": key})

    late = grade(
        make_submission(angles={"knee_flexion_deg": AngleMark(22, frame=52)}), reference, SCHEME
    )

    line = next(line for line in late.lines if line.criterion == "knee_flexion_deg")
    assert line.share == 1
    assert line.facts["timing_deg"] == 8
    assert "2 frames after the experts' frame" in line.explanation
    assert "not charged" in line.explanation


def test_words_about_an_angle_carry_a_true_minus():
    reference = make_reference(
        angles={"knee_flexion_deg": AngleKey(1.2, frame=50, band=ANGLE_BAND)}
    )

    result = grade(
        make_submission(angles={"knee_flexion_deg": AngleMark(-0.4, frame=50)}), reference, SCHEME
    )

    line = next(line for line in result.lines if line.criterion == "knee_flexion_deg")
    assert "You read −0.4°, the experts 1.2°: −1.6°." in line.explanation


def test_angle_on_a_frame_too_far_away_is_judged_by_the_experts_own_value():
    key = AngleKey(14, frame=50, band=ANGLE_BAND, by_frame_deg={50: 14.0, 51: 18.0})
    reference = make_reference(angles={"knee_flexion_deg": key})

    far = grade(
        make_submission(angles={"knee_flexion_deg": AngleMark(20, frame=60)}), reference, SCHEME
    )

    line = next(line for line in far.lines if line.criterion == "knee_flexion_deg")
    assert line.share == pytest.approx(0.5)
    assert "too far away" in line.explanation


def test_bias_is_signed_and_said():
    late = make_submission(
        events=events("initial_contact", (1018, 1718)) + events("toe_off", (1240, 1940))
    )

    result = grade(late, make_reference(), SCHEME)

    assert result.bias_ms == {"initial_contact": 18, "toe_off": -10}
    words = {line.criterion: line.explanation for line in result.lines}
    assert "you mark contact 18 ms late" in words["initial_contact"]
    assert "you mark toe-off 10 ms early" in words["toe_off"]


def test_two_marks_beside_one_event_earn_it_once():
    twice = make_submission(events=events("initial_contact", (1000, 1001, 1700)))

    result = grade(twice, make_reference(), SCHEME)

    pairs = [pair for pair in result.pairs if pair.kind == "initial_contact"]
    assert [pair.error_ms for pair in pairs] == [0, None, 0]
    line = next(line for line in result.lines if line.criterion == "initial_contact")
    assert line.points == pytest.approx(20 * 2 / 3)


def test_every_frame_marked_earns_next_to_nothing():
    spray = make_submission(events=events("initial_contact", range(0, 3000, 10)))

    result = grade(spray, make_reference(), SCHEME)

    line = next(line for line in result.lines if line.criterion == "initial_contact")
    assert line.share < 0.01


@pytest.mark.parametrize(
    ("named", "share"), [(frozenset(), 1.0), (frozenset({"overstride"}), 0.0), (None, 0.0)]
)
def test_normal_runner_earns_only_an_empty_list_of_findings(named, share):
    reference = make_reference(findings=frozenset())

    result = grade(make_submission(findings=named), reference, SCHEME)

    assert next(line for line in result.lines if line.criterion == "findings").share == share


def test_weight_of_what_a_case_does_not_ask_goes_to_the_rest():
    reference = make_reference(angles={}, findings=None)

    result = grade(make_submission(), reference, SCHEME)

    assert [line.max_points for line in result.lines] == pytest.approx([40, 40, 20])
    assert result.score_pct == 100


def test_criterion_of_no_weight_is_not_shown():
    scheme = replace(SCHEME, weights={**SCHEME.weights, "findings": 0})

    result = grade(make_submission(), make_reference(), scheme)

    assert "findings" not in [line.criterion for line in result.lines]


def test_scheme_without_weight_for_the_case_is_refused():
    with pytest.raises(ValueError, match="no weight"):
        grade(
            make_submission(),
            make_reference(events=(), angles={}, findings=None),
            Scheme(weights={"knee_flexion_deg": 1}, cut_score_pct=75),
        )


@pytest.mark.parametrize(
    ("full", "zero"), [(-1, 4), (4, 4), (5, 4), (float("nan"), 4), (0, float("inf"))]
)
def test_band_that_makes_no_sense_is_refused(full, zero):
    with pytest.raises(ValueError, match="tolerance band"):
        Band(full=full, zero=zero)


@pytest.mark.parametrize(
    ("weights", "cut"), [({"a": -1, "b": 2}, 75), ({"a": 0}, 75), ({"a": 1}, 101), ({}, 75)]
)
def test_scheme_that_makes_no_sense_is_refused(weights, cut):
    with pytest.raises(ValueError, match=r"weight|cut score"):
        Scheme(weights=weights, cut_score_pct=cut)


def test_score_at_the_cut_score_passes():
    scheme = replace(SCHEME, cut_score_pct=90)
    wrong_class = make_submission(foot_strike_class="non_rearfoot")

    assert grade(wrong_class, make_reference(), scheme).passed
    assert not grade(wrong_class, make_reference(), replace(scheme, cut_score_pct=90.1)).passed


def test_order_of_marks_does_not_matter():
    shuffled = make_submission(
        events=(
            *tuple(reversed(make_submission().events)),
            TimedEvent("initial_contact", CONTACTS_MS[0] + 500, frame=75),
        )
    )
    ordered = replace(shuffled, events=tuple(sorted(shuffled.events, key=lambda e: e.time_ms)))

    assert grade(shuffled, make_reference(), SCHEME) == grade(ordered, make_reference(), SCHEME)
