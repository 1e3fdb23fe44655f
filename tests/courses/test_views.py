"""Reading, answering and completing, as a browser asks for it."""

import json

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from courses.models import CheckAnswer, CoursePage, Enrolment, LessonCompletion, LessonVisit
from courses.services import complete_lesson, ensure_site, record_answer
from tests.factories.courses import (
    check_of,
    lessons_of,
    make_course,
    make_lesson,
    option_id,
    right_answer,
)

HTMX = {"HX-Request": "true"}
KEY_WORDS = ("RATIONALE", "FEEDBACK", "16.7", "is_correct", "key_digest")


def answer_url(lesson, check):
    return reverse("courses:answer", args=[lesson.pk, check.block_id])


def html(response) -> str:
    return response.content.decode()


def keys_in(response) -> list[str]:
    main = html(response).split("<main", 1)[1]
    return [word for word in KEY_WORDS if word in main]


@pytest.fixture
def reader(client, learner, enrolled):
    client.force_login(learner)
    return client


# Who may read


def test_course_page_and_list_are_public(client, course):
    page = client.get(course.url)
    assert page.status_code == 200
    assert "Sign in to enrol" in html(page)
    assert course.title in html(client.get("/courses/"))


def test_stranger_is_led_to_sign_in_and_back(client, lesson):
    for page in (lesson, lesson.get_parent()):
        response = client.get(page.url)
        assert response.status_code == 302
        assert response["Location"] == f"/account/login/?next={page.url}"


def test_learner_who_is_not_enrolled_is_led_to_the_course_with_words(
    client, learner, lesson, course
):
    client.force_login(learner)
    response = client.get(lesson.url)
    assert response["Location"] == course.url
    assert "Enrol on" in str(next(iter(get_messages(response.wsgi_request))))
    assert not LessonVisit.objects.exists()


def test_enrolment_on_another_course_opens_nothing(reader, course):
    other = make_course("walking", lessons=[()], title="Walking")
    assert reader.get(lessons_of(other)[0].url)["Location"] == other.url


def test_learner_reads_the_lesson_and_is_remembered(reader, lesson):
    response = reader.get(lesson.url)
    assert response.status_code == 200
    assert LessonVisit.objects.get().lesson == lesson


def test_instructor_reads_without_enrolling_and_cannot_answer(client, instructor, lesson):
    client.force_login(instructor)
    response = client.get(lesson.url)
    assert response.status_code == 200
    assert "one of its authors" in html(response)
    check = check_of(lesson, "numeric")
    assert (
        client.post(answer_url(lesson, check), {"number": "1", "attempt_no": 1}).status_code == 404
    )


def test_unpublished_lesson_is_gone(reader, lesson):
    lesson.unpublish()
    assert reader.get(lesson.url).status_code == 404


def test_enrolling_leads_to_the_first_lesson(client, learner, course, lesson):
    client.force_login(learner)
    response = client.post(reverse("courses:enrol", args=[course.pk]))
    assert response["Location"] == lesson.url
    assert Enrolment.objects.get().learner == learner


@pytest.mark.parametrize("name", ["enrol", "complete"])
def test_deeds_are_posts_of_the_signed_in(client, course, lesson, learner, name):
    target = {"enrol": course, "complete": lesson}[name]
    url = reverse(f"courses:{name}", args=[target.pk])
    assert "/account/login/" in client.post(url)["Location"]
    client.force_login(learner)
    assert client.get(url).status_code == 405


# What a page gives away


def test_page_shows_no_key_before_an_answer(reader, lesson):
    response = reader.get(lesson.url)
    assert "What starts stance?" in html(response)
    assert keys_in(response) == []


def test_instructor_page_shows_no_key_either(client, instructor, lesson):
    client.force_login(instructor)
    assert keys_in(client.get(lesson.url)) == []


def test_options_carry_no_mark_of_the_right_one(reader, lesson):
    check = check_of(lesson, "single")
    page = html(reader.get(lesson.url))
    inputs = {
        option.text: page.split(f'value="{option.id}"')[1].split(">")[0] for option in check.options
    }
    assert len(set(inputs.values())) == 1


def test_wrong_answer_explains_itself_and_no_other(reader, lesson):
    check = check_of(lesson, "single")
    data = {"options": option_id(check, "Toe-off"), "attempt_no": 1}
    page = html(reader.post(answer_url(lesson, check), data, headers=HTMX))
    assert "RATIONALE-TOE-OFF" in page
    assert [w for w in ("RATIONALE-CONTACT", "RATIONALE-MID") if w in page] == []


def test_right_answer_explains_every_option(reader, lesson):
    check = check_of(lesson, "single")
    data = {"options": option_id(check, "Initial contact"), "attempt_no": 1}
    page = html(reader.post(answer_url(lesson, check), data, headers=HTMX))
    for word in ("RATIONALE-TOE-OFF", "RATIONALE-CONTACT", "RATIONALE-MID"):
        assert word in page


@pytest.mark.parametrize(
    ("number", "words"),
    [("20", "FEEDBACK-HIGH"), ("2", "FEEDBACK-LOW"), ("16,65", "FEEDBACK-SOLUTION")],
)
def test_number_is_judged_with_its_tolerance(reader, lesson, number, words):
    check = check_of(lesson, "numeric")
    url = answer_url(lesson, check)
    page = html(reader.post(url, {"number": number, "attempt_no": 1}, headers=HTMX))
    assert [w for w in ("FEEDBACK-HIGH", "FEEDBACK-LOW", "FEEDBACK-SOLUTION") if w in page] == [
        words
    ]


