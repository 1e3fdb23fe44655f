"""Freezing a reference, for good."""

import pytest

from gait_lab.enums import ReferenceStatus
from gait_lab.models import ExpertReference
from gait_lab.selectors.cases import draft_reference, frozen_reference
from gait_lab.services.measurements import (
    MeasurementConflictError,
    MeasurementsClosedError,
    measured_angles,
    save_measurements,
)
from gait_lab.services.references import (
    IncompleteReferenceError,
    ReferenceFrozenError,
    freeze_reference,
    open_draft,
    set_bands,
)
from tests.factories.cases import (
    CONTACTS,
    expert_points,
    expert_work,
    freeze_case,
)

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def test_frozen_reference_holds_the_experts_reading_and_the_disagreement(case, examiner):
    points = expert_points()
    hip_x, hip_y = points["knee_flexion_deg"]["points"]["hip"]
    points["knee_flexion_deg"]["points"]["hip"] = [hip_x + 10, hip_y]

    frozen = freeze_case(case, examiner, points=points)

    knee = frozen.values["knee_flexion_deg"]
    assert frozen.status == ReferenceStatus.FROZEN
    assert frozen.frozen_by == examiner
    assert knee["value"] == measured_angles(frozen.measurements)["knee_flexion_deg"]["value"]
    assert knee["machine_value"] == pytest.approx(12, abs=0.1)
    assert knee["disagreement"] == pytest.approx(knee["value"] - knee["machine_value"], abs=0.02)
    assert knee["disagreement"] > 4


def test_frozen_angle_is_carried_along_the_machines_change(case, examiner):
    frozen = freeze_case(case, examiner)

    knee = frozen.values["knee_flexion_deg"]
    carried = {int(frame): value for frame, value in knee["by_frame"].items()}
    assert carried[20] == knee["value"]
    assert carried[22] == pytest.approx(knee["value"] + 1, abs=0.05)  # half a degree a frame
    assert max(carried) == 24  # 66.7 ms, the event's band
    trunk = frozen.values["trunk_lean_deg"]["by_frame"]
    assert sorted(map(int, trunk)) == list(range(20, 36))


def test_frozen_reference_takes_no_more_changes(case, examiner):
    frozen = freeze_case(case, examiner)

    with pytest.raises(ReferenceFrozenError):
        set_bands(reference=frozen, bands={"knee_flexion_deg": {"full": 1, "zero": 2}})
    with pytest.raises(MeasurementsClosedError):
        save_measurements(
            measurements_id=frozen.measurements_id,
            version=frozen.measurements.version,
            content=expert_work(),
        )
    with pytest.raises(MeasurementsClosedError):
        freeze_reference(reference=frozen, person=examiner, version=frozen.measurements.version)


def test_new_version_leaves_the_frozen_one_as_it_is(case, examiner, instructor):
    first = freeze_case(case, examiner)
    before = ExpertReference.objects.filter(pk=first.pk).values().get()

    second = open_draft(case=case, author=instructor)

    assert (second.version, second.status) == (2, ReferenceStatus.DRAFT)
    assert second.measurements.points == first.measurements.points
    assert frozen_reference(case) == first
    save_measurements(measurements_id=second.measurements_id, version=1, content=expert_work())
    freeze_reference(reference=second, person=instructor, version=2)
    assert frozen_reference(case) == second
    assert ExpertReference.objects.filter(pk=first.pk).values().get() == before


def without(measure):
    return {"points": {k: v for k, v in expert_points().items() if k != measure}}


def on_frame(measure, frame):
    points = expert_points()
    points[measure]["frame"] = frame
    return {"points": points}


def contacts_only():
    return {"events": [{"kind": "initial_contact", "frame": frame} for frame in CONTACTS]}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"events": []}, "one contact and one toe-off"),
        (contacts_only(), "one contact and one toe-off"),
        (
            {"events": [*expert_work()["events"], {"kind": "toe_off", "frame": 36}]},
            "take turns",
        ),
        (without("trunk_lean_deg"), "Trunk lean is not measured"),
        (on_frame("knee_flexion_deg", 21), "frame of the first contact"),
        (on_frame("trunk_lean_deg", 40), "within the first stance"),
        ({"answers": {"foot_strike_class": None, "findings": []}}, "not classified"),
        ({"answers": {"foot_strike_class": "rearfoot", "findings": None}}, "not answered"),
    ],
)
def test_incomplete_reference_cannot_be_frozen(case, examiner, changes, message):
    with pytest.raises(IncompleteReferenceError, match=message):
        freeze_case(case, examiner, **changes)

    draft = draft_reference(case)
    assert draft.status == ReferenceStatus.DRAFT
    assert draft.measurements.closed_at is None


def test_draft_saved_by_another_window_cannot_be_frozen_unseen(draft, examiner):
    save_measurements(measurements_id=draft.measurements_id, version=1, content=expert_work())

    with pytest.raises(MeasurementConflictError):
        freeze_reference(reference=draft, person=examiner, version=1)
