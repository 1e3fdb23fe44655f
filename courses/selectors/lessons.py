"""What a lesson holds: its sections, sources, words and knowledge checks."""

from dataclasses import dataclass

from courses.blocks import CHECK_BLOCKS
from courses.models import CheckAnswer, CoursePage, LessonPage
from courses.scoring import Check, Feedback, Option, feedback_on


@dataclass(frozen=True)
class CheckState:
    """A check as one learner stands to it. The key stays in ``check``: never render that."""

    check: Check
    answers: tuple[CheckAnswer, ...]

    @property
    def last(self) -> CheckAnswer | None:
        return self.answers[-1] if self.answers else None

    @property
    def is_passed(self) -> bool:
        return any(
            answer.is_correct and answer.key_digest == self.check.key_digest
            for answer in self.answers
        )

    @property
    def next_attempt_no(self) -> int:
        return self.last.attempt_no + 1 if self.last else 1

    @property
    def feedback(self) -> Feedback | None:
        # Words about an answer to a key that has changed since would be words about nothing.
        if not self.last or self.last.key_digest != self.check.key_digest:
            return None
        return feedback_on(self.check, self.last.given)


@dataclass(frozen=True)
class Source:
    authors: str
    year: int
    title: str
    journal: str
    doi: str
    address: str


@dataclass(frozen=True)
class Word:
    term: str
    meaning: object
    unit: str
    lesson: LessonPage
    block_id: str


def course_of(page) -> CoursePage:
    return CoursePage.objects.ancestor_of(page).get()


def checks_of(lesson: LessonPage) -> list[Check]:
    return [_as_check(block) for block in lesson.body if block.block_type in CHECK_BLOCKS]


def check_in(lesson: LessonPage, *, block_id: str) -> Check | None:
    return next((check for check in checks_of(lesson) if check.block_id == block_id), None)


def clip_in(lesson: LessonPage, *, block_id: str):
    return next((b.value for b in lesson.body if b.block_type == "clip" and b.id == block_id), None)


def check_states(lesson: LessonPage, *, enrolment=None) -> dict[str, CheckState]:
    """Every check of the lesson by block id, in the lesson's order."""
    answers: dict[str, list[CheckAnswer]] = {}
    if enrolment is not None:
        for answer in CheckAnswer.objects.filter(enrolment=enrolment, lesson=lesson):
            answers.setdefault(answer.block_id, []).append(answer)
    return {
        check.block_id: CheckState(check, tuple(answers.get(check.block_id, ())))
        for check in checks_of(lesson)
    }


def contents_of(lesson: LessonPage) -> list[tuple[str, str]]:
    return [(block.id, block.value) for block in lesson.body if block.block_type == "heading"]


def sources_of(lesson: LessonPage) -> list[Source]:
    """Each source once, by first author and year."""
    found = {
        (source["doi"] or source["address"]): _as_source(source)
        for block in lesson.body
        if block.block_type == "evidence"
        for source in block.value["sources"]
    }
    return sorted(found.values(), key=lambda source: (source.authors, source.year))


def glossary_of(lessons) -> list[Word]:
    words = [
        Word(
            block.value["term"], block.value["meaning"], block.value["unit"] or "", lesson, block.id
        )
        for lesson in lessons
        for block in lesson.body
        if block.block_type == "definition"
    ]
    return sorted(words, key=lambda word: word.term.lower())


def _as_source(source) -> Source:
    names = ("authors", "title", "journal", "doi", "address")
    return Source(year=source["year"] or 0, **{name: source[name] or "" for name in names})


def _as_check(block) -> Check:
    value, kind = block.value, CHECK_BLOCKS[block.block_type]
    if kind == "numeric":
        return Check(
            block_id=block.id,
            kind=kind,
            **{name: value[name] for name in ("question", "answer", "tolerance")},
            **{name: value[name] or "" for name in ("unit", "if_low", "if_high", "solution")},
        )
    options = tuple(
        Option(
            id=item.id,
            text=item.value["text"],
            is_correct=bool(item.value["is_correct"]),
            rationale=item.value["rationale"],
        )
        for item in value["options"].bound_blocks
    )
    return Check(block_id=block.id, kind=kind, question=value["question"], options=options)
