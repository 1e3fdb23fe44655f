"""Lines, joints, skeleton and angle arcs on a picture. Coordinates in the picture's pixels."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from gait_lab.overlays.palette import BODY, SIDE_COLOUR, STAGE, WHITE
from gait_lab.overlays.scene import Scene
from gait_lab.overlays.text import Colour, Image

Point = NDArray[np.float64]
Place = Callable[[Point], Point]
"""From pixels of the clip to pixels of the picture drawn on."""

LEG = ("hip", "knee", "ankle", "heel", "foot_index")
SHIFT = 3  # sub-pixel bits of OpenCV's drawing


class Pen:
    """Draws on one picture with lines as heavy as the runner is large."""

    def __init__(self, image: Image, *, weight: float) -> None:
        self.image = image
        self.weight = weight

    def line(
        self,
        start: Point,
        end: Point,
        colour: Colour,
        *,
        width: float,
        casing: Colour | None = None,
    ) -> None:
        if not (np.isfinite(start).all() and np.isfinite(end).all()):
            return
        if casing is not None:
            self._line(start, end, casing, width + 2.2)
        self._line(start, end, colour, width)

    def dashed(self, start: Point, end: Point, colour: Colour, *, width: float) -> None:
        length = float(np.linalg.norm(end - start))
        if not np.isfinite(length) or length < 1:
            return
        step = 7 * self.weight
        count = max(int(length / step), 1)
        marks = np.linspace(0, 1, 2 * count)
        for first, second in zip(marks[::2], marks[1::2], strict=True):
            self.line(
                start + first * (end - start),
                start + second * (end - start),
                colour,
                width=width,
                casing=STAGE,
            )

    def joint(self, at: Point, colour: Colour, *, radius: float) -> None:
        if np.isfinite(at).all():
            self._disc(at, radius + 1.3, colour)
            self._disc(at, radius - 0.6, WHITE)

    def ring(self, at: Point, colour: Colour, *, radius: float, width: float) -> None:
        import cv2

        if np.isfinite(at).all():
            centre = _fixed(at)
            for extra, paint in ((2.0, WHITE), (0.0, colour)):
                cv2.circle(
                    self.image,
                    centre,
                    round(radius * self.weight * 2**SHIFT),
                    paint,
                    self._px(width + extra),
                    cv2.LINE_AA,
                    SHIFT,
                )

    def arc(self, at: Point, start_deg: float, end_deg: float, colour: Colour, *, radius: float):
        """An arc between two image directions (degrees, clockwise from image-right)."""
        if not np.isfinite([*at, start_deg, end_deg]).all():
            return
        turn = (end_deg - start_deg + 180) % 360 - 180
        steps = np.radians(np.linspace(start_deg, start_deg + turn, 24))
        points = at + radius * self.weight * np.column_stack([np.cos(steps), np.sin(steps)])
        for width, paint in ((4.6, STAGE), (2.4, colour)):
            self._polyline(points, paint, width)

    def _line(self, start: Point, end: Point, colour: Colour, width: float) -> None:
        import cv2

        cv2.line(
            self.image, _fixed(start), _fixed(end), colour, self._px(width), cv2.LINE_AA, SHIFT
        )

    def _polyline(self, points: NDArray[np.float64], colour: Colour, width: float) -> None:
        import cv2

        fixed = np.round(points * 2**SHIFT).astype(np.int32)
        cv2.polylines(self.image, [fixed], False, colour, self._px(width), cv2.LINE_AA, SHIFT)

    def _disc(self, at: Point, radius: float, colour: Colour) -> None:
        import cv2

        size = max(round(radius * self.weight * 2**SHIFT), 2**SHIFT)
        cv2.circle(self.image, _fixed(at), size, colour, -1, cv2.LINE_AA, SHIFT)

    def _px(self, width: float) -> int:
        return max(1, round(width * self.weight))


def draw_skeleton(pen: Pen, scene: Scene, frame: int, place: Place) -> None:
    """Trunk and arms as thin light lines, the far leg thin, the near leg solid on top."""

    def at(name: str) -> Point:
        return place(scene.point(name, frame))

    _draw_body(pen, at)
    sides: Sequence = sorted(("left", "right"), key=scene.is_shown_solid)
    for side in sides:
        solid = scene.is_shown_solid(side)
        points = {joint: at(f"{side}_{joint}") for joint in LEG}
        draw_leg(pen, points, SIDE_COLOUR[side], solid=solid)


def draw_leg(pen: Pen, points: dict[str, Point], colour: Colour, *, solid: bool) -> None:
    width, casing = (4.0, WHITE) if solid else (1.8, None)
    for start, end in (
        ("hip", "knee"),
        ("knee", "ankle"),
        ("ankle", "heel"),
        ("heel", "foot_index"),
        ("ankle", "foot_index"),
    ):
        thin = {start, end} <= {"ankle", "heel", "foot_index"}
        pen.line(
            points[start], points[end], colour, width=width * (0.7 if thin else 1), casing=casing
        )
    if solid:
        for joint in ("hip", "knee", "ankle"):
            pen.joint(points[joint], colour, radius=4.6)
        for joint in ("heel", "foot_index"):
            pen.joint(points[joint], colour, radius=3.2)


def _draw_body(pen: Pen, at: Callable[[str], Point]) -> None:
    bones = [("left_shoulder", "right_shoulder"), ("left_hip", "right_hip")]
    for side in ("left", "right"):
        bones += [
            (f"{side}_shoulder", f"{side}_elbow"),
            (f"{side}_elbow", f"{side}_wrist"),
        ]
    for start, end in bones:
        pen.line(at(start), at(end), BODY, width=1.4, casing=STAGE)
    shoulder = (at("left_shoulder") + at("right_shoulder")) / 2
    hip = (at("left_hip") + at("right_hip")) / 2
    pen.line(hip, shoulder, BODY, width=2.0, casing=STAGE)


def direction_deg(start: Point, end: Point) -> float:
    """Image direction start→end, degrees clockwise from image-right."""
    return float(np.degrees(np.arctan2(end[1] - start[1], end[0] - start[0])))


def _fixed(point: Point) -> tuple[int, int]:
    x, y = np.clip(point, -1e5, 1e5) * 2**SHIFT
    return round(float(x)), round(float(y))
