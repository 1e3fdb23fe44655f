"""The course we ship: whole, sound, and built by the services that authors use."""

import re

import pytest

from courses.content import COURSE
from courses.models import CoursePage, LessonPage
from courses.scoring import is_right
from courses.selectors import (
    check_states,
    checks_of,
    has_completed_lessons,
    progress_of,
    sources_of,
)
from courses.services import (
    build_course,
    complete_lesson,
    enrol_learner,
    link_practical,
    record_answer,
)
from tests.factories.cases import freeze_case, make_measured_case
from tests.factories.courses import right_answer

LESSONS = [lesson for module in COURSE.modules for lesson in module.lessons]


@pytest.fixture
def built(db):
    return build_course()


def test_building_twice_changes_nothing(built):
    first = list(LessonPage.objects.values_list("pk", "live_revision_id"))
    assert build_course() == built
    assert list(LessonPage.objects.values_list("pk", "live_revision_id")) == first
    assert CoursePage.objects.count() == 1


def test_building_again_leaves_an_authors_words_alone(built):
    lesson = LessonPage.objects.first()
    lesson.title = "Mine"
    lesson.save_revision().publish()
    build_course()
    assert LessonPage.objects.get(pk=lesson.pk).title == "Mine"


def test_lessons_stand_in_the_order_of_the_work(built, learner):
    titles = [item.lesson.title for item in progress_of(learner=learner, course=built).lessons]
    assert titles == [lesson.title for lesson in LESSONS]


def test_every_block_passes_the_authors_own_validation(built):
    for lesson in LessonPage.objects.all():
        lesson.body.stream_block.clean(lesson.body)


def test_block_ids_are_unique_and_do_not_depend_on_the_installation(built):
    ids = [block.id for lesson in LessonPage.objects.all() for block in lesson.body]
    assert len(ids) == len(set(ids))
    assert set(ids) == {block["id"] for lesson in LESSONS for block in lesson.body()}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_each_lesson_is_a_full_one(lesson):
    kinds = [block.type for block in lesson.blocks]
    words = sum(
        len(re.sub(r"<[^>]+>", " ", block.value).split())
        for block in lesson.blocks
        if block.type == "text"
    )
    assert words > 500
    assert kinds.count("figure") >= 2
    assert sum(kinds.count(kind) for kind in ("single_choice", "multiple_choice", "numeric")) >= 4
    assert kinds.count("evidence") >= 2


def test_every_claim_cites_a_source_that_can_be_found(built):
    for lesson in LessonPage.objects.all():
        for source in sources_of(lesson):
            assert source.doi.startswith("10.") or source.address.startswith("https://")


def test_every_option_says_why(built):
    for lesson in LessonPage.objects.all():
        for check in checks_of(lesson):
            for option in check.options:
                assert len(option.rationale) > 20


def test_right_option_does_not_always_stand_first(built):
    single = [c for p in LessonPage.objects.all() for c in checks_of(p) if c.kind == "single"]
    assert len({c.options.index(next(o for o in c.options if o.is_correct)) for c in single}) > 1


@pytest.mark.parametrize(
    ("key", "worked_out"),
    [
        ("filming/q-perspective", 100 * (1 - 4.0 / 4.2)),
        ("filming/q-slow-motion", 21 * 240 / 30),
        ("contact-and-toe-off/q-late", 2.8 * 0.025 * 100),
        ("contact-and-toe-off/q-averaging", 6.7 / 16**0.5),
        ("angles/q-point-error", 1.4321),
        ("angles/q-mdc", 1.96 * 2**0.5 * 2.5),
    ],
)
def test_numeric_keys_agree_with_the_arithmetic(built, key, worked_out):
    slug, name = key.split("/")
    from courses.content.writing import stable_id

    lesson = LessonPage.objects.get(slug=slug)
    check = next(c for c in checks_of(lesson) if c.block_id == stable_id(slug, name))
    assert is_right(check, worked_out)
    assert check.tolerance < abs(check.answer) / 10


def test_a_learner_can_finish_the_course(built, client, learner):
    client.force_login(learner)
    enrolment = enrol_learner(course=built, learner=learner)
    for item in progress_of(learner=learner, course=built).lessons:
        assert client.get(item.lesson.get_url()).status_code == 200
        for state in check_states(item.lesson, enrolment=enrolment).values():
            record_answer(
                learner=learner,
                lesson=item.lesson,
                block_id=state.check.block_id,
                given=right_answer(state.check),
                attempt_no=1,
            )
        complete_lesson(learner=learner, lesson=item.lesson)
    assert has_completed_lessons(learner=learner, course=built)


def test_no_rationale_of_the_course_is_in_its_pages(built, client, learner):
    client.force_login(learner)
    enrol_learner(course=built, learner=learner)
    for lesson in LessonPage.objects.all():
        page = client.get(lesson.get_url()).content.decode()
        for check in checks_of(lesson):
            said = [option.rationale for option in check.options]
            said += [w for w in (check.if_low, check.if_high, check.solution) if w]
            assert [words for words in said if words[:25] in page] == []


def test_drawings_follow_the_readers_theme(built, client, learner):
    client.force_login(learner)
    enrol_learner(course=built, learner=learner)
    page = client.get(LessonPage.objects.get(slug="angles").get_url()).content.decode()
    assert 'data-figure="joint_angles"' in page
    assert re.search(r'<svg class="fig"[^>]* role="img" aria-label="[^"]{40,}"', page)
    assert "#0072" not in page


def test_practical_leads_to_the_list_until_a_case_is_linked(built, client, learner):
    client.force_login(learner)
    enrol_learner(course=built, learner=learner)
    lesson = LessonPage.objects.get(slug="angles")
    page = client.get(lesson.get_url()).content.decode()
    assert 'href="/practicals/">Open your practicals' in page
    assert link_practical(course=built, case_id="00000000-0000-4000-8000-000000000000") == 1
    # A case whose reference is not frozen, or that is not there, is not led to.
    assert "Open your practicals" in client.get(lesson.get_url()).content.decode()
    assert link_practical(course=built, case_id="00000000-0000-4000-8000-000000000001") == 0


def test_practical_leads_to_its_case_once_the_reference_is_frozen(
    built, client, learner, instructor, examiner
):
    case = make_measured_case(instructor, title="A runner to measure")
    link_practical(course=built, case_id=case.pk)
    client.force_login(learner)
    enrol_learner(course=built, learner=learner)
    url = LessonPage.objects.get(slug="angles").get_url()
    assert "A runner to measure" not in client.get(url).content.decode()
    freeze_case(case, examiner)
    assert f'href="/practicals/case/{case.pk}/"' in client.get(url).content.decode()
