"""Which labelled leg is leg A in each frame: a global choice against the template, no drift."""

from dataclasses import dataclass

import numpy as np

from gait_lab.analysis.landmarks import BoolArray, ComplexArray, FloatArray, IntArray
from gait_lab.analysis.sides.phase import StridePhase
from gait_lab.analysis.sides.template import Template, fit_template

KEPT, SWAPPED, BOTH_ON_A, BOTH_ON_B = range(4)
CAP = 16.0
"""Cost of a landmark that fits neither leg (4 standard deviations, squared)."""
MOST_COST = CAP / 2 * 8
"""All eight landmarks fit neither leg: the unit of the margins."""
COLLAPSE_COST = 6.0
SWITCH_COST = 4.0
OUTLYING = 5.0
ROUNDS = 4


@dataclass(frozen=True, eq=False)
class Assignment:
    """The choice for every frame.

    Attributes
    ----------
    state : (n_frames,) int
        KEPT: the label "left" is leg A; SWAPPED: it is leg B; BOTH_ON_A, BOTH_ON_B: both labels
        sit on one leg.
    margin : (n_frames,)
        How much dearer the best other identity is, in cost units a landmark; 0 undecided.
    collapse_margin : (n_frames,)
        How much dearer it is to take the labels for two legs than for one leg twice, in the same
        units; negative where they rather show two.
    legs : (n_frames, 2, n_joints) complex
        Leg A and leg B; NaN where hidden, collapsed or far off.
    template : Template
    """

    state: IntArray
    margin: FloatArray
    collapse_margin: FloatArray
    legs: ComplexArray
    template: Template


def assign_legs(
    labelled: ComplexArray, phase: StridePhase, *, trust_labels: bool = False
) -> Assignment:
    """Alternate between fitting the template and choosing whose leg is whose.

    ``trust_labels`` starts from the labels as given (from behind they are mostly right).
    """
    weights = phase.active.astype(float)
    state = np.full(len(labelled), KEPT) if trust_labels else _first_guess(labelled, phase)
    for _ in range(ROUNDS):
        legs = ordered(labelled, state)
        template = fit_template(phase.radians, legs, weights)
        costs = _costs(labelled, template)
        newer = _cheapest_path(costs, weights)
        settled = bool(np.array_equal(newer, state))
        state = newer
        if settled:
            break
    legs = _without_far_off(ordered(labelled, state), template, phase.active)
    return Assignment(state, _margin(costs), _collapse_margin(costs), legs, template)


def _first_guess(labelled: ComplexArray, phase: StridePhase) -> IntArray:
    """Leg A is the one that the turning phase says is ahead of the other."""
    split = np.nansum(np.nan_to_num(labelled[:, 0] - labelled[:, 1]), axis=1)
    ahead = np.real(split * np.exp(-1j * phase.turn * phase.radians))
    return np.where(ahead >= 0, KEPT, SWAPPED)


def ordered(labelled: ComplexArray, state: IntArray) -> ComplexArray:
    """Legs A and B in every frame; in a collapsed frame the hidden leg is NaN."""
    legs = labelled.copy()
    swapped = state == SWAPPED
    legs[swapped] = labelled[swapped][:, ::-1]
    for collapsed, shown in ((BOTH_ON_A, 0), (BOTH_ON_B, 1)):
        frames = state == collapsed
        legs[frames, shown] = np.mean(labelled[frames], axis=1)
        legs[frames, 1 - shown] = np.nan
    return legs


def _costs(labelled: ComplexArray, template: Template) -> FloatArray:
    """(n_frames, 4) cost of each state."""

    def cost(label: int, leg: int) -> FloatArray:
        away = np.abs(labelled[:, label] - template.paths[:, leg]) / template.spread[leg]
        capped = np.where(np.isfinite(away), np.minimum(away**2 / 2, CAP / 2), 0.0)
        total: FloatArray = capped.sum(axis=1)
        return total

    l_a, l_b, r_a, r_b = cost(0, 0), cost(0, 1), cost(1, 0), cost(1, 1)
    return np.column_stack(
        [l_a + r_b, r_a + l_b, l_a + r_a + COLLAPSE_COST, l_b + r_b + COLLAPSE_COST]
    )


def _cheapest_path(costs: FloatArray, weights: FloatArray) -> IntArray:
    """Viterbi over the states; changing state costs a little, so single doubtful frames follow."""
    n_frames, n_states = costs.shape
    emission = costs * (weights > 0)[:, None]
    total = emission[0].copy()
    came_from = np.zeros((n_frames, n_states), dtype=np.int64)
    for frame in range(1, n_frames):
        cheapest = int(np.argmin(total))
        jump = total[cheapest] + SWITCH_COST
        stay = total <= jump
        came_from[frame] = np.where(stay, np.arange(n_states), cheapest)
        total = np.where(stay, total, jump) + emission[frame]
    state = np.zeros(n_frames, dtype=np.int64)
    state[-1] = int(np.argmin(total))
    for frame in range(n_frames - 1, 0, -1):
        state[frame - 1] = came_from[frame, state[frame]]
    return state


def _margin(costs: FloatArray) -> FloatArray:
    keeping = np.minimum(costs[:, KEPT], np.inf)
    margin: FloatArray = np.abs(keeping - costs[:, SWAPPED]) / MOST_COST
    return np.minimum(margin, 1.0)


def _collapse_margin(costs: FloatArray) -> FloatArray:
    """Where both labels sit on one leg, either naming fits alike: ``_margin`` is no measure."""
    two_legs = costs[:, [KEPT, SWAPPED]].min(axis=1)
    margin: FloatArray = (two_legs - costs[:, [BOTH_ON_A, BOTH_ON_B]].min(axis=1)) / MOST_COST
    return margin


def _without_far_off(legs: ComplexArray, template: Template, active: BoolArray) -> ComplexArray:
    away = np.abs(legs - template.paths) / template.spread
    cleaned = legs.copy()
    cleaned[(away > OUTLYING) & active[:, None, None]] = np.nan
    return cleaned
