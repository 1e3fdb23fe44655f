"""Angles drawn at the joints they are measured at: a reference line, an arc, a value."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from gait_lab.analysis.conventions import Side, opposite
from gait_lab.analysis.digits import number
from gait_lab.overlays.drawing import Pen, Place, Point, direction_deg
from gait_lab.overlays.palette import SIDE_COLOUR, SIDE_LIGHT, STAGE, WHITE
from gait_lab.overlays.scene import Scene
from gait_lab.overlays.text import draw_pill, pill_width_px

REFERENCE_LENGTH = 0.42
"""Of a dashed vertical or level line, as a share of the leg."""


@dataclass(frozen=True)
class View:
    """One frame of a scene being drawn: where its points come to lie, and how large."""

    pen: Pen
    scene: Scene
    frame: int
    place: Place
    side: Side
    text_px: int
    _labels: list[Callable[[], None]] = field(default_factory=list)

    def at(self, joint: str, side: Side | None = None) -> Point:
        return self.place(self.scene.point(f"{side or self.side}_{joint}", self.frame))

    def middle(self, joint: str) -> Point:
        return self.place(self.scene.middle(joint, self.frame))

    def value_deg(self, name: str) -> float:
        return self.scene.angle_deg(name, self.side, self.frame)

    @property
    def colour(self):
        return SIDE_LIGHT[self.side]

    @property
    def leg_px(self) -> float:
        """The leg's length as drawn here."""
        zero, one = self.place(np.zeros(2)), self.place(np.array([self.scene.leg_length_px, 0.0]))
        return float(np.linalg.norm(one - zero))

    def label(
        self,
        text: str,
        near: Point,
        direction: Point,
        *,
        gap: float = 1.0,
        behind: Point | None = None,
    ) -> None:
        """A value beside a joint, off to ``direction`` so that the joint stays in sight.

        On the other side (of ``behind``) where the picture ends too soon: a plate pushed back
        inside would cover the very leg it speaks of. Written by ``write_labels``.
        """
        if not np.isfinite(near).all():
            return
        away = gap * (0.11 * self.leg_px + 0.4 * self.text_px)
        if not self._has_room(text, near + direction * away, direction):
            direction, near = -direction, near if behind is None else behind
        self._labels.append(lambda: self._write(text, near, near + direction * away, direction))

    def write_labels(self) -> None:
        """Last of all, so that no line of another angle runs through a number."""
        for write in self._labels:
            write()
        self._labels.clear()

    def _write(self, text: str, near: Point, spot: Point, direction: Point) -> None:
        anchor = "left" if direction[0] > 0 else "right"
        self.pen.line(near, spot, WHITE, width=1.0, casing=STAGE)
        draw_pill(
            self.pen.image,
            text,
            x=round(float(spot[0])),
            y=round(float(spot[1])),
            size_px=self.text_px,
            edge=SIDE_COLOUR[self.side],
            colour=WHITE,
            anchor=anchor,
        )

    def _has_room(self, text: str, spot: Point, direction: Point) -> bool:
        reach = pill_width_px(text, size_px=self.text_px) * np.sign(direction[0])
        return bool(0 <= spot[0] + reach <= self.pen.image.shape[1])


@dataclass(frozen=True)
class Angle:
    """One measurable angle: its words, the series it is read from, and how it is drawn."""

    code: str
    label: str
    series: str
    draw: Callable[[View, str], None]
    directions: tuple[str, str] | None = None

    def value_words(self, value_deg: float) -> str:
        """Degrees, with the direction in a word where a sign alone would be a riddle."""
        if self.directions is None:
            return said_deg(value_deg)
        words = self.directions[round(value_deg) < 0]
        return f"{said_deg(abs(value_deg))} {words}" if round(value_deg) else said_deg(0)

    def words(self, value_deg: float) -> str:
        return f"{self.label} {self.value_words(value_deg)}"


def said_deg(value_deg: float) -> str:
    """Whole degrees, with a real minus sign; never minus zero."""
    return f"{number(value_deg, decimals=0)}°"


def draw_angle(angle: Angle, view: View) -> float | None:
    """Draw one angle with its value; the value, or None where there is none to draw."""
    value_deg = view.value_deg(angle.series)
    if not np.isfinite(value_deg):
        return None
    angle.draw(view, angle.words(value_deg))
    return value_deg


def _knee(view: View, words: str) -> None:
    hip, knee, ankle = view.at("hip"), view.at("knee"), view.at("ankle")
    beyond = knee + (knee - hip) * 0.4
    view.pen.dashed(knee, beyond, WHITE, width=1.2)
    view.pen.arc(
        knee, direction_deg(knee, beyond), direction_deg(knee, ankle), view.colour, radius=26
    )
    view.label(words, knee, view.scene.ahead, gap=1.2)


def _shank(view: View, words: str) -> None:
    knee, ankle = view.at("knee"), view.at("ankle")
    top = ankle + view.scene.up * REFERENCE_LENGTH * view.leg_px
    view.pen.dashed(ankle, top, WHITE, width=1.2)
    view.pen.arc(
        ankle, direction_deg(ankle, top), direction_deg(ankle, knee), view.colour, radius=44
    )
    view.label(words, (knee + 2 * ankle) / 3, view.scene.ahead, gap=1.3)


