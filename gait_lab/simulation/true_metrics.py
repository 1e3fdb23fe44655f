"""Every metric of the catalogue from the runner's own 3D joints, by its own formulas.

Side-view metrics are read in the sagittal plane (X, Z), rear-view ones in the frontal plane
(Y, Z); the camera has no part in them. A value is the median over the clip's complete strides.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import SIDES, Side, View
from gait_lab.simulation.runner import RunnerMotion
from gait_lab.simulation.stances import SAMPLES, TrueStance, stances_within

FloatArray = NDArray[np.float64]

REARFOOT_ABOVE_DEG = 8.0


@dataclass(frozen=True)
class TrueMetric:
    """One true number: the median over strides, with the strides themselves."""

    name: str
    side: Side | None
    value: float | str
    unit: str
    sd: float | None
    n: int
    per_stride: tuple[float, ...]


def _contact_time_ms(s: TrueStance) -> float:
    return (s.contact.toe_off_s - s.contact.contact_s) * 1000


def _duty_pct(s: TrueStance) -> float:
    return _contact_time_ms(s) / 10 / (s.next_contact_s - s.contact.contact_s)


def _at_contact(read: Callable[[TrueStance, FloatArray], FloatArray]) -> "Reading":
    return lambda s: float(read(s, np.array([s.contact.contact_s]))[0])


def _overstride_m(s: TrueStance) -> float:
    moment = np.array([s.contact.contact_s])
    return float((s.leg("ankle", moment) - s.middle("hip", moment))[0, 0])


def _swing_knee(s: TrueStance) -> float:
    return float(s.knee(np.linspace(s.contact.toe_off_s, s.next_contact_s, SAMPLES)).max())


def _trunk_lean(s: TrueStance) -> float:
    time_s = s.stance_s
    span = s.middle("shoulder", time_s) - s.middle("hip", time_s)
    return float(np.degrees(np.arctan2(span[:, 0], span[:, 2])).mean())


def _hip_extension(s: TrueStance) -> float:
    return -float(s.thigh(np.array([s.contact.toe_off_s]))[0])


def _dorsiflexion(s: TrueStance) -> float:
    time_s = s.stance_s
    return float((s.sole(time_s) - s.shank(time_s)).max())


def _heel_off_pct(s: TrueStance) -> float:
    since = s.contact.heel_off_s - s.contact.contact_s
    return since / (s.contact.toe_off_s - s.contact.contact_s) * 100


def _pelvic_drop(s: TrueStance) -> float:
    time_s = s.stance_s
    span = s.other("hip", time_s) - s.leg("hip", time_s)
    return float(np.degrees(np.arctan2(-span[:, 2], np.abs(span[:, 1]))).max())


def _hip_adduction(s: TrueStance) -> float:
    moment = np.array([s.lowest_hips_s])
    hip = s.leg("hip", moment)[0, 1:]
    inwards = s.other("hip", moment)[0, 1:] - hip
    femur = s.leg("knee", moment)[0, 1:] - hip
    down = np.array([inwards[1], -inwards[0]]) * np.sign(inwards[0])
    return float(np.degrees(np.arctan2(femur @ inwards, femur @ down)))


def _knee_window(s: TrueStance) -> float:
    moment = np.array([s.lowest_hips_s])
    knees = s.motion.point("right_knee", moment) - s.motion.point("left_knee", moment)
    hips = s.motion.point("right_hip", moment) - s.motion.point("left_hip", moment)
    return float(knees[0, 1] / hips[0, 1])


def _step_width_m(s: TrueStance) -> float:
    moment = np.array([s.lowest_hips_s])
    out = 1 if s.side == "left" else -1
    return float(out * (s.leg("ankle", moment) - s.middle("hip", moment))[0, 1])


def _lateral_lean(s: TrueStance) -> float:
    time_s = s.stride_s
    span = s.middle("shoulder", time_s) - s.middle("hip", time_s)
    lean = np.degrees(np.arctan2(span[:, 1], span[:, 2]))
    return float(np.ptp(lean - np.linspace(lean[0], lean[-1], len(lean))))


Reading = Callable[[TrueStance], float]


def _leg_pct(read: Reading) -> Reading:
    return lambda s: read(s) / s.motion.body.leg * 100


_SAGITTAL: tuple[tuple[str, str, Reading], ...] = (
    ("overstride_pct_leg", "%", _leg_pct(_overstride_m)),
    ("overstride_cm", "cm", lambda s: _overstride_m(s) * 100),
    ("shank_angle_at_contact_deg", "deg", _at_contact(TrueStance.shank)),
    ("knee_flexion_at_contact_deg", "deg", _at_contact(TrueStance.knee)),
    ("peak_knee_flexion_stance_deg", "deg", lambda s: float(s.knee(s.stance_s).max())),
    ("swing_knee_flexion_deg", "deg", _swing_knee),
    ("foot_strike_angle_deg", "deg", _at_contact(TrueStance.sole)),
    ("hip_extension_at_toe_off_deg", "deg", _hip_extension),
    ("peak_ankle_dorsiflexion_deg", "deg", _dorsiflexion),
    ("heel_off_pct_stance", "%", _heel_off_pct),
)

_FRONTAL: tuple[tuple[str, str, Reading], ...] = (
    ("contralateral_pelvic_drop_deg", "deg", _pelvic_drop),
    ("hip_adduction_deg", "deg", _hip_adduction),
    ("step_width_pct_leg", "%", _leg_pct(_step_width_m)),
)

_TIMED: tuple[tuple[str, str, Reading], ...] = (
    ("ground_contact_time_ms", "ms", _contact_time_ms),
    ("duty_factor_pct", "%", _duty_pct),
)


def true_metrics(
    motion: RunnerMotion, *, view: View, near_side: Side, start_s: float, end_s: float
) -> tuple[TrueMetric, ...]:
    """The metrics a clip of this view, from ``start_s`` to ``end_s``, must measure.

    A metric without a complete stride is left out.
    """
    stances = stances_within(motion, start_s=start_s, end_s=end_s)
    sides: tuple[Side, ...] = (near_side,) if view == "side" else SIDES
    found = _whole_body(motion, stances, near_side, start_s, end_s)
    for side in sides:
        own = [stance for stance in stances if stance.side == side]
        for name, unit, read in _TIMED + (_SAGITTAL if view == "side" else _FRONTAL):
            found += _summary(name, side, unit, (read(stance) for stance in own))
    if view == "side":
        own = [stance for stance in stances if stance.side == near_side]
        found += _strike_class(found)
        found += _summary("trunk_lean_deg", None, "deg", (_trunk_lean(s) for s in own))
    else:
        found += _summary("knee_window_ratio", None, "ratio", map(_knee_window, stances))
        own = [stance for stance in stances if stance.side == SIDES[0]]
        found += _summary("lateral_trunk_lean_deg", None, "deg", map(_lateral_lean, own))
    return tuple(found)


def _whole_body(
    motion: RunnerMotion,
    stances: Sequence[TrueStance],
    near_side: Side,
    start_s: float,
    end_s: float,
) -> list[TrueMetric]:
    """Cadence, flight, oscillation and step length."""
    own = [stance for stance in stances if stance.side == near_side]
    strides = np.array([s.next_contact_s - s.contact.contact_s for s in own])
    if not len(strides):
        return []
    cadence = 120 / _median_of_means(strides)
    inside = [c for c in motion.contacts if start_s <= c.contact_s <= end_s]
    flights, heights = [], []
    for contact, following in pairwise(inside):
        if following.contact_s > contact.toe_off_s:
            flights.append((following.contact_s - contact.toe_off_s) * 1000)
        time_s = np.linspace(contact.contact_s, following.contact_s, SAMPLES)
        hips = motion.point("left_hip", time_s) + motion.point("right_hip", time_s)
        heights.append(float(np.ptp(hips[:, 2]) / 2 * 100))
    spread = tuple(float(120 / stride) for stride in strides)
    return [
        TrueMetric("cadence_spm", None, cadence, "spm", _sd(spread), len(spread), spread),
        *_summary("flight_time_ms", None, "ms", flights),
        *_summary("vertical_oscillation_cm", None, "cm", heights),
        *_summary("step_length_m", None, "m", (motion.speed_mps / (c / 60) for c in spread)),
    ]


def _strike_class(found: Sequence[TrueMetric]) -> list[TrueMetric]:
    for metric in found:
        if metric.name == "foot_strike_angle_deg":
            rearfoot = float(metric.value) > REARFOOT_ABOVE_DEG
            word = "rearfoot" if rearfoot else "non_rearfoot"
            return [TrueMetric("foot_strike_class", metric.side, word, "", None, metric.n, ())]
    return []


def _summary(name: str, side: Side | None, unit: str, values: Iterable[float]) -> list[TrueMetric]:
    each = tuple(float(value) for value in values)
    if not each:
        return []
    return [TrueMetric(name, side, float(np.median(each)), unit, _sd(each), len(each), each)]


def _median_of_means(values: FloatArray) -> float:
    """The median of every two values' mean, each with itself too."""
    first, second = np.triu_indices(len(values))
    return float(np.median((values[first] + values[second]) / 2))


def _sd(values: Sequence[float]) -> float | None:
    return float(np.std(values, ddof=1)) if len(values) > 1 else None
