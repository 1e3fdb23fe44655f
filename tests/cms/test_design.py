"""The look, held to numbers: contrast of every pair in use, icons that exist, frame by role."""

import re
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from cms.navigation import site_links

ROOT = Path(__file__).resolve().parents[2]
TOKENS = (ROOT / "cms/static/midstance/css/tokens.css").read_text()
ICONS = (ROOT / "cms/static/midstance/icons.svg").read_text()
STYLE_SHEETS = [
    path for path in ROOT.rglob("static/**/*.css") if not {".venv", "var"} & set(path.parts)
]

BODY, TEXT, GRAPHIC = 7.0, 4.5, 3.0
PAIRS = [
    ("ink", "paper", BODY),
    ("ink", "sheet", BODY),
    ("ink", "sunk", BODY),
    ("ink-soft", "paper", BODY),
    ("ink-soft", "sheet", BODY),
    ("ink-soft", "sunk", TEXT),
    ("accent", "paper", TEXT),
    ("accent", "sheet", TEXT),
    ("accent", "accent-wash", TEXT),
    ("accent-strong", "accent-wash", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("harm", "paper", TEXT),
    ("harm", "harm-wash", TEXT),
    ("on-harm", "harm", TEXT),
    ("ink", "harm-wash", BODY),
    ("care", "care-wash", TEXT),
    ("ink", "care-wash", BODY),
    ("well", "well-wash", TEXT),
    ("left-text", "paper", TEXT),
    ("right-text", "paper", TEXT),
    ("left-text", "sheet", TEXT),
    ("right-text", "sheet", TEXT),
    ("left", "paper", GRAPHIC),
    ("right", "paper", GRAPHIC),
    ("left", "band", GRAPHIC),
    ("edge", "paper", GRAPHIC),
    ("edge", "sheet", GRAPHIC),
    ("focus", "paper", GRAPHIC),
]
STAGE = {"paper": "#0c0f0e", "sheet": "#151918", "sunk": "#090b0a"}


def tokens(theme: str) -> dict[str, str]:
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS)
    chosen = {name: light if theme == "light" else dark for name, light, dark in found}
    return chosen | STAGE if theme == "stage" else chosen


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


