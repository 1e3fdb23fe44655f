"""One stance of a runner as it truly is: the joints' paths and what is read from them."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import SIDES, Side, opposite
from gait_lab.simulation.runner import Contact, RunnerMotion

FloatArray = NDArray[np.float64]

SAMPLES = 401
"""Instants that a stance or a stride is read at."""


@dataclass(frozen=True, eq=False)
class TrueStance:
    """One stance, its stride's end, and what is read in it."""

    motion: RunnerMotion
    contact: Contact
    next_contact_s: float

    @property
    def side(self) -> Side:
        """The stance foot."""
        return self.contact.side

    @property
    def stance_s(self) -> FloatArray:
        """Instants from contact to toe-off."""
        return np.linspace(self.contact.contact_s, self.contact.toe_off_s, SAMPLES)

    @property
    def stride_s(self) -> FloatArray:
        """Instants from contact to the next contact of the same foot."""
        return np.linspace(self.contact.contact_s, self.next_contact_s, SAMPLES)

    def leg(self, joint: str, time_s: FloatArray) -> FloatArray:
        """Path of one joint of the stance leg."""
        return self.motion.point(f"{self.side}_{joint}", time_s)

    def other(self, joint: str, time_s: FloatArray) -> FloatArray:
        """Path of one joint of the other leg."""
        return self.motion.point(f"{opposite(self.side)}_{joint}", time_s)

    def middle(self, joint: str, time_s: FloatArray) -> FloatArray:
        """Half way between the two sides' joints."""
        return (self.leg(joint, time_s) + self.other(joint, time_s)) / 2

    def tilt(self, upper: FloatArray, lower: FloatArray) -> FloatArray:
        """Sagittal angle of upper -> lower from straight down, + lower end ahead."""
        span = lower - upper
        tilt: FloatArray = np.degrees(np.arctan2(span[:, 0], -span[:, 2]))
        return tilt

    def thigh(self, time_s: FloatArray) -> FloatArray:
        """Thigh from vertical, + knee ahead of hip."""
        return self.tilt(self.leg("hip", time_s), self.leg("knee", time_s))

    def shank(self, time_s: FloatArray) -> FloatArray:
        """Shank from vertical, + ankle ahead of knee."""
        return self.tilt(self.leg("knee", time_s), self.leg("ankle", time_s))

    def knee(self, time_s: FloatArray) -> FloatArray:
        """Knee flexion."""
        return self.thigh(time_s) - self.shank(time_s)

    def sole(self, time_s: FloatArray) -> FloatArray:
        """Heel -> toe line, zero at flat foot (its median over 30-50 % of stance)."""
        start, end = self.contact.contact_s, self.contact.toe_off_s
        flat_s = start + np.linspace(0.3, 0.5, 101) * (end - start)
        zero: FloatArray = self._heel_toe(time_s) - np.median(self._heel_toe(flat_s))
        return zero

    def _heel_toe(self, time_s: FloatArray) -> FloatArray:
        span = self.leg("foot_index", time_s) - self.leg("heel", time_s)
        pitch: FloatArray = np.degrees(np.arctan2(span[:, 2], span[:, 0]))
        return pitch

    @property
    def lowest_hips_s(self) -> float:
        """Mid-stance as seen from behind: the hips' middle at its lowest."""
        time_s = self.stance_s
        return float(time_s[np.argmin(self.middle("hip", time_s)[:, 2])])


def stances_within(motion: RunnerMotion, *, start_s: float, end_s: float) -> list[TrueStance]:
    """Stances whose whole stride lies inside the clip."""
    found = []
    for side in SIDES:
        own = [contact for contact in motion.contacts if contact.side == side]
        for contact, following in pairwise(own):
            if start_s <= contact.contact_s and following.contact_s <= end_s:
                found.append(TrueStance(motion, contact, following.contact_s))
    return sorted(found, key=lambda stance: stance.contact.contact_s)
