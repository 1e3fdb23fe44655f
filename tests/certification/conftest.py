import io

import pytest
from pypdf import PdfWriter

from certification.services.certificates import award_certificate
from tests.factories.cases import begin, graded, make_practical


@pytest.fixture
def assessment(examiner):
    return make_practical(examiner)


@pytest.fixture
def attempt(assessment, learner):
    return begin(assessment, learner)


@pytest.fixture
def pdf_to_sign():
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(72, 72)
    writer.write(file)
    return file.getvalue()


@pytest.fixture
def lessons_done(monkeypatch):
    """The lessons themselves are tested with the courses."""
    monkeypatch.setattr(
        "certification.selectors.certificates.has_completed_lessons", lambda **kwargs: True
    )


@pytest.fixture
def grade(attempt, lessons_done):
    return graded(attempt)


@pytest.fixture
def certificate(grade, director):
    return award_certificate(grade=grade, decided_by=director, reason="Work read.")
