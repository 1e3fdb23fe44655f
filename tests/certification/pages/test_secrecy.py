"""Nothing of the key before handing in, by no door."""

import json
import re

import pytest
from django.urls import reverse

from gait_lab.models import ExpertReference
from gait_lab.selectors.cases import frozen_reference
from tests.certification.pages.browser import post_json, secrets_of, url
from tests.factories.cases import CANARY, expert_work, hand_in

pytestmark = pytest.mark.django_db


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
