"""Rows and messages: what wakes a worker, what a sweep puts right."""

import os
import time
import uuid
from datetime import timedelta

import pytest
from celery import Celery
from django.utils import timezone

from gait_lab import services
from gait_lab.enums import AnalysisStatus
from gait_lab.models import Analysis
from gait_lab.services import analyses, jobs
from tests.gait_lab.conftest import stored_files

pytestmark = pytest.mark.services


class TestSweep:
    def silent(self, analysis, *, tries=1, **fields):
        token = uuid.uuid4()
        Analysis.objects.filter(pk=analysis.pk).update(
            status=AnalysisStatus.RUNNING,
            run_token=token,
            heartbeat_at=timezone.now() - timedelta(seconds=61),
            tries=tries,
            **fields,
        )
        return token

    def test_silent_run_is_queued_again_and_its_files_go(
        self, learner, fake_engine, private_folder, sent, django_capture_on_commit_callbacks
    ):
        analysis = fake_engine(learner)
        token = self.silent(analysis)
        left = private_folder / "analyses" / str(analysis.pk) / str(token) / "overlay.mp4"
        left.parent.mkdir(parents=True)
        left.write_bytes(b"half")
        with django_capture_on_commit_callbacks(execute=True):
            assert services.sweep_analyses() == 1
        analysis.refresh_from_db()

        assert analysis.status == AnalysisStatus.QUEUED
        assert sent == [str(analysis.pk)]
        assert not left.exists()

    def test_third_silent_try_fails_with_a_reason(self, learner, fake_engine):
        analysis = fake_engine(learner)
        self.silent(analysis, tries=3)
        services.sweep_analyses()
        analysis.refresh_from_db()

        assert analysis.status == AnalysisStatus.FAILED
        assert "interrupted 3 times" in analysis.failure_reason

    def test_silent_run_that_was_cancelled_ends_cancelled(self, learner, fake_engine):
        analysis = fake_engine(learner)
        self.silent(analysis, cancel_requested=True)
        services.sweep_analyses()
        analysis.refresh_from_db()

        assert analysis.status == AnalysisStatus.CANCELLED

    def test_living_run_is_left_alone(self, learner, fake_engine):
        analysis = fake_engine(learner)
        jobs.claim(analysis.pk)

        assert services.sweep_analyses() == 0

    def test_row_whose_message_was_lost_gets_another(
        self, learner, fake_engine, sent, django_capture_on_commit_callbacks
    ):
        analysis = fake_engine(learner)
        long_ago = timezone.now() - timedelta(seconds=61)
        Analysis.objects.filter(pk=analysis.pk).update(enqueued_at=long_ago)
        with django_capture_on_commit_callbacks(execute=True):
            assert services.sweep_analyses() == 1
            assert services.sweep_analyses() == 0

        assert sent == [str(analysis.pk)]

    def test_old_files_without_a_row_are_removed(self, learner, fake_engine, private_folder):
        analysis = fake_engine(learner)
        services.run_analysis(analysis.pk)
        kept = stored_files(private_folder)
        orphans = [
            private_folder / "recordings" / str(uuid.uuid4()) / "clip.mp4",
            private_folder / "analyses" / str(uuid.uuid4()) / str(uuid.uuid4()) / "overlay.mp4",
            private_folder / "analyses" / str(analysis.pk) / str(uuid.uuid4()) / "overlay.mp4",
        ]
        young = private_folder / "recordings" / str(uuid.uuid4()) / "clip.mp4"
        for path in (*orphans, young):
            path.parent.mkdir(parents=True)
            path.write_bytes(b"orphan")
        two_hours_ago = time.time() - 7200
        for path in orphans:
            os.utime(path, (two_hours_ago, two_hours_ago))

        assert services.remove_orphans() == 3
        assert stored_files(private_folder) == kept | {str(young.relative_to(private_folder))}


def test_start_sends_the_message_after_the_commit(
    learner, fake_engine, sent, django_capture_on_commit_callbacks
):
    recording = fake_engine(learner).recording
    services.cancel_analysis(analysis=recording.analyses.get())
    with django_capture_on_commit_callbacks() as callbacks:
        analysis = services.start_analysis(
            recording=recording, settings=services.AnalysisSettings(view="rear")
        )
    assert sent == []
    for callback in callbacks:
        callback()
    assert sent == [str(analysis.pk)]


def test_queue_out_of_order_is_no_reason_to_refuse_an_analysis(
    learner, fake_engine, monkeypatch, settings, django_capture_on_commit_callbacks
):
    """The row waits, and nobody with it; the sweep of a worker sends another message."""
    recording = fake_engine(learner).recording
    services.cancel_analysis(analysis=recording.analyses.get())
    nowhere = Celery(broker="redis://127.0.0.1:1/0", set_as_current=False)
    nowhere.conf.broker_transport_options = settings.REMOTE_BROKER_OPTIONS
    monkeypatch.setattr(analyses, "current_app", nowhere)
    started_s = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        analysis = services.start_analysis(
            recording=recording, settings=services.AnalysisSettings(view="side")
        )

    assert time.monotonic() - started_s < 4
    assert Analysis.objects.get(pk=analysis.pk).status == AnalysisStatus.QUEUED


def test_open_analysis_is_not_doubled(learner, fake_engine):
    analysis = fake_engine(learner)
    with pytest.raises(services.AlreadyRunningError) as caught:
        services.rerun_analysis(analysis=analysis)
    assert caught.value.analysis == analysis


def test_rerun_is_a_new_analysis_with_the_same_settings(learner, fake_engine):
    first = fake_engine(learner)
    Analysis.objects.filter(pk=first.pk).update(status="cancelled", near_side="left", height_cm=171)
    first.refresh_from_db()
    second = services.rerun_analysis(analysis=first)

    assert second.pk != first.pk
    assert services.settings_of(second) == services.settings_of(first)
