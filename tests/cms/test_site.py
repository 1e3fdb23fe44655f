"""The public face: home, plain pages, pictures, and the two content policies."""

import pytest
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.images.views.serve import generate_signature

from cms.models import HomePage, SiteSettings, StandardPage
from cms.services import ensure_home_page
from courses.services import ensure_site

FILTER = "width-1320|format-webp"


@pytest.fixture
def home(db):
    ensure_site()
    return HomePage.objects.get()


def test_home_page_says_what_it_is_for_and_leads_on(client, home):
    page = client.get("/").content.decode()
    assert home.headline in page
    assert page.count('class="audience"') == 3
    assert 'href="/courses/">See the course' in page


def test_home_page_is_made_once_and_keeps_its_directors_words(home):
    home.headline = "Our own words"
    home.save_revision().publish()
    ensure_site()
    assert ensure_home_page().headline == "Our own words"
    assert HomePage.objects.count() == 1


def test_a_plain_page_renders_its_blocks(client, home):
    page = home.add_child(
        instance=StandardPage(
            title="About",
            slug="about",
            introduction="Who we are.",
            body=[("heading", "Why"), ("text", "<p>Because.</p>")],
        )
    )
    text = client.get(page.url).content.decode()
    assert "Who we are." in text
    assert "<h2>Why</h2>" in text
    assert "Because." in text


def test_public_pages_allow_nothing_inline(client, home):
    policy = client.get("/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_cms_has_a_policy_of_its_own_and_only_there(client, home, director):
    client.force_login(director)
    policy = client.get("/cms/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "object-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "unsafe" not in client.get("/")["Content-Security-Policy"]


def test_a_preview_may_be_framed_by_the_cms(client, home, director):
    client.force_login(director)
    response = client.get(f"/cms/pages/{home.pk}/view_draft/")
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


@pytest.fixture
def picture(home):
    return Image.objects.create(title="A shoe", file=get_test_image_file())


def test_picture_of_a_page_is_served_by_its_signature_alone(client, picture):
    signature = generate_signature(picture.pk, FILTER)
    url = f"/pictures/{signature}/{picture.pk}/{FILTER}/shoe.png"
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert client.get(url.replace("1320", "9999")).status_code == 404


def test_uploads_are_shown_to_authors_and_to_no_one_else(client, picture, director, learner):
    url = f"/media/{picture.file.name}"
    assert client.get(url).status_code == 404
    client.force_login(learner)
    assert client.get(url).status_code == 404
    client.force_login(director)
    response = client.get(url)
    assert response.status_code == 200
    response.close()


@pytest.mark.parametrize("path", ["nothing.png", "../settings.py", "%2e%2e/%2e%2e/etc/passwd", "."])
def test_media_gives_no_file_that_is_not_there(client, home, director, path):
    client.force_login(director)
    assert client.get(f"/media/{path}").status_code == 404


def test_documents_want_a_sign_in(client, home):
    document = Document.objects.create(title="Clip", file=get_test_image_file("clip.mp4"))
    assert "/account/login/" in client.get(document.url)["Location"]


def test_site_settings_speak_in_the_footer(client, home):
    assert "running, seen and measured" in client.get("/").content.decode()
    SiteSettings.objects.update_or_create(
        pk=SiteSettings.load().pk,
        defaults={"footer": "<p>A clinic of runners.</p>", "contact_email": "us@example.org"},
    )
    page = client.get("/").content.decode()
    assert "A clinic of runners." in page
    assert 'href="mailto:us@example.org"' in page


def test_directors_and_no_one_else_change_the_settings(client, home, director, instructor):
    url = f"/cms/settings/cms/sitesettings/{SiteSettings.load().pk}/"
    client.force_login(director)
    assert client.get(url).status_code == 200
    client.force_login(instructor)
    assert client.get(url).status_code == 302
