"""Where each foot meets the belt, and how far the heel has risen when it leaves."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from gait_lab.simulation.body import Body
from gait_lab.simulation.foot import Stance, foot_on_belt
from gait_lab.simulation.legs.leg import KNEE_OUT_M, HipPath, Leg
from gait_lab.simulation.parameters import RunnerParameters
from gait_lab.simulation.steps import Step

FloatArray = NDArray[np.float64]

STEEPEST_TOE_OFF_DEG = -82.0
LEAST_KNEE_DEG = 5.0


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


def _column(path: HipPath, axis: int) -> Callable[[FloatArray], FloatArray]:
    return lambda time_s: path(time_s)[:, axis]
