"""What every answer carries, and the ways around a door that must not be there."""

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.test_house import all_paths

PASSWORD = "correct horse"
EVIL = ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)")


def signed_in(user, **options) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client


@pytest.fixture(params=["", "learner", "instructor", "examiner", "director", "therapist"])
def person(request, db):
    return make_user("Paula Person", *filter(None, [request.param]))


def test_every_page_of_a_person_is_strict_and_stays_in_no_cache(person):
    client = signed_in(person, raise_request_exception=False)
    lax = {}
    for path in all_paths():
        if path == reverse("account_logout"):
            continue
        response = client.get(path)
        if response.status_code != 200 or "text/html" not in response["Content-Type"]:
            assert response.status_code < 500, path
            continue
        policy = response["Content-Security-Policy"]
        kept = "no-store" not in response["Cache-Control"]
        loose = "unsafe" in policy and not path.startswith("/cms/")
        if kept or loose or "frame-ancestors" not in policy:
            lax[path] = (response["Cache-Control"], policy)
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"

    assert lax == {}


def test_learner_does_not_enter_the_cms(learner):
    client = signed_in(learner)
    for path in ("/cms/", "/cms/pages/", "/cms/users/", "/cms/images/", "/cms/documents/"):
        response = client.get(path)
        assert response.status_code in {302, 403, 404}, path
        assert "wagtail" not in response.content.decode().lower()


def test_unknown_host_is_refused(learner):
    assert signed_in(learner).get("/lab/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("name", ["gait_lab:uploads", "gait_lab:new_clip", "account_login"])
def test_form_of_another_site_changes_nothing(learner, name):
    client = signed_in(learner, enforce_csrf_checks=True)
    response = client.post(reverse(name), headers={"Origin": "https://evil.example"})
    assert response.status_code == 403


@pytest.mark.parametrize("target", EVIL)
def test_sign_in_leads_to_no_other_site(learner, target):
    client = Client()
    answer = client.post(
        reverse("account_login"),
        {"login": learner.email, "password": PASSWORD, "next": target},
        query_params={"next": target},
    )
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]
    assert "javascript" not in answer["Location"]


@pytest.mark.parametrize("target", EVIL)
def test_sign_out_leads_to_no_other_site(learner, target):
    answer = signed_in(learner).post(reverse("account_logout"), {"next": target})
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]


def test_session_ends_everywhere_with_the_password(learner):
    elsewhere = signed_in(learner)
    learner.set_password("another horse")
    learner.save()

    assert elsewhere.get("/lab/").status_code == 302


def test_password_alone_opens_nothing_for_one_with_a_second_factor(examiner):
    client = Client()
    client.post(reverse("account_login"), {"login": examiner.email, "password": PASSWORD})
    for path in ("/lab/", "/lab/cases/", "/practicals/", "/cms/", "/account/2fa/"):
        response = client.get(path)
        assert response.status_code == 302, path
        assert "/account/" in response["Location"]


def test_account_says_nothing_about_who_has_one(learner, db):
    known, unknown = (
        Client().post(reverse("account_reset_password"), {"email": email})
        for email in (learner.email, "nobody@example.org")
    )
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]


@pytest.mark.parametrize(
    "path",
    [
        "/media/../private/recordings/",
        "/static/../midstance.sqlite3",
        "/static/%2e%2e/%2e%2e/manage.py",
        "/private/recordings/x",
        "/var/midstance.sqlite3",
        "/.env",
    ],
)
def test_no_path_leads_out_of_the_site(learner, path):
    assert signed_in(learner).get(path, follow=True).status_code == 404


def test_session_is_out_of_scripts_and_other_sites_reach(learner):
    client = Client()
    client.post(reverse("account_login"), {"login": learner.email, "password": PASSWORD})
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
