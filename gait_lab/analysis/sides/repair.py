"""Left/right repair of a whole clip, with what was changed and how surely."""

from dataclasses import dataclass, replace

import numpy as np

from gait_lab.analysis.conventions import Facing, Side, View
from gait_lab.analysis.filters import runs
from gait_lab.analysis.landmarks import BoolArray, FloatArray, LandmarkSequence
from gait_lab.analysis.results import QualityNote
from gait_lab.analysis.sides import notes
from gait_lab.analysis.sides.assignment import (
    BOTH_ON_A,
    BOTH_ON_B,
    SWAPPED,
    Assignment,
    assign_legs,
)
from gait_lab.analysis.sides.body import JOINTS, Legs, as_points, legs_of
from gait_lab.analysis.sides.evidence import facing_of, near_leg
from gait_lab.analysis.sides.phase import StridePhase, stride_phase
from gait_lab.analysis.sides.rebuild import rebuilt

Span = tuple[int, int]


@dataclass(frozen=True, eq=False)
class SideRepair:
    """The sequence with each leg under its own name.

    Attributes
    ----------
    sequence : LandmarkSequence
        Legs under their own names. A landmark that was hidden, collapsed onto the other leg or
        far off is rebuilt from the runner's own strides and has visibility 0.
    near_side, facing
        None from behind.
    swapped_spans, collapsed_spans
        ``[start_frame, end_frame)`` where the estimator's labels were exchanged, or both legs'
        labels sat on one leg.
    confidence : float
        0..1 in the assignment over the clip.
    swapped_confidences, collapsed_confidences
        0..1 for each of those spans: by how much what was done fits the runner's strides better
        than leaving it; from 0.25 as sure as ``confidence`` can get.
    """

    sequence: LandmarkSequence
    near_side: Side | None
    facing: Facing | None
    swapped_spans: tuple[Span, ...]
    collapsed_spans: tuple[Span, ...]
    confidence: float
    notes: tuple[QualityNote, ...] = ()
    swapped_confidences: tuple[float, ...] = ()
    collapsed_confidences: tuple[float, ...] = ()


def repair_sides(
    sequence: LandmarkSequence, *, view: View, near_side: Side | None = None
) -> SideRepair:
    """Put each leg's landmarks under its own name over the whole clip.

    Running is periodic and the legs are in anti-phase, so a template of each leg's path over the
    stride, fitted robustly while the labels are being re-assigned, tells which landmark is
    whose, which frames show one leg twice and what belongs there. Nothing is carried from frame
    to frame, so one wrong choice cannot drift.

    Parameters
    ----------
    sequence : LandmarkSequence
    view : "side" or "rear"
    near_side : the leg nearer the camera where the user says so; wins over the evidence, with a
        note where they disagree.
    """
    legs = legs_of(sequence)
    phase = stride_phase(legs, from_behind=view == "rear")
    if phase is None or len(sequence) < 8:
        return _unrepaired(sequence, view=view, near_side=near_side, phase=phase)
    assignment = assign_legs(legs.labelled, phase, trust_labels=view == "rear")
    if view == "rear":
        return _named_from_behind(sequence, legs, phase, assignment)
    return _named_from_the_side(sequence, legs, phase, assignment, stated=near_side)


def _unrepaired(
    sequence: LandmarkSequence, *, view: View, near_side: Side | None, phase: StridePhase | None
) -> SideRepair:
    vote = facing_of(sequence, phase) if view == "side" and len(sequence) else None
    facing = vote.facing if vote else None
    return SideRepair(
        sequence=sequence,
        near_side=(near_side or facing) if view == "side" else None,
        facing=facing,
        swapped_spans=(),
        collapsed_spans=(),
        confidence=0.0,
        notes=(notes.not_periodic(),),
    )


