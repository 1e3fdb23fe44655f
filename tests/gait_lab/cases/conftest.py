import pytest

from gait_lab.services.references import (
    open_draft,
)
from tests.factories.cases import (
    make_measured_case,
)


@pytest.fixture
def case(examiner):
    return make_measured_case(examiner)


@pytest.fixture
def draft(case, examiner):
    return open_draft(case=case, author=examiner)
