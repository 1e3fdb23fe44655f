"""The practical in the browser: who gets in, what they are sent, what a bad request answers."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certification.enums import AttemptStatus
from certification.models import Attempt, Grade, Submission
from certification.selectors import current_grade
from certification.services import close_practical, save_work, submit_work
from gait_lab.models import ExpertReference
from gait_lab.selectors.cases import frozen_reference
from tests.factories.cases import CANARY, begin, expert_points, expert_work

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"certification:{name}", args=args)


def attempt_urls(attempt):
    return [
        ("get", url("attempt", attempt.pk)),
        ("get", url("workbench", attempt.pk)),
        ("get", url("attempt_still", attempt.pk, 20)),
        ("post", url("save_work", attempt.pk)),
        ("post", url("submit_work", attempt.pk)),
        ("post", url("regrade", attempt.pk)),
    ]


def statuses(client, urls):
    return [getattr(client, method)(address).status_code for method, address in urls]


def post_json(client, address, body):
    return client.post(address, body, content_type="application/json")


def hand_in(attempt, **changes):
    version = save_work(attempt=attempt, version=1, content=expert_work(**changes))
    submit_work(attempt=attempt, token=uuid.uuid4(), version=version)
    attempt.refresh_from_db()


# --- who gets in ---


@pytest.mark.parametrize(
    "person", ["other_learner", "examiner", "instructor", "director", "therapist", "stranger"]
)
def test_open_attempt_does_not_exist_for_anyone_else(request, client, attempt, person):
    client.force_login(request.getfixturevalue(person))

    assert statuses(client, attempt_urls(attempt)) == [404] * 6


@pytest.mark.parametrize("person", ["other_learner", "director", "therapist", "stranger"])
def test_graded_attempt_does_not_exist_for_others(request, client, attempt, person):
    hand_in(attempt)
    client.force_login(request.getfixturevalue(person))

    assert statuses(client, attempt_urls(attempt)) == [404] * 6


@pytest.mark.parametrize(("person", "regrading"), [("examiner", 302), ("instructor", 404)])
def test_those_who_mark_read_a_graded_attempt_and_its_stills(
    request, client, attempt, person, regrading
):
    hand_in(attempt)
    client.force_login(request.getfixturevalue(person))

    assert statuses(client, attempt_urls(attempt)) == [200, 404, 200, 404, 404, regrading]


def test_owner_moves_from_bench_to_result(client, attempt):
    client.force_login(attempt.candidate)
    open_now = [client.get(address).status_code for _, address in attempt_urls(attempt)[:3]]
    hand_in(attempt)

    graded = [client.get(address).status_code for _, address in attempt_urls(attempt)[:3]]

    assert open_now == [302, 200, 200]
    assert graded == [200, 302, 200]


def test_visitor_is_asked_to_sign_in(client, attempt):
    urls = [*attempt_urls(attempt), ("get", url("practical", attempt.assessment_id))]
    urls += [("get", url("practical_list")), ("post", url("start_attempt", attempt.assessment_id))]

    assert statuses(client, urls) == [302] * len(urls)


def test_closed_practical_is_there_only_for_those_who_sat_it(client, attempt, other_learner):
    close_practical(assessment=attempt.assessment)
    overview = url("practical", attempt.assessment_id)
    client.force_login(other_learner)
    assert client.get(overview).status_code == 404

    client.force_login(attempt.candidate)
    assert client.get(overview).status_code == 200


@pytest.mark.parametrize("frame", [0, 11, 122, 99999])
def test_still_outside_the_case_does_not_exist(client, attempt, frame):
    client.force_login(attempt.candidate)

    assert client.get(url("attempt_still", attempt.pk, frame)).status_code == 404


# --- starting ---


def test_overview_discloses_and_asks_for_acknowledgement(client, assessment, learner):
    client.force_login(learner)
    begin(assessment, learner)
    Attempt.objects.update(status=AttemptStatus.EXPIRED)
    page = client.get(url("practical", assessment.pk)).content.decode()
    assert "Their reference decides" in page
    assert 'name="acknowledged" required' in page

    refused = client.post(url("start_attempt", assessment.pk), follow=True)
    started = client.post(url("start_attempt", assessment.pk), {"acknowledged": "on"})

    assert "Confirm first" in refused.content.decode()
    assert started["Location"].endswith("/bench/")


def test_overview_tells_a_learner_who_is_not_enrolled_what_is_missing(client, assessment, learner):
    client.force_login(learner)

    page = client.get(url("practical", assessment.pk)).content.decode()

    assert "Enrol on the course first" in page
    assert "acknowledged" not in page


def test_lesson_that_knows_only_the_case_leads_to_its_practical(client, assessment, learner):
    client.force_login(learner)

    known = client.get(url("practical_for_case", assessment.case_id))
    unknown = client.get(url("practical_for_case", uuid.uuid4()), follow=True)

    assert known["Location"] == url("practical", assessment.pk)
    assert "not open" in unknown.content.decode()


# --- secrecy: nothing of the key before handing in, by no door ---


def secrets_of(case) -> list[str]:
    """Values that would give something away, as they would look in a page."""
    reference = frozen_reference(case)
    values = reference.values
    return [
        str(CANARY),
        str(reference.pk),
        str(case.analysis_id),
        str(case.analysis.recording_id),
        "machine",
        "full_band",
        "zero_band",
        "by_frame",
        "disagreement",
        values["knee_flexion_deg"]["source"][:40],
        case.analysis.landmarks.name,
        "confidence",
    ]


def every_page(client, attempt):
    """What every address of an open attempt sends its owner, one after the other."""
    yield client.get(url("practical_list"))
    yield client.get(url("practical", attempt.assessment_id))
    yield client.get(url("practical_for_case", attempt.assessment.case_id))
    yield client.get(url("workbench", attempt.pk))
    yield client.get(url("attempt", attempt.pk))
    yield client.get(url("attempt_still", attempt.pk, 20))
    work = {"version": 1, "content": expert_work(answers={})}
    yield post_json(client, url("save_work", attempt.pk), work)
    yield post_json(client, url("save_work", attempt.pk), work)
    yield post_json(client, url("save_work", attempt.pk), {"version": 2, "content": {"events": 1}})
    yield client.post(url("submit_work", attempt.pk), {"token": "x"})
    yield client.post(url("start_attempt", attempt.assessment_id), {"acknowledged": "on"})


def test_no_answer_of_an_open_attempt_holds_anything_of_the_key(client, attempt):
    case = attempt.assessment.case
    reference = frozen_reference(case)
    ExpertReference.objects.filter(pk=reference.pk).update(
        values={**reference.values, "canary": CANARY}, machine_events=[{"frame": CANARY}]
    )
    client.force_login(attempt.candidate)

    for response in every_page(client, attempt):
        sent = response.content + json.dumps(dict(response.headers)).encode()
        text = sent.decode("latin-1")
        leaked = [secret for secret in secrets_of(case) if secret in text]
        assert leaked == [], response.request["PATH_INFO"]


def test_bench_of_a_fresh_attempt_holds_no_event_point_or_answer(client, attempt):
    client.force_login(attempt.candidate)

    page = client.get(url("workbench", attempt.pk)).content.decode()

    data = json.loads(re.search(r'id="bench-data"[^>]*>(.*?)</script>', page, re.S)[1])
    assert data["state"] == {
        "events": [],
        "points": {},
        "answers": {"foot_strike_class": None, "findings": None},
    }
    assert set(data) == {
        "clip", "csrf", "frames", "id", "measures", "state", "urls", "version",
    }  # fmt: skip
    assert set(data["clip"]) == {"width_px", "height_px", "near_side", "facing"}
    assert set(data["urls"]) == {"save", "frame"}
    assert "checked" not in page


def test_addresses_of_stills_differ_by_their_number_alone(client, attempt):
    client.force_login(attempt.candidate)
    response = client.get(url("attempt_still", attempt.pk, 20))
    other = client.get(url("attempt_still", attempt.pk, 21))

    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"].startswith("private")
    assert dict(response.headers) == dict(other.headers) | {
        "Content-Length": response["Content-Length"]
    }


@pytest.mark.parametrize("graded", [False, True])
def test_cases_analysis_opens_only_after_grading(client, attempt, graded):
    """The analysis' own addresses: closed while the attempt is open, open once it is graded."""
    from gait_lab import selectors
    from gait_lab.models import Analysis

    analysis = attempt.assessment.case.analysis
    if graded:
        hand_in(attempt)
        assert selectors.analysis_for(attempt.candidate, analysis.pk) == analysis
        return
    with pytest.raises(Analysis.DoesNotExist):
        selectors.analysis_for(attempt.candidate, analysis.pk)
    client.force_login(attempt.candidate)
    for name in ("case", "reference", "case_still"):
        args = [attempt.assessment.case_id, *([20] if name == "case_still" else [])]
        assert client.get(reverse(f"gait_lab:{name}", args=args)).status_code == 404


