"""Checks in the browser: judged and explained by the server, their keys never sent ahead."""

import json

import pytest
from django.urls import reverse

from courses.models import CheckAnswer
from tests.courses.browser import HTMX, answer_url, html
from tests.factories.courses import (
    check_of,
    option_id,
    right_answer,
)

KEY_WORDS = ("RATIONALE", "FEEDBACK", "16.7", "is_correct", "key_digest")


def keys_in(response) -> list[str]:
    main = html(response).split("<main", 1)[1]
    return [word for word in KEY_WORDS if word in main]


def test_page_shows_no_key_before_an_answer(reader, lesson):
    response = reader.get(lesson.url)
    assert "What starts stance?" in html(response)
    assert keys_in(response) == []


def test_instructor_page_shows_no_key_either(client, instructor, lesson):
    client.force_login(instructor)
    assert keys_in(client.get(lesson.url)) == []


def test_options_carry_no_mark_of_the_right_one(reader, lesson):
    check = check_of(lesson, "single")
    page = html(reader.get(lesson.url))
    inputs = {
        option.text: page.split(f'value="{option.id}"')[1].split(">")[0] for option in check.options
    }
    assert len(set(inputs.values())) == 1


def test_wrong_answer_explains_itself_and_no_other(reader, lesson):
    check = check_of(lesson, "single")
    data = {"options": option_id(check, "Toe-off"), "attempt_no": 1}
    page = html(reader.post(answer_url(lesson, check), data, headers=HTMX))
    assert "RATIONALE-TOE-OFF" in page
    assert [w for w in ("RATIONALE-CONTACT", "RATIONALE-MID") if w in page] == []


def test_right_answer_explains_every_option(reader, lesson):
    check = check_of(lesson, "single")
    data = {"options": option_id(check, "Initial contact"), "attempt_no": 1}
    page = html(reader.post(answer_url(lesson, check), data, headers=HTMX))
    for word in ("RATIONALE-TOE-OFF", "RATIONALE-CONTACT", "RATIONALE-MID"):
        assert word in page


@pytest.mark.parametrize(
    ("number", "words"),
    [("20", "FEEDBACK-HIGH"), ("2", "FEEDBACK-LOW"), ("16,65", "FEEDBACK-SOLUTION")],
)
def test_number_is_judged_with_its_tolerance(reader, lesson, number, words):
    check = check_of(lesson, "numeric")
    url = answer_url(lesson, check)
    page = html(reader.post(url, {"number": number, "attempt_no": 1}, headers=HTMX))
    assert [w for w in ("FEEDBACK-HIGH", "FEEDBACK-LOW", "FEEDBACK-SOLUTION") if w in page] == [
        words
    ]


@pytest.mark.parametrize("number", ["", "many", "nan", "inf", "1e999"])
def test_a_word_for_a_number_is_explained_and_not_recorded(reader, lesson, number):
    url = answer_url(lesson, check_of(lesson, "numeric"))
    page = html(reader.post(url, {"number": number, "attempt_no": 1}, headers=HTMX))
    assert "number" in page.split('role="alert"')[1].split("</ul>")[0]
    assert not CheckAnswer.objects.exists()


def test_an_option_of_another_question_is_refused(reader, lesson):
    other = check_of(lesson, "multiple").options[0].id
    url = answer_url(lesson, check_of(lesson, "single"))
    page = html(reader.post(url, {"options": other, "attempt_no": 1}, headers=HTMX))
    assert "This question has changed" in page
    assert not CheckAnswer.objects.exists()


def test_without_scripts_an_answer_leads_back_to_its_question(reader, lesson):
    check = check_of(lesson, "multiple")
    data = {"options": right_answer(check), "attempt_no": 1}
    response = reader.post(answer_url(lesson, check), data)
    assert response["Location"] == f"{lesson.url}#block-{check.block_id}"
    assert "RATIONALE-STANCE" in html(reader.get(lesson.url))


def test_double_click_on_an_answer_is_one_try(reader, lesson):
    check = check_of(lesson, "numeric")
    for _ in range(2):
        reader.post(answer_url(lesson, check), {"number": "3", "attempt_no": 1})
    assert CheckAnswer.objects.count() == 1


def test_answer_to_a_check_that_is_not_there_is_404(reader, lesson):
    url = reverse("courses:answer", args=[lesson.pk, "00000000-0000-4000-8000-000000000000"])
    assert reader.post(url, {"number": "3", "attempt_no": 1}).status_code == 404


def test_every_answer_in_json_stays_on_the_server(reader, lesson):
    """No attribute or script of the page holds a key as data."""
    page = html(reader.get(lesson.url))
    assert "application/json" not in page
    assert json.dumps(right_answer(check_of(lesson, "multiple"))) not in page
