"""What is left of a person who asks for their data to be deleted."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from gait_lab.models import Analysis, Recording
from tests.factories.cases import hand_in
from tests.factories.gait_lab import make_analysis, make_case, make_recording

User = get_user_model()


def erase(person, capsys) -> str:
    call_command("erase_person", person.email, "--yes")
    return capsys.readouterr().out


@pytest.fixture
def clip(learner):
    recording = make_recording(learner)
    make_analysis(recording)
    return recording


def test_nothing_is_left_of_a_person_with_clips_alone(
    learner, clip, capsys, django_capture_on_commit_callbacks
):
    name = clip.file.name
    with django_capture_on_commit_callbacks(execute=True):
        said = erase(learner, capsys)

    assert "1 clips deleted" in said
    assert "The account is deleted." in said
    assert not User.objects.filter(pk=learner.pk).exists()
    assert not Recording.objects.exists()
    assert not Analysis.objects.exists()
    assert not storages["private"].exists(name)


def test_handed_in_work_stands_and_the_account_is_closed(attempt, learner, clip, capsys):
    hand_in(attempt)

    said = erase(learner, capsys)

    learner.refresh_from_db()
    assert "The account is closed." in said
    assert attempt.submission.content
    assert not Recording.objects.filter(owner=learner).exists()
    assert not learner.is_active
    assert not learner.has_usable_password()
    assert learner.email.endswith("@account.invalid")


def test_closed_director_keeps_no_role_and_no_second_factor(director, attempt, capsys):
    make_case(director, make_analysis(make_recording(director)))

    said = erase(director, capsys)

    director = User.objects.get(pk=director.pk)
    assert "1 clips stay because teaching cases are made of them" in said
    assert director.role_names == frozenset()
    assert not director.groups.exists()
    assert not director.authenticator_set.exists()


def test_nobody_elses_clips_are_touched(learner, other_learner, clip, capsys):
    erase(other_learner, capsys)

    assert Recording.objects.get() == clip


def test_nothing_happens_without_yes(learner, clip):
    with pytest.raises(CommandError, match="Repeat it with --yes"):
        call_command("erase_person", learner.email)

    assert Recording.objects.get() == clip


def test_unknown_address_is_said(db):
    with pytest.raises(CommandError, match="Nobody has an account"):
        call_command("erase_person", "nobody@example.org", "--yes")
