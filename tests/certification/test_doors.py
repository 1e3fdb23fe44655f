"""A trainee who looks for the answers, or for a second try, by any door."""

import uuid

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.enums import Role
from accounts.services import grant_role, set_up_totp
from certification.enums import AttemptStatus
from certification.models import Attempt, Grade, Submission
from gait_lab.models import KeyFrame
from tests.certification.pages.browser import post_json, secrets_of
from tests.factories.cases import CANARY, expert_work, hand_in
from tests.factories.gait_lab import make_recording
from tests.factories.gait_results import make_finished


@pytest.fixture
def client(attempt):
    client = Client()
    client.force_login(attempt.candidate)
    return client


def lab_addresses(analysis):
    """Every address of the lab that takes an analysis, a recording, a picture or a kind."""
    key_frame = KeyFrame.objects.filter(analysis=analysis).first()
    known = {
        "analysis_id": [analysis.pk],
        "recording_id": [analysis.recording_id],
        "key_frame_id": [key_frame.pk] if key_frame else [],
        "kind": ["overlay_video", "plain_video", "contact_sheet", "landmarks", "report_pdf"],
    }
    _, lab = get_resolver().namespace_dict["gait_lab"]
    for name in {name for name in lab.reverse_dict if isinstance(name, str)}:
        wanted = lab.reverse_dict.getlist(name)[0][0][0][1]
        if not wanted or not set(wanted) <= set(known):
            continue
        kinds = known["kind"] if "kind" in wanted else [None]
        for kind in kinds:
            args = {key: kind if key == "kind" else known[key][0] for key in wanted if known[key]}
            if len(args) == len(wanted):
                yield name, reverse(f"gait_lab:{name}", kwargs=args)


def test_no_address_of_the_cases_own_analysis_answers_a_candidate(client, attempt):
    addresses = list(lab_addresses(attempt.assessment.case.analysis))

    assert len(addresses) > 10
    for name, address in addresses:
        assert client.get(address).status_code in {404, 405}, name


def test_ones_own_copy_of_the_film_shows_nothing_by_any_address(client, attempt):
    film = attempt.assessment.case.analysis.recording
    copy = make_recording(attempt.candidate, stream_sha256=film.stream_sha256)
    mine = make_finished(attempt.candidate, recording=copy)

    for name, address in lab_addresses(mine):
        answer = client.get(address)
        if name in {"recording_file", "delete", "rerun", "progress"} or answer.status_code == 302:
            continue  # one's own file, and pages that hold no result
        if name == "analysis":
            assert "Results open after grading" in answer.text
            assert "metric" not in answer.text
        else:
            assert answer.status_code in {404, 405}, name


def test_pages_around_the_practical_give_nothing_away(client, attempt):
    course = attempt.assessment.scheme.course
    for address in ("/", course.get_url(), "/courses/", "/certificates/", "/lab/"):
        page = client.get(address).text
        assert [secret for secret in secrets_of(attempt.assessment.case) if secret in page] == []
        assert str(CANARY) not in page


@pytest.mark.parametrize("address", ["/practicals/results/", "/lab/cases/", "/decisions/"])
def test_pages_of_those_who_mark_do_not_exist_for_a_candidate(client, address):
    assert client.get(address).status_code == 404


def test_nothing_can_be_changed_after_handing_in(client, attempt):
    hand_in(attempt, answers={"foot_strike_class": "non_rearfoot", "findings": []})
    before = Submission.objects.get().content

    saved = post_json(
        client,
        reverse("certification:save_work", args=[attempt.pk]),
        {"version": 3, "content": expert_work()},
    )
    again = client.post(
        reverse("certification:submit_work", args=[attempt.pk]),
        {"token": uuid.uuid4(), "version": 3},
    )

    assert saved.status_code == 410
    assert again["Location"] == reverse("certification:attempt", args=[attempt.pk])
    assert Submission.objects.get().content == before
    assert Grade.objects.count() == 1


def test_no_second_try_on_a_case_whose_answers_were_shown(client, attempt):
    hand_in(attempt)

    client.post(
        reverse("certification:start_attempt", args=[attempt.assessment_id]),
        {"acknowledged": "on"},
    )

    assert Attempt.objects.count() == 1


def test_candidate_cannot_grade_their_own_work_again(client, attempt):
    hand_in(attempt)
    grant_role(user=attempt.candidate, role=Role.EXAMINER)
    set_up_totp(user=attempt.candidate)

    answer = client.post(
        reverse("certification:regrade", args=[attempt.pk]), {"reason": "I deserve more."}
    )

    assert answer.status_code == 404
    assert Grade.objects.count() == 1


def test_attempt_ends_for_someone_who_is_let_in_on_the_answers(client, attempt):
    grant_role(user=attempt.candidate, role=Role.INSTRUCTOR)
    set_up_totp(user=attempt.candidate)

    saved = post_json(
        client,
        reverse("certification:save_work", args=[attempt.pk]),
        {"version": 1, "content": expert_work()},
    )
    submitted = client.post(
        reverse("certification:submit_work", args=[attempt.pk]),
        {"token": uuid.uuid4(), "version": 1},
        follow=True,
    )

    assert saved.status_code == 410
    assert "a role that sees the answers" in submitted.text
    attempt.refresh_from_db()
    assert attempt.status == AttemptStatus.OPEN
    assert not Submission.objects.exists()
