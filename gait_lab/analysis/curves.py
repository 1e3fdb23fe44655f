"""Joint-angle curves over the gait cycle, and the frames that show a stride best."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from gait_lab.analysis import angles
from gait_lab.analysis.conventions import SIDES, Side
from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.metrics import Strides
from gait_lab.analysis.metrics.catalogue import LINES_UP, PELVIS, PUSHES_OFF, TAKES_THE_LOAD, TRUNK
from gait_lab.analysis.metrics.contact import flat_foot_deg
from gait_lab.analysis.metrics.frontal import mid_stance_s
from gait_lab.analysis.metrics.sagittal import heel_off
from gait_lab.analysis.metrics.strides import GRID, LegStrides, grid_s, leg_strides
from gait_lab.analysis.results import Stride
from gait_lab.analysis.signals import GaitSignals

MIN_BAND_STRIDES = 3
"""Fewer strides give no band; the mean is left out with it."""

Moment = Literal["contact", "loading", "mid_stance", "heel_off", "toe_off", "mid_swing"]
MOMENTS: tuple[Moment, ...] = (
    "contact",
    "loading",
    "mid_stance",
    "heel_off",
    "toe_off",
    "mid_swing",
)


@dataclass(frozen=True, eq=False)
class GaitCurve:
    """One angle over the gait cycle and over the clip.

    Attributes
    ----------
    name, label, unit, question, side
        ``question`` is that of the metrics it explains (``catalogue.QUESTIONS``); ``side`` the
        leg whose contact starts the cycle, None for the trunk.
    cycle_pct, mean, sd : (101,)
        0 is contact, 100 the same foot's next contact. NaN where fewer than three strides
        could be read.
    n : strides in the band.
    toe_off_pct : float
        Where stance ends, median, per cent of the cycle.
    series : (n_frames,)
        The same angle at every frame, for the scrubber.
    """

    name: str
    label: str
    unit: str
    question: str
    side: Side | None
    cycle_pct: FloatArray
    mean: FloatArray
    sd: FloatArray
    n: int
    toe_off_pct: float
    series: FloatArray


def gait_curves(signals: GaitSignals, strides: Sequence[Stride]) -> tuple[GaitCurve, ...]:
    """The view's curves; none when there are no strides to draw them from.

    Side view: knee, thigh, ankle of the near leg, and the trunk. Rear view: the pelvis and the
    hip of each stance leg where the pelvis' tilt was read; no pelvis where the camera's roll is
    unknown.
    """
    sides: tuple[Side, ...] = SIDES
    if signals.view == "side":
        sides = () if signals.near_side is None else (signals.near_side,)
    drawn = _side_view if signals.view == "side" else _rear_view
    legs = [leg_strides(signals, strides, side) for side in sides]
    return tuple(curve for leg in legs if len(leg) for curve in drawn(leg))


def key_frames(
    signals: GaitSignals, detection: Strides, *, side: Side | None = None
) -> dict[Moment, int]:
    """Frame index of each moment of one representative stride; empty when there is none.

    ``side`` defaults to the near leg, from behind to the leg with more strides. The stride
    shown is the one whose course lies nearest the median of all.
    """
    leg = _leg_to_show(signals, detection.strides, side)
    if leg is None or not len(leg):
        return {}
    instants = _moments_s(leg, _most_typical(leg))
    nearest = np.abs(signals.time_s[None, :] - np.array(instants)[:, None]).argmin(axis=1)
    return dict(zip(MOMENTS, (int(frame) for frame in nearest), strict=True))


def _side_view(leg: LegStrides) -> list[GaitCurve]:
    paths, side = leg.signals.smooth, leg.side
    flat = flat_foot_deg(leg)
    flat = flat[np.isfinite(flat)]
    zero = float(np.median(flat)) if len(flat) else np.nan
    ankle = angles.sole_deg(leg.signals.foot, side) - zero - angles.shank_deg(paths, side)
    return [
        _curve("knee_flexion_deg", "Knee flexion", TAKES_THE_LOAD, leg, _knee(leg)),
        _curve("thigh_angle_deg", "Thigh from vertical", PUSHES_OFF, leg, _thigh(leg)),
        _curve("ankle_dorsiflexion_deg", "Ankle dorsiflexion", TAKES_THE_LOAD, leg, ankle),
        _curve("trunk_lean_deg", "Trunk lean", TRUNK, leg, angles.trunk_deg(paths), body=True),
    ]


def _rear_view(leg: LegStrides) -> list[GaitCurve]:
    tilt_deg, side = leg.signals.pelvis_tilt_deg, leg.side
    if tilt_deg is None:
        return []
    drop = angles.pelvic_drop_deg(tilt_deg, side)
    adduction = angles.hip_adduction_deg(leg.signals.smooth, tilt_deg, side)
    adduction_curve = _curve("hip_adduction_deg", "Hip adduction (2D)", LINES_UP, leg, adduction)
    # An unknown tilt of the camera is in the pelvis degree by degree, as in its metric.
    if leg.signals.roll_deg is None:
        return [adduction_curve]
    return [_curve("pelvic_drop_deg", "Pelvic drop", PELVIS, leg, drop), adduction_curve]


def _curve(
    name: str,
    label: str,
    question: str,
    leg: LegStrides,
    series: FloatArray,
    *,
    body: bool = False,
) -> GaitCurve:
    cycles = leg.cycle(series)
    mean, sd = _band(cycles)
    return GaitCurve(
        name,
        label,
        "°",
        question,
        None if body else leg.side,
        np.linspace(0.0, 100.0, GRID),
        mean,
        sd,
        int(np.isfinite(cycles).all(axis=1).sum()),
        100.0 * float(np.median(leg.stance_s / leg.stride_s)),
        series,
    )


def _band(cycles: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean and SD of the strides at each point, NaN where fewer than three have a value."""
    count = np.isfinite(cycles).sum(axis=0)
    enough = count >= MIN_BAND_STRIDES
    safe = np.maximum(count, 2)
    mean = np.where(enough, np.nansum(cycles, axis=0) / safe, np.nan)
    squares = np.nansum(np.square(cycles - mean), axis=0)
    return mean, np.where(enough, np.sqrt(squares / (safe - 1)), np.nan)