@pytest.mark.parametrize("theme", ["light", "dark", "stage"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_pair_in_use_has_contrast(theme, front, back, least):
    known = tokens(theme)
    assert contrast(known[front], known[back]) >= least


def test_stage_colours_are_those_of_the_style_sheet():
    stage = TOKENS[TOKENS.index(".stage {") :]
    for name, colour in STAGE.items():
        assert f"--{name}: {colour};" in stage


@pytest.mark.parametrize("path", STYLE_SHEETS, ids=lambda path: path.name)
def test_style_sheet_uses_only_tokens_that_exist(path):
    text = path.read_text()
    known = set(re.findall(r"--([\w-]+):", TOKENS)) | set(re.findall(r"--([\w-]+):", text))
    assert set(re.findall(r"var\(--([\w-]+)\)", text)) <= known


def test_every_icon_a_template_asks_for_is_in_the_sprite():
    asked = set()
    for path in (ROOT / "templates").rglob("*.html"):
        asked |= set(re.findall(r'{% icon "([\w-]+)"', path.read_text()))
    assert asked
    assert asked <= set(re.findall(r'symbol id="([\w-]+)"', ICONS))


@pytest.mark.django_db
class TestFrame:
    def test_page_begins_with_a_skip_link_to_main(self, client):
        page = client.get(reverse("account_login")).content.decode()

        assert page.index('href="#main"') < page.index("<header")
        assert '<main id="main"' in page
        assert page.count("<h1") == 1
        assert '<html lang="en-GB"' in page

    def test_fields_have_labels_and_errors_are_linked(self, client):
        answer = client.post(reverse("account_login"), {"login": "nobody", "password": ""})
        page = answer.content.decode()

        for name in ("login", "password"):
            assert f'<label for="id_{name}">' in page
        assert 'id="id_password_error"' in page
        assert re.search(r'<input[^>]*aria-describedby="[^"]*id_password_error', page)

    @pytest.mark.parametrize(
        ("cookie", "html"), [("dark", 'data-theme="dark"'), ("light", 'data-theme="light"')]
    )
    def test_chosen_theme_is_written_by_the_server(self, client, cookie, html):
        client.cookies["theme"] = cookie
        assert html in client.get(reverse("account_login")).content.decode()

    def test_theme_that_is_none_of_ours_is_ignored(self, client):
        client.cookies["theme"] = '"><script>'
        page = client.get(reverse("account_login")).content.decode()
        assert "data-theme=" not in page.split("<body", 1)[0]

    def test_policy_allows_no_inline_script_or_style(self, client):
        policy = client.get(reverse("account_login"))["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "script-src 'self'" in policy

    def test_missing_page_is_in_our_look(self, client, learner):
        client.force_login(learner)
        answer = client.get("/no/such/page/")
        assert answer.status_code == 404
        assert "There is nothing at this address" in answer.content.decode()


@pytest.mark.django_db
class TestDesignPage:
    def test_is_for_staff(self, client, learner, director):
        client.force_login(learner)
        assert client.get(reverse("cms:design")).status_code == 404

        director.is_staff = True
        director.save()
        client.force_login(director)
        page = client.get(reverse("cms:design")).content.decode()
        assert 'data-theme="light"' in page
        assert 'data-theme="dark"' in page


@pytest.mark.django_db
class TestNavigation:
    def titles(self, user, path="/"):
        return [link.title for link in site_links(user=user, path=path)]

    def test_stranger_sees_no_rooms_behind_the_door(self):
        assert not {"Gait lab", "Learn", "Practicals"} & set(self.titles(AnonymousUser()))

    def test_learner_sees_the_rooms_but_no_answer_keys(self, learner):
        seen = self.titles(learner)
        assert {"Learn", "Gait lab", "Practicals"} <= set(seen)
        assert not {"Cases", "Decisions", "CMS"} & set(seen)

    def test_examiner_sees_cases_and_director_decisions(self, examiner, director):
        assert "Cases" in self.titles(examiner)
        assert "Decisions" not in self.titles(examiner)
        assert "Decisions" in self.titles(director)

    def test_link_to_where_the_reader_is_says_so(self, learner):
        here = [link.title for link in site_links(user=learner, path="/lab/new/") if link.here]
        assert here == ["Gait lab"]

    def test_longest_address_tells_where_the_examiner_is(self, examiner):
        links = site_links(user=examiner, path="/lab/cases/new/")
        assert [link.title for link in links if link.here] == ["Cases"]


@pytest.mark.django_db
class TestAccountPages:
    @pytest.mark.parametrize(
        "name", ["account_login", "account_signup", "account_reset_password", "account_inactive"]
    )
    def test_way_in_is_in_our_look(self, client, name):
        page = client.get(reverse(name)).content.decode()
        assert 'class="site-header"' in page
        assert 'class="entrance"' in page
        assert page.count("<h1") == 1

    @pytest.mark.parametrize("name", ["account_email", "account_change_password", "mfa_index"])
    def test_own_account_has_its_side_navigation(self, client, learner, name):
        client.force_login(learner)
        page = client.get(reverse(name)).content.decode()
        assert 'aria-label="Your account"' in page
        assert page.count("<h1") == 1

    def test_setting_up_the_second_step_shows_a_key_to_type_by_hand(self, client, learner):
        EmailAddress.objects.create(user=learner, email=learner.email, verified=True, primary=True)
        client.force_login(learner)
        client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
        page = client.get(reverse("mfa_activate_totp")).content.decode()
        assert 'class="secret"' in page
        assert 'alt="QR code of the key below"' in page

    def test_signing_out_is_one_press_in_the_menu(self, client, learner):
        client.force_login(learner)
        client.post(reverse("account_logout"))
        assert "_auth_user_id" not in client.session
