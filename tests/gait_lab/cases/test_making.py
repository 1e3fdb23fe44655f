"""Making a case of a clip."""

import pytest

from gait_lab.enums import Ground, Purpose, Subject
from gait_lab.models import Case, CaseFrame
from gait_lab.services.cases import CaseError, create_case, delete_case, suggested_window
from gait_lab.services.references import (
    open_draft,
)
from tests.factories.cases import (
    freeze_case,
    make_measured_case,
)
from tests.factories.teaching_clips import clip_analysis

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def test_create_case_lays_out_every_frame_of_its_window(examiner, tmp_path):
    analysis = clip_analysis(examiner, tmp_path / "clip.mp4")

    case = create_case(author=examiner, analysis=analysis, title="T", story="S", window=(10, 25))

    stills = list(case.stills.values_list("frame", "time_s"))
    assert stills == [(frame, frame / 30) for frame in range(10, 25)]
    with case.stills.first().image.open("rb") as file:
        assert file.read(2) == b"\xff\xd8"


def test_suggested_window_holds_whole_stances_with_a_margin(examiner, tmp_path):
    analysis = clip_analysis(examiner, tmp_path / "clip.mp4")

    start, end = suggested_window(analysis)

    assert (start, end) == (5, 30)  # contact 8 and toe-off 26, 0.12 s around them


def test_suggested_window_of_a_clip_without_a_stance_is_refused(examiner, tmp_path):
    analysis = clip_analysis(examiner, tmp_path / "clip.mp4")
    analysis.result["events"] = analysis.result["events"][:2]

    with pytest.raises(CaseError, match="nothing to measure"):
        suggested_window(analysis)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"purpose": Purpose.PRACTICE}, "agreed to another use"),
        (
            {"subject": Subject.CONSENTING_ADULT, "ground": Ground.CARE},
            "agreed to another use",
        ),
    ],
)
def test_clip_without_agreement_to_teaching_becomes_no_case(examiner, tmp_path, fields, message):
    analysis = clip_analysis(examiner, tmp_path / "clip.mp4", **fields)

    with pytest.raises(CaseError, match=message):
        create_case(author=examiner, analysis=analysis, title="T", story="S")
    assert not Case.objects.exists()


def test_another_persons_clip_becomes_no_case(examiner, instructor, tmp_path):
    analysis = clip_analysis(instructor, tmp_path / "clip.mp4")

    with pytest.raises(CaseError, match="one's own clip"):
        create_case(author=examiner, analysis=analysis, title="T", story="S")


def test_learner_makes_no_case(learner, tmp_path):
    analysis = clip_analysis(learner, tmp_path / "clip.mp4")

    with pytest.raises(CaseError, match="instructors and examiners"):
        create_case(author=learner, analysis=analysis, title="T", story="S")


def test_case_whose_frames_cannot_be_read_leaves_nothing(examiner, tmp_path):
    analysis = clip_analysis(examiner, tmp_path / "clip.mp4")
    analysis.frame_times_s = [frame / 30 for frame in range(80)]

    with pytest.raises(ValueError, match="could be read"):
        create_case(author=examiner, analysis=analysis, title="T", story="S", window=(30, 50))

    assert not Case.objects.exists()
    assert not CaseFrame.objects.exists()


def test_case_can_be_deleted_only_until_it_is_frozen(case, examiner):
    freeze_case(case, examiner)
    with pytest.raises(CaseError, match="is kept"):
        delete_case(case=case)

    other = make_measured_case(examiner, title="Second thoughts")
    open_draft(case=other, author=examiner)
    delete_case(case=other)
    assert list(Case.objects.all()) == [case]
