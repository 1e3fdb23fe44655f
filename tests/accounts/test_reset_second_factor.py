"""A lost phone."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse


def test_person_sets_up_a_new_factor_at_the_next_sign_in(examiner):
    call_command("reset_second_factor", examiner.email.upper())

    client = Client()
    client.force_login(examiner)
    assert client.get("/lab/")["Location"] == reverse("mfa_activate_totp")


def test_factor_of_others_stays(examiner, director):
    call_command("reset_second_factor", examiner.email)

    assert director.authenticator_set.count() == 1


def test_person_without_a_factor_is_said(learner):
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("reset_second_factor", learner.email)


def test_unknown_address_is_said(db):
    with pytest.raises(CommandError, match="Nobody has an account"):
        call_command("reset_second_factor", "nobody@example.org")
