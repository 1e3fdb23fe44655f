import io

import pytest
from pypdf import PdfWriter

from tests.factories.cases import begin, make_practical


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
