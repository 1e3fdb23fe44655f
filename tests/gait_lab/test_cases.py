import math

import pytest
from django.urls import reverse

from gait_lab.enums import AnalysisStatus, Ground, Purpose, ReferenceStatus, Subject
from gait_lab.models import Case, CaseFrame, ExpertReference
from gait_lab.selectors.cases import draft_reference, frozen_reference
from gait_lab.selectors.finding_list import finding_codes
from gait_lab.selectors.workbench import CASE_MEASURES
from gait_lab.services.bands import event_band
from gait_lab.services.cases import CaseError, create_case, delete_case, suggested_window
from gait_lab.services.measurements import (
    MeasurementConflictError,
    MeasurementError,
    MeasurementsClosedError,
    clean_measurements,
    create_measurements,
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
    TOE_OFFS,
    analysis_result,
    expert_points,
    expert_work,
    freeze_case,
    make_measured_case,
)
from tests.factories.gait_lab import make_analysis, make_recording, write_clip

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def case(examiner):
    return make_measured_case(examiner)


@pytest.fixture
def draft(case, examiner):
    return open_draft(case=case, author=examiner)


# --- making a case ---


def clip_analysis(owner, path, **fields):
    """A finished analysis of a real, tiny clip with three near-leg stances."""
    write_clip(path, frames=40)
    recording = make_recording(owner, **{"purpose": Purpose.CASE, "frames": 40, **fields})
    recording.file.save("clip.mp4", path.open("rb"))
    result = analysis_result()
    result["events"] = [
        {"kind": kind, "side": "left", "frame": frame, "time_s": frame / 30, "confidence": sure}
        for kind, frame, sure in (
            ("toe_off", 3, 0.9),
            ("initial_contact", 8, 0.9),
            ("toe_off", 14, 0.8),
            ("initial_contact", 20, 0.9),
            ("toe_off", 26, 0.9),
        )
    ]
    return make_analysis(
        recording,
        near_side="left",
        status=AnalysisStatus.DONE,
        result=result,
        frame_times_s=[frame / 30 for frame in range(40)],
    )


def test_create_case_lays_out_every_frame_of_its_window(examiner, tmp_path):
    analysis = clip_analysis(examiner, tmp_path / "clip.mp4")

    case = create_case(author=examiner, analysis=analysis, title="T", story="S", window=(10, 25))

    stills = list(case.stills.values_list("frame", "time_s"))
    assert stills == [(frame, frame / 30) for frame in range(10, 25)]
    with case.stills.first().image.open("rb") as file:
        assert file.read(2) == b"\xff\xd8"


def test_suggested_window_holds_whole_stances_with_a_margin(examiner, tmp_path):
    analysis = clip_analysis(examiner, tmp_path / "clip.mp4")

    start, end = suggested_window(analysis)

    assert (start, end) == (5, 30)  # contact 8 and toe-off 26, 0.12 s around them


def test_suggested_window_of_a_clip_without_a_stance_is_refused(examiner, tmp_path):
    analysis = clip_analysis(examiner, tmp_path / "clip.mp4")
    analysis.result["events"] = analysis.result["events"][:2]

    with pytest.raises(CaseError, match="nothing to measure"):
        suggested_window(analysis)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"purpose": Purpose.PRACTICE}, "agreed to another use"),
        (
            {"subject": Subject.CONSENTING_ADULT, "ground": Ground.CARE},
            "agreed to another use",
        ),
    ],
)
def test_clip_without_agreement_to_teaching_becomes_no_case(examiner, tmp_path, fields, message):
    analysis = clip_analysis(examiner, tmp_path / "clip.mp4", **fields)

    with pytest.raises(CaseError, match=message):
        create_case(author=examiner, analysis=analysis, title="T", story="S")
    assert not Case.objects.exists()


def test_another_persons_clip_becomes_no_case(examiner, instructor, tmp_path):
    analysis = clip_analysis(instructor, tmp_path / "clip.mp4")

    with pytest.raises(CaseError, match="one's own clip"):
        create_case(author=examiner, analysis=analysis, title="T", story="S")


def test_learner_makes_no_case(learner, tmp_path):
    analysis = clip_analysis(learner, tmp_path / "clip.mp4")

    with pytest.raises(CaseError, match="instructors and examiners"):
        create_case(author=learner, analysis=analysis, title="T", story="S")


def test_case_whose_frames_cannot_be_read_leaves_nothing(examiner, tmp_path):
    analysis = clip_analysis(examiner, tmp_path / "clip.mp4")
    analysis.frame_times_s = [frame / 30 for frame in range(80)]

    with pytest.raises(ValueError, match="could be read"):
        create_case(author=examiner, analysis=analysis, title="T", story="S", window=(30, 50))

    assert not Case.objects.exists()
    assert not CaseFrame.objects.exists()


