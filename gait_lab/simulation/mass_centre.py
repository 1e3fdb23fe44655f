"""The vertical path of the centre of mass: pushed up in stance, free fall in flight."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.simulation.steps import Step

FloatArray = NDArray[np.float64]

GRAVITY_MPS2 = 9.81

_PHASE = np.linspace(0, 1, 2001)
_FORCE = np.sin(np.pi * _PHASE**0.92)
_SPEED = np.concatenate([[0.0], np.cumsum((_FORCE[1:] + _FORCE[:-1]) / 2)]) / 2000
_RISE = np.concatenate([[0.0], np.cumsum((_SPEED[1:] + _SPEED[:-1]) / 2)]) / 2000
"""Shape of the ground's push over stance (peak a little before half way), and its integrals."""


@dataclass(frozen=True, eq=False)
class BallisticPath:
    """Height of a runner's centre of mass, zero at every contact.

    In stance the acceleration is the push minus gravity; between toe-off and the next foot's
    contact it is minus gravity exactly. The push of each step is what brings the body back to
    the same height at the next contact, so the path follows from step and contact times alone.
    """

    contact_s: FloatArray
    contact_time_s: FloatArray
    speed_mps: FloatArray
    push_mps2: FloatArray

    @classmethod
    def through(cls, steps: Sequence[Step]) -> "BallisticPath":
        """The path for these steps (each with a flight phase)."""
        contact_s = np.array([step.contact_s for step in steps])
        stance_s = np.array([step.contact_time_s for step in steps])
        period_s = np.append(np.diff(contact_s), contact_s[-1] - contact_s[-2])
        speed, push = np.zeros(len(steps)), np.zeros(len(steps))
        speed[0] = -GRAVITY_MPS2 * (period_s[0] - stance_s[0]) / 2
        for k, (period, stance) in enumerate(zip(period_s, stance_s, strict=True)):
            lift = stance**2 * _RISE[-1] + stance * _SPEED[-1] * (period - stance)
            push[k] = (GRAVITY_MPS2 * period**2 / 2 - speed[k] * period) / lift
            if k + 1 < len(steps):
                gained = push[k] * stance * _SPEED[-1] - GRAVITY_MPS2 * period
                speed[k + 1] = speed[k] + gained
        return cls(contact_s, stance_s, speed, push)

    def __call__(self, time_s: FloatArray) -> FloatArray:
        """Height in metres above that at contact."""
        k = np.clip(np.searchsorted(self.contact_s, time_s, side="right") - 1, 0, None)
        since, stance = time_s - self.contact_s[k], self.contact_time_s[k]
        phase, coasting = np.clip(since / stance, 0, 1), np.maximum(since - stance, 0)
        lift = stance**2 * np.interp(phase, _PHASE, _RISE) + stance * _SPEED[-1] * coasting
        height: FloatArray = (
            self.speed_mps[k] * since - GRAVITY_MPS2 * since**2 / 2 + self.push_mps2[k] * lift
        )
        return height


@dataclass(frozen=True, eq=False)
class VaultingPath:
    """Height of a walker's centre of mass: lowest with both feet down, highest in mid-stance."""

    contact_s: FloatArray
    low_s: float
    amplitude_m: float

    @classmethod
    def through(cls, steps: Sequence[Step]) -> "VaultingPath":
        """The path for these steps (each with double support)."""
        contact_s = np.array([step.contact_s for step in steps])
        stance_s = float(np.mean([step.contact_time_s for step in steps]))
        double_support_s = stance_s - float(np.mean(np.diff(contact_s)))
        return cls(contact_s, double_support_s / 2, 0.017)

    def __call__(self, time_s: FloatArray) -> FloatArray:
        """Height in metres above the mean."""
        phase = np.interp(time_s - self.low_s, self.contact_s, np.arange(len(self.contact_s)))
        height: FloatArray = -self.amplitude_m * np.cos(2 * np.pi * phase)
        return height
