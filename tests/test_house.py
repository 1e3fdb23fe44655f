"""The house keeps its own rules: addresses, templates, settings, migrations."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands
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


VARIABLE = re.compile(r"MIDSTANCE_[A-Z0-9_]+")
SET_BY_OURSELVES = {"MIDSTANCE_SERVICES_FOUND"}
FOLDERS = "accounts benchmarks certification clinic cms config courses demo gait_lab studio tests"
SOURCES = [
    path
    for folder in FOLDERS.split()
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".py", ".sh", ".js", ".mjs", ".css"}
]
OURS = [p for p in SOURCES if not {"migrations", "vendor"}.intersection(p.parts)]
NOT_TESTS = [path for path in OURS if path.relative_to(ROOT).parts[0] != "tests"]


def words(*names: str) -> str:
    return "\n".join((ROOT / name).read_text() for name in names)


def documentation() -> str:
    return words("README.md", *(f"docs/{path.name}" for path in ROOT.glob("docs/*.md")))


def test_every_environment_variable_is_documented():
    used = {name for path in NOT_TESTS for name in VARIABLE.findall(path.read_text())}
    assert used - SET_BY_OURSELVES == set(VARIABLE.findall(words(".env.example")))


def test_settings_read_no_variable_of_another_name():
    for path in ROOT.glob("config/settings/*.py"):
        names = re.findall(r"env(?:\.\w+)?\(\s*\"(\w+)\"", path.read_text())
        assert [name for name in names if not name.startswith("MIDSTANCE_")] == []


def test_documentation_names_no_variable_that_does_not_exist():
    named = set(VARIABLE.findall(documentation()))
    assert named - set(VARIABLE.findall(words(".env.example"))) == set()


@pytest.mark.parametrize(
    "command", sorted(path.stem for path in ROOT.glob("*/management/commands/[!_]*.py"))
)
def test_command_is_documented(command):
    assert re.search(rf"\b{command}\b", documentation())


def test_documentation_gives_no_command_that_does_not_exist():
    given = set(re.findall(r"manage\.py (\w+)", documentation()))
    assert given - set(get_commands()) == set()


def test_make_targets_and_their_words_agree():
    targets = set(re.findall(r"^(\w+):", words("Makefile"), re.M))
    assert targets == set(re.findall(r"^\.PHONY: (.*)", words("Makefile"), re.M)[0].split())
    named = {a or b for a, b in re.findall(r"`make (\w+)|^make (\w+)", documentation(), re.M)}
    assert named == targets


def test_documentation_links_lead_somewhere():
    for page in [ROOT / "README.md", *ROOT.glob("docs/*.md")]:
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-studio.lock")


def test_lock_files_name_no_host():
    for name in LOCKS:
        assert "://" not in words(name)


def test_every_locked_package_has_its_hashes():
    for name in LOCKS:
        entries = re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", words(name), flags=re.M).strip())
        assert [entry[:60] for entry in entries if "--hash=sha256:" not in entry] == []


def test_no_second_opencv_stands_beside_the_one_that_mediapipe_brings():
    found = set(re.findall(r"^opencv[\w-]*", words("requirements-dev.lock"), re.M))
    assert found == {"opencv-contrib-python"}


A_PATH_OF_SOME_MACHINE = re.compile(r"(?<![\w.~}])/(?:home|root|Users|work|mnt)/\w")


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_source_names_no_path_of_one_machine(path):
    assert A_PATH_OF_SOME_MACHINE.findall(path.read_text()) == []


LONG_TABLES = {"gait_lab/analysis/findings/advice.py"}
PAGE_LINES = 300


def test_source_files_are_pages():
    lengths = {str(p.relative_to(ROOT)): len(p.read_text().splitlines()) for p in NOT_TESTS}
    assert {name for name, lines in lengths.items() if lines > PAGE_LINES} <= LONG_TABLES
