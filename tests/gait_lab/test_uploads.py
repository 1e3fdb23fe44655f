"""Clips on their way in: in pieces, over connections that break, and what is refused."""

import io
import os
import sys
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gait_lab import services
from gait_lab.enums import AnalysisStatus
from gait_lab.models import Analysis, Recording, Upload
from tests.gait_lab.conftest import stored_files
from tests.gait_lab.tus import SAID, uploaded_files

pytestmark = pytest.mark.services


def test_clip_sent_in_pieces_becomes_a_recording_and_an_analysis(
    tus, learner, clip_bytes, private_folder, settings
):
    half = len(clip_bytes) // 2
    created = tus.create(len(clip_bytes))
    assert created.status_code == 201
    address = created["Location"]

    first = tus.patch(address, 0, clip_bytes[:half])
    assert (first.status_code, first["Upload-Offset"]) == (204, str(half))
    assert tus.client.head(address)["Upload-Offset"] == str(half)
    last = tus.patch(address, half, clip_bytes[half:])
    assert last.status_code == 204

    recording = Recording.objects.get()
    assert (recording.owner, recording.title, recording.frames) == (learner, "My clip", 12)
    assert (recording.width_px, recording.height_px) == (160, 120)
    assert recording.playback_rate_hz == pytest.approx(30)
    assert recording.file.read() == clip_bytes
    analysis = recording.analyses.get()
    assert (analysis.status, analysis.view) == (AnalysisStatus.QUEUED, "side")
    assert last["Midstance-Location"] == reverse("gait_lab:analysis", args=[analysis.pk])
    assert uploaded_files(settings) == []


def test_doubled_completion_makes_one_recording(tus, clip_bytes):
    address = tus.create(len(clip_bytes))["Location"]
    first = tus.patch(address, 0, clip_bytes)
    again = tus.patch(address, len(clip_bytes), b"")

    assert again.status_code == 204
    assert again["Midstance-Location"] == first["Midstance-Location"]
    assert Recording.objects.count() == Analysis.objects.count() == 1


def test_completion_that_was_interrupted_is_taken_up_again(tus, clip_bytes, monkeypatch):
    """All bytes are there but the server died before it made the recording."""
    address = tus.create(len(clip_bytes))["Location"]
    with monkeypatch.context() as patched:
        patched.setattr("gait_lab.services.uploads._complete", lambda upload: None)
        tus.patch(address, 0, clip_bytes)
    assert not Recording.objects.exists()

    assert tus.patch(address, len(clip_bytes), b"").status_code == 204
    assert Recording.objects.count() == 1


@pytest.mark.parametrize("missing", ["subject", "ground", "view"])
def test_nothing_is_stored_without_a_declaration(tus, settings, missing):
    response = tus.create(1000, {key: value for key, value in SAID.items() if key != missing})

    assert response.status_code == 400
    assert missing in response.json()["errors"]
    assert not Upload.objects.exists()
    assert uploaded_files(settings) == []


def test_piece_at_the_wrong_place_is_refused_and_told_the_right_one(tus, clip_bytes):
    address = tus.create(len(clip_bytes))["Location"]
    tus.patch(address, 0, clip_bytes[:100])
    for offset in (0, 99, 101, len(clip_bytes)):
        response = tus.patch(address, offset, clip_bytes[offset:])
        assert (response.status_code, response["Upload-Offset"]) == (409, "100")
    assert tus.patch(address, 100, clip_bytes[100:]).status_code == 204
    assert Recording.objects.get().file.read() == clip_bytes


def test_bytes_of_a_request_that_died_are_not_kept_twice(tus, clip_bytes, settings):
    """The piece was written but the row was not: the file is longer than the row says."""
    address = tus.create(len(clip_bytes))["Location"]
    tus.patch(address, 0, clip_bytes[:100])
    path = settings.UPLOAD_DIR / Upload.objects.get().pk.hex
    path.write_bytes(clip_bytes[:100] + b"torn piece")

    tus.patch(address, 100, clip_bytes[100:])
    assert Recording.objects.get().file.read() == clip_bytes


def test_broken_connection_keeps_what_arrived(learner, private_folder, clip_bytes):
    class Breaking(io.BytesIO):
        def read(self, size=-1):
            piece = super().read(min(size, 1000))
            if not piece:
                raise ConnectionResetError
            return piece

    upload = services.begin_upload(owner=learner, declared_bytes=len(clip_bytes), said=SAID)
    with pytest.raises(ConnectionResetError):
        services.append_to_upload(upload=upload, offset=0, body=Breaking(clip_bytes[:2500]))
    upload.refresh_from_db()

    assert upload.received_bytes == 2500
    services.append_to_upload(upload=upload, offset=2500, body=io.BytesIO(clip_bytes[2500:]))
    assert Recording.objects.get().file.read() == clip_bytes


def test_more_bytes_than_declared_are_not_taken(learner, private_folder, clip_bytes):
    upload = services.begin_upload(owner=learner, declared_bytes=len(clip_bytes), said=SAID)
    body = io.BytesIO(clip_bytes + b"and more")
    services.append_to_upload(upload=upload, offset=0, body=body)

    assert Recording.objects.get().bytes == len(clip_bytes)


