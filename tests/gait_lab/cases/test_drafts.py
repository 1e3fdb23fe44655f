"""The draft of a reference, as the machine begins it."""

import pytest

from gait_lab.selectors.finding_list import finding_codes
from gait_lab.selectors.workbench import CASE_MEASURES
from gait_lab.services.bands import event_band
from gait_lab.services.references import (
    IncompleteReferenceError,
    open_draft,
    set_bands,
)
from tests.factories.cases import (
    CONTACTS,
    TOE_OFFS,
)

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def test_draft_begins_with_the_machines_near_leg_events_in_the_window(draft):
    marked = [(e["kind"], e["side"], e["frame"]) for e in draft.measurements.events]

    assert marked == sorted(
        [("initial_contact", "left", f) for f in CONTACTS]
        + [("toe_off", "left", f) for f in TOE_OFFS],
        key=lambda event: event[2],
    )
    assert draft.machine_events == draft.measurements.events


def test_draft_carries_the_machines_angles_by_the_same_formula(draft):
    values = {name: draft.values[name]["machine_value"] for name in CASE_MEASURES}

    assert values == pytest.approx(
        {
            "knee_flexion_deg": 12,
            "shank_angle_deg": 8,
            "foot_strike_angle_deg": 12,
            "trunk_lean_deg": 6,
        },
        abs=0.1,
    )


def test_draft_carries_the_machines_answers(draft):
    assert draft.measurements.answers == {
        "foot_strike_class": "rearfoot",
        "findings": ["overstride_pct_leg:above"],
    }


def test_opening_a_draft_twice_gives_the_same(case, draft, instructor):
    assert open_draft(case=case, author=instructor) == draft


def test_every_finding_that_can_be_named_is_one_the_analysis_knows():
    from gait_lab.analysis.findings.advice import ADVICE

    assert finding_codes() <= {f"{metric}:{side}" for metric, side in ADVICE}


@pytest.mark.parametrize(
    ("interval_ms", "full", "zero"),
    [(1000 / 30, 36.7, 133.3), (1000 / 60, 18.3, 66.7), (4.2, 15, 50)],
)
def test_event_band_follows_the_frame_rate(interval_ms, full, zero):
    band = event_band(frame_interval_ms=interval_ms)

    assert (band.full, band.zero) == (full, zero)


@pytest.mark.parametrize(
    ("bands", "message"),
    [
        ({"knee_flexion_deg": {"full": 5, "zero": 5}}, "full marks must end"),
        ({"knee_flexion_deg": {"full": "x", "zero": 5}}, "two numbers"),
        ({"knee_flexion_deg": {"full": 5}}, "two numbers"),
        ({"knee_flexion_deg": {"full": -1, "zero": 5}}, "full marks must end"),
        ({"knee_flexion_deg": {"full": "nan", "zero": 5}}, "full marks must end"),
        ({"step_width": {"full": 1, "zero": 5}}, "no tolerance band"),
    ],
)
def test_band_that_makes_no_sense_is_refused(draft, bands, message):
    before = draft.values

    with pytest.raises(IncompleteReferenceError, match=message):
        set_bands(reference=draft, bands=bands)

    draft.refresh_from_db()
    assert draft.values == before
