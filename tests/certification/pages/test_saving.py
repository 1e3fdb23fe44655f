"""Saving work on a practical."""

from datetime import timedelta

import pytest
from django.utils import timezone

from certification.models import Attempt
from tests.certification.pages.browser import post_json, url
from tests.factories.cases import expert_points, expert_work

pytestmark = pytest.mark.django_db


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