def test_learner_who_never_started_gets_no_still(client, attempt, other_learner):
    client.force_login(other_learner)

    assert client.get(url("attempt_still", attempt.pk, 20)).status_code == 404


# --- saving ---


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{", "not JSON"),
        ("null", "not an object"),
        ("\xff\xfe", "not JSON"),
        ('{"content": {}}', "version number"),
        ('{"version": "1", "content": {}}', "version number"),
        ('{"version": 1}', "must be an object"),
        ('{"version": 1, "content": {"events": [{"kind": "toe_off", "frame": 1e9}]}}', "frame"),
        ('{"version": 1, "content": {"points": {"knee_flexion_deg": {"frame": 20, "points": '
         '{"hip": [1e999, 2]}}}}}', "two numbers"),
        ('{"version": 1, "content": {"grade": 100}}', "Unknown part"),
    ],
)  # fmt: skip
def test_bad_body_answers_400_with_a_reason(client, attempt, body, message):
    client.force_login(attempt.candidate)

    response = post_json(client, url("save_work", attempt.pk), body)

    assert response.status_code == 400
    assert message in response.json()["message"]


def test_saving_answers_with_ones_own_angles_and_survives_a_reload(client, attempt):
    client.force_login(attempt.candidate)

    saved = post_json(
        client, url("save_work", attempt.pk), {"version": 1, "content": expert_work()}
    ).json()
    page = client.get(url("workbench", attempt.pk))

    assert saved["version"] == 2
    assert saved["angles"]["shank_angle_deg"]["value"] == 8
    assert page.context["bench"]["version"] == 2
    assert page.context["bench"]["state"]["points"] == {
        name: {
            **drawn,
            "points": {k: pytest.approx(v, abs=0.01) for k, v in drawn["points"].items()},
        }
        for name, drawn in expert_points().items()
    }


