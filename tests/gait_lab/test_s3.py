"""Clips, results and certificates on S3-compatible storage, by environment variables alone."""

import io
import runpy
import sys

import boto3
import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import FileField
from django.urls import reverse
from moto import mock_aws
from storages.backends.s3 import S3Storage

from config.settings import base
from gait_lab import services
from gait_lab.models import Analysis, Recording
from gait_lab.services import storage
from tests.factories.gait_lab import make_analysis, make_recording, write_clip
from tests.gait_lab.conftest import FAKE_CHILD

BUCKET = "midstance-test"
SAID = {"subject": "drawn", "ground": "no_person", "view": "side"}


@pytest.fixture
def bucket(monkeypatch, settings, tmp_path):
    """An S3 bucket in place of the private folder, as the settings make it of the environment."""
    for name, value in {
        "MIDSTANCE_S3_BUCKET": BUCKET,
        "MIDSTANCE_S3_REGION": "eu-central-1",
        "MIDSTANCE_S3_ACCESS_KEY": "key",
        "MIDSTANCE_S3_SECRET_KEY": "secret",
    }.items():
        monkeypatch.setenv(name, value)
    made = runpy.run_path(base.__file__)["STORAGES"]
    settings.UPLOAD_DIR, settings.JOB_DIR = tmp_path / "uploads", tmp_path / "jobs"
    with mock_aws():
        place = {"LocationConstraint": "eu-central-1"}
        s3 = boto3.resource("s3", region_name="eu-central-1")
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=place)
        remote = storages.create_storage(made["private"])
        for field in _private_fields():
            monkeypatch.setattr(field, "storage", remote)
        monkeypatch.setitem(storages._storages, "private", remote)
        yield s3.Bucket(BUCKET)


def _private_fields():
    local = storages["private"]
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    return [f for f in fields if isinstance(f, FileField) and f.storage is local]


def keys(bucket):
    return sorted(item.key for item in bucket.objects.all())


def body(response):
    return b"".join(response.streaming_content)


@pytest.fixture
def filmed(bucket, learner, tmp_path):
    """A recording that came in piece by piece, and its bytes."""
    content = write_clip(tmp_path / "clip.mp4").read_bytes()
    upload = services.begin_upload(owner=learner, declared_bytes=len(content), said=SAID)
    services.append_to_upload(upload=upload, offset=0, body=io.BytesIO(content))
    return Recording.objects.get(), content


def test_clip_lies_in_the_bucket_for_nobody_but_us(filmed, bucket, settings):
    recording, content = filmed

    assert isinstance(recording.file.storage, S3Storage)
    assert keys(bucket) == [f"private/{recording.file.name}"]
    stored = bucket.Object(f"private/{recording.file.name}")
    assert stored.get()["Body"].read() == content
    grants = stored.Acl().grants
    assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"]
    assert not any(settings.UPLOAD_DIR.iterdir())


def test_owner_gets_it_through_our_own_page_whole_and_in_ranges(filmed, client, learner):
    recording, content = filmed
    client.force_login(learner)
    address = reverse("gait_lab:recording_file", args=[recording.pk])
    whole = client.get(address)
    part = client.get(address, headers={"Range": "bytes=100-199"})
    end = client.get(address, headers={"Range": "bytes=-50"})

    assert (whole.status_code, body(whole)) == (200, content)
    assert (part.status_code, body(part)) == (206, content[100:200])
    assert part["Content-Range"] == f"bytes 100-199/{len(content)}"
    assert body(end) == content[-50:]
    assert client.head(address)["Content-Length"] == str(len(content))
    beyond = client.get(address, headers={"Range": f"bytes={len(content)}-"})
    assert beyond.status_code == 416


def test_no_address_of_the_store_reaches_the_browser(filmed, client, learner):
    client.force_login(learner)
    for name in ("recordings", "new_clip"):
        page = client.get(reverse(f"gait_lab:{name}")).text
        assert "amazonaws" not in page
        assert BUCKET not in page


def test_others_get_nothing(filmed, client, other_learner):
    recording, _ = filmed
    client.force_login(other_learner)
    assert client.get(reverse("gait_lab:recording_file", args=[recording.pk])).status_code == 404


def test_file_lost_from_the_store_is_404(filmed, client, learner, bucket):
    recording, _ = filmed
    client.force_login(learner)
    bucket.Object(f"private/{recording.file.name}").delete()

    assert client.get(reverse("gait_lab:recording_file", args=[recording.pk])).status_code == 404
    services.run_analysis(recording.analyses.get().pk)
    assert recording.analyses.get().failure_reason == services.running.FILE_GONE


def test_analysis_reads_its_clip_from_the_bucket_and_leaves_its_files_there(
    filmed, bucket, settings, tmp_path, monkeypatch
):
    recording, _ = filmed
    settings.ANALYSIS_CHILD_COMMAND = [sys.executable, str(FAKE_CHILD)]
    write_job = services.running._write_job

    def with_plan(analysis, *, clip, folder):
        (folder / "plan.json").write_text(f'{{"act": "finish", "mark": "{tmp_path}/mark"}}')
        write_job(analysis, clip=clip, folder=folder)

    monkeypatch.setattr(services.running, "_write_job", with_plan)
    services.run_analysis(recording.analyses.get().pk)
    analysis = Analysis.objects.get()

    assert analysis.status == "done"
    folder = f"private/analyses/{analysis.pk}/{analysis.run_token}"
    assert keys(bucket)[:-1] == [f"{folder}/overlay.mp4", f"{folder}/still-contact.jpg"]
    assert analysis.overlay_video.read() == b"made overlay.mp4"
    assert not any(settings.JOB_DIR.iterdir())


def test_deletion_empties_the_bucket(filmed, bucket, django_capture_on_commit_callbacks):
    recording, _ = filmed
    analysis = recording.analyses.get()
    analysis.overlay_video.save(f"analyses/{analysis.pk}/run/overlay.mp4", ContentFile(b"film"))
    assert len(keys(bucket)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        services.delete_recording(recording=recording)

    assert keys(bucket) == []


def test_refused_clip_leaves_nothing_in_the_bucket(bucket, learner):
    text = b"a letter to a friend"
    upload = services.begin_upload(owner=learner, declared_bytes=len(text), said=SAID)
    with pytest.raises(services.ClipError):
        services.append_to_upload(upload=upload, offset=0, body=io.BytesIO(text))

    assert keys(bucket) == []


def test_sweep_finds_orphans_in_the_bucket(bucket, learner, monkeypatch):
    kept = make_recording(learner)
    make_analysis(kept)
    storage.private().save(
        "recordings/6e0d8ad0-0000-4000-8000-000000000000/a.mp4", ContentFile(b"x")
    )
    assert services.remove_orphans() == 0
    monkeypatch.setattr(services.sweeping, "ORPHAN_AGE", -services.sweeping.ORPHAN_AGE)

    assert services.remove_orphans() == 1
    assert keys(bucket) == [f"private/{kept.file.name}"]
