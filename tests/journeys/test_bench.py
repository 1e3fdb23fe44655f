"""The workbench under a finger."""

import pytest
from playwright.sync_api import expect

from tests.factories.accounts import make_user
from tests.factories.cases import CONTACTS, begin, make_practical, points_at
from tests.journeys.test_story import place_on_screen

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("whole_site"),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture
def tablet(visit):
    """A tablet held upright, at the first contact of an open attempt."""
    learner = make_user("Lena Learner", "learner")
    attempt = begin(make_practical(make_user("Emil Examiner", "examiner")), learner)
    page = visit(width=834, height=1112, touch=True, person=learner)
    page.goto(f"/practicals/attempts/{attempt.pk}/bench/")
    page.locator("[data-bench][data-ready]").wait_for()
    for _ in range(CONTACTS[0] - int(page.locator("[data-frame]").inner_text())):
        page.get_by_role("button", name="On one frame").tap()
    return page


def tap(page, place):
    page.touchscreen.tap(*place_on_screen(page, place))


def test_taps_place_one_point_after_the_other(tablet):
    at = points_at(CONTACTS[0])
    tablet.get_by_role("button", name="Contact", exact=True).tap()
    tablet.locator("[data-measure=knee_flexion_deg] [data-arm]").tap()

    for name in ("hip", "knee", "ankle"):
        expect(tablet.locator("[data-prompt]")).to_have_text(f"Knee flexion: place the {name}")
        tap(tablet, at[name])

    expect(tablet.locator("[data-prompt]")).to_be_hidden()
    expect(tablet.locator("[data-measure=knee_flexion_deg] [data-angle]")).to_have_text("12.0°")
    expect(tablet.locator("[data-done-words]")).to_have_text("2 of 8 done")
