"""Who must sign in with a second factor."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from accounts.services import current_totp_code, grant_role
from tests.factories.accounts import make_user

pytestmark = pytest.mark.services


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", ["instructor", "examiner", "director", "therapist"])
def test_role_that_sees_marks_is_sent_to_set_up_a_second_factor(db, role):
    user = make_user("Nina New", role, mfa=False)

    response = signed_in(user).get("/lab/")

    assert response.status_code == 302
    assert response["Location"] == reverse("mfa_activate_totp")


def test_learner_needs_no_second_factor(learner):
    assert signed_in(learner).get("/lab/").status_code == 200


def test_role_with_a_second_factor_comes_in(examiner):
    assert signed_in(examiner).get("/lab/").status_code == 200


def test_password_alone_does_not_sign_in_an_examiner(examiner):
    client = Client()
    page = client.post(
        reverse("account_login"), {"login": examiner.email, "password": "correct horse"}
    )

    assert page["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session

    client.post(reverse("mfa_authenticate"), {"code": current_totp_code(user=examiner)})

    assert client.session["_auth_user_id"] == str(examiner.pk)


def test_second_factor_lies_encrypted_in_the_database(examiner):
    secret = examiner.authenticator_set.get().data["secret"]

    assert secret.startswith("gAAAA")
    assert len(current_totp_code(user=examiner)) == 6


def test_role_is_granted_once(learner):
    grant_role(user=learner, role=Role.LEARNER)

    assert learner.role_grants.count() == 1


def test_one_address_has_one_account_whatever_its_case(learner):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        User(email=learner.email.upper()).save()
