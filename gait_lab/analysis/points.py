"""Angles from points a person clicked on a frame, by the metrics' own formulas and signs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from gait_lab.analysis.conventions import Facing, View, facing_sign
from gait_lab.analysis.geometry import from_horizontal_deg, from_vertical_deg, knee_flexion_deg
from gait_lab.analysis.landmarks import FloatArray

NEAREST_PX = 1.0
"""Two points of one line closer than this have no direction."""

PointKey = Literal[
    "hip",
    "knee",
    "ankle",
    "heel",
    "toe",
    "heel_flat",
    "toe_flat",
    "shoulder",
    "stance_hip",
    "swing_hip",
]


@dataclass(frozen=True)
class ClickPoint:
    """One point to click. ``on`` is the frame it belongs to: the measured one or flat foot."""

    key: PointKey
    label: str
    hint: str
    optional: bool = False
    on: Literal["frame", "flat_foot"] = "frame"


@dataclass(frozen=True)
class PointMeasure:
    """What is measured, which points in which order, and the lines between them.

    ``metrics`` names the metrics of the analysis that read the same angle.
    """

    name: str
    label: str
    view: View
    points: tuple[ClickPoint, ...]
    lines: tuple[tuple[PointKey, PointKey], ...]
    definition: str
    metrics: tuple[str, ...]

    @property
    def required(self) -> tuple[PointKey, ...]:
        """Keys of the points that cannot be left out."""
        return tuple(point.key for point in self.points if not point.optional)


_HIP = ClickPoint("hip", "Hip", "The greater trochanter: the bony point at the side of the hip")
_KNEE = ClickPoint("knee", "Knee", "The middle of the knee, at the joint line")
_ANKLE = ClickPoint("ankle", "Ankle", "The outer ankle bone")
_HEEL = ClickPoint("heel", "Heel", "The lowest point of the shoe's heel")
_TOE = ClickPoint("toe", "Toe", "The lowest point of the shoe under the ball of the toes")
_SHOULDER = ClickPoint("shoulder", "Shoulder", "The middle of the shoulder joint")
_STANCE_HIP = ClickPoint("stance_hip", "Stance hip", "The hip of the leg on the ground")
_SWING_HIP = ClickPoint("swing_hip", "Swing hip", "The same point at the leg in the air")
_HEEL_FLAT = ClickPoint(
    "heel_flat",
    "Heel, foot flat",
    "The same point of the heel while the foot is flat",
    optional=True,
    on="flat_foot",
)
_TOE_FLAT = ClickPoint(
    "toe_flat",
    "Toe, foot flat",
    "The same point of the toe while the foot is flat",
    optional=True,
    on="flat_foot",
)

POINT_MEASURES: Mapping[str, PointMeasure] = {
    measure.name: measure
    for measure in (
        PointMeasure(
            "knee_flexion_deg",
            "Knee flexion",
            "side",
            (_HIP, _KNEE, _ANKLE),
            (("hip", "knee"), ("knee", "ankle")),
            "Thigh angle minus shank angle: 0 is a straight leg, positive is bent.",
            (
                "knee_flexion_at_contact_deg",
                "peak_knee_flexion_stance_deg",
                "swing_knee_flexion_deg",
            ),
        ),
        PointMeasure(
            "shank_angle_deg",
            "Shank angle",
            "side",
            (_KNEE, _ANKLE),
            (("knee", "ankle"),),
            "Knee to ankle from vertical: positive with the ankle ahead of the knee.",
            ("shank_angle_at_contact_deg",),
        ),
        PointMeasure(
            "foot_strike_angle_deg",
            "Foot-strike angle",
            "side",
            (_HEEL, _TOE, _HEEL_FLAT, _TOE_FLAT),
            (("heel", "toe"), ("heel_flat", "toe_flat")),
            "Heel to toe against the ground, less the same line while the foot is flat: positive "
            "with the toe above the heel.",
            ("foot_strike_angle_deg",),
        ),
        PointMeasure(
            "trunk_lean_deg",
            "Trunk lean",
            "side",
            (_HIP, _SHOULDER),
            (("hip", "shoulder"),),
            "Hip to shoulder from vertical: positive forwards.",
            ("trunk_lean_deg",),
        ),
        PointMeasure(
            "hip_extension_deg",
            "Thigh extension",
            "side",
            (_HIP, _KNEE),
            (("hip", "knee"),),
            "Thigh from vertical: positive with the knee behind the hip.",
            ("hip_extension_at_toe_off_deg",),
        ),
        PointMeasure(
            "pelvic_drop_deg",
            "Pelvic drop",
            "rear",
            (_STANCE_HIP, _SWING_HIP),
            (("stance_hip", "swing_hip"),),
            "Line between the hips against the horizontal: positive with the swing side lower.",
            ("contralateral_pelvic_drop_deg",),
        ),
    )
}
"""Everything a person can measure with points, by name."""


def measure_points(
    points: Mapping[str, tuple[float, float]], *, measure: str, facing: Facing
) -> float:
    """The angle between clicked points, degrees, by the conventions of the metrics.

    Parameters
    ----------
    points : key -> (x, y)
        Image pixels of the displayed frame, y down. Keys as in ``POINT_MEASURES``; others are
        left aside. The two points of the flat foot come together or not at all.
    measure : str
        A name in ``POINT_MEASURES``.
    facing : "left" or "right"
        Which way the runner faces in the image. It makes no difference to a rear view.

    Raises
    ------
    ValueError
        If the measure is unknown or a point is missing, not a number, or on top of the point
        its line leads to. The message says which.
    """
    spec = POINT_MEASURES.get(measure)
    if spec is None:
        raise ValueError(
            f"There is no measure called {measure!r}; choose from {', '.join(POINT_MEASURES)}."
        )
    placed = _placed(spec, points, sign=facing_sign(facing))
    _check_lines(spec, placed)
    return float(_ANGLES[spec.name](placed))


def _placed(
    spec: PointMeasure, points: Mapping[str, tuple[float, float]], *, sign: int
) -> dict[str, FloatArray]:
    """The measure's points in the runner's axes, X forward, Y up."""
    placed: dict[str, FloatArray] = {}
    for point in spec.points:
        if point.key in points:
            x, y = points[point.key]
            if not (np.isfinite(x) and np.isfinite(y)):
                raise ValueError(f"{point.label} has no position. Place it again.")
            placed[point.key] = np.array([sign * x, -y], dtype=float)
        elif not point.optional:
            raise ValueError(f"{spec.label} needs the point {point.label}. Place it.")
    if ("heel_flat" in placed) != ("toe_flat" in placed):
        raise ValueError("The flat foot needs both its heel and its toe. Place the other one.")
    return placed


def _check_lines(spec: PointMeasure, placed: Mapping[str, FloatArray]) -> None:
    labels = {point.key: point.label for point in spec.points}
    for start, end in spec.lines:
        if start in placed and np.hypot(*(placed[end] - placed[start])) < NEAREST_PX:
            raise ValueError(
                f"{labels[start]} and {labels[end]} are on the same spot, so the line between "
                "them has no direction. Move one of them."
            )


def _foot_strike(at: Mapping[str, FloatArray]) -> FloatArray:
    angle = from_horizontal_deg(at["heel"], at["toe"])
    if "heel_flat" in at:
        angle = angle - from_horizontal_deg(at["heel_flat"], at["toe_flat"])
    return angle


def _pelvic_drop(at: Mapping[str, FloatArray]) -> FloatArray:
    run, rise = at["swing_hip"] - at["stance_hip"]
    drop: FloatArray = np.degrees(np.arctan2(-rise, abs(run)))
    return drop


_ANGLES = {
    "knee_flexion_deg": lambda at: knee_flexion_deg(at["hip"], at["knee"], at["ankle"]),
    "shank_angle_deg": lambda at: from_vertical_deg(at["knee"], at["ankle"]),
    "foot_strike_angle_deg": _foot_strike,
    "trunk_lean_deg": lambda at: -from_vertical_deg(at["shoulder"], at["hip"]),
    "hip_extension_deg": lambda at: -from_vertical_deg(at["hip"], at["knee"]),
    "pelvic_drop_deg": _pelvic_drop,
}
