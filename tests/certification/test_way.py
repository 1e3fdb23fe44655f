"""The way to a certificate: what is next, whoever has to act; and lists that stay quick."""

import pytest
from django.test import Client
from django.urls import reverse

from certification.enums import AttemptStatus
from certification.models import Attempt
from certification.selectors import current_grade, ways_to_certificate
from certification.services.certificates import (
    award_certificate,
    decline_certificate,
    withdraw_certificate,
)
from courses.services import complete_lesson
from tests.factories.accounts import make_user
from tests.factories.cases import begin, graded, hand_in, make_practical
from tests.factories.courses import lessons_of, make_course


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def course(db):
    return make_course("gait", lessons=[()])


@pytest.fixture
def assessment(examiner, course):
    return make_practical(examiner, course=course)


def way_of(learner):
    (way,) = ways_to_certificate(learner)
    return way


def done(way):
    return [step.is_done for step in way.steps]


def finish_lessons(learner, course):
    for lesson in lessons_of(course):
        complete_lesson(learner=learner, lesson=lesson)


def test_someone_who_is_not_enrolled_has_no_way_yet(assessment, learner):
    assert ways_to_certificate(learner) == []


def test_each_step_is_done_in_its_turn(assessment, course, learner, director):
    attempt = begin(assessment, learner)
    assert done(way_of(learner)) == [False, False, False, False]
    assert way_of(learner).number_now == 1

    finish_lessons(learner, course)
    way = way_of(learner)
    assert way.number_now == 2
    bench = reverse("certification:workbench", args=[attempt.pk])
    assert [link.address for link in way.steps[1].links] == [bench]

    hand_in(attempt)
    way = way_of(learner)
    assert done(way) == [True, True, False, False]
    assert "You need do nothing" in way.steps[2].words

    certificate = award_certificate(
        grade=current_grade(attempt), decided_by=director, reason="Read."
    )
    way = way_of(learner)
    assert way.is_done
    assert certificate.code in way.steps[3].links[0].address

    withdraw_certificate(certificate=certificate, decided_by=director, public_reason="Error.")
    assert done(way_of(learner)) == [True, True, False, False]


def test_declined_candidate_is_told_so_and_not_why(assessment, course, learner, director):
    attempt = begin(assessment, learner)
    finish_lessons(learner, course)
    hand_in(attempt)
    decline_certificate(grade=current_grade(attempt), decided_by=director, reason="Not his work.")

    page = signed_in(learner).get("/").text

    assert "Not awarded" in page
    assert "Not his work" not in page


def test_home_and_certificates_show_the_next_step(assessment, learner):
    begin(assessment, learner)
    client = signed_in(learner)

    for address in ("/", reverse("certification:certificate_list")):
        assert "Measure a runner yourself" in client.get(address).text


def test_course_tells_a_visitor_where_it_leads(assessment, course):
    page = Client().get(course.get_url()).text

    assert "It leads to a certificate" in page
    assert "passed with 75 % or more" in page


def test_home_of_those_who_decide_and_mark_shows_what_waits(
    assessment, course, learner, examiner, director
):
    attempt = begin(assessment, learner)
    finish_lessons(learner, course)
    hand_in(attempt)

    decide = reverse("certification:decide", args=[current_grade(attempt).pk])
    assert decide in signed_in(director).get("/").text
    result = reverse("certification:attempt", args=[attempt.pk])
    assert result in signed_in(examiner).get("/").text


def test_results_are_listed_for_those_who_mark_alone(assessment, learner, examiner, director):
    hand_in(begin(assessment, learner))
    address = reverse("certification:result_list")

    page = signed_in(examiner).get(address, {"case": assessment.case_id}).text

    assert learner.name in page
    for person in (learner, director):
        assert signed_in(person).get(address).status_code == 404


def _many_practicals(count, examiner, course):
    made = make_practical(examiner, course=course)
    others = [
        make_practical(examiner, course=course, case=made.case, slug=f"rs-{number}")
        for number in range(1, count)
    ]
    return [made, *others]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"), [("/practicals/", 15), ("/", 32), ("/certificates/", 22)]
)
def test_learners_lists_take_as_many_queries_for_three_as_for_one(
    examiner, learner, course, count, address, queries, django_assert_num_queries
):
    for assessment in _many_practicals(count, examiner, course):
        ended = begin(assessment, learner)
        Attempt.objects.filter(pk=ended.pk).update(status=AttemptStatus.EXPIRED)
        begin(assessment, learner)
    client = signed_in(learner)
    client.get(address)

    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("person", "address", "queries"),
    [
        ("examiner", "/practicals/results/", 9),
        ("examiner", "/", 20),
        ("director", "/decisions/", 7),
        ("director", "/", 16),
    ],
)
def test_staff_lists_take_as_many_queries_for_three_as_for_one(
    request, assessment, course, person, address, queries, count, django_assert_num_queries
):
    for number in range(count):
        candidate = make_user(f"C{number} Candidate", "learner")
        attempt = begin(assessment, candidate)
        finish_lessons(candidate, course)
        hand_in(attempt)
    client = signed_in(request.getfixturevalue(person))
    client.get(address)

    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/certificates/", 6), ("/practicals/", 17)])
def test_holders_lists_take_as_many_queries_for_three_certificates_as_for_one(
    examiner, learner, director, course, count, address, queries, django_assert_num_queries
):
    for number in range(count):
        assessment = make_practical(examiner, course=course, slug=f"rs-{number}")
        attempt = begin(assessment, learner)
        finish_lessons(learner, course)
        award_certificate(grade=graded(attempt), decided_by=director, reason="Work read.")
    client = signed_in(learner)
    page = client.get(address)
    assert page.text.count('data-label="Issued"') == (count if address == "/certificates/" else 0)

    with django_assert_num_queries(queries):
        client.get(address)
