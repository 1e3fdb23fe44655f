"""The simulated runner at one time: joints, trunk, head and soles, ready to lay a body along."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import LANDMARK_NAMES
from gait_lab.simulation.body import Body
from gait_lab.simulation.foot import TOE_OUT_DEG
from gait_lab.simulation.runner import RunnerMotion
from studio.pose import pose_of
from studio.skinning import Placed, Pose
from studio.turns import unit

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Instant:
    """Points by name (3,), and axes as columns (3, 3) of chest, head, soles and toes by side."""

    points: dict[str, FloatArray]
    chest: FloatArray
    head: FloatArray
    soles: dict[str, FloatArray]
    toes: dict[str, FloatArray]

    def pose(self) -> Pose:
        """Every segment of the body."""
        return pose_of(self.points, chest=self.chest, head=self.head, soles=self.soles)

    def shoe(self, side: str) -> tuple[Placed, Placed]:
        """Rear and front half of a shoe, both hinged at the ball."""
        ball = self.points[f"{side}_ball"]
        return Placed(ball, self.soles[side]), Placed(ball, self.toes[side])


def instant_of(motion: RunnerMotion, time_s: float) -> Instant:
    """The runner at one time of the motion."""
    moment = np.array([time_s])
    points = dict(zip(LANDMARK_NAMES, motion.at(moment)[0], strict=True))
    for name in ("left_ball", "right_ball", "neck", "head"):
        points[name] = motion.point(name, moment)[0]
    chest, head = (motion.frame_at(name, moment)[0].T for name in ("chest", "head"))
    soles, toes = {}, {}
    for side in ("left", "right"):
        soles[side], toes[side] = foot_axes(points, motion.body, side)
    return Instant(points, _square(chest), _square(head), soles, toes)


def foot_axes(
    points: dict[str, FloatArray], body: Body, side: str
) -> tuple[FloatArray, FloatArray]:
    """Axes of the sole behind the ball and of the toes before it.

    The heel and toe marks lie a little above the sole, so the lines to the ball are tilted by
    a known angle.
    """
    heel, ball, toe = (points[f"{side}_{name}"] for name in ("heel", "ball", "foot_index"))
    behind = body.heel_to_ball - body.heel_mark_forward
    before = body.toe - body.toe_mark_back
    out = np.radians(TOE_OUT_DEG if side == "left" else -TOE_OUT_DEG)
    left = np.array([-np.sin(out), np.cos(out), 0.0])
    return (
        _level(ball - heel, left, np.arctan2(body.heel_mark_up, behind)),
        _level(toe - ball, left, np.arctan2(-body.toe_mark_up, before)),
    )


def _level(line: FloatArray, left: FloatArray, tilt_rad: float) -> FloatArray:
    """Axes of a sole from a line that falls below it by ``tilt_rad``."""
    line = unit(line)
    left = unit(left - (left @ line) * line)
    ahead = np.cos(tilt_rad) * line + np.sin(tilt_rad) * np.cross(line, left)
    return np.stack([ahead, left, np.cross(ahead, left)], axis=1)


def _square(axes: FloatArray) -> FloatArray:
    """The rotation nearest to nearly square axes."""
    u, _, v = np.linalg.svd(axes)
    turn: FloatArray = u @ v
    return turn
