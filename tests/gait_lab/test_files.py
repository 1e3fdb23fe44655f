"""Private files: who gets them, in which ranges, and who is told that there is nothing."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from gait_lab import selectors
from gait_lab.models import Analysis, CaseRelease, KeyFrame
from tests.factories.accounts import make_user
from tests.factories.gait_lab import make_analysis, make_case, make_recording
from tests.factories.gait_results import make_finished, refuse_all

VIDEO = bytes(range(256)) * 40


@pytest.fixture
def analysis(learner, private_folder):
    return finished_analysis(make_recording(learner))


def finished_analysis(recording):
    analysis = make_analysis(recording, status="done", curves={}, frame_times_s=[0.0])
    analysis.overlay_video.save(f"analyses/{analysis.pk}/overlay.mp4", ContentFile(VIDEO))
    return analysis


def video_address(analysis):
    return reverse("gait_lab:analysis_file", args=[analysis.pk, "overlay_video"])


def body(response):
    return b"".join(response.streaming_content)


def test_owner_gets_the_whole_file_with_safe_headers(client, learner, analysis):
    client.force_login(learner)
    response = client.get(video_address(analysis))

    assert response.status_code == 200
    assert body(response) == VIDEO
    assert response["Content-Length"] == str(len(VIDEO))
    assert response["Content-Type"] == "video/mp4"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Content-Disposition"] == 'inline; filename="annotated.mp4"'
    kept = client.get(video_address(analysis) + "?download")
    assert kept["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [
        ("bytes=0-99", 0, 100),
        ("bytes=100-", 100, len(VIDEO)),
        ("bytes=-10", len(VIDEO) - 10, len(VIDEO)),
        ("bytes=10000-99999999", 10000, len(VIDEO)),
        ("bytes=5-5", 5, 6),
    ],
)
def test_range_is_answered_with_that_range(client, learner, analysis, header, start, end):
    client.force_login(learner)
    response = client.get(video_address(analysis), headers={"Range": header})

    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/{len(VIDEO)}"
    assert body(response) == VIDEO[start:end]


@pytest.mark.parametrize("header", ["bytes=999999-", "bytes=20-10"])
def test_range_outside_the_file_is_refused(client, learner, analysis, header):
    client.force_login(learner)
    response = client.get(video_address(analysis), headers={"Range": header})

    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(VIDEO)}"


@pytest.mark.parametrize("header", ["bytes=0-1,5-6", "lines=0-4", "bytes=-", "nonsense"])
def test_range_that_is_not_understood_gives_the_whole_file(client, learner, analysis, header):
    client.force_login(learner)
    assert client.get(video_address(analysis), headers={"Range": header}).status_code == 200


def test_unchanged_file_is_not_sent_again_but_asked_for_again(client, learner, analysis):
    client.force_login(learner)
    first = client.get(video_address(analysis))
    again = client.get(video_address(analysis), headers={"If-None-Match": first["ETag"]})
    old = client.get(
        video_address(analysis), headers={"Range": "bytes=0-1", "If-Range": '"another"'}
    )

    assert (again.status_code, old.status_code) == (304, 200)


def test_data_of_the_page_leaves_out_angles_whose_numbers_were_refused(
    client, learner, private_folder
):
    finished = make_finished(learner, stills=False)
    refuse_all(finished, names={"trunk_lean_deg"})
    client.force_login(learner)
    data = client.get(reverse("gait_lab:analysis_data", args=[finished.pk])).json()
    names = [curve["name"] for curve in data["curves"]]
    assert names == ["knee_flexion_deg", "thigh_angle_deg", "ankle_dorsiflexion_deg"]


@pytest.mark.parametrize("role", ["learner", "director", "therapist", "instructor", "examiner"])
def test_other_people_are_told_there_is_nothing(client, analysis, role):
    client.force_login(make_user("Petra Person", role))
    recording = reverse("gait_lab:recording_file", args=[analysis.recording_id])
    data = reverse("gait_lab:analysis_data", args=[analysis.pk])
    for address in (video_address(analysis), recording, data):
        assert client.get(address).status_code == 404


def test_strangers_are_sent_to_sign_in(client, analysis):
    response = client.get(video_address(analysis))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_file_that_does_not_exist_is_404(client, learner, analysis):
    client.force_login(learner)
    for kind in ("contact_sheet", "file", "objects"):
        address = reverse("gait_lab:analysis_file", args=[analysis.pk, kind])
        assert client.get(address).status_code == 404
    analysis.overlay_video.storage.delete(analysis.overlay_video.name)
    assert client.get(video_address(analysis)).status_code == 404


def test_original_clip_is_only_ever_a_download(client, learner, analysis):
    """What was uploaded is never shown in the site's own name."""
    client.force_login(learner)
    response = client.get(reverse("gait_lab:recording_file", args=[analysis.recording_id]))

    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]