def _named_from_the_side(
    sequence: LandmarkSequence,
    legs: Legs,
    phase: StridePhase,
    assignment: Assignment,
    *,
    stated: Side | None,
) -> SideRepair:
    vote = facing_of(sequence, phase)
    if vote is None:
        return _unrepaired(sequence, view="side", near_side=stated, phase=phase)
    near_index, sureness = near_leg(sequence, assignment, vote.facing)
    # Facing image-left shows the left side, unless the picture is mirrored.
    shown: Side = vote.facing
    near: Side = stated or shown
    said = []
    if stated is not None and stated != shown:
        said.append(notes.stated_side_disagrees(stated=stated, shown=shown))
    if not vote.agreed:
        said.append(notes.facing_unsure())
    left_index = near_index if near == "left" else 1 - near_index
    return _result(
        sequence,
        legs,
        phase,
        assignment,
        left_index=left_index,
        near=near,
        facing=vote.facing,
        sureness=sureness,
        said=said,
    )


def _named_from_behind(
    sequence: LandmarkSequence, legs: Legs, phase: StridePhase, assignment: Assignment
) -> SideRepair:
    """From behind the runner's left is image-left."""
    middles = np.nanmedian(assignment.template.paths.real[:, :, 0], axis=0)
    left_index = int(np.argmin(middles))
    sureness = float(np.tanh(8 * abs(middles[0] - middles[1])))
    labelled_left = np.nanmedian((sequence.point("left_hip") - sequence.point("right_hip"))[:, 0])
    said = [notes.looks_like_the_front()] if labelled_left > 0 else []
    return _result(
        sequence,
        legs,
        phase,
        assignment,
        left_index=left_index,
        near=None,
        facing=None,
        sureness=sureness,
        said=said,
    )


def _result(
    sequence: LandmarkSequence,
    legs: Legs,
    phase: StridePhase,
    assignment: Assignment,
    *,
    left_index: int,
    near: Side | None,
    facing: Facing | None,
    sureness: float,
    said: list[QualityNote],
) -> SideRepair:
    swapped = (assignment.state == SWAPPED) if left_index == 0 else (assignment.state == 0)
    swapped = swapped & phase.active
    collapsed = np.isin(assignment.state, (BOTH_ON_A, BOTH_ON_B)) & phase.active
    confidence = sureness * float(np.mean(np.minimum(1.0, 4 * assignment.margin[phase.active])))
    return SideRepair(
        sequence=_renamed(sequence, legs, phase, assignment, left_index=left_index),
        near_side=near,
        facing=facing,
        swapped_spans=tuple(runs(swapped)),
        collapsed_spans=tuple(runs(collapsed)),
        swapped_confidences=_confidences(swapped, assignment.margin),
        collapsed_confidences=_confidences(collapsed, assignment.collapse_margin),
        confidence=confidence,
        notes=(*said, *notes.of_repair(swapped, collapsed, phase.active, confidence)),
    )


def _confidences(mask: BoolArray, margin: FloatArray) -> tuple[float, ...]:
    """One for each run of True, in order."""
    return tuple(max(0.0, float(np.mean(margin[start:end]))) for start, end in runs(mask))


def _renamed(
    sequence: LandmarkSequence,
    legs: Legs,
    phase: StridePhase,
    assignment: Assignment,
    *,
    left_index: int,
) -> LandmarkSequence:
    full = rebuilt(sequence.time_s, assignment, phase)
    xy_px, visibility = sequence.xy_px.copy(), sequence.visibility.copy()
    swapped = assignment.state == SWAPPED
    for side, leg in (("left", left_index), ("right", 1 - left_index)):
        for column, joint in enumerate(JOINTS):
            target = sequence.index(f"{side}_{joint}")
            path = full[:, leg, column] * legs.scale_px + legs.origin_px
            known = np.isfinite(path) & phase.active
            xy_px[known, target] = as_points(path)[known]
            original = np.where(
                (swapped if leg == 0 else ~swapped),
                sequence.visibility[:, sequence.index(f"right_{joint}")],
                sequence.visibility[:, sequence.index(f"left_{joint}")],
            )
            was_seen = np.isfinite(assignment.legs[:, leg, column])
            visibility[known, target] = np.where(was_seen, original, 0.0)[known]
    return replace(sequence, xy_px=xy_px, visibility=visibility)
