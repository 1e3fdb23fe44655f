import pytest

from courses.scoring import Check, Option, feedback_on, is_right

OPTIONS = (
    Option("a", "A", True, "why a"),
    Option("b", "B", True, "why b"),
    Option("c", "C", False, "why c"),
)
MULTIPLE = Check("1", "multiple", "?", OPTIONS)
SINGLE = Check("2", "single", "?", (OPTIONS[0], OPTIONS[2]))
NUMERIC = Check(
    "3",
    "numeric",
    "?",
    answer=26.7,
    tolerance=0.1,
    unit="ms",
    if_low="low",
    if_high="high",
    solution="so",
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [(["a", "b"], True), (["b", "a"], True), (["a"], False), (["a", "b", "c"], False), ([], False)],
)
def test_several_answers_are_right_when_all_and_no_other_are_chosen(given, expected):
    assert is_right(MULTIPLE, given) is expected


@pytest.mark.parametrize(("given", "expected"), [(["a"], True), (["c"], False), (["x"], False)])
def test_one_answer_is_right_when_it_is_the_right_one(given, expected):
    assert is_right(SINGLE, given) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (26.7, True),
        (26.6, True),
        (26.8, True),
        (26.81, False),
        (26.59, False),
        (-26.7, False),
        (float("nan"), False),
        (float("inf"), False),
    ],
)
def test_a_number_is_right_up_to_and_with_its_tolerance(given, expected):
    assert is_right(NUMERIC, given) is expected


def test_tolerance_includes_its_edge_despite_floating_point():
    check = Check("4", "numeric", "?", answer=0.3, tolerance=0.1)
    assert is_right(check, 0.4)
    assert is_right(check, 0.2)


def test_feedback_on_a_wrong_choice_speaks_of_what_was_chosen_only():
    feedback = feedback_on(SINGLE, ["c"])
    assert not feedback.is_correct
    assert [note.text for note in feedback.notes] == ["why c"]


def test_feedback_on_a_right_choice_explains_every_option():
    assert [note.text for note in feedback_on(MULTIPLE, ["a", "b"]).notes] == [
        "why a",
        "why b",
        "why c",
    ]


def test_feedback_tells_an_incomplete_answer_from_a_wrong_one():
    assert "missing" in feedback_on(MULTIPLE, ["a"]).verdict
    assert "does not belong" in feedback_on(MULTIPLE, ["a", "c"]).verdict


@pytest.mark.parametrize(
    ("given", "words"),
    [(20, ("Too low.", "low")), (30, ("Too high.", "high")), (26.7, ("Right.", "so"))],
)
def test_feedback_on_a_number_says_the_direction(given, words):
    feedback = feedback_on(NUMERIC, given)
    assert (feedback.verdict, feedback.notes[0].text) == words


def test_key_digest_follows_the_key_and_not_the_wording():
    reworded = Check("2", "single", "Other words?", (OPTIONS[0], Option("c", "See", False, "x")))
    rekeyed = Check("2", "single", "?", (OPTIONS[0], Option("c", "C", True, "why c")))
    assert reworded.key_digest == SINGLE.key_digest
    assert rekeyed.key_digest != SINGLE.key_digest