# Answering


@pytest.mark.parametrize("number", ["", "many", "nan", "inf", "1e999"])
def test_a_word_for_a_number_is_explained_and_not_recorded(reader, lesson, number):
    url = answer_url(lesson, check_of(lesson, "numeric"))
    page = html(reader.post(url, {"number": number, "attempt_no": 1}, headers=HTMX))
    assert "number" in page.split('role="alert"')[1].split("</ul>")[0]
    assert not CheckAnswer.objects.exists()


def test_an_option_of_another_question_is_refused(reader, lesson):
    other = check_of(lesson, "multiple").options[0].id
    url = answer_url(lesson, check_of(lesson, "single"))
    page = html(reader.post(url, {"options": other, "attempt_no": 1}, headers=HTMX))
    assert "This question has changed" in page
    assert not CheckAnswer.objects.exists()


def test_without_scripts_an_answer_leads_back_to_its_question(reader, lesson):
    check = check_of(lesson, "multiple")
    data = {"options": right_answer(check), "attempt_no": 1}
    response = reader.post(answer_url(lesson, check), data)
    assert response["Location"] == f"{lesson.url}#block-{check.block_id}"
    assert "RATIONALE-STANCE" in html(reader.get(lesson.url))


def test_double_click_on_an_answer_is_one_try(reader, lesson):
    check = check_of(lesson, "numeric")
    for _ in range(2):
        reader.post(answer_url(lesson, check), {"number": "3", "attempt_no": 1})
    assert CheckAnswer.objects.count() == 1


def test_answer_to_a_check_that_is_not_there_is_404(reader, lesson):
    url = reverse("courses:answer", args=[lesson.pk, "00000000-0000-4000-8000-000000000000"])
    assert reader.post(url, {"number": "3", "attempt_no": 1}).status_code == 404


# Completing


def test_completing_too_early_leads_to_the_first_open_question(reader, lesson):
    response = reader.post(reverse("courses:complete", args=[lesson.pk]))
    assert response["Location"].endswith(f"#block-{check_of(lesson, 'single').block_id}")
    assert not LessonCompletion.objects.exists()


def test_completing_leads_on_to_the_next_lesson(reader, learner, course, lesson):
    for kind in ("single", "multiple", "numeric"):
        check = check_of(lesson, kind)
        record_answer(
            learner=learner,
            lesson=lesson,
            block_id=check.block_id,
            given=right_answer(check),
            attempt_no=1,
        )
    assert "Mark as read" in html(reader.get(lesson.url))
    response = reader.post(reverse("courses:complete", args=[lesson.pk]))
    assert response["Location"] == lessons_of(course)[1].url
    assert "1 of 3" in html(reader.get(course.url))


def test_the_button_to_complete_appears_with_the_last_right_answer(reader, learner, lesson):
    for kind in ("single", "multiple"):
        check = check_of(lesson, kind)
        page = html(
            reader.post(
                answer_url(lesson, check),
                {"options": right_answer(check), "attempt_no": 1},
                headers=HTMX,
            )
        )
        assert "Mark as read" not in page
    check = check_of(lesson, "numeric")
    page = html(
        reader.post(answer_url(lesson, check), {"number": "16.7", "attempt_no": 1}, headers=HTMX)
    )
    assert 'hx-swap-oob="true"' in page
    assert "Mark as read" in page


# Pages around the lesson


def test_lesson_shows_its_sources_sections_and_words(reader, lesson):
    page = html(reader.get(lesson.url))
    assert 'href="https://doi.org/10.1000/182"' in page
    assert "A section" in page.split('aria-label="Sections of this lesson"')[1]
    assert "While the foot is down" in html(reader.get(lesson.get_parent().url))


def test_home_shows_where_the_learner_left_off(reader, learner, course, lesson):
    reader.get(lesson.url)
    page = html(reader.get("/"))
    assert "Where you left off" in page
    assert f'href="{lesson.url}"' in page


def test_home_of_a_learner_without_courses_says_what_to_do(client, learner, db):
    ensure_site()
    client.force_login(learner)
    assert "Choose a course" in html(client.get("/"))


@pytest.mark.parametrize("path", ["/", "/courses/"])
def test_queries_do_not_grow_with_courses_and_lessons(
    client, learner, path, django_assert_num_queries, count_queries
):
    make_course("one", lessons=[()])
    Enrolment.objects.create(learner=learner, course=_courses()[0])
    client.force_login(learner)
    client.get(path)
    with count_queries() as small:
        client.get(path)
    for slug in ("two", "three"):
        make_course(slug, lessons=[(), (), ()], title=slug)
    for course in _courses()[1:]:
        Enrolment.objects.create(learner=learner, course=course)
    with django_assert_num_queries(len(small)):
        client.get(path)


def test_queries_of_a_lesson_do_not_grow_with_its_course(
    reader, learner, course, lesson, django_assert_num_queries, count_queries
):
    reader.get(lesson.url)
    with count_queries() as small:
        reader.get(lesson.url)
    for name in ("more", "and-more", "most"):
        page = make_lesson(lesson.get_parent(), name)
        complete_lesson(learner=learner, lesson=page)
    with django_assert_num_queries(len(small)):
        reader.get(lesson.url)


def _courses():
    return list(CoursePage.objects.order_by("path"))


def test_every_answer_in_json_stays_on_the_server(reader, lesson):
    """No attribute or script of the page holds a key as data."""
    page = html(reader.get(lesson.url))
    assert "application/json" not in page
    assert json.dumps(right_answer(check_of(lesson, "multiple"))) not in page
