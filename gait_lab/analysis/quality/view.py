"""Is the runner seen from where it was said, all the time?"""

from typing import TYPE_CHECKING

import numpy as np

from gait_lab.analysis.conventions import View
from gait_lab.analysis.landmarks import FloatArray, LandmarkSequence
from gait_lab.analysis.quality import groups
from gait_lab.analysis.results import QualityNote
from gait_lab.analysis.viewpoint import SHOULDER_SHARE_OF_TRUNK

if TYPE_CHECKING:
    from gait_lab.analysis.quality import Evidence

HIP_SHARE_OF_TRUNK = 0.33
"""Distance between MediaPipe's hips ÷ shoulder-to-hip, seen square from behind."""

SIDE_VIEW_BELOW = 0.62
REAR_VIEW_ABOVE = 0.55
OBLIQUE_SIDE_ABOVE = 0.45
"""Width as a share of the width from behind: about 0.25 from the side, 1 from behind."""

TURN_SPREAD = 0.45
TURN_WINDOW_S = 0.7


def other_view(evidence: "Evidence") -> QualityNote | None:
    """Declared from the side but filmed from behind, or the other way round."""
    widths = _width(evidence.sequence)
    width = float(np.nanmedian(widths)) if np.isfinite(widths).any() else 0.0
    view: View = evidence.view
    if not width or (view == "side" and width <= OBLIQUE_SIDE_ABOVE):
        return None
    if view == "rear":
        return None if width >= REAR_VIEW_ABOVE else _wrong_view("rear", "the side")
    if width > SIDE_VIEW_BELOW:
        return _wrong_view("side", "behind or in front")
    return QualityNote(
        "oblique_view",
        "warning",
        "The runner is seen at a slant: angles and distances read smaller than they are.",
        "Film square to the running direction.",
        groups.ALL_BUT_CADENCE,
    )


def turning_view(evidence: "Evidence") -> QualityNote | None:
    """The camera or the runner turns during the clip."""
    if evidence.view != "side":
        return None
    widths = _in_windows(evidence.sequence.time_s, _width(evidence.sequence))
    if len(widths) < 2 or max(widths) - min(widths) <= TURN_SPREAD:
        return None
    return QualityNote(
        "turning_view",
        "refusal",
        "The view turns during the clip: the runner is seen from the side only part of the time.",
        "Film square to the runner with a camera that stands still.",
        groups.ALL_BUT_CADENCE,
    )


def trunk_px(sequence: LandmarkSequence) -> FloatArray:
    """(n_frames,) length from the middle of the shoulders to the middle of the hips."""
    shoulders = sequence.midpoint("left_shoulder", "right_shoulder")
    hips = sequence.midpoint("left_hip", "right_hip")
    length: FloatArray = np.linalg.norm(shoulders - hips, axis=1)
    return length


def _wrong_view(said: View, from_where: str) -> QualityNote:
    return QualityNote(
        "wrong_view",
        "refusal",
        f"The clip was said to be a {said} view, but the runner is seen from {from_where}.",
        "Choose the other view, or film again square to the runner.",
        groups.ALL_BUT_CADENCE,
    )


def _width(sequence: LandmarkSequence) -> FloatArray:
    """(n_frames,) how broad the trunk is seen, 1 as from behind."""
    widths = [
        np.abs((sequence.point(f"left_{joint}") - sequence.point(f"right_{joint}"))[:, 0]) / broad
        for joint, broad in (
            ("shoulder", SHOULDER_SHARE_OF_TRUNK),
            ("hip", HIP_SHARE_OF_TRUNK),
        )
    ]
    mean: FloatArray = np.mean(widths, axis=0) / trunk_px(sequence)
    return mean


def _in_windows(time_s: FloatArray, values: FloatArray) -> list[float]:
    """Medians over windows of a stride or so that are mostly known."""
    if not len(time_s):
        return []
    place = (time_s // TURN_WINDOW_S).astype(int)
    windows = [values[place == window] for window in np.unique(place)]
    usual = np.median([len(window) for window in windows])
    return [
        float(np.nanmedian(window))
        for window in windows
        if len(window) >= 0.7 * usual and np.isfinite(window).mean() >= 0.7
    ]
