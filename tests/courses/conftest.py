import pytest

from courses.services import enrol_learner
from tests.factories.courses import ALL_CHECKS, READING, lessons_of, make_course


@pytest.fixture
def course(db):
    return make_course(lessons=[(*READING, *ALL_CHECKS), READING, READING])


@pytest.fixture
def lesson(course):
    """The first lesson: a section and one check of each kind."""
    return lessons_of(course)[0]


@pytest.fixture
def enrolled(course, learner):
    return enrol_learner(course=course, learner=learner)


@pytest.fixture
def count_queries():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


@pytest.fixture
def reader(client, learner, enrolled):
    client.force_login(learner)
    return client
