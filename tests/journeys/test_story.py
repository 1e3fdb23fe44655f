"""The whole story once: a case is frozen and offered, a stranger learns, measures, is certified."""

import re

import pytest
from playwright.sync_api import expect

from accounts.services import current_totp_code
from certification.models import Certificate
from gait_lab.models import Case
from tests.factories.accounts import make_user
from tests.factories.cases import (
    CONTACTS,
    HEIGHT_PX,
    TOE_OFFS,
    WIDTH_PX,
    make_measured_case,
    points_at,
)
from tests.factories.courses import ALL_CHECKS, make_course

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("whole_site"),
    pytest.mark.xdist_group("browser"),
]

PASSWORD = "a long walk in the rain"
RUNNER = "A runner to measure"


@pytest.fixture
def world():
    """A course of three lessons, a case that was analysed, and the people who run things."""
    make_course("gait", lessons=[ALL_CHECKS, (), ()], title="Running gait")
    examiner = make_user("Emil Examiner", "examiner")
    make_measured_case(examiner, title=RUNNER)
    return {"examiner": examiner, "director": make_user("Dora Director", "director")}


def test_from_sign_up_to_a_verified_certificate(world, visit):
    freeze_the_case(sign_in(visit(), world["examiner"]))
    make_the_scheme(director := sign_in(visit(), world["director"]))
    offer_the_case(sign_in(visit(), world["examiner"], code_again=True))

    learner = visit()
    sign_up(learner)
    study(learner)
    begin_the_practical(learner)
    mark_events(learner)
    measure_angles(learner)
    answer_the_rest(learner)
    hand_in(learner)

    award(director)
    code = read_the_certificate(learner)
    pdf = learner.request.get(f"/certificates/{code}/pdf/").body()
    verify(visit(width=390, height=844), code=code, pdf=pdf)


def sign_in(page, user, *, code_again=False):
    page.goto("/account/login/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    if code_again:
        forget_used_codes()
    page.get_by_label("code").fill(current_totp_code(user=user))
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("heading", name="Hello")).to_be_visible()
    return page


def forget_used_codes():
    """A code lets in once; the test does not wait half a minute for the next one."""
    from django.core.cache import cache

    cache.clear()


def freeze_the_case(page):
    page.goto("/lab/cases/")
    page.get_by_role("link", name=RUNNER).click()
    page.get_by_role("button", name="Start the reference").click()
    bench = page.locator("[data-bench][data-ready]")
    # The machine's first toe-off comes a frame late: the expert takes it back with the keyboard.
    mark = bench.get_by_role("button", name=f"Toe-off on frame {TOE_OFFS[0]}.")
    mark.focus()
    mark.press("ArrowRight")
    moved = bench.get_by_role("button", name=f"Toe-off on frame {TOE_OFFS[0] + 1}.")
    moved.press("ArrowLeft")
    expect(mark).to_be_focused()
    page.get_by_role("button", name="Freeze the reference…").click()
    page.get_by_role("dialog").get_by_role("button", name="Freeze the reference").click()
    expect(page.get_by_text("Version 1, frozen by Emil Examiner")).to_be_visible()


def make_the_scheme(page):
    page.get_by_role("link", name="Schemes").click()
    page.get_by_role("link", name="Make the first scheme").click()
    page.get_by_label("Name").fill("Running specialist")
    page.get_by_label("Course").select_option("Running gait")
    page.get_by_role("button", name="Make the scheme").click()
    expect(page.get_by_text("In force", exact=True)).to_be_visible()


def offer_the_case(page):
    page.goto("/lab/cases/")
    page.get_by_role("link", name=RUNNER).click()
    page.get_by_role("button", name="Offer as a practical").click()
    expect(page.get_by_text("Open to trainees")).to_be_visible()


def sign_up(page):
    page.goto("/")
    page.get_by_role("link", name="See the course").click()
    page.get_by_role("link", name="Running gait").click()
    expect(page.get_by_text("It leads to a certificate")).to_be_visible()
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Full name").fill("Nora New")
    page.get_by_label("Email").fill("nora@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password (again)").fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()


def study(page):
    page.get_by_role("button", name="Enrol and start reading").click()
    answer_wrong_then_right(page)
    check = page.locator(".check").nth(1)
    check.get_by_label("Stance").check()
    check.get_by_label("Swing").check()
    check.get_by_role("button", name="Check my answer").click()
    check = page.locator(".check").nth(2)
    check.get_by_label("Your answer").fill("16.7")
    check.get_by_role("button", name="Check my answer").click()
    for _ in range(3):
        page.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_text("Lesson done", exact=True)).to_be_visible()
    expect(page.get_by_text("3 of 3").first).to_be_visible()


