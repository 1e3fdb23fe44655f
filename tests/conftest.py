"""The cast: who appears in the tests."""

import json

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from wagtail.models import Page

from gait_lab.services import analyses
from tests.factories.accounts import make_user

MIGRATED_ROWS = pytest.StashKey[str]()


@pytest.fixture
def learner(db):
    return make_user("Lena Learner", "learner")


@pytest.fixture
def other_learner(db):
    return make_user("Otis Other", "learner")


@pytest.fixture
def instructor(db):
    return make_user("Ines Instructor", "instructor")


@pytest.fixture
def examiner(db):
    return make_user("Emil Examiner", "examiner")


@pytest.fixture
def director(db):
    return make_user("Dora Director", "director")


@pytest.fixture
def therapist(db):
    return make_user("Theo Therapist", "therapist")


@pytest.fixture
def stranger(db):
    return make_user("Stella Stranger")


@pytest.fixture
def private_folder(settings, monkeypatch, tmp_path):
    """Private storage in a folder of the test's own."""
    folder = tmp_path / "private"
    storage = storages["private"]
    # The models hold this very storage, so its place is changed rather than the setting.
    for name in ("base_location", "location"):
        storage.__dict__.pop(name, None)
    monkeypatch.setattr(storage, "_location", str(folder))
    settings.UPLOAD_DIR = tmp_path / "uploads"
    settings.JOB_DIR = tmp_path / "jobs"
    yield folder
    for name in ("base_location", "location"):
        storage.__dict__.pop(name, None)


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """The database as ever, and what the migrations put into it, taken before any test."""
    if any("whole_site" in item.fixturenames for item in request.session.items):
        with django_db_blocker.unblock():
            rows = json.loads(connection.creation.serialize_db_to_string())
        # First the content types: other rows, put back before theirs, would make it anew.
        rows.sort(key=lambda row: row["model"] != "contenttypes.contenttype")
        request.config.stash[MIGRATED_ROWS] = json.dumps(rows)


@pytest.fixture
def whole_site(request, transactional_db):
    """The migrations' own rows, where a test before this one flushed what was committed."""
    if Page.objects.exists():
        return
    # Sequences go on, or the next row would take the number of one that is put back.
    options = {"reset_sequences": False, "inhibit_post_migrate": True}
    call_command("flush", interactive=False, verbosity=0, **options)
    connection.creation.deserialize_db_from_string(request.config.stash[MIGRATED_ROWS])
    ContentType.objects.clear_cache()


@pytest.fixture(autouse=True)
def empty_cache():
    """Limits counted for one test do not reach into the next; Redis remembers even other runs."""
    cache.clear()


def pytest_collection_modifyitems(config, items):
    """What is marked for the services but touches no database would be counted in vain."""
    if config.getoption("markexpr") != "services":
        return
    items[:] = [item for item in items if _touches_database(item)]


def _touches_database(item) -> bool:
    fixtures = set(item.fixturenames)
    return item.get_closest_marker("django_db") is not None or bool(
        fixtures & {"db", "transactional_db"}
    )


def pytest_terminal_summary(terminalreporter, config):
    """Say how much of the suite ran on which service."""
    if config.getoption("markexpr") != "services":
        return
    ran = [
        report
        for outcome in ("passed", "failed")
        for report in terminalreporter.getreports(outcome)
        if report.when == "call"
    ]
    on_redis = sum("redis" in report.keywords for report in ran)
    terminalreporter.write_line(f"PostgreSQL: ran {len(ran)}, Redis: ran {on_redis}")


@pytest.fixture
def sent(monkeypatch):
    """Ids of the analyses for which a message was sent."""
    ids = []
    monkeypatch.setattr(
        analyses.current_app, "send_task", lambda name, args, **_: ids.append(args[0])
    )
    return ids