class TestEmbargo:
    """A case's analysis holds the answers: closed to learners, by whichever door they come."""

    @pytest.fixture
    def case(self, instructor, private_folder):
        return make_case(instructor, finished_analysis(make_recording(instructor)))

    def may_see(self, user, analysis):
        try:
            return selectors.analysis_for(user, analysis.pk) == analysis
        except Analysis.DoesNotExist:
            return False

    def test_case_is_open_to_its_author_and_those_who_teach_and_mark(
        self, case, learner, instructor, examiner, director
    ):
        people = (instructor, examiner, learner, director)
        seen = [self.may_see(person, case.analysis) for person in people]
        assert seen == [True, True, False, False]

    @pytest.mark.parametrize("same", ["sha256", "stream_sha256"])
    def test_own_copy_of_the_film_shows_its_owner_nothing(self, client, case, learner, same):
        original = case.analysis.recording
        copy = make_recording(learner, **{same: getattr(original, same)})
        analysis = finished_analysis(copy)
        still = KeyFrame.objects.create(
            analysis=analysis, phase="contact", frame=1, time_s=0.1, image="x.jpg"
        )
        client.force_login(learner)

        assert selectors.is_embargoed(learner, copy)
        assert not self.may_see(learner, analysis)
        assert selectors.own_analysis_for(learner, analysis.pk) == analysis
        for address in (
            video_address(analysis),
            reverse("gait_lab:analysis_data", args=[analysis.pk]),
            reverse("gait_lab:key_frame_image", args=[still.pk]),
        ):
            assert client.get(address).status_code == 404
        # The clip itself is hers.
        own_clip = reverse("gait_lab:recording_file", args=[copy.pk])
        assert client.get(own_clip).status_code == 200

    def test_release_opens_both_the_case_and_the_copy_to_that_person_alone(
        self, case, learner, other_learner
    ):
        original = case.analysis.recording
        copies = {
            person: finished_analysis(make_recording(person, sha256=original.sha256))
            for person in (learner, other_learner)
        }
        CaseRelease.objects.create(case=case, person=learner)

        assert self.may_see(learner, case.analysis)
        assert self.may_see(learner, copies[learner])
        assert not self.may_see(other_learner, case.analysis)
        assert not self.may_see(other_learner, copies[other_learner])

    def test_one_closed_case_of_two_on_a_film_keeps_it_closed(self, case, instructor, learner):
        make_case(instructor, case.analysis, title="Another")
        CaseRelease.objects.create(case=case, person=learner)
        copy = make_recording(learner, sha256=case.analysis.recording.sha256)

        assert selectors.is_embargoed(learner, copy)
        assert not self.may_see(learner, case.analysis)

    def test_other_clips_are_not_concerned(self, case, learner):
        recording = make_recording(learner)
        assert not selectors.is_embargoed(learner, recording)
        assert self.may_see(learner, finished_analysis(recording))
