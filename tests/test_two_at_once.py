"""Two tabs, two clicks, two workers: each deed happens once."""

import base64
import io
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certification.models import Attempt, Grade, Submission
from certification.services import AttemptClosedError, save_work, start_attempt, submit_work
from courses.models import CheckAnswer, Enrolment
from courses.services import enrol_learner, record_answer
from gait_lab import services
from gait_lab.models import Analysis, Recording, Upload
from gait_lab.services import jobs
from gait_lab.services.measurements import MeasurementsClosedError, save_measurements
from gait_lab.services.references import ReferenceFrozenError, freeze_reference, open_draft
from tests.at_once import at_once, of_kind
from tests.factories.cases import begin, expert_work, make_measured_case, make_practical
from tests.factories.courses import (
    ALL_CHECKS,
    READING,
    check_of,
    lessons_of,
    make_course,
    right_answer,
)
from tests.factories.gait_lab import make_analysis, make_recording, write_clip

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("whole_site", "private_folder"),
]
SAID = {"subject": "drawn", "ground": "no_person", "view": "side"}
SIDE = services.AnalysisSettings(view="side")


def twice(call):
    return at_once(call, call)


def test_one_worker_claims_a_row(learner):
    analysis = make_analysis(make_recording(learner))
    runs = at_once(*[lambda: jobs.claim(analysis.pk)] * 8)

    assert len(of_kind(runs, jobs.Run)) == 1
    assert runs.count(None) == 7
    analysis.refresh_from_db()
    assert analysis.tries == 1


def test_one_analysis_of_a_clip_is_open(learner, sent):
    recording = make_recording(learner)
    outcomes = at_once(*[lambda: services.start_analysis(recording=recording, settings=SIDE)] * 4)

    assert len(of_kind(outcomes, Analysis)) == 1
    assert len(of_kind(outcomes, services.AlreadyRunningError)) == 3
    assert sent == [str(Analysis.objects.get().pk)]


def test_two_sweeps_queue_a_silent_run_once(learner, sent):
    long_ago = timezone.now() - timedelta(seconds=120)
    analysis = make_analysis(
        make_recording(learner), status="running", run_token=uuid.uuid4(), heartbeat_at=long_ago
    )
    put_right = twice(services.sweep_analyses)

    assert sorted(put_right) == [0, 1]
    assert sent == [str(analysis.pk)]


def test_cancelling_while_it_is_claimed_ends_it_one_way(learner):
    analysis = make_analysis(make_recording(learner))
    run, _ = at_once(
        lambda: jobs.claim(analysis.pk), lambda: services.cancel_analysis(analysis=analysis)
    )
    analysis.refresh_from_db()

    if run is None:
        assert analysis.status == "cancelled"
    else:
        assert (analysis.status, analysis.cancel_requested) == ("running", True)


def test_finish_and_deletion_leave_no_file(learner, private_folder):
    recording = make_recording(learner)
    analysis = make_analysis(recording)
    run = jobs.claim(analysis.pk)
    outputs = jobs.Outputs(
        result={}, curves=[], frame_times_s=[], video_slowdown=1, files={}, key_frames=[]
    )
    published, _ = at_once(
        lambda: jobs.publish(run, outputs),
        lambda: services.delete_recording(recording=recording),
    )

    assert published in (True, False)
    assert not Recording.objects.exists()
    assert not [path for path in private_folder.rglob("*") if path.is_file()]


def test_last_piece_sent_by_two_connections_makes_one_recording(learner, sent, tmp_path):
    content = write_clip(tmp_path / "clip.mp4").read_bytes()
    upload = services.begin_upload(owner=learner, declared_bytes=len(content), said=SAID)

    def send():
        own = Upload.objects.get(pk=upload.pk)
        return services.append_to_upload(upload=own, offset=0, body=io.BytesIO(content))

    outcomes = twice(send)

    assert len(of_kind(outcomes, Upload)) >= 1
    assert not set(map(type, outcomes)) - {Upload, services.UploadBusyError}
    assert Recording.objects.count() == Analysis.objects.count() == len(sent) == 1


