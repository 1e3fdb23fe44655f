"""Signing up, one's name, and who gives whom a role."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from accounts.services import current_totp_code
from tests.factories.accounts import make_user

PASSWORD = "a long walk in the rain"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def sign_up(db, mailoutbox):
    def post(**changes):
        form = {
            "name": "  Nora   New ",
            "email": "nora@example.org",
            "password1": PASSWORD,
            "password2": PASSWORD,
        }
        return Client().post(reverse("account_signup"), form | changes)

    return post


def test_whoever_signs_up_is_a_learner_with_a_name(sign_up):
    assert sign_up().status_code == 302

    user = User.objects.get(email="nora@example.org")
    assert (user.name, user.role_names) == ("Nora New", {Role.LEARNER})


def test_sign_up_asks_for_the_name_first(sign_up):
    page = sign_up(name="")

    assert page.status_code == 200
    assert not User.objects.exists()
    assert page.text.index('name="name"') < page.text.index('name="email"')


def test_name_can_be_changed(learner):
    signed_in(learner).post(reverse("accounts:details"), {"name": "Lena Longer"})

    learner.refresh_from_db()
    assert learner.name == "Lena Longer"


@pytest.mark.parametrize("person", ["learner", "instructor", "examiner", "therapist", "stranger"])
def test_people_do_not_exist_for_anyone_but_directors(request, learner, person):
    client = signed_in(request.getfixturevalue(person))
    address = reverse("accounts:person", args=[learner.pk])

    assert client.get(reverse("accounts:people")).status_code == 404
    assert client.get(address).status_code == 404
    assert client.post(address, {"roles": ["director"]}).status_code == 404
    assert learner.role_grants.count() == 1


def test_director_gives_and_takes_roles_with_what_hangs_on_them(director, learner):
    client = signed_in(director)
    address = reverse("accounts:person", args=[learner.pk])

    client.post(address, {"roles": ["learner", "instructor"]})

    fresh = User.objects.get(pk=learner.pk)
    assert fresh.role_names == {Role.LEARNER, Role.INSTRUCTOR}
    assert fresh.groups.filter(name=Role.INSTRUCTOR.label).exists()

    client.post(address, {"roles": ["learner"]})

    fresh = User.objects.get(pk=learner.pk)
    assert fresh.role_names == {Role.LEARNER}
    assert not fresh.groups.filter(name=Role.INSTRUCTOR.label).exists()


def test_director_cannot_shut_the_door_behind_themselves(director):
    page = signed_in(director).post(reverse("accounts:person", args=[director.pk]), {"roles": []})

    assert "Another programme director" in page.text
    assert User.objects.get(pk=director.pk).role_names == {Role.DIRECTOR}


def test_people_are_found_by_name_and_by_address(director, learner, other_learner):
    client = signed_in(director)

    found = client.get(reverse("accounts:people"), {"q": "lena@"}).text
    nobody = client.get(reverse("accounts:people"), {"q": "zebra"}).text

    assert "Lena Learner" in found
    assert "Otis Other" not in found
    assert "Nobody found" in nobody


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_people_takes_as_many_queries_for_three_as_for_one(
    director, count, django_assert_num_queries
):
    for number in range(count):
        make_user(f"P{number} Person", "learner", "therapist", mfa=False)
    client = signed_in(director)
    client.get("/people/")

    with django_assert_num_queries(8):
        client.get("/people/")


def test_first_director_is_made_by_a_command(learner, capsys):
    call_command("grant_role", "LENA@example.org", "director")

    assert Role.DIRECTOR in User.objects.get(pk=learner.pk).role_names
    with pytest.raises(CommandError, match="sign up first"):
        call_command("grant_role", "nobody@example.org", "director")


def test_new_role_asks_for_its_second_factor_at_once(director, learner):
    client = signed_in(learner)
    assert client.get("/lab/").status_code == 200

    signed_in(director).post(
        reverse("accounts:person", args=[learner.pk]), {"roles": ["learner", "examiner"]}
    )

    assert client.get("/lab/")["Location"] == reverse("mfa_activate_totp")
    assert current_totp_code(user=learner) is None
