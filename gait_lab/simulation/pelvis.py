"""How the pelvis moves and turns over the steps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from gait_lab.simulation.body import Body
from gait_lab.simulation.parameters import RunnerParameters
from gait_lab.simulation.steps import Step

FloatArray = NDArray[np.float64]
Path = Callable[[FloatArray], FloatArray]

YAW_DEG = 4.0
SWAY_M = 0.010
SURGE_M = 0.007
DRIFT_M = 0.010


@dataclass(frozen=True, eq=False)
class PelvisPath:
    """Middle of the hips (x, y; z is added by the centre of mass) and the pelvis' turns.

    ``roll_deg`` is positive with the left hip up, ``yaw_deg`` with the left hip back.
    ``step_phase`` counts steps: k at the k-th contact.
    """

    x: Path
    y: Path
    roll_deg: Path
    yaw_deg: Path
    step_phase: Path
    first_sign: int

    def hip(self, body: Body, sign: int, time_s: FloatArray, height: FloatArray) -> FloatArray:
        """(n, 3) hip joint of one side (+1 left)."""
        roll, yaw = np.radians(self.roll_deg(time_s)), np.radians(self.yaw_deg(time_s))
        half = sign * body.hip_width / 2
        return np.stack(
            [
                self.x(time_s) - half * np.cos(roll) * np.sin(yaw),
                self.y(time_s) + half * np.cos(roll) * np.cos(yaw),
                height + half * np.sin(roll),
            ],
            axis=-1,
        )

    def stride_wave(self, time_s: FloatArray, *, lag_steps: float = 0.0) -> FloatArray:
        """+1 at each left contact, -1 at each right one, ``lag_steps`` later."""
        wave: FloatArray = self.first_sign * np.cos(np.pi * (self.step_phase(time_s) - lag_steps))
        return wave

    def step_wave(self, time_s: FloatArray, *, lag_steps: float = 0.0) -> FloatArray:
        """+1 at each contact, ``lag_steps`` later."""
        wave: FloatArray = np.cos(2 * np.pi * (self.step_phase(time_s) - lag_steps))
        return wave


def plan_pelvis(
    params: RunnerParameters, steps: Sequence[Step], *, rng: np.random.Generator
) -> PelvisPath:
    """The pelvis' path for these steps."""
    contact_s = np.array([step.contact_s for step in steps])
    phase = PchipInterpolator(contact_s, np.arange(len(steps), dtype=float))
    drift_x = _drift(rng, params.variability)
    drift_y = _drift(rng, params.variability)
    first_sign = steps[0].sign

    def x(time_s: FloatArray) -> FloatArray:
        surge = SURGE_M * np.sin(2 * np.pi * (phase(time_s) + 0.02))
        path: FloatArray = drift_x(time_s) - surge
        return path

    def y(time_s: FloatArray) -> FloatArray:
        sway = SWAY_M * first_sign * np.cos(np.pi * (phase(time_s) - 0.35))
        path: FloatArray = drift_y(time_s) + sway
        return path

    def yaw_deg(time_s: FloatArray) -> FloatArray:
        turn: FloatArray = YAW_DEG * first_sign * np.cos(np.pi * (phase(time_s) - 0.1))
        return turn

    return PelvisPath(x, y, _roll(steps), yaw_deg, phase, first_sign)


def _roll(steps: Sequence[Step]) -> Path:
    """Drop of the swing side: deepest at a third of stance, hitched up again at toe-off."""
    times, rolls = [], []
    for step in steps:
        for share, part in ((0.0, 0.62), (0.33, 1.0), (0.72, -0.05), (0.985, -0.75)):
            times.append(step.contact_s + share * min(step.contact_time_s, 0.5))
            rolls.append(step.sign * step.pelvic_drop_deg * part)
    order = np.argsort(times)
    curve = PchipInterpolator(np.array(times)[order], np.array(rolls)[order])
    return lambda time_s: curve(time_s)


def _drift(rng: np.random.Generator, scatter: float) -> Path:
    """Slow wandering on the belt, of periods of several seconds."""
    period_s, start = rng.uniform(5, 12, size=2), rng.uniform(0, 2 * np.pi, size=2)

    def path(time_s: FloatArray) -> FloatArray:
        waves = np.sin(2 * np.pi * np.asarray(time_s)[..., None] / period_s + start)
        wander: FloatArray = DRIFT_M * scatter * waves.sum(axis=-1)
        return wander

    return path