def test_room_for_one_upload_is_given_once(learner, settings):
    settings.USER_QUOTA_BYTES = 1500
    outcomes = at_once(
        *[lambda: services.begin_upload(owner=learner, declared_bytes=1000, said=SAID)] * 4
    )

    assert len(of_kind(outcomes, Upload)) == 1
    assert len(of_kind(outcomes, services.QuotaError)) == 3


def test_form_sent_twice_over_http_makes_one_upload_each(learner, settings):
    settings.UPLOAD_OPEN_MAX = 1
    said = ",".join(f"{key} {base64.b64encode(v.encode()).decode()}" for key, v in SAID.items())

    def post():
        client = Client()
        client.force_login(learner)
        headers = {"Upload-Length": "1000", "Upload-Metadata": said}
        return client.post(reverse("gait_lab:uploads"), headers=headers).status_code

    assert sorted(twice(post)) == [201, 507]


def test_double_click_on_enrol_is_one_enrolment(learner):
    course = make_course(lessons=[READING])
    outcomes = twice(lambda: enrol_learner(course=course, learner=learner))

    assert outcomes[0] == outcomes[1] == Enrolment.objects.get()


def test_double_click_on_an_answer_is_one_try(learner):
    course = make_course(lessons=[ALL_CHECKS])
    lesson = lessons_of(course)[0]
    enrol_learner(course=course, learner=learner)
    check = check_of(lesson, "single")
    outcomes = twice(
        lambda: record_answer(
            learner=learner,
            lesson=lesson,
            block_id=check.block_id,
            given=right_answer(check),
            attempt_no=1,
        )
    )

    assert outcomes[0] == outcomes[1] == CheckAnswer.objects.get()


def test_double_click_on_start_is_one_attempt(examiner, learner):
    assessment = make_practical(examiner)
    enrol_learner(course=assessment.scheme.course, learner=learner)
    outcomes = twice(
        lambda: start_attempt(assessment=assessment, candidate=learner, acknowledged=True)
    )

    assert outcomes[0] == outcomes[1] == Attempt.objects.get()


@pytest.mark.parametrize("same_tab", [True, False])
def test_work_is_handed_in_and_graded_once(examiner, learner, same_tab):
    attempt = begin(make_practical(examiner), learner)
    content = expert_work()
    version = save_work(attempt=attempt, version=attempt.measurements.version, content=content)
    tokens = [uuid.uuid4()] * 2 if same_tab else [uuid.uuid4(), uuid.uuid4()]

    def submit(token):
        own = Attempt.objects.get(pk=attempt.pk)
        return submit_work(attempt=own, token=token, version=version)

    outcomes = at_once(*[lambda token=token: submit(token) for token in tokens])

    assert Submission.objects.count() == Grade.objects.count() == 1
    assert len(of_kind(outcomes, Submission)) == (2 if same_tab else 1)
    assert len(of_kind(outcomes, AttemptClosedError)) == (0 if same_tab else 1)


def test_two_experts_freeze_one_reference(examiner, instructor):
    case = make_measured_case(examiner)
    reference = open_draft(case=case, author=examiner)
    version = save_measurements(
        measurements_id=reference.measurements_id,
        version=reference.measurements.version,
        content=expert_work(),
    )

    def freeze(person):
        own = type(reference).objects.get(pk=reference.pk)
        return freeze_reference(reference=own, person=person, version=version)

    outcomes = at_once(lambda: freeze(examiner), lambda: freeze(instructor))

    assert len(of_kind(outcomes, type(reference))) == 1
    assert len(of_kind(outcomes, (MeasurementsClosedError, ReferenceFrozenError))) == 1
    reference.refresh_from_db()
    assert reference.frozen_by == of_kind(outcomes, type(reference))[0].frozen_by
