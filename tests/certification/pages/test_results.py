"""Handing in, and the result that explains every lost point."""

import uuid

import pytest

from certification.models import Grade, Submission
from certification.selectors import current_grade
from certification.services import save_work, submit_work
from tests.certification.pages.browser import url
from tests.factories.cases import expert_points, expert_work, hand_in

pytestmark = pytest.mark.django_db


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
