"""The foot: a shod sole that meets the belt, lies flat and rolls off over ball and toes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.simulation.body import Body
from gait_lab.simulation.steps import Step

FloatArray = NDArray[np.float64]

TOE_BEND_DEG = 30.0
"""How far the toes bend before the ball leaves the belt too."""

TOE_OUT_DEG = 6.0


@dataclass(frozen=True, eq=False)
class FootPoints:
    """Points of one foot in the sagittal plane, (n, 2) metres (X, Z).

    ``heel`` and ``toe`` are the marks a pose model looks for, a little above the sole;
    ``ball`` is on the sole under the toes' hinge.
    """

    ankle: FloatArray
    heel: FloatArray
    ball: FloatArray
    toe: FloatArray


def foot_from_sole(
    body: Body, *, ball: FloatArray, pitch_deg: FloatArray, toe_pitch_deg: FloatArray
) -> FootPoints:
    """The foot whose sole's ball point and pitches (+ toe up) are given."""

    def seen(along: float, up: float, turned_deg: FloatArray) -> FloatArray:
        turn = np.radians(turned_deg)
        return ball + np.stack(
            [along * np.cos(turn) - up * np.sin(turn), along * np.sin(turn) + up * np.cos(turn)],
            axis=-1,
        )

    back = -body.heel_to_ball
    return FootPoints(
        ankle=seen(back + body.ankle_forward, body.ankle_up, pitch_deg),
        heel=seen(back + body.heel_mark_forward, body.heel_mark_up, pitch_deg),
        ball=ball,
        toe=seen(body.toe - body.toe_mark_back, body.toe_mark_up, toe_pitch_deg),
    )


def toe_pitch_on_belt(pitch_deg: FloatArray) -> FloatArray:
    """Pitch of the toes while the foot is on the belt: flat until bent all the way."""
    lifted = np.maximum(-pitch_deg, 0)
    beyond, soft = lifted - TOE_BEND_DEG, 14.0
    rolled = (beyond + np.sqrt(beyond**2 + soft**2)) / 2
    rest = (-TOE_BEND_DEG + np.sqrt(TOE_BEND_DEG**2 + soft**2)) / 2
    toes: FloatArray = np.where(pitch_deg >= 0, pitch_deg, -np.maximum(rolled - rest, 0))
    return toes


def foot_on_belt(body: Body, *, toe_x: FloatArray, pitch_deg: FloatArray) -> FootPoints:
    """The foot whose toe tip, were the sole flat, lies on the belt at ``toe_x``.

    Toe up, it stands on the heel's back edge; toe down, on the toes.
    """
    toe_pitch = toe_pitch_on_belt(pitch_deg)
    raised, bent = np.radians(np.maximum(pitch_deg, 0)), np.radians(np.minimum(toe_pitch, 0))
    on_heel = np.stack(
        [
            toe_x - body.heel_to_toe + body.heel_to_ball * np.cos(raised),
            body.heel_to_ball * np.sin(raised),
        ],
        axis=-1,
    )
    on_toes = np.stack([toe_x - body.toe * np.cos(bent), -body.toe * np.sin(bent)], axis=-1)
    ball = np.where((pitch_deg >= 0)[..., None], on_heel, on_toes)
    return foot_from_sole(body, ball=ball, pitch_deg=pitch_deg, toe_pitch_deg=toe_pitch)


@dataclass(frozen=True, kw_only=True)
class Stance:
    """One stance of one foot: where it lands and how it rolls.

    The foot lands still moving a little forward over the belt and down into its cushion;
    within about 25 ms it is fixed to the belt (``SLIP_M``, ``SINK_M``, ``SETTLE_S``).
    """

    step: Step
    toe_x: float
    toe_off_pitch_deg: float
    speed_mps: float
    foot_y: float

    SLIP_M = 0.008
    SINK_M = 0.004
    SETTLE_S = 0.007

    def phase(self, time_s: FloatArray) -> FloatArray:
        """0 at contact, 1 at toe-off; not clipped."""
        return (time_s - self.step.contact_s) / self.step.contact_time_s

    def pitch_deg(self, time_s: FloatArray) -> FloatArray:
        """Sole pitch: down from the strike angle, flat, then up from heel-off on."""
        phase, strike = self.phase(time_s), self.step.foot_strike_deg
        flat_by = 0.16 + 0.004 * abs(strike)
        landing = np.clip(phase / flat_by, 0, 1)
        leaving = np.maximum(phase - self.step.heel_off, 0) / (1 - self.step.heel_off)
        pitch: FloatArray = (
            strike * (1 - landing) ** 2 * (1 + 0.6 * landing)
            + self.toe_off_pitch_deg * leaving**1.8
        )
        return pitch

    def points(self, body: Body, time_s: FloatArray) -> FootPoints:
        """The foot over (or just outside) this stance."""
        since = time_s - self.step.contact_s
        settled = 1 - np.exp(-np.maximum(since, 0) / self.SETTLE_S)
        toe_x = self.toe_x - self.speed_mps * since + self.SLIP_M * settled
        freed = np.clip((self.phase(time_s) - 0.55) / 0.45, 0, 1)
        down = -self.SINK_M * settled * (1 - freed**2 * (3 - 2 * freed))
        foot = foot_on_belt(body, toe_x=toe_x, pitch_deg=self.pitch_deg(time_s))
        drop = np.stack([np.zeros_like(down), down], axis=-1)
        return FootPoints(*(p + drop for p in (foot.ankle, foot.heel, foot.ball, foot.toe)))
