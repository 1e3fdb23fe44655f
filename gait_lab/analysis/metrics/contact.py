"""Where the foot lands: everything read at the instant of contact. Side view, near leg."""

from collections.abc import Mapping

import numpy as np
from scipy.stats import norm

from gait_lab.analysis import angles
from gait_lab.analysis.conventions import EventKind
from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.metrics.strides import LegStrides
from gait_lab.analysis.metrics.uncertainty import Reading
from gait_lab.analysis.results import Metric

REARFOOT_ABOVE_DEG = 8.0
FLAT_FOOT = slice(20, 41)
"""20-40 % of stance on the grid, where the foot is read as flat: the forefoot has come down, the
heel has not risen, the other leg is not yet passing. By definition it is flat at 30-50 %; but
towards 50 % the legs cross, and a pose model lifts the standing heel by up to 19 degrees."""

SLOPE_STEP_S = 0.010
"""Half-width of the central difference that tells how fast a value changes at an event."""


def contact_readings(leg: LegStrides) -> list[Reading]:
    """Overstride, shank, knee and foot angle at contact."""
    side = leg.side
    paths = leg.signals.smooth
    hips = ("left_hip", "right_hip")
    overstride = 100.0 * ankle_ahead_px(leg) / leg.signals.leg_length_px
    return [
        _at_contact("overstride_pct_leg", leg, overstride, (*hips, f"{side}_ankle")),
        overstride_cm(leg),
        _at_contact(
            "shank_angle_at_contact_deg",
            leg,
            angles.shank_deg(paths, side),
            (f"{side}_knee", f"{side}_ankle"),
        ),
        _at_contact(
            "knee_flexion_at_contact_deg",
            leg,
            angles.knee_flexion_deg(paths, side),
            (f"{side}_hip", f"{side}_knee", f"{side}_ankle"),
        ),
        foot_strike_angle(leg),
    ]


def ankle_ahead_px(leg: LegStrides) -> FloatArray:
    """(n_frames,) ankle minus mid-hip, forward."""
    paths = leg.signals.smooth
    ahead: FloatArray = paths[f"{leg.side}_ankle"][:, 0] - angles.midpoint(paths, "hip")[:, 0]
    return ahead


def overstride_cm(leg: LegStrides) -> Reading:
    """The same distance in centimetres, where a scale is known."""
    scale = leg.signals.px_per_m
    if scale is None:
        return Reading("overstride_cm", leg.side, reason=no_scale("Overstride in centimetres"))
    landmarks = ("left_hip", "right_hip", f"{leg.side}_ankle")
    return _at_contact("overstride_cm", leg, 100.0 * ankle_ahead_px(leg) / scale, landmarks)


def foot_strike_angle(leg: LegStrides) -> Reading:
    """Heel->toe line at contact minus its own median while the foot is flat.

    The line between two landmarks is not the sole: without the flat-foot zero a level foot
    reads 10 degrees or more.
    """
    sole = sole_deg(leg)
    landmarks = (f"{leg.side}_heel", f"{leg.side}_foot_index")
    raw = _at_contact("foot_strike_angle_deg", leg, sole, landmarks)
    return Reading(raw.name, raw.side, raw.samples - _flat_deg(leg, sole), raw.event_slopes)


def sole_deg(leg: LegStrides) -> FloatArray:
    """(n_frames,) pitch of the heel->toe line: the shoe's where it was read in the pictures.

    That needs no smoothing, which would blunt it at contact, where it turns by 500 degrees a
    second.
    """
    read = leg.signals.sole_deg
    if read is None:
        return angles.sole_deg(leg.signals.foot, leg.side)
    return read


def flat_foot_deg(leg: LegStrides) -> FloatArray:
    """(n,) pitch of the heel->toe line while the foot is flat, per stride."""
    return _flat_deg(leg, angles.sole_deg(leg.signals.foot, leg.side))


def _flat_deg(leg: LegStrides, sole: FloatArray) -> FloatArray:
    flat: FloatArray = np.median(leg.stance(sole)[:, FLAT_FOOT], axis=1)
    return flat


def foot_strike_class(angle: Metric) -> Metric:
    """Rearfoot or not, from the foot-strike angle; its confidence from the angle's error."""
    if not isinstance(angle.value, float) or not angle.standard_error:
        return Metric("foot_strike_class", "", angle.side, None, reason=angle.reason)
    margin = angle.value - REARFOOT_ABOVE_DEG
    return Metric(
        "foot_strike_class",
        "",
        angle.side,
        "rearfoot" if margin > 0 else "non_rearfoot",
        n=angle.n,
        confidence=float(norm.cdf(abs(margin) / angle.standard_error)),
    )


def event_slope(leg: LegStrides, series: FloatArray, instants_s: FloatArray) -> float:
    """How fast a value changes at an event: median over strides, unit per second."""
    after = leg.at(series, instants_s + SLOPE_STEP_S)
    before = leg.at(series, instants_s - SLOPE_STEP_S)
    change = (after - before)[np.isfinite(after - before)]
    return float(np.median(change)) / (2 * SLOPE_STEP_S) if len(change) else 0.0


def no_scale(what: str) -> str:
    """Why a length in centimetres is missing, and what to do."""
    return f"{what} needs a scale. State the runner's height or the belt speed."


def _at_contact(
    name: str, leg: LegStrides, series: FloatArray, landmarks: tuple[str, ...]
) -> Reading:
    samples = leg.at(series, leg.contact_s)
    seen = leg.seen_at(leg.contact_s, landmarks)
    slopes: Mapping[EventKind, float] = {"initial_contact": event_slope(leg, series, leg.contact_s)}
    return Reading(name, leg.side, np.where(seen, samples, np.nan), slopes)
