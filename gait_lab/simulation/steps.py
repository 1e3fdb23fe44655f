"""The plan of a run: every step's contact, toe-off and targets."""

from dataclasses import dataclass

import numpy as np

from gait_lab.analysis.conventions import Side
from gait_lab.simulation.body import Body
from gait_lab.simulation.parameters import RunnerParameters

LEAD_STEPS = 14
"""Steps planned before the motion, so that the centre of mass has settled by its first frame."""

TAIL_STEPS = 6


@dataclass(frozen=True, kw_only=True)
class Step:
    """One foot's stance and what it aims at. Lengths in metres, angles in degrees."""

    side: Side
    contact_s: float
    toe_off_s: float
    foot_strike_deg: float
    overstride_m: float
    knee_at_contact_deg: float
    step_width_m: float
    pelvic_drop_deg: float
    heel_off: float
    swing_knee_deg: float

    @property
    def contact_time_s(self) -> float:
        """Stance duration."""
        return self.toe_off_s - self.contact_s

    @property
    def sign(self) -> int:
        """+1 left (Y is to the left), -1 right."""
        return 1 if self.side == "left" else -1


def plan_steps(
    params: RunnerParameters,
    body: Body,
    *,
    start_s: float,
    end_s: float,
    rng: np.random.Generator,
) -> list[Step]:
    """Steps from ``LEAD_STEPS`` before ``start_s`` to ``TAIL_STEPS`` after ``end_s``.

    The scatter of step time and contact time (about 1 and 1.5 %) and of the angles is that of
    trained runners on a belt, times ``params.variability``.
    """
    steps: list[Step] = []
    time_s = start_s - (LEAD_STEPS + rng.uniform(0, 2)) * params.step_time_s
    side: Side = "left" if rng.integers(2) else "right"
    while time_s < end_s + TAIL_STEPS * params.step_time_s:
        steps.append(_one_step(params, body, side=side, contact_s=time_s, rng=rng))
        half = 1 if side == "left" else -1
        share = 1 + half * params.step_time_asymmetry_pct / 200
        time_s += params.step_time_s * share * (1 + 0.010 * params.variability * _noise(rng))
        side = "right" if side == "left" else "left"
    return steps


def _one_step(
    params: RunnerParameters,
    body: Body,
    *,
    side: Side,
    contact_s: float,
    rng: np.random.Generator,
) -> Step:
    half = 0.5 if side == "left" else -0.5
    scatter = params.variability

    def around(value: float, asymmetry: float, sd: float) -> float:
        return value + half * asymmetry + sd * scatter * _noise(rng)

    contact_time_s = params.ground_contact_time_ms / 1000
    contact_time_s *= around(1.0, params.contact_time_asymmetry_pct / 100, 0.015)
    longest_s = 0.97 * params.step_time_s if params.gait == "running" else np.inf
    return Step(
        side=side,
        contact_s=contact_s,
        toe_off_s=contact_s + min(contact_time_s, longest_s),
        foot_strike_deg=around(params.foot_strike_angle_deg, params.foot_strike_asymmetry_deg, 0.8),
        overstride_m=body.leg
        * around(params.overstride_pct_leg, params.overstride_asymmetry_pct_leg, 0.7)
        / 100,
        knee_at_contact_deg=params.knee_flexion_at_contact_deg,
        step_width_m=body.leg * around(params.step_width_pct_leg, 0.0, 0.6) / 100,
        pelvic_drop_deg=around(params.pelvic_drop_deg, params.pelvic_drop_asymmetry_deg, 0.35),
        heel_off=around(params.heel_off_pct_stance, 0.0, 0.8) / 100,
        swing_knee_deg=around(params.peak_swing_knee_deg, 0.0, 1.2),
    )


def _noise(rng: np.random.Generator) -> float:
    """A normal deviate, kept within two and a half standard deviations."""
    return float(np.clip(rng.normal(), -2.5, 2.5))
