import pytest

from tests.factories.cases import begin, make_practical


@pytest.fixture
def assessment(examiner):
    return make_practical(examiner)


@pytest.fixture
def attempt(assessment, learner):
    return begin(assessment, learner)
