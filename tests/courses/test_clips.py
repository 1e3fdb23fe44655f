"""A lesson's clip: to its readers only, in pieces so that they can seek."""

import json
import uuid

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document

from tests.factories.courses import lessons_of, make_course

BYTES = bytes(range(256)) * 40


@pytest.fixture
def clip_url(db):
    document = Document.objects.create(title="Clip", file=ContentFile(BYTES, name="clip.mp4"))
    block_id = str(uuid.uuid4())
    lesson = lessons_of(make_course(lessons=[()]))[0]
    value = {"video": document.pk, "caption": "<p>A run.</p>", "transcript": "She runs."}
    lesson.body = json.dumps([{"type": "clip", "id": block_id, "value": value}])
    lesson.save_revision().publish()
    return reverse("courses:clip", args=[lesson.pk, block_id, "video"])


@pytest.fixture
def reader(client, learner, clip_url):
    from courses.models import CoursePage
    from courses.services import enrol_learner

    enrol_learner(course=CoursePage.objects.get(), learner=learner)
    client.force_login(learner)
    return client


def body(response) -> bytes:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return content


def test_clip_is_closed_to_strangers_and_the_unenrolled(client, learner, clip_url):
    assert client.get(clip_url).status_code == 302
    client.force_login(learner)
    assert client.get(clip_url).status_code == 404


def test_clip_is_whole_without_a_range(reader, clip_url):
    response = reader.get(clip_url)
    assert response["Content-Type"] == "video/mp4"
    assert response["Accept-Ranges"] == "bytes"
    assert body(response) == BYTES


@pytest.mark.parametrize(
    ("wanted", "expected", "content_range"),
    [
        ("bytes=0-9", BYTES[:10], "bytes 0-9/10240"),
        ("bytes=100-", BYTES[100:], "bytes 100-10239/10240"),
        ("bytes=-10", BYTES[-10:], "bytes 10230-10239/10240"),
        ("bytes=10230-99999", BYTES[10230:], "bytes 10230-10239/10240"),
    ],
)
def test_clip_is_served_in_the_pieces_asked_for(reader, clip_url, wanted, expected, content_range):
    response = reader.get(clip_url, headers={"Range": wanted})
    assert response.status_code == 206
    assert response["Content-Range"] == content_range
    assert body(response) == expected


def test_range_beyond_the_end_is_refused(reader, clip_url):
    response = reader.get(clip_url, headers={"Range": "bytes=20000-"})
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */10240"


def test_captions_that_are_not_there_are_404(reader, clip_url):
    assert reader.get(clip_url.replace("/video/", "/captions/")).status_code == 404
    assert reader.get(clip_url.replace("/video/", "/caption/")).status_code == 404
