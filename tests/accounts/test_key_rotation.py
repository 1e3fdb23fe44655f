"""A second factor outlives a change of the secret key."""

import pytest
from cryptography.fernet import InvalidToken
from django.test import override_settings

from accounts.services import current_totp_code

NEW = "a-new-key-" * 6


def test_second_factor_is_read_with_an_earlier_key(examiner, settings):
    earlier = settings.SECRET_KEY
    with override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[earlier]):
        assert len(current_totp_code(user=examiner)) == 6


def test_second_factor_is_closed_to_other_keys(examiner):
    with override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[]), pytest.raises(InvalidToken):
        current_totp_code(user=examiner)
