"""Room for clips: limits, quotas and disks that fill up."""

import errno

import pytest

from gait_lab.models import Recording, Upload
from tests.gait_lab.conftest import stored_files

pytestmark = pytest.mark.services


def test_upload_too_large_is_refused_before_a_byte_is_sent(tus, settings):
    settings.CLIP_MAX_BYTES = 1000
    response = tus.create(1001)

    assert response.status_code == 413
    assert "at most" in response.json()["message"]
    assert not Upload.objects.exists()


def test_quota_counts_clips_and_uploads_on_their_way(tus, clip_bytes, settings):
    settings.USER_QUOTA_BYTES = 2 * len(clip_bytes)
    address = tus.create(len(clip_bytes))["Location"]
    tus.patch(address, 0, clip_bytes)
    assert tus.create(len(clip_bytes)).status_code == 201
    refused = tus.create(1)

    assert refused.status_code == 507
    assert "Delete clips" in refused.json()["message"]


def test_only_a_few_uploads_may_be_open_at_once(tus, settings):
    settings.UPLOAD_OPEN_MAX = 2
    assert [tus.create(10).status_code for _ in range(3)] == [201, 201, 507]


def test_full_server_refuses_before_a_byte_is_sent(tus, settings):
    settings.STORAGE_RESERVE_BYTES = 2**60
    assert tus.create(1000).status_code == 507


def test_disk_that_fills_up_in_the_middle_is_said_and_the_upload_goes_on_later(
    tus, clip_bytes, monkeypatch
):
    address = tus.create(len(clip_bytes))["Location"]

    def fill(body, file, room):
        file.write(body.read(100))
        file.flush()
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("gait_lab.services.uploads._copy", fill)
        refused = tus.patch(address, 0, clip_bytes)

    assert (refused.status_code, tus.client.head(address)["Upload-Offset"]) == (507, "100")
    assert "no room" in refused.json()["message"]
    assert tus.patch(address, 100, clip_bytes[100:]).status_code == 204
    assert Recording.objects.get().file.read() == clip_bytes


def test_disk_that_fills_up_while_the_clip_is_kept_leaves_no_half_file(
    tus, clip_bytes, monkeypatch, private_folder
):
    address = tus.create(len(clip_bytes))["Location"]

    def fill(path, *, name):
        half = private_folder / name
        half.parent.mkdir(parents=True)
        half.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("gait_lab.services.storage.save_file", fill)
        refused = tus.patch(address, 0, clip_bytes)

    assert refused.status_code == 507
    assert stored_files(private_folder) == set()
    assert not Recording.objects.exists()
    assert tus.patch(address, len(clip_bytes), b"").status_code == 204
    assert Recording.objects.get().file.read() == clip_bytes
