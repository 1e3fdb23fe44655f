"""A runner of straight sticks whose every angle was chosen: analytic known answers.

Positions follow from the angles below by the sine and cosine of segments hung from the hips,
never through the code under test.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from gait_lab.analysis.conventions import Side, View, opposite
from gait_lab.analysis.results import Stride
from gait_lab.analysis.signals import GaitSignals

STRIDE_S = 0.72
CONTACT_S = 0.25
PX_PER_M = 300.0
THIGH_PX, SHANK_PX, FOOT_PX, TRUNK_PX = 130.0, 125.0, 60.0, 160.0
HIP_HALF_WIDTH_PX = 25.0

Angle = Callable[[np.ndarray], np.ndarray] | float
"""Degrees (or pixels) by phase of the stride, or one value throughout."""


@dataclass(frozen=True)
class Steps:
    """Strides as an event detector would hand them over."""

    strides: tuple[Stride, ...]
    is_walking: bool = False


def wave(mean: float, swing: float, peak_share: float = 0.0) -> Callable[[np.ndarray], np.ndarray]:
    """An angle over the stride: mean + swing * cosine, highest at ``peak_share``."""
    return lambda phase: mean + swing * np.cos(2 * np.pi * (phase - peak_share))


def _along(angle: Angle, phase: np.ndarray) -> np.ndarray:
    return angle(phase) if callable(angle) else np.full_like(phase, angle)


def side_signals(
    *,
    near: Side = "left",
    rate_hz: float = 120.0,
    strides: int = 8,
    thigh: Angle = 20.0,
    shank: Angle = 5.0,
    sole: Angle = 0.0,
    trunk: Angle = 6.0,
    hip_height_px: Angle = 0.0,
    drift_px_per_s: float = 0.0,
    px_per_m: float | None = PX_PER_M,
) -> GaitSignals:
    """Side-view signals; phase 0 is the near foot's contact. The far leg is half a stride off."""
    time_s = np.arange(0, strides * STRIDE_S + 0.2, 1 / rate_hz)
    phase = (time_s - 0.1) / STRIDE_S
    hip = np.stack(
        [0 * time_s, 250 + _along(hip_height_px, phase) + drift_px_per_s * time_s], axis=1
    )
    paths: dict[str, np.ndarray] = {}
    for side, shift in ((near, 0.0), (opposite(near), 0.5)):
        paths[f"{side}_hip"] = hip
        paths[f"{side}_shoulder"] = hip + TRUNK_PX * _up(_along(trunk, phase))
        paths[f"{side}_knee"] = hip + THIGH_PX * _down(_along(thigh, phase + shift))
        paths[f"{side}_ankle"] = paths[f"{side}_knee"] + SHANK_PX * _down(
            _along(shank, phase + shift)
        )
        paths[f"{side}_heel"] = paths[f"{side}_ankle"] + [-10.0, -20.0]
        along = np.radians(_along(sole, phase + shift))
        ahead = np.stack([np.cos(along), np.sin(along)], axis=1)
        paths[f"{side}_foot_index"] = paths[f"{side}_heel"] + FOOT_PX * ahead
    return _signals("side", near, time_s, paths, px_per_m)


def rear_signals(
    *,
    drop: Angle = 0.0,
    femur_out: float = 0.0,
    ankle_x_px: tuple[float, float] = (-15.0, 15.0),
    sway: Angle = 0.0,
    sway_drift_deg_per_s: float = 0.0,
    roll_deg: float | None = 0.0,
    rate_hz: float = 120.0,
    strides: int = 8,
) -> GaitSignals:
    """Rear-view signals. ``drop`` is the slope of the pelvis and of its hips, + right side lower.

    ``femur_out`` turns both knees away from the midline, degrees from vertical.
    """
    time_s = np.arange(0, strides * STRIDE_S + 0.2, 1 / rate_hz)
    phase = (time_s - 0.1) / STRIDE_S
    tilt = np.radians(_along(drop, phase))
    bounce = 250 - 12 * np.cos(2 * np.pi * 2 * (phase - CONTACT_S / STRIDE_S / 2))
    middle = np.stack([0 * time_s, bounce], axis=1)
    across = HIP_HALF_WIDTH_PX * np.stack([np.cos(tilt), -np.sin(tilt)], axis=1)
    lean = _along(sway, phase) + sway_drift_deg_per_s * time_s
    paths: dict[str, np.ndarray] = {}
    for side, sign, ankle_x in (("left", -1, ankle_x_px[0]), ("right", 1, ankle_x_px[1])):
        paths[f"{side}_hip"] = middle + sign * across
        knee = THIGH_PX * _down(np.full_like(time_s, sign * femur_out))
        paths[f"{side}_knee"] = paths[f"{side}_hip"] + knee
        paths[f"{side}_ankle"] = middle + np.array([ankle_x, -THIGH_PX - SHANK_PX])
        paths[f"{side}_heel"] = paths[f"{side}_ankle"] - np.array([0.0, 20.0])
        paths[f"{side}_foot_index"] = paths[f"{side}_heel"] + np.array([sign * 6.0, 5.0])
        paths[f"{side}_shoulder"] = middle + TRUNK_PX * _up(lean) + [sign * 40.0, 0.0]
    signals = _signals("rear", None, time_s, paths, PX_PER_M, roll_deg=roll_deg)
    return replace(signals, pelvis_tilt_deg=_along(drop, phase))


def steps(
    *, strides: int = 8, sides: tuple[Side, ...] = ("left", "right"), first: Side = "left"
) -> Steps:
    """Complete strides of each side; the first side's first contact is at 0.1 s."""
    made = []
    for side in sides:
        start = 0.1 if side == first else 0.1 + STRIDE_S / 2
        count = strides - 1
        for index in range(count):
            contact = start + index * STRIDE_S
            made.append(Stride(side, contact, contact + CONTACT_S, contact + STRIDE_S))
    return Steps(tuple(sorted(made, key=lambda stride: stride.initial_contact_s)))


def _signals(
    view: View,
    near: Side | None,
    time_s: np.ndarray,
    paths: dict[str, np.ndarray],
    px_per_m: float | None,
    roll_deg: float | None = 0.0,
) -> GaitSignals:
    return GaitSignals(
        view=view,
        near_side=near,
        facing="right" if view == "side" else None,
        time_s=time_s,
        smooth=paths,
        foot=paths,
        measured={name: np.ones(len(time_s), dtype=bool) for name in paths},
        noise_px=dict.fromkeys(paths, 0.5),
        leg_length_px=THIGH_PX + SHANK_PX,
        px_per_m=px_per_m,
        roll_deg=roll_deg,
    )


def _down(angle_deg: np.ndarray) -> np.ndarray:
    """Unit vectors hanging from a joint, + forward."""
    angle = np.radians(angle_deg)
    return np.stack([np.sin(angle), -np.cos(angle)], axis=1)


def _up(angle_deg: np.ndarray) -> np.ndarray:
    """Unit vectors standing on a joint, + forward."""
    angle = np.radians(angle_deg)
    return np.stack([np.sin(angle), np.cos(angle)], axis=1)
