"""Reading and completing, as a browser asks for it."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from courses.models import CoursePage, Enrolment, LessonCompletion, LessonVisit
from courses.services import complete_lesson, ensure_site, record_answer
from tests.courses.browser import HTMX, answer_url, html
from tests.factories.courses import (
    check_of,
    lessons_of,
    make_course,
    make_lesson,
    right_answer,
)

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