def test_second_connection_is_told_to_wait(learner, private_folder, clip_bytes):
    upload = services.begin_upload(owner=learner, declared_bytes=len(clip_bytes), said=SAID)

    class Meanwhile(io.BytesIO):
        def read(self, size=-1):
            with pytest.raises(services.UploadBusyError):
                services.append_to_upload(
                    upload=Upload.objects.get(), offset=0, body=io.BytesIO(b"x")
                )
            return super().read(size)

    services.append_to_upload(upload=upload, offset=0, body=Meanwhile(clip_bytes[:10]))
    assert Upload.objects.get().received_bytes == 10


@pytest.mark.parametrize(
    "decoder",
    [
        "import time; time.sleep(60)",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "print('no JSON')",
        "bytearray(2**62)",
    ],
)
def test_file_that_no_decoder_comes_back_from_is_refused(
    tus, clip_bytes, settings, private_folder, decoder
):
    settings.CLIP_PROBE_COMMAND = [sys.executable, "-c", decoder]
    settings.CLIP_PROBE_LIMIT_S = 2
    address = tus.create(len(clip_bytes))["Location"]
    refused = tus.patch(address, 0, clip_bytes)

    assert refused.status_code == 422
    assert "could not be read safely" in refused.json()["message"]
    assert not Recording.objects.exists()
    assert uploaded_files(settings) == []
    assert stored_files(private_folder) == set()


def test_deleted_upload_leaves_nothing(tus, clip_bytes, settings):
    address = tus.create(len(clip_bytes))["Location"]
    tus.patch(address, 0, clip_bytes[:100])
    assert tus.client.delete(address).status_code == 204

    assert not Upload.objects.exists()
    assert uploaded_files(settings) == []
    assert tus.client.head(address).status_code == 404


def test_upload_cut_off_half_way_is_kept_until_it_expires(tus, clip_bytes, settings):
    address = tus.create(2 * 1024**3 - 1)["Location"]
    tus.patch(address, 0, clip_bytes)
    yesterday = timezone.now() - timedelta(seconds=settings.UPLOAD_EXPIRY_S - 60)
    Upload.objects.update(touched_at=yesterday)
    assert services.delete_stale_uploads() == 0
    assert tus.client.head(address)["Upload-Offset"] == str(len(clip_bytes))

    Upload.objects.update(touched_at=yesterday - timedelta(seconds=120))
    assert services.delete_stale_uploads() == 1
    assert not Upload.objects.exists()
    assert uploaded_files(settings) == []


def test_old_bytes_without_an_upload_are_deleted(db, private_folder, settings):
    settings.UPLOAD_DIR.mkdir()
    old, young = settings.UPLOAD_DIR / "form-old", settings.UPLOAD_DIR / "form-young"
    for path in (old, young):
        path.write_bytes(b"x")
    long_ago = time.time() - settings.UPLOAD_EXPIRY_S - 60
    os.utime(old, (long_ago, long_ago))

    assert services.delete_stale_uploads() == 1
    assert uploaded_files(settings) == ["form-young"]


def test_name_keeps_its_letters_and_loses_what_turns_or_breaks_it(tus, clip_bytes):
    said = {**SAID, "title": "Zoë\u202e\u2066 <b>10\x00 km/h</b> 🏃🏽\u200d♀️\x1b"}
    address = tus.create(len(clip_bytes), said)["Location"]
    assert Upload.objects.get().declaration["title"] == "Zoë <b>10 km/h</b> 🏃🏽\u200d♀️"

    tus.patch(address, 0, clip_bytes)
    assert Recording.objects.get().title == "Zoë <b>10 km/h</b> 🏃🏽\u200d♀️"


def test_file_that_is_no_clip_is_refused_when_complete(tus, settings, private_folder):
    text = b"just text, renamed to clip.mp4"
    address = tus.create(len(text))["Location"]
    response = tus.patch(address, 0, text)

    assert response.status_code == 422
    assert "not a video file" in response.json()["message"]
    assert tus.client.head(address).status_code == 410
    assert not Recording.objects.exists()
    assert Upload.objects.get().declaration == {}
    assert uploaded_files(settings) == []
    assert stored_files(private_folder) == set()


def test_other_peoples_uploads_are_not_there(tus, other_learner, clip_bytes):
    address = tus.create(len(clip_bytes))["Location"]
    tus.client.force_login(other_learner)

    assert tus.client.head(address).status_code == 404
    assert tus.patch(address, 0, clip_bytes).status_code == 404
    assert tus.client.delete(address).status_code == 404
    assert Upload.objects.count() == 1


def test_strangers_are_asked_to_sign_in(client, db):
    response = client.post(reverse("gait_lab:uploads"))
    assert (response.status_code, "Tus-Resumable" in response) == (302, False)


def test_wrong_type_version_and_length_are_refused(tus):
    address = tus.create(10)["Location"]
    assert tus.patch(address, 0, b"x", content_type="text/plain").status_code == 415
    assert tus.client.head(address, headers={"Tus-Resumable": "0.2.2"}).status_code == 412
    assert tus.create("many").status_code == 400
    assert tus.create(0).status_code == 400
    assert tus.create(-5).status_code == 400


def test_piece_beyond_the_limit_is_refused(tus, settings):
    settings.UPLOAD_CHUNK_MAX_BYTES = 10
    address = tus.create(100)["Location"]
    assert tus.patch(address, 0, b"x" * 11).status_code == 413
    assert Upload.objects.get().received_bytes == 0


def test_options_tell_what_the_server_can_do(tus, settings):
    response = tus.client.options(reverse("gait_lab:uploads"))
    assert response["Tus-Extension"] == "creation,expiration,termination"
    assert response["Tus-Max-Size"] == str(settings.CLIP_MAX_BYTES)