def answer_wrong_then_right(page):
    check = page.locator(".check").first
    for option, verdict in (("Toe-off", "Not this one."), ("Initial contact", "Right.")):
        check.get_by_label(option).check()
        check.get_by_role("button", name="Check my answer").click()
        expect(check.get_by_text(verdict)).to_be_visible()


def begin_the_practical(page):
    page.goto("/")
    page.get_by_role("link", name=RUNNER).click()
    page.get_by_label("I have read how this is graded").check()
    page.get_by_role("button", name="Start the practical").click()
    page.locator("[data-bench][data-ready]").wait_for()


def mark_events(page):
    """Through the frames with the keyboard: C on each contact, T on each toe-off."""
    page.locator("[data-view]").focus()
    at = int(page.locator("[data-frame]").inner_text())
    events = sorted([*((f, "c") for f in CONTACTS), *((f, "t") for f in TOE_OFFS)])
    for frame, key in events:
        for _ in range(frame - at):
            page.keyboard.press("ArrowRight")
        page.keyboard.press(key)
        at = frame
    expect(page.locator("[data-events=initial_contact] .chip")).to_have_text(
        [str(frame) for frame in CONTACTS]
    )


def measure_angles(page):
    contact, mid = points_at(CONTACTS[0]), points_at(26)
    contact["toe"] = contact["foot_index"]
    go_to_first_contact(page)
    measure(page, "Knee flexion", [contact[name] for name in ("hip", "knee", "ankle")])
    measure(page, "Shank angle", [contact[name] for name in ("knee", "ankle")])
    measure(page, "Foot-strike angle", [contact[name] for name in ("heel", "toe")])
    for _ in range(6):
        page.get_by_role("button", name="On one frame").click()
    measure(page, "Trunk lean", [mid[name] for name in ("hip", "shoulder")])


def go_to_first_contact(page):
    page.get_by_role("button", name=f"Go to initial contact 1, frame {CONTACTS[0]}").click()


def measure(page, label, places):
    row = page.locator("[data-measure]", has=page.locator(".bench__name", has_text=label))
    row.locator("[data-arm]").click()
    expect(page.locator("[data-prompt]")).to_contain_text(f"{label}: place the")
    for place in places:
        press_on_picture(page, place)
    expect(row.locator("[data-angle]")).to_have_text(re.compile(r"^-?\d+\.\d°$"))


def press_on_picture(page, place):
    page.mouse.click(*place_on_screen(page, place))


def place_on_screen(page, place):
    """Where this place of the still lies on the screen."""
    box = page.locator("[data-view]").bounding_box()
    scale = min(box["width"] / WIDTH_PX, box["height"] / HEIGHT_PX)
    left = box["x"] + (box["width"] - WIDTH_PX * scale) / 2
    top = box["y"] + (box["height"] - HEIGHT_PX * scale) / 2
    return left + place[0] * scale, top + place[1] * scale


def answer_the_rest(page):
    """And everything is still there after a reload."""
    page.get_by_label("Rearfoot", exact=True).check()
    for finding in Case.objects.get().references.get().measurements.answers["findings"]:
        page.locator(f"[name=finding][value='{finding}']").check()
    expect(page.locator("[data-done-words]")).to_have_text("8 of 8 done")
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    page.reload()
    expect(page.locator("[data-done-words]")).to_have_text("8 of 8 done")


def hand_in(page):
    page.get_by_role("button", name="Hand in…").click()
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name=f"Your result: {RUNNER}")).to_be_visible()
    assert float(page.locator(".verdict__number").inner_text()) > 95
    expect(page.get_by_text("Passed", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name=f"Your result: {RUNNER}")).to_be_visible()


def award(page):
    page.goto("/")
    page.get_by_role("link", name="Nora New").click()
    expect(page.get_by_text("All completed")).to_be_visible()
    page.get_by_label("Award the certificate").check()
    page.get_by_label("Reason").fill("Lessons complete, work read.")
    page.get_by_role("button", name="Record my decision").click()
    expect(page.get_by_text("Nobody is waiting")).to_be_visible()


def read_the_certificate(page):
    page.goto("/")
    expect(page.get_by_role("link", name="Open the PDF")).to_be_visible()
    certificate = Certificate.objects.get()
    assert certificate.holder_name == "Nora New"
    return certificate.code


def verify(page, *, code, pdf):
    """A stranger with a phone: the code typed carelessly, then the file, then a forged one."""
    page.goto("/")
    page.get_by_role("link", name="Verify a certificate").first.click()
    page.get_by_label("Certificate code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_role("heading", name="Nora New")).to_be_visible()
    for content, words in ((pdf, "byte for byte"), (pdf + b" ", "not as we issued it")):
        page.goto("/verify/")
        page.locator("input[type=file]").set_input_files(
            {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": content}
        )
        page.get_by_role("button", name="Verify").click()
        expect(page.get_by_text(words)).to_be_visible()
