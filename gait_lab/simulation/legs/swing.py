"""The shapes of a swing: knots of thigh, knee and ankle between two stances."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.simulation.parameters import RunnerParameters

FloatArray = NDArray[np.float64]

STRAIGHTEST_DEG, SOFTNESS_DEG = 2.0, 1.2


@dataclass(frozen=True, eq=False)
class Edge:
    """(thigh, knee, ankle, toe bend) where a swing begins or ends; rates per whole swing."""

    value: FloatArray
    rate: FloatArray


Knots = list[tuple[list[float], list[float]]]


def running_swing(params: RunnerParameters, peak_deg: float, off: Edge, on: Edge) -> Knots:
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


def walking_swing(params: RunnerParameters, peak_deg: float, off: Edge, on: Edge) -> Knots:
    """The same for walking: less of everything, the foot close over the belt."""
    del params
    thigh = ([0.4, 0.75], [off.value[0] + 0.62 * (27 - off.value[0]), 27.0])
    knee = ([0.32, 0.6, 0.9], [peak_deg, 0.62 * peak_deg, max(on.value[1], 4.0) + 1])
    ankle = ([0.2, 0.6], [off.value[2] - 4, 3.0])
    return [thigh, knee, ankle]


def never_straight(knee: FloatArray, share: FloatArray) -> FloatArray:
    """The same swing without the curve's dips towards a straight (or overstretched) knee.

    Bent knees stay as they are; so do both ends, for there the stances go on.
    """
    if not len(knee):
        return knee
    bent = STRAIGHTEST_DEG + SOFTNESS_DEG * np.logaddexp(0, (knee - STRAIGHTEST_DEG) / SOFTNESS_DEG)
    lifted = bent - knee
    ends: FloatArray = lifted[0] * (1 - share) + lifted[-1] * share
    kept: FloatArray = knee + lifted - ends
    return kept