def test_case_can_be_deleted_only_until_it_is_frozen(case, examiner):
    freeze_case(case, examiner)
    with pytest.raises(CaseError, match="is kept"):
        delete_case(case=case)

    other = make_measured_case(examiner, title="Second thoughts")
    open_draft(case=other, author=examiner)
    delete_case(case=other)
    assert list(Case.objects.all()) == [case]


# --- the draft ---


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


# --- freezing ---


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


# --- what a browser sends ---

BAD_CONTENT = [
    ([], "must be an object"),
    ({"score": 100}, "Unknown part"),
    ({"events": {}}, "must be a list"),
    ({"events": [{"kind": "jump", "frame": 20}]}, "neither a contact nor a toe-off"),
    ({"events": [{"kind": "toe_off", "frame": 5}]}, "not on a frame"),
    ({"events": [{"kind": "toe_off", "frame": True}]}, "not on a frame"),
    ({"events": [{"kind": "toe_off", "frame": 20.5}]}, "not on a frame"),
    ({"events": [{"kind": "toe_off", "frame": 20}] * 201}, "at most 200"),
    ({"points": []}, "must be an object"),
    ({"points": {"pelvic_drop_deg": {"frame": 20, "points": {}}}}, "not measured on this case"),
    ({"points": {"knee_flexion_deg": {"frame": 999, "points": {}}}}, "not on a frame"),
    ({"points": {"knee_flexion_deg": {"frame": 20}}}, "needs a frame and points"),
    ({"points": {"knee_flexion_deg": {"frame": 20, "points": {"toe": [1, 1]}}}}, "no point called"),
    ({"points": {"knee_flexion_deg": {"frame": 20, "points": {"hip": [1]}}}}, "two numbers"),
    ({"points": {"knee_flexion_deg": {"frame": 20, "points": {"hip": ["1", 2]}}}}, "two numbers"),
    (
        {"points": {"knee_flexion_deg": {"frame": 20, "points": {"hip": [math.nan, 2]}}}},
        "two numbers",
    ),
    ({"points": {"knee_flexion_deg": {"frame": 20, "points": {"hip": [641, 2]}}}}, "outside"),
    ({"points": {"knee_flexion_deg": {"frame": 20, "points": {"hip": [-1, 2]}}}}, "outside"),
    ({"answers": {"foot_strike_class": "toe"}}, "rearfoot or non-rearfoot"),
    ({"answers": {"findings": "all"}}, "list of codes"),
    ({"answers": {"findings": ["everything"]}}, "no finding called"),
]


@pytest.mark.parametrize(("content", "message"), BAD_CONTENT)
def test_content_that_is_no_measurement_is_refused_with_a_reason(case, content, message):
    with pytest.raises(MeasurementError, match=message):
        clean_measurements(content, case=case)


def test_times_and_sides_come_from_the_case_never_from_the_browser(case):
    sent = {"events": [{"kind": "toe_off", "frame": 20, "time_s": 0.0, "side": "right"}]}

    cleaned = clean_measurements(sent, case=case)

    assert cleaned["events"] == [
        {"kind": "toe_off", "side": "left", "frame": 20, "time_s": pytest.approx(20 / 60)}
    ]


def test_angle_sent_by_the_browser_is_not_taken(case, learner):
    measurements = create_measurements(case=case, person=learner)
    content = expert_work()
    content["points"]["knee_flexion_deg"]["value"] = 99

    save_measurements(measurements_id=measurements.pk, version=1, content=content)

    measurements.refresh_from_db()
    assert "value" not in measurements.points["knee_flexion_deg"]
    assert measured_angles(measurements)["knee_flexion_deg"]["value"] == pytest.approx(12, abs=0.1)


def test_angle_of_points_on_one_spot_has_no_value_and_says_why(case, learner):
    measurements = create_measurements(case=case, person=learner)
    points = {"shank_angle_deg": {"frame": 20, "points": {"knee": [9, 9], "ankle": [9, 9]}}}

    save_measurements(measurements_id=measurements.pk, version=1, content={"points": points})

    measurements.refresh_from_db()
    angle = measured_angles(measurements)["shank_angle_deg"]
    assert angle["value"] is None
    assert "same spot" in angle["problem"]


def test_second_window_cannot_overwrite_what_the_first_saved(case, learner):
    measurements = create_measurements(case=case, person=learner)
    first = {"events": [{"kind": "toe_off", "frame": 35}]}
    assert save_measurements(measurements_id=measurements.pk, version=1, content=first) == 2

    with pytest.raises(MeasurementConflictError) as conflict:
        save_measurements(measurements_id=measurements.pk, version=1, content={"events": []})

    assert conflict.value.version == 2
    measurements.refresh_from_db()
    assert [event["frame"] for event in measurements.events] == [35]


# --- pages ---


