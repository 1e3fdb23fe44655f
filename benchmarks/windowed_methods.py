"""The published ways of timing contact and toe-off, stride by stride inside the same windows.

For comparison only: the product reads average strides (``gait_lab.analysis.events``). Each
method gets the windows the rhythm gives, the same lightly smoothed paths and parabolic
interpolation between frames, and no fitted offset unless its publication has one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import make_interp_spline

from gait_lab.analysis.conventions import Side
from gait_lab.analysis.events.rhythm import find_rhythm
from gait_lab.analysis.geometry import knee_flexion_deg
from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.signals import GaitSignals

FINE_HZ = 500.0
CONTACT_WINDOW_STEPS = (-0.62, -0.18)
TOE_OFF_WINDOW_STEPS = (0.05, 0.50)


@dataclass(frozen=True, eq=False)
class Traces:
    """What the methods look at, on a fine even grid: heights up, metres of leg length."""

    at_s: FloatArray
    heel: FloatArray
    toe: FloatArray
    ankle: FloatArray
    hip: FloatArray
    knee_flexion: FloatArray
    heel_acceleration: FloatArray
    toe_acceleration: FloatArray
    toe_jerk: FloatArray
    hip_velocity: FloatArray
    ankle_ahead: FloatArray


Method = Callable[[Traces, FloatArray], float]


def _traces(signals: GaitSignals, side: Side) -> Traces:
    at_s = np.arange(signals.time_s[0], signals.time_s[-1], 1 / FINE_HZ)
    middle = signals.middle("hip", foot=True)
    heel, toe, ankle, knee, hip = (
        signals.foot[f"{side}_{joint}"] for joint in ("heel", "foot_index", "ankle", "knee", "hip")
    )

    def fine(values: FloatArray, derivative: int = 0) -> FloatArray:
        known = np.isfinite(values)
        spline = make_interp_spline(signals.time_s[known], values[known], k=5)
        return np.asarray(spline.derivative(derivative)(at_s) if derivative else spline(at_s))

    return Traces(
        at_s=at_s,
        heel=fine(heel[:, 1]),
        toe=fine(toe[:, 1]),
        ankle=fine(ankle[:, 1]),
        hip=fine(middle[:, 1]),
        knee_flexion=fine(knee_flexion_deg(hip, knee, ankle)),
        heel_acceleration=fine(heel[:, 1], 2),
        toe_acceleration=fine(toe[:, 1], 2),
        toe_jerk=fine(toe[:, 1], 3),
        hip_velocity=fine(middle[:, 1], 1),
        ankle_ahead=fine((ankle - middle)[:, 0]),
    )


def _peak(values: Callable[[Traces], FloatArray]) -> Method:
    return lambda traces, window: float(
        traces.at_s[window[0] + int(np.argmax(values(traces)[window[0] : window[1]]))]
    )


def _handsaker_contact(traces: Traces, window: FloatArray) -> float:
    heel = _peak(lambda t: t.heel_acceleration)(traces, window)
    toe = _peak(lambda t: t.toe_acceleration)(traces, window)
    return min(heel, toe)


CONTACT: Mapping[str, Method] = {
    "Handsaker: first of heel, toe peak acceleration": _handsaker_contact,
    "Fellin: heel lowest": _peak(lambda t: -t.heel),
    "Milner: fastest fall of the pelvis + 15 ms": lambda t, w: (
        _peak(lambda x: -x.hip_velocity)(t, w) + 0.015
    ),
    "ankle lowest (open apps)": _peak(lambda t: -t.ankle),
    "Zeni: ankle furthest ahead": _peak(lambda t: t.ankle_ahead),
}
TOE_OFF: Mapping[str, Method] = {
    "Handsaker: toe peak jerk": _peak(lambda t: t.toe_jerk),
    "Fellin: knee straightest": _peak(lambda t: -t.knee_flexion),
    "De Witt: toe peak acceleration": _peak(lambda t: t.toe_acceleration),
    "pelvis rising fastest": _peak(lambda t: t.hip_velocity),
    "Zeni: ankle furthest behind": _peak(lambda t: -t.ankle_ahead),
}


def timed(signals: GaitSignals, side: Side) -> dict[str, dict[str, FloatArray]]:
    """Instants by every method: {"initial_contact": {method: times}, "toe_off": ...}."""
    rhythm = find_rhythm(signals)
    if rhythm is None:
        return {"initial_contact": {}, "toe_off": {}}
    traces = _traces(signals, side)
    found: dict[str, dict[str, FloatArray]] = {}
    for kind, methods, window in (
        ("initial_contact", CONTACT, CONTACT_WINDOW_STEPS),
        ("toe_off", TOE_OFF, TOE_OFF_WINDOW_STEPS),
    ):
        frames = [
            np.searchsorted(traces.at_s, stance + rhythm.step_s * np.array(window))
            for stance in rhythm.stances_s[side]
        ]
        inside = [f for f in frames if f[0] > 0 and f[1] < len(traces.at_s)]
        found[kind] = {
            name: np.array([method(traces, f) for f in inside]) for name, method in methods.items()
        }
    return found
