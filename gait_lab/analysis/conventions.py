"""Axes, sides, angle zeros, units and landmark names: said once, used everywhere.

Image axes
    x to the right, y **down**, in pixels of the displayed (rotated) frame.
Runner axes, side view
    X forward in the running direction, Y up. ``X = facing_sign * x``, ``Y = -y``.
    ``facing_sign`` is +1 when the runner faces image-right, -1 when image-left.
Runner axes, rear view
    x to image-right, which is the runner's right; Y up.
Angles
    Degrees. 0 is a straight leg, a vertical segment, a level line. The sign is written at
    each metric: flexion, forward and "ahead" are positive.
Time
    Seconds of real (capture) time from the first frame's timestamp.
Stance
    ``[initial_contact, toe_off)``: the first instant on the ground to the first instant off it.
"""

from typing import Literal

Side = Literal["left", "right"]
View = Literal["side", "rear"]
Facing = Literal["left", "right"]
EventKind = Literal["initial_contact", "toe_off"]

SIDES: tuple[Side, Side] = ("left", "right")

LANDMARK_NAMES: tuple[str, ...] = (
    "nose",
    "left_eye_inner",
    "left_eye",
    "left_eye_outer",
    "right_eye_inner",
    "right_eye",
    "right_eye_outer",
    "left_ear",
    "right_ear",
    "mouth_left",
    "mouth_right",
    "left_shoulder",
    "right_shoulder",
    "left_elbow",
    "right_elbow",
    "left_wrist",
    "right_wrist",
    "left_pinky",
    "right_pinky",
    "left_index",
    "right_index",
    "left_thumb",
    "right_thumb",
    "left_hip",
    "right_hip",
    "left_knee",
    "right_knee",
    "left_ankle",
    "right_ankle",
    "left_heel",
    "right_heel",
    "left_foot_index",
    "right_foot_index",
)
"""The order every pose estimator's output is mapped to (the BlazePose 33)."""

LEG_JOINTS: tuple[str, ...] = ("hip", "knee", "ankle", "heel", "foot_index")
"""Joint names of one leg, without the side; ``f"{side}_{joint}"`` is the landmark."""


def opposite(side: Side) -> Side:
    """The other side."""
    return "right" if side == "left" else "left"


def facing_sign(facing: Facing) -> int:
    """+1 when the runner faces image-right, -1 when image-left."""
    return 1 if facing == "right" else -1
