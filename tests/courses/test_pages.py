"""The tree of a course in the CMS: what may lie where, who may do what, what a preview shows."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Page, Workflow
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.models import HomePage, StandardPage
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from courses.services import ensure_site
from tests.factories.accounts import make_user
from tests.factories.courses import lessons_of, make_course


class TreeTests(WagtailPageTestCase):
    def test_a_course_holds_modules_and_a_module_lessons(self):
        self.assertAllowedSubpageTypes(CourseIndexPage, {CoursePage})
        self.assertAllowedSubpageTypes(CoursePage, {ModulePage})
        self.assertAllowedSubpageTypes(ModulePage, {LessonPage})
        self.assertAllowedSubpageTypes(LessonPage, {})

    def test_a_lesson_lies_nowhere_else(self):
        self.assertAllowedParentPageTypes(LessonPage, {ModulePage})
        self.assertAllowedParentPageTypes(ModulePage, {CoursePage})
        self.assertAllowedParentPageTypes(CoursePage, {CourseIndexPage})
        self.assertAllowedParentPageTypes(CourseIndexPage, {HomePage})
        self.assertAllowedParentPageTypes(HomePage, {Page})
        self.assertAllowedParentPageTypes(StandardPage, {HomePage, StandardPage})

    def test_an_author_can_make_a_module(self):
        course = make_course()
        self.client.force_login(make_user("Dora Director", "director"))
        data = {"title": "Two", "slug": "two", "introduction": rich_text("<p>Words.</p>")}
        self.assertCanCreate(course, ModulePage, nested_form_data(data), publish=True)

    def test_an_author_can_make_a_lesson(self):
        course = make_course()
        self.client.force_login(make_user("Dora Director", "director"))
        data = {
            "title": "New",
            "slug": "new",
            "summary": "What it does.",
            "introduction": rich_text(""),
            "reading_minutes": 5,
            "body": streamfield([("text", rich_text("<p>Words.</p>"))]),
        }
        module = ModulePage.objects.child_of(course).get()
        self.assertCanCreate(module, LessonPage, nested_form_data(data), publish=True)


def sign_in_to_cms(client, user):
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("role", "may_edit", "may_publish"),
    [
        ("instructor", True, False),
        ("director", True, True),
        ("learner", False, False),
        ("examiner", False, False),
    ],
)
def test_instructors_write_and_directors_publish(course, lesson, role, may_edit, may_publish):
    person = make_user("Some Body", role)
    permissions = lesson.permissions_for_user(person)
    assert (permissions.can_edit(), permissions.can_publish()) == (may_edit, may_publish)


def test_instructors_have_no_say_over_the_home_page(course, instructor):
    assert not HomePage.objects.get().permissions_for_user(instructor).can_edit()


@pytest.mark.parametrize(("role", "status"), [("instructor", 200), ("learner", 302)])
def test_who_gets_into_the_cms(client, course, role, status):
    client.force_login(make_user("Some Body", role))
    assert client.get("/cms/").status_code == status


def test_a_lesson_goes_through_review(client, course, lesson, instructor, director):
    assert lesson.get_workflow() == Workflow.objects.get(name="Clinical review of a lesson")
    lesson.title = "Reviewed"
    lesson.save_revision(user=instructor)
    state = lesson.get_workflow().start(lesson, instructor)
    task_state = state.current_task_state
    assert task_state.task.specific.user_can_access_editor(lesson, director)
    task_state.approve(user=director)
    assert LessonPage.objects.get(pk=lesson.pk).title == "Reviewed"


def test_stranger_at_the_cms_is_led_to_our_sign_in(client, course):
    assert client.get("/cms/")["Location"].startswith("/account/login/")


def test_preview_in_the_cms_shows_its_author_the_key(client, course, lesson, instructor):
    client.force_login(instructor)
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    page = response.content.decode()
    assert "Only authors see this key" in page
    assert "RATIONALE-CONTACT" in page


def test_a_learner_cannot_reach_the_preview(client, course, lesson, learner, enrolled):
    client.force_login(learner)
    url = reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])
    assert client.get(url).status_code in {302, 403}


def test_pages_with_learners_are_kept(client, course, lesson, director, learner, enrolled):
    client.force_login(director)
    response = client.post(reverse("wagtailadmin_pages:delete", args=[course.pk]))
    assert response.status_code == 302
    assert CoursePage.objects.filter(pk=course.pk).exists()


def test_pages_without_learners_can_be_deleted(client, course, director):
    course.unpublish()
    client.force_login(director)
    client.post(reverse("wagtailadmin_pages:delete", args=[lessons_of(course)[2].pk]))
    assert len(lessons_of(course)) == 2


def test_the_whole_tree_is_made_once(db):
    index = ensure_site()
    assert ensure_site() == index
    assert Page.objects.count() == 3
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert index.url == "/courses/"
    assert index.get_parent().url == "/"


def test_a_questions_block_refuses_a_key_that_makes_no_sense(course, lesson):
    block = lesson.body.stream_block.child_blocks["single_choice"]
    option = {"text": "A", "is_correct": True, "rationale": "r"}
    for options in ([option, option], [{**option, "is_correct": False}] * 2):
        value = block.to_python({"question": "<p>?</p>", "options": options})
        with pytest.raises(Exception, match="Validation error"):
            block.clean(value)


def test_a_source_needs_a_place_to_find_it(lesson):
    block = lesson.body.stream_block.child_blocks["evidence"].child_blocks["sources"].child_block
    value = block.to_python({"authors": "A", "year": 2020, "title": "T", "doi": "", "address": ""})
    with pytest.raises(Exception, match="Validation error"):
        block.clean(value)


def test_every_block_has_a_preview_for_authors(client, course, lesson, director):
    client.force_login(director)
    for block in lesson.body.stream_block.child_blocks.values():
        url = reverse("wagtailadmin_block_preview") + f"?id={block.definition_prefix}"
        assert client.get(url).status_code == 200, block.name


def test_preview_of_a_draft_shows_blocks_that_are_still_empty(client, course, lesson, director):
    stream = lesson.body.stream_block
    empty = [
        {"type": name, "value": block.get_prep_value(block.get_default())}
        for name, block in stream.child_blocks.items()
    ]
    lesson.body = json.dumps(empty * 2)
    lesson.save_revision()
    client.force_login(director)
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    assert response.status_code == 200
    assert "Choose a drawing." in response.content.decode()
