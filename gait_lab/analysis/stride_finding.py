"""Landmarks -> legs under their own names -> paths -> events: what every number is read from."""

from dataclasses import replace
from functools import partial

import numpy as np

from gait_lab.analysis.camera import RollEstimate
from gait_lab.analysis.conventions import Side, View
from gait_lab.analysis.events import EventDetection, detect_events
from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.pose import PoseEstimate
from gait_lab.analysis.shoe import ShoeReading, Stance, read_shoe, with_shoe
from gait_lab.analysis.sides import SideRepair, repair_sides
from gait_lab.analysis.signals import GaitSignals, build_signals
from gait_lab.analysis.waistline import read_waist_line


def find_strides(
    pose: PoseEstimate,
    *,
    view: View,
    near_side: Side | None,
    height_cm: float | None,
    speed_mps: float | None,
    roll: RollEstimate | None,
) -> tuple[SideRepair, GaitSignals, EventDetection]:
    """The runner's strides.

    Where the near shoe can be read from the pictures about the contacts first found, its heel
    and toe take the landmarks' place, and the events are found again.

    Parameters
    ----------
    near_side : the leg nearer the camera, where it was stated.
    roll : the camera's by the scene; None where it could not be measured.
    """
    repair = repair_sides(pose.sequence, view=view, near_side=near_side)
    build = partial(
        build_signals,
        view=view,
        near_side=repair.near_side,
        facing=repair.facing,
        height_cm=height_cm,
        speed_mps=speed_mps,
        roll_deg=roll.roll_deg if roll else None,
        roll_sd_deg=roll.sd_deg if roll else 0.0,
        waist_tilt_deg=_waist_tilt_deg(pose),
    )
    signals = build(repair.sequence)
    detection = detect_events(signals)
    shoe = _shoe(pose, repair, signals, detection)
    if shoe is None or repair.near_side is None:
        return repair, signals, detection
    repair = replace(repair, sequence=with_shoe(repair.sequence, repair.near_side, shoe))
    signals = build(repair.sequence, shoe_read=True)
    return repair, signals, detect_events(signals)


def _waist_tilt_deg(pose: PoseEstimate) -> FloatArray | None:
    waist = read_waist_line(pose.waists) if pose.waists is not None else None
    return waist.tilt_deg if waist else None


def _shoe(
    pose: PoseEstimate, repair: SideRepair, signals: GaitSignals, detection: EventDetection
) -> ShoeReading | None:
    """The near shoe in the pictures, where there are some and contacts to look about."""
    side, sequence = repair.near_side, repair.sequence
    if pose.feet is None or side is None or not detection.strides:
        return None
    joints = ("heel", "foot_index", "ankle")
    return read_shoe(
        pose.feet,
        np.stack([sequence.point(f"{side}_{joint}") for joint in joints], axis=1),
        sequence.time_s,
        [
            Stance(stride.initial_contact_s, stride.toe_off_s)
            for stride in detection.strides
            if stride.side == side
        ],
        facing_right=repair.facing == "right",
        leg_px=signals.leg_length_px,
    )
