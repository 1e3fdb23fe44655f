"""Legs: solved from hip and foot in stance, led by joint angles in swing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from gait_lab.simulation.body import Body
from gait_lab.simulation.foot import (
    TOE_OUT_DEG,
    FootPoints,
    Stance,
    foot_from_sole,
    foot_on_belt,
    toe_pitch_on_belt,
)
from gait_lab.simulation.parameters import RunnerParameters
from gait_lab.simulation.steps import Step

FloatArray = NDArray[np.float64]
HipPath = Callable[[FloatArray], FloatArray]
"""Times (n,) -> (n, 3) hip joint."""

KNEE_OUT_M = 0.052
"""Knee from the middle of the body, for a 1.75 m tall runner."""

SWING_OUT_M = 0.022
STEEPEST_TOE_OFF_DEG = -82.0
LEAST_KNEE_DEG = 5.0
_EDGE_S = 0.0004


@dataclass(frozen=True, eq=False)
class LegPaths:
    """(n, 3) paths of one leg's joints and marks."""

    hip: FloatArray
    knee: FloatArray
    ankle: FloatArray
    heel: FloatArray
    ball: FloatArray
    toe: FloatArray


@dataclass(frozen=True, eq=False)
class _Angles:
    """Sagittal angles of a leg, degrees, (n,)."""

    thigh: FloatArray
    knee: FloatArray
    foot: FloatArray
    toe_bend: FloatArray


