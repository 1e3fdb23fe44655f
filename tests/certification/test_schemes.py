"""Who makes the rules, and how a case comes before trainees."""

import pytest
from django.test import Client
from django.urls import reverse

from certification.models import Assessment, Scheme
from certification.selectors import readiness
from tests.factories.cases import freeze_case, make_course, make_measured_case, make_practical


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def rules(**changes):
    weights = {f"weight_{name}": 1 for name in Scheme._meta.get_field("weights").default()}
    return {"cut_score_pct": 80, "attempt_days": 7, **weights, **changes}


def test_director_makes_a_scheme_and_an_examiner_offers_a_case(director, examiner):
    course, case = make_course(), make_measured_case(examiner)
    freeze_case(case, examiner)

    made = signed_in(director).post(
        reverse("certification:new_scheme"), rules(name="Running Coach", course=course.pk)
    )
    scheme = Scheme.objects.get()

    assert made["Location"] == reverse("certification:scheme", args=["running-coach"])
    assert (scheme.cut_score_pct, scheme.attempt_days) == (80, 7)

    client = signed_in(examiner)
    address = reverse("certification:offer_practical", args=[case.pk, scheme.pk])
    assert address in client.get(reverse("gait_lab:case", args=[case.pk])).text
    client.post(address)

    assessment = Assessment.objects.get(scheme=scheme, case=case)
    assert assessment.open
    client.post(reverse("certification:close_practical", args=[assessment.pk]))
    assessment.refresh_from_db()
    assert not assessment.open


def test_case_is_not_offered_before_its_reference_is_frozen(assessment, examiner):
    case = make_measured_case(examiner, title="Not frozen")
    client = signed_in(examiner)

    client.post(reverse("certification:offer_practical", args=[case.pk, assessment.scheme_id]))

    assert not Assessment.objects.filter(case=case).exists()
    assert "Freeze the reference first" in client.get(reverse("gait_lab:case", args=[case.pk])).text


def test_scheme_of_the_same_name_is_refused_in_words(director, assessment):
    page = signed_in(director).post(
        reverse("certification:new_scheme"), rules(name="RS", course=assessment.scheme.course_id)
    )

    assert "of this name already" in page.text
    assert Scheme.objects.count() == 1


def test_new_version_takes_over_the_open_practicals(director, assessment, learner):
    slug = assessment.scheme.slug
    signed_in(director).post(reverse("certification:scheme", args=[slug]), rules())

    newest = Scheme.objects.get(active=True)
    assert (newest.version, newest.cut_score_pct) == (2, 80)
    assert Assessment.objects.get(open=True).scheme == newest
    assessment.refresh_from_db()
    assessment.scheme.refresh_from_db()
    assert not readiness(assessment=assessment, learner=learner).is_open


def test_rules_that_make_no_sense_are_refused(director, assessment):
    nothing = {name: 0 for name in rules() if name.startswith("weight_")}
    page = signed_in(director).post(
        reverse("certification:scheme", args=[assessment.scheme.slug]), rules(**nothing)
    )

    assert "at least one weight must be above 0" in page.text
    assert Scheme.objects.count() == 1


@pytest.mark.parametrize("person", ["learner", "instructor", "examiner", "therapist", "stranger"])
def test_rules_do_not_exist_for_anyone_but_directors(request, assessment, person):
    client = signed_in(request.getfixturevalue(person))
    slug = assessment.scheme.slug

    for address in ("/schemes/", "/schemes/new/", f"/schemes/{slug}/"):
        assert client.get(address).status_code == 404
        assert client.post(address, rules(name="x")).status_code == 404
    assert Scheme.objects.count() == 1


@pytest.mark.parametrize("person", ["learner", "director", "therapist", "stranger"])
def test_only_those_who_prepare_cases_offer_or_close_them(request, assessment, person):
    client = signed_in(request.getfixturevalue(person))

    offered = client.post(
        reverse("certification:offer_practical", args=[assessment.case_id, assessment.scheme_id])
    )
    closed = client.post(reverse("certification:close_practical", args=[assessment.pk]))

    assert (offered.status_code, closed.status_code) == (404, 404)
    assessment.refresh_from_db()
    assert assessment.open


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_schemes_takes_as_many_queries_for_three_as_for_one(
    director, examiner, count, django_assert_num_queries
):
    course, case = make_course(), None
    for number in range(count):
        made = make_practical(examiner, course=course, slug=f"rs-{number}", case=case)
        case = made.case
    client = signed_in(director)
    client.get("/schemes/")

    with django_assert_num_queries(7):
        client.get("/schemes/")


def test_without_any_scheme_the_list_says_how_to_begin(director):
    assert "Make the first scheme" in signed_in(director).get("/schemes/").text