def _leg_to_show(
    signals: GaitSignals, strides: Sequence[Stride], side: Side | None
) -> LegStrides | None:
    if side is None and signals.view == "side":
        side = signals.near_side
        if side is None:
            return None
    sides = SIDES if side is None else (side,)
    return max((leg_strides(signals, strides, one) for one in sides), key=len)


def _most_typical(leg: LegStrides) -> int:
    """The stride whose course of the knee (rear: the thigh) is nearest the median course."""
    cycles = leg.cycle(_knee(leg) if leg.signals.view == "side" else _thigh(leg))
    whole = np.isfinite(cycles).all(axis=1)
    if not whole.any():
        return len(leg) // 2
    away = np.square(cycles - np.median(cycles[whole], axis=0)).sum(axis=1)
    return int(np.argmin(np.where(whole, away, np.inf)))


def _moments_s(leg: LegStrides, index: int) -> list[float]:
    """Instants of the six moments of one stride, in order."""
    start, leaves, end = (
        float(times[index]) for times in (leg.contact_s, leg.toe_off_s, leg.next_contact_s)
    )
    middle = _middle_s(leg, index)
    rises = start + (leaves - start) * _heel_off_share(leg, index)
    rises = float(np.clip(rises, middle, leaves))
    return [start, (start + middle) / 2, middle, rises, leaves, _mid_swing_s(leg, index, end)]


def _middle_s(leg: LegStrides, index: int) -> float:
    """Mid-stance: deepest knee from the side, lowest hips from behind; half way if unseen."""
    half = float(leg.contact_s[index] + leg.stance_s[index] / 2)
    if leg.signals.view == "rear":
        lowest = float(mid_stance_s(leg)[index])
        return lowest if np.isfinite(lowest) else half
    knee = leg.stance(_knee(leg))[index]
    if not np.isfinite(knee).all():
        return half
    return float(leg.contact_s[index] + leg.stance_s[index] * np.argmax(knee) / (GRID - 1))


def _heel_off_share(leg: LegStrides, index: int) -> float:
    share = float(heel_off(leg).samples[index]) / 100.0
    return share if np.isfinite(share) else 0.6


def _mid_swing_s(leg: LegStrides, index: int, end_s: float) -> float:
    """When the swinging ankle passes under the hips; half way through swing from behind."""
    start_s = float(leg.toe_off_s[index])
    half = (start_s + end_s) / 2
    if leg.signals.view == "rear":
        return half
    paths = leg.signals.smooth
    ahead = leg.swing((paths[f"{leg.side}_ankle"] - angles.midpoint(paths, "hip"))[:, 0])[index]
    passed = np.flatnonzero((ahead[:-1] < 0) & (ahead[1:] >= 0))
    times = grid_s(np.array([start_s]), np.array([end_s]))[0]
    return float(times[passed[0] + 1]) if len(passed) else half


def _knee(leg: LegStrides) -> FloatArray:
    return angles.knee_flexion_deg(leg.signals.smooth, leg.side)


def _thigh(leg: LegStrides) -> FloatArray:
    return angles.thigh_deg(leg.signals.smooth, leg.side)
