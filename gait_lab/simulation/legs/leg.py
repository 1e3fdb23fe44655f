"""One leg over a whole run."""

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
    toe_pitch_on_belt,
)
from gait_lab.simulation.legs.links import hanging, two_links, with_y
from gait_lab.simulation.legs.swing import Edge, never_straight, running_swing, walking_swing
from gait_lab.simulation.parameters import RunnerParameters

FloatArray = NDArray[np.float64]
HipPath = Callable[[FloatArray], FloatArray]
"""Times (n,) -> (n, 3) hip joint."""

KNEE_OUT_M = 0.052
"""Knee from the middle of the body, for a 1.75 m tall runner."""

SWING_OUT_M = 0.022
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
        thigh, knee = two_links(ankle - self.hip(time_s)[:, [0, 2]], *self.lengths(time_s))
        pitch = stance.pitch_deg(time_s)
        return _Angles(thigh, knee, pitch, toe_pitch_on_belt(pitch) - pitch)

    def _in_swing(self, stance: Stance, following: Stance, time_s: FloatArray) -> _Angles:
        """Thigh, knee and ankle through typical shapes, tied smoothly to both stances."""
        start_s, end_s = stance.step.toe_off_s, following.step.contact_s
        span = end_s - start_s
        off, off_rate = self._edge(stance, start_s, -_EDGE_S)
        on, on_rate = self._edge(following, end_s, _EDGE_S)
        shape = walking_swing if self.params.gait == "walking" else running_swing
        knots = shape(
            self.params,
            stance.step.swing_knee_deg,
            Edge(off, off_rate * span),
            Edge(on, on_rate * span),
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
        knee = never_straight(knee, share)
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
        knee_xz = hip[:, [0, 2]] + thigh[:, None] * hanging(forward)
        ankle_xz = knee_xz + shank[:, None] * hanging(back)
        foot = self._foot_at(ankle_xz, angles)
        knee = with_y(knee_xz, self.knee_y(time_s))
        ankle_y = self.ankle_y(time_s)
        out = self.sign * np.tan(np.radians(TOE_OUT_DEG))
        aside = {
            "heel": self.body.heel_mark_forward - self.body.ankle_forward,
            "ball": self.body.heel_to_ball - self.body.ankle_forward,
            "toe": self.body.heel_to_toe - self.body.toe_mark_back - self.body.ankle_forward,
        }
        marks = {
            name: with_y(getattr(foot, name), ankle_y + out * along)
            for name, along in aside.items()
        }
        return LegPaths(hip, knee, with_y(ankle_xz, ankle_y), **marks)

    def _foot_at(self, ankle: FloatArray, angles: _Angles) -> FootPoints:
        """The foot hung on its ankle."""
        origin = np.zeros_like(ankle)
        toes = angles.foot + angles.toe_bend
        free = foot_from_sole(self.body, ball=origin, pitch_deg=angles.foot, toe_pitch_deg=toes)
        shift = ankle - free.ankle
        return FootPoints(*(p + shift for p in (free.ankle, free.heel, free.ball, free.toe)))
