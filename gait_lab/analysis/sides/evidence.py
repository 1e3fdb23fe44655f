"""Which way the runner faces and which leg is nearer the camera, from the whole clip at once."""

from dataclasses import dataclass

import numpy as np

from gait_lab.analysis.conventions import Facing, Side
from gait_lab.analysis.landmarks import FloatArray, LandmarkSequence
from gait_lab.analysis.sides.assignment import BOTH_ON_A, BOTH_ON_B, KEPT, SWAPPED, Assignment
from gait_lab.analysis.sides.phase import StridePhase


@dataclass(frozen=True)
class FacingVote:
    """``balance`` from -1 (image-left) to +1 (image-right); ``agreed`` when both cues concur."""

    facing: Facing
    balance: float
    agreed: bool


def facing_of(sequence: LandmarkSequence, phase: StridePhase | None) -> FacingVote | None:
    """Facing from toe-versus-heel over the whole clip and from the sense the legs turn in.

    Never per frame: in late swing a foot can point any way.
    """
    toes = np.concatenate(
        [
            (sequence.point(f"{side}_foot_index") - sequence.point(f"{side}_heel"))[:, 0]
            for side in ("left", "right")
        ]
    )
    toes = toes[np.isfinite(toes)]
    if len(toes) == 0:
        return None
    by_toes = float(np.sum(toes) / max(np.sum(np.abs(toes)), 1e-9))
    by_turn = -phase.turn * phase.strength if phase is not None else 0.0
    balance = float(np.clip(by_toes + by_turn, -1, 1))
    agreed = phase is None or by_toes * by_turn >= 0
    return FacingVote("right" if balance >= 0 else "left", balance, agreed)


def near_leg(
    sequence: LandmarkSequence, assignment: Assignment, facing: Facing
) -> tuple[int, float]:
    """Index (0 = A, 1 = B) of the leg nearer the camera, and a confidence 0..1.

    Cues, each -1..1 for leg A: which leg the estimator mostly calls by the near side's name
    (facing image-left shows the left side), how often the leg is hidden behind the other, how
    surely its landmarks are seen, its size in the image and how low it stands (perspective).
    """
    cues = np.array(
        [
            1.5 * _label_cue(assignment, facing),
            _hidden_cue(assignment),
            2.0 * _visibility_cue(sequence, assignment),
            _size_cue(assignment),
            _low_cue(assignment),
        ]
    )
    balance = float(np.nansum(cues))
    return (0 if balance >= 0 else 1), float(np.tanh(abs(balance)))


def _label_cue(assignment: Assignment, facing: Facing) -> float:
    kept = int((assignment.state == KEPT).sum())
    swapped = int((assignment.state == SWAPPED).sum())
    called_left = (kept - swapped) / max(kept + swapped, 1)
    return called_left if facing == "left" else -called_left


def _hidden_cue(assignment: Assignment) -> float:
    on_a = int((assignment.state == BOTH_ON_A).sum())
    on_b = int((assignment.state == BOTH_ON_B).sum())
    return (on_a - on_b) / (on_a + on_b + 10)


def _visibility_cue(sequence: LandmarkSequence, assignment: Assignment) -> float:
    per_label = np.column_stack([_leg_visibility(sequence, side) for side in ("left", "right")])
    split = per_label[:, 0] - per_label[:, 1]
    sign = np.where(assignment.state == SWAPPED, -1.0, 1.0)
    sign[assignment.state > SWAPPED] = 0.0
    return float(np.clip(3 * np.nanmean(split * sign), -1, 1))


def _leg_visibility(sequence: LandmarkSequence, side: Side) -> FloatArray:
    columns = [sequence.index(f"{side}_{joint}") for joint in ("knee", "ankle", "heel")]
    return np.asarray(np.mean(np.nan_to_num(sequence.visibility[:, columns]), axis=1))


def _size_cue(assignment: Assignment) -> float:
    """The near leg's path is larger: perspective makes it 4-10 % so."""
    sizes = np.nanstd(assignment.template.paths.real[:, :, 1], axis=0)
    return float(np.clip(5 * np.log((sizes[0] + 1e-6) / (sizes[1] + 1e-6)), -1, 1))


def _low_cue(assignment: Assignment) -> float:
    """The near foot stands lower in the picture than the far one (camera above the ground)."""
    lowest = np.nanpercentile(assignment.template.paths.imag[:, :, 2], 10, axis=0)
    return float(np.clip(10 * (lowest[1] - lowest[0]), -1, 1))
