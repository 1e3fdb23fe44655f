"""Making the key that signs certificates."""

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from certification.documents import is_signed_by_us
from certification.documents.signing import sign_pdf


@pytest.fixture
def key_path(tmp_path):
    path = tmp_path / "keys" / "signing.p12"
    with override_settings(CERTIFICATE_SIGNING_KEY_FILE=str(path), DEMO_WORLD_ALLOWED=False):
        yield path


def test_made_key_signs_for_its_owner_alone(key_path, pdf_to_sign):
    call_command("make_signing_key", "--name", "Running Academy", verbosity=0)

    signed = sign_pdf(pdf_to_sign)

    assert is_signed_by_us(signed)
    assert b"Running Academy".hex().encode() in signed.lower()
    assert key_path.stat().st_mode & 0o777 == 0o600


def test_key_that_is_there_is_never_replaced(key_path):
    key_path.parent.mkdir()
    key_path.write_bytes(b"a key")

    with pytest.raises(CommandError, match="There is a key already"):
        call_command("make_signing_key", "--name", "Running Academy")

    assert key_path.read_bytes() == b"a key"


@pytest.mark.parametrize(("name", "years"), [(" ", "10"), ("Running Academy", "0")])
def test_key_without_a_name_or_a_life_is_refused(key_path, name, years):
    with pytest.raises(CommandError, match="name and at least one year"):
        call_command("make_signing_key", "--name", name, "--years", years)

    assert not key_path.exists()
