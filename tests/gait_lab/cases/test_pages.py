"""The experts' pages of cases and references."""

import pytest
from django.urls import reverse

from gait_lab.models import Case
from gait_lab.selectors.cases import draft_reference, frozen_reference
from gait_lab.services.measurements import save_measurements
from tests.factories.cases import expert_points, expert_work, freeze_case, make_measured_case
from tests.factories.teaching_clips import clip_analysis

pytestmark = [pytest.mark.django_db, pytest.mark.services]


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


def test_comparison_with_the_machine_writes_a_true_minus(client, case, examiner):
    points = expert_points()
    hip_x, hip_y = points["knee_flexion_deg"]["points"]["hip"]
    points["knee_flexion_deg"]["points"]["hip"] = [hip_x - 10, hip_y]
    frozen = freeze_case(case, examiner, points=points)
    client.force_login(examiner)

    page = client.get(reverse("gait_lab:case", args=[case.pk])).content.decode()

    disagreement_deg = frozen.values["knee_flexion_deg"]["disagreement"]
    assert f">−{abs(disagreement_deg):.1f}°<" in page


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
