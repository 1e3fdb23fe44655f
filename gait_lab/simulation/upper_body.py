"""Trunk, arms and head over the pelvis."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.simulation.body import Body
from gait_lab.simulation.parameters import RunnerParameters
from gait_lab.simulation.pelvis import PelvisPath

FloatArray = NDArray[np.float64]

THORAX_TURN_DEG = 9.0
NOD_DEG = 1.3


@dataclass(frozen=True, eq=False)
class UpperBody:
    """(n, 3) points by landmark name, and ``chest`` / ``head`` frames (n, 3, 3).

    A frame's rows are its forward, left and up directions.
    """

    points: dict[str, FloatArray]
    chest: FloatArray
    head: FloatArray
    head_centre: FloatArray
    neck: FloatArray


def raise_upper_body(
    params: RunnerParameters,
    body: Body,
    pelvis: PelvisPath,
    *,
    middle: FloatArray,
    time_s: FloatArray,
    lean_drift: Callable[[FloatArray], FloatArray],
) -> UpperBody:
    """Everything above the hips at these times."""
    lean = params.trunk_lean_deg + NOD_DEG * pelvis.step_wave(time_s, lag_steps=0.25)
    lean = lean + lean_drift(time_s)
    aside = params.lateral_trunk_lean_deg / 2 * pelvis.stride_wave(time_s, lag_steps=0.45)
    turn = -THORAX_TURN_DEG * pelvis.stride_wave(time_s, lag_steps=0.1)
    chest = _frame(lean, aside, turn)
    neck = middle + body.trunk * chest[:, 2]
    points: dict[str, FloatArray] = {}
    for side, sign in (("left", 1), ("right", -1)):
        shoulder = neck + sign * body.shoulder_width / 2 * chest[:, 1]
        points[f"{side}_shoulder"] = shoulder
        swing = -sign * pelvis.stride_wave(time_s, lag_steps=0.08)
        points |= _arm(params, body, side, sign, shoulder, chest, swing)
    head = _frame(0.45 * lean + 1, 0.3 * aside, 0.15 * turn)
    centre = neck + body.neck * 0.9 * chest[:, 2] + 0.058 * body.height * head[:, 2]
    centre = centre + 0.016 * body.height * head[:, 0]
    points |= _face(body, centre, head)
    return UpperBody(points, chest, head, centre, neck)


def _frame(lean_deg: FloatArray, aside_deg: FloatArray, turn_deg: FloatArray) -> FloatArray:
    """(n, 3, 3) forward, left, up: leaning forward, tilting left, turned to the left."""
    lean, aside, turn = (np.radians(a) for a in (lean_deg, aside_deg, turn_deg))
    up = np.stack([np.tan(lean), np.tan(aside), np.ones_like(lean)], axis=-1)
    up /= np.linalg.norm(up, axis=1, keepdims=True)
    heading = np.stack([np.cos(turn), np.sin(turn), np.zeros_like(turn)], axis=-1)
    left = np.cross(up, heading)
    left /= np.linalg.norm(left, axis=1, keepdims=True)
    return np.stack([np.cross(left, up), left, up], axis=1)


def _arm(
    params: RunnerParameters,
    body: Body,
    side: str,
    sign: int,
    shoulder: FloatArray,
    chest: FloatArray,
    swing: FloatArray,
) -> dict[str, FloatArray]:
    """Upper arm, forearm and hand of one side; ``swing`` is +1 with the arm forward."""
    running = params.gait == "running"
    reach = 14 + 5 * params.speed_mps if running else 18.0
    upper = np.radians((-20 if running else -4) + reach * swing)
    bend = np.radians((94 + 13 * swing) if running else (22 + 10 * swing))
    out = np.radians(13.0 if running else 8.0)
    elbow = shoulder + body.upper_arm * _swung(chest, sign, upper, out)
    inward = np.radians((-16 - 12 * swing) if running else np.full_like(swing, -2.0))
    along = _swung(chest, sign, upper + bend, inward)
    wrist = elbow + body.forearm * along
    across = np.cross(along, sign * chest[:, 1])
    palm = body.hand * along
    hand = {
        "pinky": wrist + 0.78 * palm - 0.028 * across,
        "index": wrist + 0.86 * palm + 0.022 * across,
        "thumb": wrist + 0.45 * palm + 0.035 * across,
    }
    named = {"elbow": elbow, "wrist": wrist, **hand}
    return {f"{side}_{name}": point for name, point in named.items()}


def _swung(chest: FloatArray, sign: int, forward: FloatArray, out: FloatArray) -> FloatArray:
    """Unit vectors hanging from the chest, swung forward and held away from the body."""
    forward, out = np.broadcast_arrays(forward, out)
    x, z = np.sin(forward) * np.cos(out), -np.cos(forward) * np.cos(out)
    direction: FloatArray = (
        x[:, None] * chest[:, 0]
        + (sign * np.sin(out))[:, None] * chest[:, 1]
        + z[:, None] * chest[:, 2]
    )
    return direction


FACE_MARKS: dict[str, tuple[float, float, float]] = {
    "nose": (0.064, 0.0, -0.006),
    "left_eye_inner": (0.051, 0.010, 0.012),
    "left_eye": (0.049, 0.018, 0.012),
    "left_eye_outer": (0.045, 0.026, 0.012),
    "left_ear": (-0.003, 0.044, 0.0),
    "mouth_left": (0.050, 0.013, -0.028),
}
"""Forward, left and up of the head's centre, fractions of stature; the right side mirrors."""


def _face(body: Body, centre: FloatArray, head: FloatArray) -> dict[str, FloatArray]:
    points = {}
    for name, (forward, left, up) in FACE_MARKS.items():
        points[name] = centre + body.height * np.array([forward, left, up]) @ head
        if "left" in name:
            mirrored = np.array([forward, -left, up])
            points[name.replace("left", "right")] = centre + body.height * mirrored @ head
    return points
