"""Words for writing a lesson down, and the ids that keep its blocks the same ones for ever.

A block's id is derived from its lesson's slug and its own key, so a learner's answers still
belong to it when the course is built again elsewhere.
"""

import uuid
from dataclasses import dataclass, field

NAMESPACE = uuid.UUID("6f1c2c1e-8f0b-4b0e-9d5a-3f6f6a1d2b77")
REVIEWED_ON = "2026-11-24"


def stable_id(*parts: str) -> str:
    return str(uuid.uuid5(NAMESPACE, "/".join(parts)))


@dataclass(frozen=True)
class Block:
    type: str
    key: str
    value: object


@dataclass(frozen=True)
class Lesson:
    slug: str
    title: str
    summary: str
    reading_minutes: int
    introduction: str
    blocks: tuple[Block, ...]

    def body(self) -> list[dict]:
        return [
            {
                "type": block.type,
                "id": stable_id(self.slug, block.key),
                "value": _with_item_ids(block.value, self.slug, block.key),
            }
            for block in self.blocks
        ]


@dataclass(frozen=True)
class Module:
    slug: str
    title: str
    introduction: str
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True)
class Course:
    slug: str
    title: str
    summary: str
    description: str
    audience: str
    outcomes: tuple[str, ...]
    modules: tuple[Module, ...] = field(default=())


def _with_item_ids(value, *path: str):
    """Lists become list blocks, each item with an id of its own."""
    if not isinstance(value, dict):
        return value
    return {name: _listed(item, *path, name) for name, item in value.items()}


def _listed(item, *path: str):
    if not isinstance(item, list):
        return item
    return [
        {"type": "item", "id": stable_id(*path, str(place)), "value": entry}
        for place, entry in enumerate(item)
    ]


def heading(key: str, words: str) -> Block:
    return Block("heading", key, words)


def text(key: str, html: str) -> Block:
    return Block("text", key, html)


def key_point(key: str, html: str) -> Block:
    return Block("key_point", key, {"text": f"<p>{html}</p>"})


def definition(key: str, term: str, meaning: str, *, unit: str = "") -> Block:
    return Block("definition", key, {"term": term, "meaning": f"<p>{meaning}</p>", "unit": unit})


def drawing(name: str, *, caption: str, alt_text: str) -> Block:
    value = {"drawing": name, "caption": f"<p>{caption}</p>", "alt_text": alt_text}
    return Block("figure", f"drawing-{name}", value)


def evidence(key: str, claim: str, *, sources: list[dict], grade: str, limits: str = "") -> Block:
    value = {
        "claim": f"<p>{claim}</p>",
        "sources": sources,
        "grade": grade,
        "reviewed_on": REVIEWED_ON,
        "limits": limits,
    }
    return Block("evidence", key, value)


def measure_it(
    key: str, title: str, *, task: str, steps: list[str], result: str, table: list | None = None
) -> Block:
    value = {
        "title": title,
        "task": f"<p>{task}</p>",
        "steps": [f"<p>{step}</p>" for step in steps],
        "result": f"<p>{result}</p>",
        "table": _table(table) if table else None,
    }
    return Block("measure_it", key, value)


def _table(rows: list) -> dict:
    return {
        "data": rows,
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
    }


def right(words: str, why: str) -> dict:
    return {"text": words, "is_correct": True, "rationale": why}


def wrong(words: str, why: str) -> dict:
    return {"text": words, "is_correct": False, "rationale": why}


def one_answer(key: str, question: str, *options: dict) -> Block:
    return Block("single_choice", key, {"question": f"<p>{question}</p>", "options": list(options)})


def several_answers(key: str, question: str, *options: dict) -> Block:
    return Block(
        "multiple_choice", key, {"question": f"<p>{question}</p>", "options": list(options)}
    )


def a_number(key: str, question: str, **key_and_feedback) -> Block:
    return Block("numeric", key, {"question": f"<p>{question}</p>", **key_and_feedback})


def practical(key: str, introduction: str, *, case_id: str = "") -> Block:
    return Block("practical", key, {"introduction": f"<p>{introduction}</p>", "case_id": case_id})
