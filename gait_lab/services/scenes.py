"""From an analysis' signals to the scene that is drawn over its clip."""

import dataclasses

import numpy as np

from gait_lab.analysis import angles
from gait_lab.analysis.conventions import SIDES, Side, facing_sign
from gait_lab.analysis.curves import GaitCurve
from gait_lab.analysis.geometry import rotate_deg
from gait_lab.analysis.landmarks import FloatArray, LandmarkSequence
from gait_lab.analysis.results import GaitEvent, Metric
from gait_lab.analysis.shown_angles import shown_angles
from gait_lab.analysis.signals import GaitSignals
from gait_lab.overlays import Scene

FOOT_JOINTS = ("ankle", "heel", "foot_index")


def scene_of(
    sequence: LandmarkSequence,
    signals: GaitSignals,
    events: tuple[GaitEvent, ...],
    curves: tuple[GaitCurve, ...],
    metrics: tuple[Metric, ...],
) -> Scene:
    """What to draw: the smoothed paths the angles were read from, back on the picture."""
    return Scene(
        landmarks=smoothed_on_picture(sequence, signals),
        view=signals.view,
        near_side=signals.near_side,
        facing=signals.facing,
        events=events,
        angles_deg=_angles_deg(signals, curves, metrics),
        leg_length_px=signals.leg_length_px,
        roll_deg=signals.roll_deg or 0.0,
    )


def smoothed_on_picture(sequence: LandmarkSequence, signals: GaitSignals) -> LandmarkSequence:
    """The smoothed paths in image pixels; the feet by their own, faster paths."""
    feet = {f"{side}_{joint}" for side in SIDES for joint in FOOT_JOINTS}
    xy_px = np.stack(
        [
            _on_picture((signals.foot if name in feet else signals.smooth)[name], sequence, signals)
            for name in sequence.names
        ],
        axis=1,
    )
    return dataclasses.replace(sequence, xy_px=xy_px)


def _on_picture(path: FloatArray, sequence: LandmarkSequence, signals: GaitSignals) -> FloatArray:
    """A path from the runner's axes back to image pixels."""
    sign = 1 if signals.facing is None or signals.view == "rear" else facing_sign(signals.facing)
    width_px, height_px = sequence.image_size_px
    level = path * np.array([sign, 1.0])
    if signals.roll_deg:
        centre = np.array([width_px / 2, -height_px / 2])
        level = rotate_deg(level, signals.roll_deg, about=centre)
    return level * np.array([1.0, -1.0])


def _angles_deg(
    signals: GaitSignals, curves: tuple[GaitCurve, ...], metrics: tuple[Metric, ...]
) -> dict[tuple[str, Side | None], FloatArray]:
    """Angles per frame under the names the drawing knows, without those that were refused."""
    series = {(curve.name, curve.side): curve.series for curve in curves}
    side = signals.near_side
    if ("knee_flexion_deg", side) in series:
        series["knee_flexion_at_contact_deg", side] = series["knee_flexion_deg", side]
    if ("ankle_dorsiflexion_deg", side) in series and side is not None:
        shank = angles.shank_deg(signals.smooth, side)
        series["shank_angle_deg", side] = shank
        # From the flat foot, as the metric is: the ankle's curve holds that zero already.
        series["foot_angle_deg", side] = series["ankle_dorsiflexion_deg", side] + shank
    shown = shown_angles((m.name, m.side) for m in metrics if m.value is not None)
    return {key: angle for key, angle in series.items() if key in shown}