def test_second_tab_is_told_of_the_conflict(client, attempt):
    client.force_login(attempt.candidate)
    post_json(client, url("save_work", attempt.pk), {"version": 1, "content": expert_work()})

    late = post_json(client, url("save_work", attempt.pk), {"version": 1, "content": {}})

    assert late.status_code == 409
    assert "Another window" in late.json()["message"]


def test_saving_after_time_ran_out_answers_410(client, attempt):
    past = timezone.now() - timedelta(days=20)
    Attempt.objects.filter(pk=attempt.pk).update(
        started_at=past, closes_at=past + timedelta(days=14)
    )
    client.force_login(attempt.candidate)

    late = post_json(client, url("save_work", attempt.pk), {"version": 1, "content": {}})
    page = client.get(url("workbench", attempt.pk), follow=True)

    assert late.status_code == 410
    assert "closed on" in late.json()["message"]
    assert "ran out of time" in page.content.decode()


# --- handing in and the result ---


def test_double_click_hands_in_once(client, attempt):
    client.force_login(attempt.candidate)
    save_work(attempt=attempt, version=1, content=expert_work())
    form = {"token": str(uuid.uuid4()), "version": 2}

    answers = [client.post(url("submit_work", attempt.pk), form) for _ in range(2)]

    assert [answer["Location"] for answer in answers] == [url("attempt", attempt.pk)] * 2
    assert (Submission.objects.count(), Grade.objects.count()) == (1, 1)


