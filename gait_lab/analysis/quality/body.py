"""Is the runner there, whole and large enough?"""

from typing import TYPE_CHECKING

import numpy as np

from gait_lab.analysis.conventions import SIDES
from gait_lab.analysis.landmarks import BoolArray, FloatArray, LandmarkSequence
from gait_lab.analysis.pose.people import RUNNING_LEG_MOTION, leg_motion
from gait_lab.analysis.quality import groups
from gait_lab.analysis.quality.view import trunk_px
from gait_lab.analysis.results import QualityNote

if TYPE_CHECKING:
    from gait_lab.analysis.quality import Evidence

LEAST_SEEN_SHARE = 0.3
OFTEN_SEEN_SHARE = 0.8

BORDER_SHARE_OF_BODY = 0.01
"""The sole lies below the landmarks: nearer the picture's edge than this it is cut."""

LIMB_OFF = 0.25
LIMB_OFF_SHARE = 0.06
LIMB_UNSURE_SHARE = 0.03
"""A thigh or shank cannot change its length by a quarter from the side; in a sound clip 0 to 2 %
of the frames seem to show it."""

MUCH_JITTER_PCT_LEG = 2.5
"""In sound clips, real and drawn, it is 0.4 to 0.9 % from 60 frames a second on; up to 1.6 % at 30
and, in clips thinned out to it, 1.8 % at 24: there motion between the frames counts in."""

CUT_FRAMES_SHARE = 0.15
NEARLY_CUT_FRAMES_SHARE = 0.05

LEAST_BODY_PX = 150.0
"""Below this a pixel is more than a centimetre."""

TRUNK_SHARE_OF_BODY = 0.3

STEADY_STRIDES = 6
"""Complete strides that nobody who stands is seen to make."""


def nobody(evidence: "Evidence") -> QualityNote | None:
    """No runner, or one who is seen too seldom."""
    seen = _seen(evidence.sequence)
    share = float(seen.mean()) if len(seen) else 0.0
    if share < LEAST_SEEN_SHARE:
        where = (
            "No runner was found"
            if share == 0
            else (f"A runner was found in only {100 * share:.0f} % of the frames")
        )
        return QualityNote(
            "no_person",
            "refusal",
            f"{where}: there is nothing to measure.",
            "Film one runner, whole and unhidden, from head to feet.",
            groups.ALL,
        )
    if share < OFTEN_SEEN_SHARE:
        return QualityNote(
            "runner_often_lost",
            "warning",
            f"The runner was lost in {100 * (1 - share):.0f} % of the frames; only the rest was "
            "measured.",
            "Keep the whole runner in the picture for the whole clip.",
        )
    return None


def standing(evidence: "Evidence") -> QualityNote | None:
    """Somebody is there but does not run.

    From behind the model may show little of a runner's legs; steady strides tell them all the
    same from somebody who stands.
    """
    if len(evidence.detection.strides) >= STEADY_STRIDES:
        return None
    if leg_motion(evidence.sequence.xy_px, evidence.sequence.names) >= RUNNING_LEG_MOTION:
        return None
    return QualityNote(
        "no_running",
        "refusal",
        "The legs hardly move: this does not look like somebody running.",
        "Film at least six seconds of steady running with hips and feet in the picture.",
        groups.ALL,
    )


def feet_outside(evidence: "Evidence") -> QualityNote | None:
    """The feet leave the picture, or stand on its very edge."""
    sequence = evidence.sequence
    if not _seen(sequence).any():
        return None
    foot = _cut_share(sequence, ("heel", "foot_index"), evidence.near_side)
    if foot < NEARLY_CUT_FRAMES_SHARE:
        return None
    advice = "Leave a hand's breadth of floor below the feet in the picture."
    if foot < CUT_FRAMES_SHARE:
        return QualityNote(
            "feet_near_edge",
            "warning",
            f"The feet touch the picture's edge in {100 * foot:.0f} % of the frames.",
            advice,
            groups.FOOT,
        )
    ankle = _cut_share(sequence, ("ankle",), evidence.near_side)
    return QualityNote(
        "feet_outside",
        "refusal",
        f"The feet are outside the picture, or cut by its edge, in {100 * foot:.0f} % of the "
        "frames.",
        advice,
        groups.LEG if ankle >= CUT_FRAMES_SHARE else groups.FOOT,
    )


