"""A new installation, before anybody visits it."""

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from wagtail.models import Site

from accounts.enums import Role
from cms.models import HomePage
from courses.models import CoursePage, LessonPage

ADDRESS = "https://learn.example.org"


@pytest.fixture
def set_up(db, capsys):
    with override_settings(SITE_ADDRESS=ADDRESS):
        call_command("set_up_site")
        yield


def test_visitors_find_our_home_page_and_a_course(set_up):
    home = Client().get("/")

    assert home.status_code == 200
    assert b"Wagtail" not in home.content
    assert LessonPage.objects.live().count() == 3


def test_editing_roles_have_their_groups(set_up, django_user_model):
    names = set(django_user_model.groups.field.related_model.objects.values_list("name", flat=True))

    assert {Role.INSTRUCTOR.label, Role.DIRECTOR.label} <= names


def test_second_time_changes_nothing_an_author_wrote(set_up):
    course = CoursePage.objects.get()
    course.title = "Our own title"
    course.save_revision().publish()

    call_command("set_up_site")

    assert CoursePage.objects.get().title == "Our own title"
    assert HomePage.objects.count() == 1


def test_site_follows_a_change_of_address(set_up):
    with override_settings(SITE_ADDRESS="https://new.example.org:8443"):
        call_command("set_up_site")

    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("new.example.org", 8443)


def test_address_of_the_course_is_printed(set_up, capsys):
    with override_settings(SITE_ADDRESS=ADDRESS):
        call_command("set_up_site")

    assert f"{ADDRESS}/courses/" in capsys.readouterr().out
