"""From where the camera looked: how far from square, and from how far away.

Neither can be measured in one picture of a person, both can be told well enough to say what they
may do to an angle. Nothing is corrected by them; they widen the error bars.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gait_lab.analysis.angles import midpoint
from gait_lab.analysis.camera import FOCAL_SHARE
from gait_lab.analysis.conventions import SIDES, Side, View, opposite
from gait_lab.analysis.geometry import distance
from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.results import QualityNote

SHOULDER_SHARE_OF_TRUNK = 0.62
"""Distance between MediaPipe's shoulders ÷ shoulder-to-hip, seen square from behind."""
NOSE_AHEAD_PER_LEG, HAND_AHEAD_PER_LEG = 0.15, 0.24
"""How far the nose is before the shoulders, and hands before elbows in the mean of a stride."""
ARMS = {f"{side}_{joint}" for side in SIDES for joint in ("elbow", "wrist")}
USUAL_LEG_M = 0.82
"""Hip to ankle of an adult of 170 cm; adults' legs differ by 6 % (standard deviation)."""

SAID_FROM_DEG, SAID_BELOW_M = 8.0, 2.5
"""A camera farther from square, or nearer, gets a note."""


@dataclass(frozen=True)
class Viewpoint:
    """Attributes
    ----------
    yaw_deg : float or None
        From square to the running direction, + where the camera sees more of the runner's front
        (from behind: of the left side). None where shoulders, arms and head do not tell.
    distance_m : float or None
        From the lens to the runner, if the picture was not zoomed. None without legs.
    """

    yaw_deg: float | None = None
    distance_m: float | None = None


def viewpoint_of(
    paths: Mapping[str, FloatArray],
    *,
    view: View,
    near_side: Side | None,
    leg_length_px: float,
    px_per_m: float | None,
    image_size_px: tuple[int, int],
) -> Viewpoint:
    """Where the camera stood, by the runner's own size and turn in the picture.

    Parameters
    ----------
    paths : name -> (n_frames, 2)
        In the runner's axes, camera roll removed.
    near_side : None where it, or where the runner heads, is not known: then yaw is not, either.
    px_per_m : the clip's scale, where height or speed were stated; a usual leg stands in.
    image_size_px : width and height, uncropped.
    """
    if not leg_length_px > 0:
        return Viewpoint()
    if view == "rear":
        yaw_deg = _yaw_from_behind_deg(paths, leg_length_px)
    else:
        yaw_deg = _yaw_from_beside_deg(paths, near_side) if near_side else None
    leg_m = leg_length_px / px_per_m if px_per_m else USUAL_LEG_M
    return Viewpoint(yaw_deg, FOCAL_SHARE * max(image_size_px) * leg_m / leg_length_px)


def _yaw_from_beside_deg(paths: Mapping[str, FloatArray], near_side: Side) -> float | None:
    """By how far the far shoulder is seen ahead of the near one; the arms' swing averages out."""
    far, near = (paths[f"{side}_shoulder"] for side in (opposite(near_side), near_side))
    trunk_px = distance(midpoint(paths, "shoulder"), midpoint(paths, "hip"))
    known = trunk_px > 0
    if not known.any():
        return None
    ahead_px = float(np.mean((far - near)[known, 0]))
    share = ahead_px / (SHOULDER_SHARE_OF_TRUNK * float(np.median(trunk_px[known])))
    return float(np.degrees(np.arcsin(np.clip(share, -1, 1))))


def _yaw_from_behind_deg(paths: Mapping[str, FloatArray], leg_length_px: float) -> float | None:
    """By how far what is in front of the runner is seen to one side: the nose, the hands."""
    cues = []
    if "nose" in paths:
        cues.append((paths["nose"] - midpoint(paths, "shoulder"), NOSE_AHEAD_PER_LEG))
    if paths.keys() >= ARMS:
        hands = midpoint(paths, "wrist") - midpoint(paths, "elbow")
        cues.append((hands, HAND_AHEAD_PER_LEG))
    shares = [
        float(np.nanmean(aside_px[:, 0])) / (ahead_per_leg * leg_length_px)
        for aside_px, ahead_per_leg in cues
        if np.isfinite(aside_px[:, 0]).any()
    ]
    if not shares:
        return None
    # Seen from the left, forward is to the left in the picture.
    return float(-np.degrees(np.arcsin(np.clip(np.mean(shares), -1, 1))))


def viewpoint_notes(viewpoint: Viewpoint, view: View) -> tuple[QualityNote, ...]:
    """What the reader must know of a camera that stood askew or near."""
    notes = []
    yaw_deg, distance_m = viewpoint.yaw_deg, viewpoint.distance_m
    if yaw_deg is not None and abs(yaw_deg) >= SAID_FROM_DEG:
        front, back = ("front", "back") if view == "side" else ("left", "right")
        towards = front if yaw_deg > 0 else back
        notes.append(
            QualityNote(
                "askew_camera",
                "note",
                f"The camera stood about {abs(yaw_deg):.0f}° from square, towards the runner's "
                f"{towards}. The error bars are wider for it.",
                "Film straight from beside, or straight from behind.",
            )
        )
    if distance_m is not None and distance_m < SAID_BELOW_M:
        notes.append(
            QualityNote(
                "near_camera",
                "note",
                f"If the picture was not zoomed, the camera stood about {distance_m:.1f} m from "
                "the runner: what is nearer it looks larger. The error bars are wider for it.",
                "Stand 3 m away or more.",
            )
        )
    return tuple(notes)
