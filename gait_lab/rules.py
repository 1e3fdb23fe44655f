"""What may be stored and seen: pure rules about clips, who is shown on them, and results."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.enums import Role
from accounts.rules import has_role
from gait_lab.enums import Ground, Purpose, Subject, View

GROUNDS = {
    Subject.MYSELF: (Ground.OWN_IMAGE,),
    Subject.CONSENTING_ADULT: (Ground.WRITTEN_CONSENT, Ground.CARE),
    Subject.CONSENTING_MINOR: (Ground.WRITTEN_CONSENT, Ground.CARE),
    Subject.DRAWN: (Ground.NO_PERSON,),
}
"""On which grounds a clip of each subject may be kept."""

POSE_MODELS = ("full", "heavy", "lite")
CUSTOM_POSE_MODEL = "custom"
"""Stands for the model file that the site's settings name; nobody names a path in a form."""

SPEED_RANGE_MPS = (0.5, 12.0)
HEIGHT_RANGE_CM = (80.0, 230.0)
CAPTURE_RATE_RANGE_HZ = (10.0, 1000.0)

UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters: PostgreSQL stores no NUL, and a turned direction shows a name backwards."""


class DeclarationError(ValueError):
    """What was said about a clip is missing or does not fit; ``errors`` is {field: message}."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True)
class Declaration:
    """Who is shown on a clip and on what ground it is kept. Nothing is stored without it."""

    subject: str
    ground: str
    purpose: str = Purpose.PRACTICE
    title: str = ""

    def __post_init__(self) -> None:
        errors = {}
        if self.subject not in Subject.values:
            errors["subject"] = "Say who is shown on the clip."
        if self.ground not in Ground.values:
            errors["ground"] = "Say on what ground the clip may be kept."
        if self.purpose not in Purpose.values:
            errors["purpose"] = "Say what the clip is for."
        if not errors and self.ground not in GROUNDS[Subject(self.subject)]:
            allowed = " or ".join(f"“{g.label}”" for g in GROUNDS[Subject(self.subject)])
            errors["ground"] = f"For this choice of who is shown, the ground can only be {allowed}."
        if errors:
            raise DeclarationError(errors)


@dataclass(frozen=True)
class AnalysisSettings:
    """How a clip was filmed and how it is to be analysed."""

    view: str
    near_side: str = ""
    speed_mps: float | None = None
    height_cm: float | None = None
    capture_rate_hz: float | None = None
    pose_model: str = ""

    def __post_init__(self) -> None:
        errors = {}
        if self.view not in View.values:
            errors["view"] = "Say whether the runner is seen from the side or from behind."
        if self.near_side not in ("", "left", "right"):
            errors["near_side"] = "The side nearer the camera is left or right."
        if self.pose_model not in ("", CUSTOM_POSE_MODEL, *POSE_MODELS):
            errors["pose_model"] = f"Choose one of the pose models {', '.join(POSE_MODELS)}."
        for name, limits, unit in (
            ("speed_mps", SPEED_RANGE_MPS, "m/s"),
            ("height_cm", HEIGHT_RANGE_CM, "cm"),
            ("capture_rate_hz", CAPTURE_RATE_RANGE_HZ, "frames per second"),
        ):
            value = getattr(self, name)
            if value is not None and not limits[0] <= value <= limits[1]:
                errors[name] = f"Give a value from {limits[0]:g} to {limits[1]:g} {unit}."
        if errors:
            raise DeclarationError(errors)


def declaration_from(data: Mapping[str, Any]) -> Declaration:
    """The declaration in what a browser sent; ``DeclarationError`` says what is missing."""
    return Declaration(
        subject=_text(data, "subject"),
        ground=_text(data, "ground"),
        purpose=_text(data, "purpose") or Purpose.PRACTICE,
        title=_text(data, "title")[:120],
    )


def storable(data: Mapping[str, Any]) -> dict[str, str]:
    """What a browser sent, without the characters that nothing here stores or shows."""
    return {name: _text(data, name) for name in data}


def settings_from(data: Mapping[str, Any]) -> AnalysisSettings:
    """The analysis settings in what a browser sent; ``DeclarationError`` says what is wrong."""
    return AnalysisSettings(
        view=_text(data, "view"),
        near_side=_text(data, "near_side"),
        speed_mps=_number(data, "speed_mps"),
        height_cm=_number(data, "height_cm"),
        capture_rate_hz=_number(data, "capture_rate_hz"),
        pose_model=_text(data, "pose_model"),
    )


def may_declare(user, declaration: Declaration) -> bool:
    """Teaching cases come from those who teach."""
    return declaration.purpose != Purpose.CASE or may_open_cases(user)


def may_open_cases(user) -> bool:
    """Those who write and mark cases see a case's analysis and reference."""
    return has_role(user, Role.INSTRUCTOR, Role.EXAMINER)


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    return "" if value is None else UNSEEN.sub("", str(value)).strip()


def _number(data: Mapping[str, Any], name: str) -> float | None:
    text = _text(data, name).replace(",", ".")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if value != value or value in (float("inf"), float("-inf")):
        raise DeclarationError({name: "Give a number, or leave it empty."})
    return value
