"""The cast: who appears in the tests."""

import pytest

from tests.factories.accounts import make_user


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