def leg_misplaced(evidence: "Evidence") -> QualityNote | None:
    """The near leg's landmarks leave the leg: its bones change their length."""
    side = evidence.near_side
    if evidence.view != "side" or side is None or not _seen(evidence.sequence).any():
        return None
    share = max(
        _off_share(sequence, f"{side}_{upper}", f"{side}_{lower}")
        for sequence in (evidence.sequence, evidence.repaired or evidence.sequence)
        for upper, lower in (("hip", "knee"), ("knee", "ankle"))
    )
    if share < LIMB_UNSURE_SHARE:
        return None
    refused = share >= LIMB_OFF_SHARE
    return QualityNote(
        "leg_misplaced",
        "refusal" if refused else "warning",
        f"In {100 * share:.0f} % of the frames the model did not find the near leg where it is.",
        "Film sharper and nearer, with nothing in front of the legs and clothes that stand out.",
        groups.LEG,
    )


def jittery_landmarks(evidence: "Evidence") -> QualityNote | None:
    """The landmarks jitter clearly more than in any sound clip."""
    jitter = evidence.jitter_pct_leg
    if jitter is None or jitter <= MUCH_JITTER_PCT_LEG:
        return None
    return QualityNote(
        "jittery_landmarks",
        "note",
        f"The legs' landmarks jitter by {jitter:.1f} % of the leg's length; in sound clips it is "
        "less than 2 %.",
        "Film nearer and in more light, and check on the annotated video that the landmarks stay "
        "on the legs.",
    )


def small_runner(evidence: "Evidence") -> QualityNote | None:
    """The runner fills too little of the picture."""
    body_px = float(np.nanmedian(_body_px(evidence.sequence))) if len(evidence.sequence) else 0
    if not 0 < body_px < LEAST_BODY_PX:
        return None
    return QualityNote(
        "small_runner",
        "warning",
        f"The runner is only {body_px:.0f} pixels tall: positions are known to a centimetre or "
        "two at best.",
        "Go nearer, or film with more pixels: the runner should fill half the picture's height.",
    )


def several_people(evidence: "Evidence") -> QualityNote | None:
    """Others were in the picture for long."""
    if evidence.people < 2:
        return None
    return QualityNote(
        "several_people",
        "note",
        "More than one person is in the picture; the largest who runs was measured.",
        "Film one runner alone, or check on the annotated video that it is the right one.",
    )


def _seen(sequence: LandmarkSequence) -> BoolArray:
    return np.asarray(np.isfinite(sequence.xy_px[:, :, 0]).any(axis=1))


def _body_px(sequence: LandmarkSequence) -> FloatArray:
    return trunk_px(sequence) / TRUNK_SHARE_OF_BODY


def _off_share(sequence: LandmarkSequence, first: str, second: str) -> float:
    """Share of the frames in which a limb is far from its usual length."""
    length = np.linalg.norm(sequence.point(first) - sequence.point(second), axis=1)
    length = length[np.isfinite(length)]
    if not len(length):
        return 0.0
    return float(np.mean(np.abs(length / np.median(length) - 1) > LIMB_OFF))


def _cut_share(sequence: LandmarkSequence, joints: tuple[str, ...], near_side: str | None) -> float:
    """Share of the frames with the runner in which one of these points is at an edge or beyond."""
    width_px, height_px = sequence.image_size_px
    border_px = BORDER_SHARE_OF_BODY * float(np.nanmedian(_body_px(sequence)))
    cut = np.zeros(len(sequence), dtype=bool)
    for side in (near_side,) if near_side else SIDES:
        for joint in joints:
            x, y = sequence.point(f"{side}_{joint}").T
            with np.errstate(invalid="ignore"):
                cut |= (y > height_px - border_px) | (x < border_px) | (x > width_px - border_px)
    return float(cut[_seen(sequence)].mean())
