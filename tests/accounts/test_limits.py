"""Guessing is slowed down: sign-in, the second factor, and checks of certificates."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from certification import limits
from tests.at_once import at_once

pytestmark = [pytest.mark.services, pytest.mark.redis, pytest.mark.django_db]
HERE, ELSEWHERE = "203.0.113.1", "203.0.113.2"


@pytest.fixture(autouse=True)
def limits_as_in_use(settings):
    del settings.ACCOUNT_RATE_LIMITS


def sign_in(email, password, *, address=HERE):
    data = {"login": email, "password": password}
    return Client(REMOTE_ADDR=address).post(reverse("account_login"), data)


def test_password_cannot_be_guessed_for_long(learner):
    guesses = [sign_in(learner.email, f"guess {n}") for n in range(6)]
    right = sign_in(learner.email, "correct horse")

    assert all(guess.status_code == 200 for guess in guesses)
    assert "Too many failed login attempts" in guesses[-1].text
    assert right.status_code == 200
    assert "_auth_user_id" not in right.client.session


def test_guesses_at_one_account_do_not_lock_out_another(learner, other_learner):
    for n in range(6):
        sign_in(learner.email, f"guess {n}")

    assert sign_in(other_learner.email, "correct horse", address=ELSEWHERE).status_code == 302


def test_many_accounts_cannot_be_tried_from_one_address(db):
    answers = [sign_in(f"someone{n}@example.org", "password") for n in range(12)]

    assert "Too many failed login attempts" in answers[-1].text


def test_second_factor_cannot_be_guessed_for_long(examiner):
    client = Client(REMOTE_ADDR=HERE)
    client.post(reverse("account_login"), {"login": examiner.email, "password": "correct horse"})
    guesses = [client.post(reverse("mfa_authenticate"), {"code": "000000"}) for _ in range(7)]

    assert "_auth_user_id" not in client.session
    assert "Too many" in guesses[-1].text


def test_resets_of_a_password_are_slowed_down(learner, mailoutbox):
    address = reverse("account_reset_password")
    answers = [Client(REMOTE_ADDR=HERE).post(address, {"email": learner.email}) for _ in range(8)]

    assert answers[-1].status_code == 429
    assert len(mailoutbox) <= 5


def test_limit_counts_requests_that_meet(rf):
    request = rf.get("/", REMOTE_ADDR=HERE)
    refused = at_once(*[lambda: limits.is_too_often(request, "verify")] * 35)

    assert refused.count(False) == limits.MOST_PER_WINDOW


def test_limit_ends_with_the_minute(rf, monkeypatch):
    request, now_s = rf.get("/", REMOTE_ADDR=HERE), [1_000_020.0]
    monkeypatch.setattr(limits.time, "time", lambda: now_s[0])
    for _ in range(40):
        limits.is_too_often(request, "verify")
    assert limits.is_too_often(request, "verify")
    now_s[0] += limits.WINDOW_S

    assert not limits.is_too_often(request, "verify")


def test_limit_counts_people_behind_the_proxy_and_not_what_they_claim(rf, settings):
    def ask(forwarded):
        request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
        return limits.is_too_often(request, "verify")

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(limits.MOST_PER_WINDOW):
        assert not ask(f"198.51.100.{n}, {HERE}")

    assert ask(f"198.51.100.99, {HERE}")
    assert not ask(ELSEWHERE)


def test_cache_does_not_name_the_account(learner, monkeypatch):
    keys, add = [], cache.add
    monkeypatch.setattr(cache, "add", lambda key, *a, **kw: keys.append(key) or add(key, *a, **kw))
    sign_in(learner.email, "guess")

    assert keys
    assert not [key for key in keys if learner.email in key]