def _thigh(view: View, words: str) -> None:
    hip, knee = view.at("hip"), view.at("knee")
    down = hip - view.scene.up * REFERENCE_LENGTH * view.leg_px
    view.pen.dashed(hip, down, WHITE, width=1.2)
    view.pen.arc(hip, direction_deg(hip, down), direction_deg(hip, knee), view.colour, radius=44)
    view.label(words, hip, -view.scene.ahead, gap=1.5)


def _trunk(view: View, words: str) -> None:
    hip, shoulder = view.middle("hip"), view.middle("shoulder")
    top = hip + view.scene.up * np.linalg.norm(shoulder - hip)
    view.pen.dashed(hip, top, WHITE, width=1.2)
    view.pen.arc(hip, direction_deg(hip, top), direction_deg(hip, shoulder), view.colour, radius=60)
    view.label(words, (hip + 2 * shoulder) / 3, -view.scene.ahead, gap=1.6)


def _foot(view: View, words: str) -> None:
    heel, toe = view.at("heel"), view.at("foot_index")
    flat = heel + 1.4 * _turned_down(toe - heel, view.value_deg("foot_angle_deg"), view.scene)
    view.pen.dashed(heel, flat, WHITE, width=1.2)
    view.pen.arc(heel, direction_deg(heel, flat), direction_deg(heel, toe), view.colour, radius=32)
    view.label(words, toe, view.scene.ahead, gap=0.7, behind=heel)


def _turned_down(line: Point, angle_deg: float, scene: Scene) -> Point:
    """Where a line from heel to toe would lie with its toe lower by an angle."""
    angle = np.radians(angle_deg)
    below = scene.forward * np.array([-line[1], line[0]])
    turned: Point = np.cos(angle) * line + np.sin(angle) * below
    return turned


def _ankle(view: View, words: str) -> None:
    knee, ankle, toe = view.at("knee"), view.at("ankle"), view.at("foot_index")
    view.pen.arc(
        ankle, direction_deg(ankle, knee), direction_deg(ankle, toe), view.colour, radius=24
    )
    view.label(words, ankle, -view.scene.ahead, gap=1.4)


def _pelvis(view: View, words: str) -> None:
    """From the stance hip at the pelvis' own slope, which the other hip's mark does not follow."""
    stance, across = view.at("hip"), _towards_swing(view)
    length = 1.8 * np.linalg.norm(view.at("hip", opposite(view.side)) - stance)
    drop = np.radians(view.value_deg("pelvic_drop_deg"))
    sloping = stance + length * (np.cos(drop) * across - np.sin(drop) * view.scene.up)
    view.pen.dashed(stance, stance + length * across, WHITE, width=1.2)
    view.pen.line(stance, sloping, view.colour, width=2.4)
    view.label(words, sloping, across, gap=1.4, behind=stance)


def _adduction(view: View, words: str) -> None:
    """The dashed line is square to the pelvis: the femur turned back by what is measured."""
    stance, knee, across = view.at("hip"), view.at("knee"), _towards_swing(view)
    femur = knee - stance
    norm = float(np.linalg.norm(femur))
    if norm < 1:
        return
    inward = np.array([-femur[1], femur[0]])
    inward = inward if inward @ across > 0 else -inward
    turn = np.radians(view.value_deg("hip_adduction_deg"))
    square = np.cos(turn) * femur - np.sin(turn) * inward
    end = stance + square / norm * REFERENCE_LENGTH * view.leg_px
    view.pen.dashed(stance, end, WHITE, width=1.2)
    view.pen.arc(
        stance, direction_deg(stance, end), direction_deg(stance, knee), view.colour, radius=44
    )
    view.label(words, (stance + knee) / 2, -across, gap=1.2)


def _towards_swing(view: View) -> Point:
    """(2,) the true horizontal from the stance hip to the other one: behind, left is left."""
    return view.scene.ahead * (1 if view.side == "left" else -1)


KNEE = Angle("knee_flexion", "Knee", "knee_flexion_deg", _knee)
KNEE_AT_CONTACT = Angle("knee_flexion", "Knee", "knee_flexion_at_contact_deg", _knee)
SHANK = Angle("shank_angle", "Shank", "shank_angle_deg", _shank)
THIGH = Angle("thigh_angle", "Thigh", "thigh_angle_deg", _thigh, ("ahead", "behind"))
TRUNK = Angle("trunk_lean", "Trunk", "trunk_lean_deg", _trunk, ("forward", "back"))
FOOT = Angle("foot_angle", "Foot strike", "foot_angle_deg", _foot)
ANKLE = Angle("ankle_dorsiflexion", "Ankle", "ankle_dorsiflexion_deg", _ankle)
PELVIS = Angle("pelvic_drop", "Pelvic drop", "pelvic_drop_deg", _pelvis)
ADDUCTION = Angle("hip_adduction", "Hip adduction", "hip_adduction_deg", _adduction)