@dataclass(frozen=True, eq=False)
class Leg:
    """One leg over the whole run."""

    params: RunnerParameters
    body: Body
    stances: Sequence[Stance]
    hip: HipPath
    middle_y: Callable[[FloatArray], FloatArray]

    @property
    def sign(self) -> int:
        """+1 left, -1 right."""
        return self.stances[0].step.sign

    def paths(self, time_s: FloatArray) -> LegPaths:
        """Every joint at these times; NaN outside the first and last planned contact."""
        angles = _Angles(*(np.full(len(time_s), np.nan) for _ in range(4)))
        for stance, following in pairwise(self.stances):
            step, end_s = stance.step, following.step.contact_s
            down = (time_s >= step.contact_s) & (time_s < step.toe_off_s)
            away = (time_s >= step.toe_off_s) & (time_s < end_s)
            for mask, part in (
                (down, self._in_stance(stance, time_s[down])),
                (away, self._in_swing(stance, following, time_s[away])),
            ):
                for name in ("thigh", "knee", "foot", "toe_bend"):
                    getattr(angles, name)[mask] = getattr(part, name)
        return self._joints(angles, time_s)

    def knee_at(self, stance: Stance, time_s: float) -> float:
        """Knee flexion at one instant of a stance."""
        return float(self._in_stance(stance, np.array([time_s])).knee[0])

    def knee_y(self, time_s: FloatArray) -> FloatArray:
        """Sideways place of the knee: under the hip, drawn inwards in stance."""
        k = self._current(time_s)
        share = np.clip((time_s - self._contact_s[k]) / self._stance_s[k], 0, 1)
        inward = np.sin(np.pi * share) ** 2 * self.params.knee_inward_cm / 100
        out = KNEE_OUT_M * self.body.height / 1.75 - inward
        return self.middle_y(time_s) + self.sign * out

    def ankle_y(self, time_s: FloatArray) -> FloatArray:
        """Sideways place of the ankle: still in stance, a little outwards in swing."""
        k = self._current(time_s)
        after = np.minimum(k + 1, len(self.stances) - 1)
        off_s = self._contact_s[k] + self._stance_s[k]
        away_s = np.maximum(self._contact_s[after] - off_s, 0.01)
        share = np.clip((time_s - off_s) / away_s, 0, 1)
        ease = share**3 * (10 - 15 * share + 6 * share**2)
        here, there = self._foot_y[k], self._foot_y[after]
        bow = self.sign * SWING_OUT_M * np.sin(np.pi * share) ** 2
        path: FloatArray = here + (there - here) * ease + bow
        return path

    def _current(self, time_s: FloatArray) -> NDArray[np.intp]:
        """Which stance is the latest one begun."""
        k = np.searchsorted(self._contact_s, time_s, side="right") - 1
        return np.clip(k, 0, len(self.stances) - 1)

    @cached_property
    def _contact_s(self) -> FloatArray:
        return np.array([stance.step.contact_s for stance in self.stances])

    @cached_property
    def _stance_s(self) -> FloatArray:
        return np.array([stance.step.contact_time_s for stance in self.stances])

    @cached_property
    def _foot_y(self) -> FloatArray:
        return np.array([stance.foot_y for stance in self.stances])

    def lengths(self, time_s: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Thigh and shank as they project on the sagittal plane."""
        knee_y, hip_y = self.knee_y(time_s), self.hip(time_s)[:, 1]
        thigh = np.sqrt(self.body.thigh**2 - (knee_y - hip_y) ** 2)
        shank = np.sqrt(self.body.shank**2 - (self.ankle_y(time_s) - knee_y) ** 2)
        return thigh, shank

    def _in_stance(self, stance: Stance, time_s: FloatArray) -> _Angles:
        ankle = stance.points(self.body, time_s).ankle
        thigh, knee = _two_links(ankle - self.hip(time_s)[:, [0, 2]], *self.lengths(time_s))
        pitch = stance.pitch_deg(time_s)
        return _Angles(thigh, knee, pitch, toe_pitch_on_belt(pitch) - pitch)

    def _in_swing(self, stance: Stance, following: Stance, time_s: FloatArray) -> _Angles:
        """Thigh, knee and ankle through typical shapes, tied smoothly to both stances."""
        start_s, end_s = stance.step.toe_off_s, following.step.contact_s
        span = end_s - start_s
        off, off_rate = self._edge(stance, start_s, -_EDGE_S)
        on, on_rate = self._edge(following, end_s, _EDGE_S)
        shape = _walking_swing if self.params.gait == "walking" else _running_swing
        knots = shape(
            self.params,
            stance.step.swing_knee_deg,
            _Edge(off, off_rate * span),
            _Edge(on, on_rate * span),
        )
        share = (time_s - start_s) / span
        thigh, knee, ankle = (
            CubicSpline(
                [0.0, *where, 1.0],
                [off[i], *values, on[i]],
                bc_type=((1, off_rate[i] * span), (1, on_rate[i] * span)),
            )(share)
            for i, (where, values) in enumerate(knots)
        )
        relax = CubicSpline(
            [0.0, min(0.25, 0.09 / span), 1.0],
            [off[3], 4.0, on[3]],
            bc_type=((1, off_rate[3] * span), (1, 0.0)),
        )(share)
        return _Angles(thigh, knee, ankle + thigh - knee, np.maximum(relax, 0))

    def _edge(self, stance: Stance, at_s: float, step_s: float) -> tuple[FloatArray, FloatArray]:
        """(thigh, knee, ankle, toe bend) at an end of stance, and their rates per second."""
        here = self._in_stance(stance, at_s + np.array([0.0, step_s, 2 * step_s]))
        ankle = here.foot - (here.thigh - here.knee)
        values = np.stack([here.thigh, here.knee, ankle, here.toe_bend])
        rates = (-1.5 * values[:, 0] + 2 * values[:, 1] - 0.5 * values[:, 2]) / step_s
        return values[:, 0], rates

    def _joints(self, angles: _Angles, time_s: FloatArray) -> LegPaths:
        hip, (thigh, shank) = self.hip(time_s), self.lengths(time_s)
        forward, back = np.radians(angles.thigh), np.radians(angles.thigh - angles.knee)
        knee_xz = hip[:, [0, 2]] + thigh[:, None] * _down(forward)
        ankle_xz = knee_xz + shank[:, None] * _down(back)
        foot = self._foot_at(ankle_xz, angles)
        knee = _with_y(knee_xz, self.knee_y(time_s))
        ankle_y = self.ankle_y(time_s)
        out = self.sign * np.tan(np.radians(TOE_OUT_DEG))
        aside = {
            "heel": self.body.heel_mark_forward - self.body.ankle_forward,
            "ball": self.body.heel_to_ball - self.body.ankle_forward,
            "toe": self.body.heel_to_toe - self.body.toe_mark_back - self.body.ankle_forward,
        }
        marks = {
            name: _with_y(getattr(foot, name), ankle_y + out * along)
            for name, along in aside.items()
        }
        return LegPaths(hip, knee, _with_y(ankle_xz, ankle_y), **marks)

    def _foot_at(self, ankle: FloatArray, angles: _Angles) -> FootPoints:
        """The foot hung on its ankle."""
        origin = np.zeros_like(ankle)
        toes = angles.foot + angles.toe_bend
        free = foot_from_sole(self.body, ball=origin, pitch_deg=angles.foot, toe_pitch_deg=toes)
        shift = ankle - free.ankle
        return FootPoints(*(p + shift for p in (free.ankle, free.heel, free.ball, free.toe)))


def land(
    params: RunnerParameters,
    body: Body,
    steps: Sequence[Step],
    *,
    hip: HipPath,
    middle: Callable[[FloatArray], FloatArray],
) -> Leg:
    """The leg whose feet land where the steps say, ``overstride_m`` ahead of the hips' middle.

    Raises
    ------
    ValueError
        If the leg cannot reach the belt until toe-off at this speed and contact time.
    """
    middle_y = _column(middle, 1)
    landed = [_landed(params, body, step, hip=hip, middle=middle) for step in steps]
    leg = Leg(params, body, landed, hip, middle_y)
    return Leg(params, body, [_lifted(leg, stance) for stance in landed], hip, middle_y)


def _landed(
    params: RunnerParameters, body: Body, step: Step, *, hip: HipPath, middle: HipPath
) -> Stance:
    """Where this step's foot meets the belt; never farther than a knee still bent reaches."""
    moment = np.array([step.contact_s])
    foot = foot_on_belt(body, toe_x=np.zeros(1), pitch_deg=np.array([step.foot_strike_deg]))
    aimed_x = middle(moment)[0, 0] + step.overstride_m
    middle_s = np.array([step.contact_s + 0.47 * step.contact_time_s])
    foot_y = float(middle(middle_s)[0, 1] + step.sign * step.step_width_m)
    hip_x, hip_y, hip_z = hip(moment)[0]
    knee_y = middle(moment)[0, 1] + step.sign * KNEE_OUT_M * body.height / 1.75
    thigh = np.sqrt(body.thigh**2 - (knee_y - hip_y) ** 2)
    shank = np.sqrt(body.shank**2 - (foot_y - knee_y) ** 2)
    bend = np.cos(np.radians(LEAST_KNEE_DEG))
    reach = thigh**2 + shank**2 + 2 * thigh * shank * bend
    farthest_x = hip_x + np.sqrt(max(reach - (hip_z - foot.ankle[0, 1]) ** 2, 0.0025))
    return Stance(
        step=step,
        toe_x=float(min(aimed_x, farthest_x) - foot.ankle[0, 0]),
        toe_off_pitch_deg=-45.0,
        speed_mps=params.speed_mps,
        foot_y=foot_y,
    )


def _lifted(leg: Leg, stance: Stance) -> Stance:
    """The stance with the heel raised at toe-off as far as the knee angle there asks."""
    step, body = stance.step, leg.body
    moment = np.array([step.toe_off_s])
    pitch = np.arange(0.0, STEEPEST_TOE_OFF_DEG - 0.1, -0.5)
    toe_x = stance.toe_x - stance.speed_mps * step.contact_time_s + stance.SLIP_M
    ankle = foot_on_belt(body, toe_x=np.full(len(pitch), toe_x), pitch_deg=pitch).ankle
    thigh, shank = body.thigh, np.sqrt(body.shank**2 - 0.03**2)
    reach = np.linalg.norm(ankle - leg.hip(moment)[0, [0, 2]], axis=1)
    cosine = (reach**2 - thigh**2 - shank**2) / (2 * thigh * shank)
    knee = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
    wanted = leg.params.knee_flexion_at_toe_off_deg
    reached = np.flatnonzero(knee >= wanted)
    if not len(reached):
        raise ValueError(
            f"the leg cannot stay on the belt for {step.contact_time_s * 1000:.0f} ms at "
            f"{stance.speed_mps:g} m/s: choose a shorter ground_contact_time_ms, a lower "
            "speed_mps or a larger overstride_pct_leg"
        )
    k = int(reached[0])
    low = max(k - 1, 0)
    found = float(np.interp(wanted, knee[low : k + 1], pitch[low : k + 1]))
    return Stance(
        step=step,
        toe_x=stance.toe_x,
        toe_off_pitch_deg=min(found, -8.0),
        speed_mps=stance.speed_mps,
        foot_y=stance.foot_y,
    )


@dataclass(frozen=True, eq=False)
class _Edge:
    """(thigh, knee, ankle, toe bend) where a swing begins or ends; rates per whole swing."""

    value: FloatArray
    rate: FloatArray


Knots = list[tuple[list[float], list[float]]]


def _running_swing(params: RunnerParameters, peak_deg: float, off: _Edge, on: _Edge) -> Knots:
    """Knots (share of swing, degrees) of thigh, knee and ankle, from typical running.

    Just inside both ends the knee is held from overshooting what the stances hand over.
    """
    lift = 15 + 5.4 * params.speed_mps
    back, ahead = off.value[0], on.value[0]
    thigh = (
        [0.22, 0.45, 0.68, 0.86],
        [back + 3, back + 0.56 * (lift - back), lift, ahead + 0.42 * (lift - ahead)],
    )
    knee_off, knee_on = off.value[1], on.value[1]
    leaving = knee_off + float(np.clip(0.25 * 0.08 * off.rate[1], -3.0, 3.0))
    coming = max(knee_on - float(np.clip(0.3 * 0.05 * on.rate[1], -3.0, 4.0)), 6.0)
    knee = (
        [0.08, 0.20, 0.35, 0.50, 0.66, 0.82, 0.95],
        [
            max(leaving, 6.0),
            knee_off + 0.25 * (peak_deg - knee_off),
            knee_off + 0.72 * (peak_deg - knee_off),
            peak_deg,
            coming + 0.80 * (peak_deg - coming),
            coming + 0.30 * (peak_deg - coming),
            coming,
        ],
    )
    ankle = ([0.14, 0.42, 0.72], [off.value[2] - 3, -6.0, 4.0])
    return [thigh, knee, ankle]


def _walking_swing(params: RunnerParameters, peak_deg: float, off: _Edge, on: _Edge) -> Knots:
    """The same for walking: less of everything, the foot close over the belt."""
    del params
    thigh = ([0.4, 0.75], [off.value[0] + 0.62 * (27 - off.value[0]), 27.0])
    knee = ([0.32, 0.6, 0.9], [peak_deg, 0.62 * peak_deg, max(on.value[1], 4.0) + 1])
    ankle = ([0.2, 0.6], [off.value[2] - 4, 3.0])
    return [thigh, knee, ankle]


def _two_links(
    reach: FloatArray, thigh: FloatArray, shank: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """(thigh angle, knee flexion) in degrees of a leg that spans hip -> ankle, knee forward."""
    distance = np.linalg.norm(reach, axis=1)
    along = np.arctan2(reach[:, 0], -reach[:, 1])
    open_hip = (thigh**2 + distance**2 - shank**2) / (2 * thigh * distance)
    bend = (distance**2 - thigh**2 - shank**2) / (2 * thigh * shank)
    return (
        np.degrees(along + np.arccos(np.clip(open_hip, -1, 1))),
        np.degrees(np.arccos(np.clip(bend, -1, 1))),
    )


def _down(angle_rad: FloatArray) -> FloatArray:
    """Unit vectors (X, Z) hanging down, turned forward by the angle."""
    return np.stack([np.sin(angle_rad), -np.cos(angle_rad)], axis=-1)


def _with_y(xz: FloatArray, y: FloatArray) -> FloatArray:
    return np.stack([xz[:, 0], y, xz[:, 1]], axis=-1)


def _column(path: HipPath, axis: int) -> Callable[[FloatArray], FloatArray]:
    return lambda time_s: path(time_s)[:, axis]
