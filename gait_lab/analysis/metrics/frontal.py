"""The runner from behind: pelvis, hips, knees, step width, trunk. The side is the stance leg."""

from collections.abc import Sequence

import numpy as np

from gait_lab.analysis import angles
from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.metrics.sagittal import without_drift
from gait_lab.analysis.metrics.strides import LegStrides, grid_s
from gait_lab.analysis.metrics.uncertainty import Reading, reading_of_extreme

HIPS = ("left_hip", "right_hip")


def frontal_readings(leg: LegStrides) -> list[Reading]:
    """Pelvic drop, hip adduction and step width of one stance leg."""
    return [pelvic_drop(leg), hip_adduction(leg), step_width(leg)]


def pelvic_drop(leg: LegStrides) -> Reading:
    """Largest drop of the swing side in stance, signed: a hike of the pelvis is negative."""
    name = "contralateral_pelvic_drop_deg"
    if leg.signals.roll_deg is None:
        return Reading(name, leg.side, reason=_NO_ROLL)
    if leg.signals.pelvis_tilt_deg is None:
        return Reading(name, leg.side, reason=_no_pelvis(leg))
    drop = leg.stance(angles.pelvic_drop_deg(leg.signals.pelvis_tilt_deg, leg.side))
    return reading_of_extreme(name, leg.side, drop, np.ones(len(leg), dtype=bool), np.max)


def hip_adduction(leg: LegStrides) -> Reading:
    """Femur against the perpendicular of the pelvis at mid-stance."""
    name, tilt_deg = "hip_adduction_deg", leg.signals.pelvis_tilt_deg
    if tilt_deg is None:
        return Reading(name, leg.side, reason=_no_pelvis(leg))
    series = angles.hip_adduction_deg(leg.signals.smooth, tilt_deg, leg.side)
    return _at_mid_stance(name, leg, series, (f"{leg.side}_hip", f"{leg.side}_knee"))


def step_width(leg: LegStrides) -> Reading:
    """Stance ankle from the mid-hip, + towards its own side, at mid-stance."""
    paths = leg.signals.smooth
    own_side = 1 if leg.side == "right" else -1
    off = own_side * (paths[f"{leg.side}_ankle"] - angles.midpoint(paths, "hip"))[:, 0]
    width = 100.0 * off / leg.signals.leg_length_px
    return _at_mid_stance("step_width_pct_leg", leg, width, (*HIPS, f"{leg.side}_ankle"))


def knee_window(legs: Sequence[LegStrides]) -> Reading:
    """Knee separation over hip separation at every mid-stance of both legs."""
    marks = (*HIPS, "left_knee", "right_knee")
    windows = [
        _at_mid_stance("knee_window_ratio", leg, angles.knee_window(leg.signals.smooth), marks)
        for leg in legs
    ]
    samples = np.concatenate([window.samples for window in windows])
    return Reading("knee_window_ratio", None, samples)


def lateral_trunk_lean(leg: LegStrides) -> Reading:
    """Range within a stride of the trunk's lean to the side, each stride's own drift removed."""
    lean = without_drift(leg.cycle(angles.trunk_deg(leg.signals.smooth)))
    marks = (*HIPS, "left_shoulder", "right_shoulder")
    seen = leg.seen_over(leg.contact_s, leg.next_contact_s, marks)
    return reading_of_extreme("lateral_trunk_lean_deg", None, lean, seen, np.ptp)


def mid_stance_s(leg: LegStrides) -> FloatArray:
    """(n,) instant of the lowest mid-hip in each stance; NaN where the hips are missing."""
    height = leg.stance(angles.midpoint(leg.signals.smooth, "hip")[:, 1])
    whole = np.isfinite(height).all(axis=1)
    lowest = np.argmin(np.where(np.isfinite(height), height, np.inf), axis=1)
    instants = np.take_along_axis(grid_s(leg.contact_s, leg.toe_off_s), lowest[:, None], axis=1)
    return np.where(whole, instants[:, 0], np.nan)


_NO_ROLL = (
    "The camera's tilt could not be measured, and it would add itself to the pelvis degree by "
    "degree. Film with the treadmill's deck or another level or upright edge in view."
)


_NO_EDGE = "No clear edge of clothing crosses the waist to read the pelvis' tilt from."
_HANGING_HEM = (
    "The edge of clothing at the waist turns with the trunk, as the hem of a hanging top does, not "
    "with the pelvis."
)
_TUCK_IN = (
    "Film with the top tucked in, in another colour than the shorts; until then judge the pelvis "
    "by eye on the key frames."
)


def _no_pelvis(leg: LegStrides) -> str:
    return f"{_HANGING_HEM if leg.signals.waist_hangs else _NO_EDGE} {_TUCK_IN}"


def _at_mid_stance(
    name: str, leg: LegStrides, series: FloatArray, landmarks: tuple[str, ...]
) -> Reading:
    instants = mid_stance_s(leg)
    samples = leg.at(series, instants)
    seen = leg.seen_at(instants, landmarks)
    return Reading(name, leg.side, np.where(seen, samples, np.nan))