def expert_urls(case):
    return [
        ("get", reverse("gait_lab:case_list")),
        ("get", reverse("gait_lab:new_case")),
        ("get", reverse("gait_lab:case", args=[case.pk])),
        ("get", reverse("gait_lab:case_still", args=[case.pk, 20])),
        ("get", reverse("gait_lab:reference", args=[case.pk])),
        ("post", reverse("gait_lab:open_reference", args=[case.pk])),
        ("post", reverse("gait_lab:save_reference", args=[case.pk])),
        ("post", reverse("gait_lab:save_bands", args=[case.pk])),
        ("post", reverse("gait_lab:freeze_reference", args=[case.pk])),
    ]


@pytest.mark.parametrize("person", ["learner", "therapist", "director", "stranger"])
def test_experts_pages_do_not_exist_for_others(request, client, draft, person):
    client.force_login(request.getfixturevalue(person))

    answers = [getattr(client, method)(url).status_code for method, url in expert_urls(draft.case)]

    assert answers == [404] * len(answers)


def test_experts_pages_ask_a_visitor_to_sign_in(client, draft):
    for method, url in expert_urls(draft.case):
        response = getattr(client, method)(url)
        assert response.status_code == 302, url
        assert "/account/login/" in response["Location"]


@pytest.mark.parametrize("person", ["examiner", "instructor"])
def test_expert_reviews_corrects_and_freezes_in_the_browser(request, client, case, person):
    client.force_login(request.getfixturevalue(person))
    page = reverse("gait_lab:reference", args=[case.pk])
    assert client.get(page).status_code == 302

    client.post(reverse("gait_lab:open_reference", args=[case.pk]))
    review = client.get(page)
    assert review.context["bench"]["machine"]["values"]["shank_angle_deg"]["machine_value"] == 8
    saved = client.post(
        reverse("gait_lab:save_reference", args=[case.pk]),
        {"version": 1, "content": expert_work()},
        content_type="application/json",
    )
    assert saved.json()["version"] == 2
    bands = client.post(
        reverse("gait_lab:save_bands", args=[case.pk]),
        {"bands": {"trunk_lean_deg": {"full": "3", "zero": "6.5"}}},
        content_type="application/json",
    )
    assert bands.json() == {"saved": True}
    frozen = client.post(reverse("gait_lab:freeze_reference", args=[case.pk]), {"version": 2})

    assert frozen.status_code == 302
    reference = frozen_reference(case)
    assert reference.values["trunk_lean_deg"]["zero_band"] == 6.5
    assert "Version 1, frozen by" in client.get(frozen["Location"]).content.decode()


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [
        ("save_reference", "{", 400),
        ("save_reference", "[]", 400),
        ("save_reference", '{"content": {}}', 400),
        ("save_reference", '{"version": true, "content": {}}', 400),
        ("save_reference", '{"version": 9, "content": {}}', 409),
        ("save_reference", '{"version": 1, "content": {"events": 1}}', 400),
        ("save_bands", '{"bands": []}', 400),
        ("save_bands", '{"bands": {"trunk_lean_deg": 1}}', 400),
        ("save_bands", "\x00", 400),
    ],
)
def test_bad_body_gets_a_reason(client, examiner, draft, name, body, status):
    client.force_login(examiner)

    response = client.post(
        reverse(f"gait_lab:{name}", args=[draft.case_id]), body, content_type="application/json"
    )

    assert response.status_code == status
    assert response.json()["message"]


def test_incomplete_draft_is_not_frozen_and_the_page_says_why(client, examiner, draft):
    client.force_login(examiner)
    save_measurements(measurements_id=draft.measurements_id, version=1, content={})

    response = client.post(
        reverse("gait_lab:freeze_reference", args=[draft.case_id]), {"version": 2}, follow=True
    )

    assert "At least one contact and one toe-off" in response.content.decode()
    assert draft_reference(draft.case) is not None


def test_new_case_form_offers_only_ones_own_teaching_clips(client, examiner, instructor, tmp_path):
    own = clip_analysis(examiner, tmp_path / "own.mp4")
    clip_analysis(instructor, tmp_path / "other.mp4")
    client.force_login(examiner)

    page = client.get(reverse("gait_lab:new_case"))
    made = client.post(
        reverse("gait_lab:new_case"), {"analysis": own.pk, "title": "T", "story": "S"}
    )

    assert list(page.context["form"].fields["analysis"].queryset) == [own]
    assert made.status_code == 302
    assert Case.objects.get().stills.count() == 25


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_cases_takes_as_many_queries_for_three_as_for_one(
    client, examiner, count, django_assert_num_queries
):
    for number in range(count):
        make_measured_case(examiner, title=f"Case {number}")
    client.force_login(examiner)
    client.get(reverse("gait_lab:case_list"))

    with django_assert_num_queries(6):
        client.get(reverse("gait_lab:case_list"))
