"""Pages that a phone must not push sideways, whatever a clip is called."""

import pytest
from django.urls import reverse

from gait_lab.models import Upload
from tests.factories.accounts import make_user
from tests.factories.gait_lab import make_analysis, make_recording

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("whole_site", "private_folder"),
    pytest.mark.xdist_group("browser"),
]

WIDTH_PX = 390


def test_one_word_of_a_name_breaks_and_no_page_grows_wider_than_the_phone(visit):
    learner = make_user("Lena Learner", "learner")
    word = "W" * 120
    recording = make_recording(learner, title=word)
    waiting = make_analysis(recording)
    Upload.objects.create(owner=learner, declared_bytes=9, declaration={"title": word})
    page = visit(width=WIDTH_PX, height=844, touch=True, person=learner)

    for address in (
        reverse("gait_lab:recordings"),
        reverse("gait_lab:new_clip"),
        reverse("gait_lab:analysis", args=[waiting.pk]),
        reverse("gait_lab:delete", args=[recording.pk]),
    ):
        page.goto(address)
        assert page.get_by_text(word).first.is_visible()
        width_px = page.evaluate("document.documentElement.scrollWidth")
        assert (address, width_px) == (address, WIDTH_PX)
