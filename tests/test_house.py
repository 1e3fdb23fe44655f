"""The house keeps its own rules: addresses, templates, settings, migrations."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern
from django.utils.regex_helper import normalize

ROOT = Path(__file__).resolve().parents[1]

# Answered to anyone, each with the reason why.
PUBLIC_URLS = {
    "/": "home page",
    "/health/": "for the machine that watches the site",
    "/account/login/": "sign-in",
    "/account/signup/": "sign-up",
    "/account/password/reset/": "a forgotten password",
    "/account/password/reset/done/": "a forgotten password",
    "/account/password/reset/key/1-1/": "a forgotten password, from the mail",
    "/account/password/reset/key/done/": "a forgotten password",
    "/account/confirm-email/": "says that a confirmation mail is on its way",
    "/account/confirm-email/1/": "confirms an address, from the mail",
    "/account/logout/": "a stranger is signed out already",
    "/account/inactive/": "says that an account is closed",
    "/accuracy/": "anyone may read how far the numbers can be trusted",
    "/verify/": "anyone may check a certificate, by its code or its file",
}


def _example_part(pattern) -> str:
    """A made-up path that a route or a regular expression matches."""
    if isinstance(pattern, RegexPattern):
        template, names = normalize(pattern.regex.pattern)[0]
        return template % dict.fromkeys(names, "1")
    part = re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", str(pattern))
    part = re.sub(r"<int:\w+>", "999999", part)
    return re.sub(r"<(?:\w+:)?\w+>", "x", part)


def _all_paths(resolver, prefix="/"):
    for entry in resolver.url_patterns:
        path = prefix + _example_part(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _all_paths(entry, path)
        elif isinstance(entry, URLPattern):
            yield path


def all_paths():
    return sorted(set(_all_paths(get_resolver())))


@pytest.mark.django_db
@pytest.mark.parametrize("path", all_paths())
def test_url_answers_a_stranger_with_sign_in_or_404_unless_listed_public(path):
    response = Client().get(path)
    if response.status_code == 301:
        response = Client().get(response["Location"])
    if path in PUBLIC_URLS:
        assert response.status_code in {200, 302}
    else:
        assert response.status_code in {302, 404, 405}, path
        if response.status_code == 302:
            assert "/account/" in response["Location"]


def test_no_public_url_is_listed_in_vain():
    assert set(PUBLIC_URLS) <= set(all_paths()) | {"/"}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def _templates():
    return sorted(
        path
        for path in ROOT.rglob("*.html")
        if not {".venv", "var", "docs"}.intersection(path.relative_to(ROOT).parts)
    )


INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>|<style[\s>]|\sstyle=\"|\son[a-z]+=\"", re.I)


@pytest.mark.parametrize("path", _templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_template_holds_no_inline_script_or_style(path):
    found = INLINE.findall(path.read_text())
    assert [tag for tag in found if "application/json" not in tag] == []


def test_every_environment_variable_is_documented():
    used = set()
    for path in [*ROOT.glob("config/**/*.py"), *ROOT.glob("config/*.sh")]:
        used |= set(re.findall(r"MIDSTANCE_[A-Z0-9_]+", path.read_text()))
    used -= {"MIDSTANCE_SERVICES_FOUND"}
    documented = set(re.findall(r"MIDSTANCE_[A-Z0-9_]+", (ROOT / ".env.example").read_text()))
    assert used == documented


def test_lock_files_name_no_host():
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (ROOT / name).read_text()
