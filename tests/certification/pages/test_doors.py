"""Who gets into a practical, and how it starts."""

import uuid

import pytest

from certification.enums import AttemptStatus
from certification.models import Attempt
from certification.services import close_practical
from tests.certification.pages.browser import attempt_urls, statuses, url
from tests.factories.cases import begin, hand_in

pytestmark = pytest.mark.django_db


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
