"""The lab's pages as their owner, another person and a browser without scripts meet them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gait_lab.enums import AnalysisStatus, Purpose
from gait_lab.models import Analysis, CaseRelease, Recording
from tests.factories.gait_lab import make_analysis, make_case, make_recording, write_clip
from tests.factories.gait_results import make_finished
from tests.gait_lab.browser import address, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]

SAID = {"title": "Anna", "subject": "myself", "ground": "own_image", "view": "side"}


@pytest.fixture
def clip(tmp_path):
    path = write_clip(tmp_path / "clip.mp4", frames=40)
    return SimpleUploadedFile("../../etc/clip.mp4", path.read_bytes(), content_type="video/mp4")


def running(recording, **fields):
    now = timezone.now()
    return make_analysis(
        recording,
        **{
            "status": AnalysisStatus.RUNNING,
            "stage": "pose",
            "frames_done": 30,
            "heartbeat_at": now,
            "started_at": now,
            "run_token": recording.pk,
            **fields,
        },
    )


class TestList:
    def test_empty_list_shows_the_one_step_to_start(self, as_learner):
        page = page_of(as_learner.get(reverse("gait_lab:recordings")))
        assert "Your first clip" in page
        assert page.count(reverse("gait_lab:new_clip")) == 1

    def test_shows_own_clips_with_their_state_and_nobody_elses(
        self, as_learner, learner, other_learner
    ):
        make_analysis(make_recording(learner, title="Mine"))
        make_analysis(make_recording(other_learner, title="Theirs"))
        page = page_of(as_learner.get(reverse("gait_lab:recordings")))
        assert "Mine" in page
        assert "Waiting" in page
        assert "Theirs" not in page

    def test_says_where_nothing_was_measured(self, as_learner, learner):
        analysis = make_finished(learner)
        assert "Nothing measured" not in page_of(as_learner.get(reverse("gait_lab:recordings")))
        for metric in analysis.result["metrics"]:
            metric.update(value=None, reason="Probably slow motion.")
        analysis.save()
        page = page_of(as_learner.get(reverse("gait_lab:recordings")))
        assert "Nothing measured" in page
        assert "Done" not in page

    def test_names_the_stated_rate_beside_the_files_own(self, as_learner, learner):
        make_analysis(make_recording(learner, playback_rate_hz=30.0), capture_rate_hz=240.0)
        page = page_of(as_learner.get(reverse("gait_lab:recordings"))).replace("\xa0", " ")
        assert "filmed at 240 frames/s (the file plays at 30)" in page

    @pytest.mark.parametrize("clips", [1, 3])
    def test_takes_as_many_queries_for_three_clips_as_for_one(
        self, as_learner, learner, clips, django_assert_num_queries
    ):
        for _ in range(clips):
            make_finished(learner)
        as_learner.get(reverse("gait_lab:recordings"))
        with django_assert_num_queries(QUERIES_OF_A_LIST):
            as_learner.get(reverse("gait_lab:recordings"))

    def test_still_of_a_closed_case_is_not_shown(self, as_learner, learner, instructor):
        mine = make_finished(learner)
        picture = address("key_frame_image", mine.stills.get(phase="mid_stance"))
        assert picture in page_of(as_learner.get(reverse("gait_lab:recordings")))

        same_film = make_recording(instructor, stream_sha256=mine.recording.stream_sha256)
        make_case(instructor, make_finished(instructor, recording=same_film))
        assert picture not in page_of(as_learner.get(reverse("gait_lab:recordings")))


QUERIES_OF_A_LIST = 9


class TestNewClip:
    def test_asks_who_is_shown_before_anything_is_stored(self, as_learner, clip):
        answer = as_learner.post(reverse("gait_lab:new_clip"), {"clip": clip, "view": "side"})
        page = page_of(answer)
        assert answer.status_code == 422
        assert "Say who is shown on the clip." in page
        assert "Say on what ground the clip may be kept." in page
        assert not Recording.objects.exists()

    def test_every_field_has_a_label(self, as_learner):
        page = page_of(as_learner.get(reverse("gait_lab:new_clip")))
        fields = re.findall(r'<(?:input|select|textarea)[^>]*\bid="([^"]+)"', page)
        assert len(fields) > 10
        for field in fields:
            assert f'for="{field}"' in page, field

    def test_form_works_without_scripts(self, as_learner, learner, clip):
        answer = as_learner.post(
            reverse("gait_lab:new_clip"),
            {**SAID, "clip": clip, "speed_kmh": "10,8", "height_cm": "172", "near_side": "left"},
        )
        analysis = Analysis.objects.get()
        assert answer["Location"] == address("analysis", analysis)
        assert analysis.speed_mps == pytest.approx(3.0)
        assert analysis.height_cm == 172
        assert analysis.near_side == "left"
        assert analysis.recording.owner == learner
        assert analysis.recording.title == "Anna"
        assert ".." not in analysis.recording.file.name

    def test_what_was_typed_is_kept_when_the_file_is_refused(self, as_learner):
        text = SimpleUploadedFile("run.mp4", b"this is not a video, whatever its name says")
        answer = as_learner.post(
            reverse("gait_lab:new_clip"), {**SAID, "clip": text, "speed_kmh": "9.5"}
        )
        page = page_of(answer)
        assert answer.status_code == 422
        assert 'id="id_clip_error"' in page
        assert 'value="9.5"' in page
        assert 'value="Anna"' in page
        assert re.search(r'value="myself"[^>]*checked', page)
        assert not Recording.objects.exists()

    def test_ground_that_does_not_fit_the_subject_says_which_would(self, as_learner, clip):
        answer = as_learner.post(
            reverse("gait_lab:new_clip"), {**SAID, "ground": "care", "clip": clip}
        )
        assert "It is my own image" in page_of(answer)
        assert 'id="id_ground_error"' in page_of(answer)

    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("speed_kmh", "90", "Give a value from 1.8 to 43.2 km/h."),
            ("height_cm", "1.72", "Give a value from 80 to 230 cm."),
            ("capture_rate_hz", "fast", "Enter a number."),
        ],
    )
    def test_impossible_numbers_are_refused_with_what_is_possible(
        self, as_learner, clip, field, value, message
    ):
        answer = as_learner.post(reverse("gait_lab:new_clip"), {**SAID, "clip": clip, field: value})
        assert message in page_of(answer)
        assert f'id="id_{field}_error"' in page_of(answer)

    def test_only_those_who_teach_are_asked_for_the_purpose(self, client, learner, instructor):
        client.force_login(learner)
        assert 'name="purpose"' not in page_of(client.get(reverse("gait_lab:new_clip")))
        client.force_login(instructor)
        assert 'name="purpose"' in page_of(client.get(reverse("gait_lab:new_clip")))

    def test_learner_cannot_slip_in_a_teaching_case(self, as_learner, clip):
        as_learner.post(reverse("gait_lab:new_clip"), {**SAID, "clip": clip, "purpose": "case"})
        assert Recording.objects.get().purpose == Purpose.PRACTICE


class TestProgress:
    def test_says_stage_frames_and_asks_again(self, as_learner, learner):
        analysis = running(make_recording(learner))
        page = page_of(as_learner.get(address("analysis", analysis)))
        assert "Finding the runner" in page
        assert "30 of 60 frames" in page
        assert f'hx-get="{address("progress", analysis)}"' in page
        assert 'http-equiv="refresh"' in page

    def test_part_that_is_polled_is_not_a_whole_page(self, as_learner, learner):
        analysis = running(make_recording(learner))
        part = page_of(as_learner.get(address("progress", analysis)))
        assert part.lstrip().startswith('<div class="lab-progress"')
        assert "<html" not in part

    def test_finished_work_leads_to_the_result(self, as_learner, learner):
        analysis = make_finished(learner)
        answer = as_learner.get(address("progress", analysis))
        assert answer["HX-Redirect"] == address("analysis", analysis)

    def test_those_before_in_the_queue_are_counted(self, as_learner, learner, other_learner):
        make_analysis(make_recording(other_learner))
        mine = make_analysis(make_recording(learner))
        assert "1 before this one" in page_of(as_learner.get(address("analysis", mine)))

    def test_waiting_analysis_can_be_stopped(self, as_learner, learner):
        analysis = make_analysis(make_recording(learner))
        answer = as_learner.post(address("cancel", analysis), follow=True)
        assert "The analysis was stopped" in page_of(answer)
        assert as_learner.get(address("cancel", analysis)).status_code == 405

    def test_failure_says_its_reason_and_the_next_step(self, as_learner, learner):
        reason = "The file ends early. Copy it from the phone again."
        failed = make_analysis(make_recording(learner), status="failed", failure_reason=reason)
        page = page_of(as_learner.get(address("analysis", failed)))
        assert reason in page
        assert "Analyse again" in page


class TestDelete:
    def test_asks_first_then_deletes_everything(self, as_learner, learner, private_folder):
        analysis = make_finished(learner)
        where = address("delete", analysis.recording)
        assert "Delete “" in page_of(as_learner.get(where))
        assert Analysis.objects.exists()

        as_learner.post(where)
        assert not Recording.objects.exists()
        assert not Analysis.objects.exists()

    def test_clip_under_a_case_stays_and_says_why(self, client, instructor):
        client.force_login(instructor)
        analysis = make_finished(instructor)
        make_case(instructor, analysis)
        answer = client.post(address("delete", analysis.recording), follow=True)
        assert "A teaching case is made of this clip" in page_of(answer)
        assert Recording.objects.exists()


OWN_PAGES = ("analysis", "progress", "report", "result_json", "metrics_csv")


class TestDoors:
    @pytest.mark.parametrize("name", OWN_PAGES)
    def test_other_peoples_analysis_is_404(self, client, learner, other_learner, name):
        analysis = make_finished(learner)
        client.force_login(other_learner)
        assert client.get(address(name, analysis)).status_code == 404

    @pytest.mark.parametrize("name", ["cancel", "rerun"])
    def test_other_peoples_analysis_cannot_be_touched(self, client, learner, other_learner, name):
        analysis = make_analysis(make_recording(learner))
        client.force_login(other_learner)
        assert client.post(address(name, analysis), {"view": "side"}).status_code == 404
        analysis.refresh_from_db()
        assert analysis.status == AnalysisStatus.QUEUED

    def test_other_peoples_clip_cannot_be_deleted(self, client, learner, other_learner):
        recording = make_recording(learner)
        client.force_login(other_learner)
        assert client.post(address("delete", recording)).status_code == 404
        assert Recording.objects.exists()

    @pytest.mark.parametrize("name", ["report", "result_json", "metrics_csv"])
    def test_unfinished_analysis_has_no_papers(self, as_learner, learner, name):
        analysis = make_analysis(make_recording(learner))
        assert as_learner.get(address(name, analysis)).status_code == 404


class TestEmbargo:
    @pytest.fixture
    def case(self, instructor):
        return make_case(instructor, make_finished(instructor))

    def test_own_copy_of_a_cases_film_says_when_it_opens(self, as_learner, learner, case):
        mine = make_finished(
            learner,
            recording=make_recording(learner, sha256=case.analysis.recording.sha256),
        )
        page = page_of(as_learner.get(address("analysis", mine)))
        assert "Results open after grading" in page
        assert 'class="metric"' not in page
        for name in ("report", "result_json", "metrics_csv"):
            assert as_learner.get(address(name, mine)).status_code == 404

    def test_cases_analysis_opens_on_release(self, as_learner, learner, case):
        assert as_learner.get(address("analysis", case.analysis)).status_code == 404
        CaseRelease.objects.create(case=case, person=learner)
        answer = as_learner.get(address("analysis", case.analysis))
        assert answer.status_code == 200
        assert address("delete", case.analysis.recording) not in page_of(answer)