def test_handing_in_what_another_tab_changed_leads_back_to_the_bench(client, attempt):
    client.force_login(attempt.candidate)
    save_work(attempt=attempt, version=1, content=expert_work())

    stale = client.post(
        url("submit_work", attempt.pk), {"token": str(uuid.uuid4()), "version": 1}, follow=True
    )

    assert "Not handed in" in stale.content.decode()
    assert not Submission.objects.exists()


@pytest.mark.parametrize("form", [{}, {"token": "x", "version": 1}, {"token": uuid.uuid4()}])
def test_incomplete_hand_in_form_answers_400(client, attempt, form):
    client.force_login(attempt.candidate)

    assert client.post(url("submit_work", attempt.pk), form).status_code == 400


def test_result_explains_every_lost_point_with_both_drawings(client, attempt):
    points = expert_points()
    knee_x, knee_y = points["knee_flexion_deg"]["points"]["knee"]
    points["knee_flexion_deg"]["points"]["knee"] = [knee_x - 14, knee_y]
    work = expert_work()
    work["events"][0]["frame"] = 24
    hand_in(attempt, points=points, events=work["events"])
    client.force_login(attempt.candidate)

    response = client.get(url("attempt", attempt.pk))
    page = response.content.decode()

    lines = {line["criterion"]: line for line in response.context["lines"]}
    assert "Likely cause: your knee point is 14 px ahead of the experts&#x27;." in page
    assert [mark.who for mark in lines["knee_flexion_deg"]["pictures"][0].marks] == [
        "expert",
        "own",
    ]
    first_pair = lines["initial_contact"]["pairs"][0]
    assert first_pair["words"] == "You: frame 24. Experts: frame 20. 67 ms late."
    assert [picture.frame for picture in first_pair["pictures"]] == [24, 20]
    assert "you mark contact 22 ms late" in page
    assert url("attempt_still", attempt.pk, 24) in page


def test_result_shows_a_drawing_on_another_frame_beside_the_experts(client, attempt):
    points = expert_points()
    points["shank_angle_deg"]["frame"] = 23
    hand_in(attempt, points=points)
    client.force_login(attempt.candidate)

    response = client.get(url("attempt", attempt.pk))

    lines = {line["criterion"]: line for line in response.context["lines"]}
    assert [picture.frame for picture in lines["shank_angle_deg"]["pictures"]] == [23, 20]
    assert "3 frames after the experts" in response.content.decode()


def test_result_of_nothing_still_shows_what_the_experts_drew(client, attempt):
    submit_work(attempt=attempt, token=uuid.uuid4(), version=1)
    client.force_login(attempt.candidate)

    response = client.get(url("attempt", attempt.pk))

    lines = {line["criterion"]: line for line in response.context["lines"]}
    assert [p.caption for p in lines["knee_flexion_deg"]["pictures"]] == ["The experts’ drawing"]
    assert "Not measured" in lines["knee_flexion_deg"]["explanation"]
    assert "ask your instructor for another case" in response.content.decode()


def test_examiner_grades_again_with_a_reason(client, attempt, examiner):
    hand_in(attempt)
    client.force_login(examiner)

    silent = client.post(url("regrade", attempt.pk), {"reason": " "}, follow=True)
    client.post(url("regrade", attempt.pk), {"reason": "Checked by hand."})

    assert "Say why" in silent.content.decode()
    assert current_grade(attempt).number == 2
    page = client.get(url("attempt", attempt.pk)).content.decode()
    assert "Checked by hand." in page
