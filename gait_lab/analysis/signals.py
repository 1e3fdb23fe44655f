"""Landmarks -> gap-filled, smoothed series in the runner's axes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from gait_lab.analysis.angles import sole_deg
from gait_lab.analysis.conventions import LEG_JOINTS, SIDES, Facing, Side, View, facing_sign
from gait_lab.analysis.filters import (
    fill_short_gaps,
    frame_rate_hz,
    jitter,
    lowpass,
    outliers,
)
from gait_lab.analysis.geometry import rotate_deg
from gait_lab.analysis.landmarks import BoolArray, FloatArray, LandmarkSequence
from gait_lab.analysis.results import QualityNote
from gait_lab.analysis.scale import leg_length_px, scale_px_per_m
from gait_lab.analysis.viewpoint import Viewpoint, viewpoint_notes, viewpoint_of
from gait_lab.analysis.waistline import pelvis_tilt

ANGLE_CUTOFF_HZ = 11.0
FOOT_CUTOFF_HZ = 18.0
MAX_GAP_S = 0.12
"""Longer gaps stay missing: a third of a step cannot be guessed by a curve."""


@dataclass(frozen=True, eq=False)
class GaitSignals:
    """The runner's landmark paths, levelled, turned to the runner's axes and smoothed.

    Attributes
    ----------
    time_s : (n_frames,)
        Real seconds from the first frame, true timestamps (may be uneven).
    smooth : name -> (n_frames, 2)
        Paths in pixels, runner axes (X forward or image-right, Y up; see ``conventions``),
        camera roll removed, gaps filled, zero-lag smoothed for angles (10-12 Hz). NaN where
        no honest value exists.
    foot : name -> (n_frames, 2)
        The same paths smoothed less (15-20 Hz), for foot events.
    measured : name -> (n_frames,) bool
        True where the landmark was seen, False where it was filled or rebuilt.
    noise_px : name -> float
        Standard deviation of the landmark's jitter, estimated from the clip itself.
    leg_length_px : float
        Near leg (rear view: mean of both), thigh + shank, median over stance-like frames.
    px_per_m : float or None
        Scale; None when neither height nor belt speed was given.
    roll_deg : float or None
        Camera roll that was removed; None where it could not be measured.
    roll_sd_deg : float
        How surely: its standard deviation.
    notes : tuple of QualityNote
        What the reader must know about scale, roll and gaps.
    level : name -> (n_frames, 2)
        The same paths before smoothing (gaps filled), for averages over many strides.
    pelvis_tilt_deg : (n_frames,) or None
        Rear view: the pelvis' slope by the edge of the clothes across the waist, + left side
        higher, camera roll removed, gaps filled, smoothed as for angles. None where the
        pictures show no such edge, or one that is not the pelvis'.
    waist_hangs : bool
        True where that edge turns with the trunk: the hem of a top that hangs from the
        shoulders.
    sole_deg : (n_frames,) or None
        Side view: pitch of the near foot's heel->toe line as the shoe in the pictures shows it,
        + toe up, camera roll removed, not smoothed. None where the pictures do not tell.
    viewpoint : Viewpoint
        About how far from square, and from how far away, the camera looked.
    """

    view: View
    near_side: Side | None
    facing: Facing | None
    time_s: FloatArray
    smooth: Mapping[str, FloatArray]
    foot: Mapping[str, FloatArray]
    measured: Mapping[str, BoolArray]
    noise_px: Mapping[str, float]
    leg_length_px: float
    px_per_m: float | None
    roll_deg: float | None
    notes: tuple[QualityNote, ...] = ()
    level: Mapping[str, FloatArray] = field(default_factory=dict)
    pelvis_tilt_deg: FloatArray | None = None
    waist_hangs: bool = False
    sole_deg: FloatArray | None = None
    viewpoint: Viewpoint = field(default_factory=Viewpoint)
    roll_sd_deg: float = 0.0

    def at(self, name: str, time_s: float, *, foot: bool = False) -> FloatArray:
        """(2,) position of a landmark at an instant between frames (linear in time)."""
        path = (self.foot if foot else self.smooth)[name]
        return np.array([np.interp(time_s, self.time_s, path[:, axis]) for axis in (0, 1)])

    def middle(self, joint: str, *, foot: bool = False) -> FloatArray:
        """(n_frames, 2) path half way between the left and the right joint of that name."""
        paths = self.foot if foot else self.smooth
        half: FloatArray = (paths[f"left_{joint}"] + paths[f"right_{joint}"]) / 2
        return half

    @property
    def jitter_pct_leg(self) -> float | None:
        """Median jitter of the near leg's landmarks (from behind both legs'), % of its length."""
        sides = (self.near_side,) if self.near_side else SIDES
        each_px = [self.noise_px[f"{side}_{joint}"] for side in sides for joint in LEG_JOINTS]
        known_px = [px for px in each_px if np.isfinite(px)]
        if not known_px or not self.leg_length_px > 0:
            return None
        return 100 * float(np.median(known_px)) / self.leg_length_px

    @property
    def frame_rate_hz(self) -> float:
        """Median rate of the frames; NaN for fewer than two."""
        return frame_rate_hz(self.time_s)


def build_signals(
    sequence: LandmarkSequence,
    *,
    view: View,
    near_side: Side | None,
    facing: Facing | None,
    height_cm: float | None = None,
    speed_mps: float | None = None,
    roll_deg: float | None = None,
    roll_sd_deg: float = 0.0,
    waist_tilt_deg: FloatArray | None = None,
    shoe_read: bool = False,
) -> GaitSignals:
    """Levelled, smoothed paths with their own noise, and the scale.

    Parameters
    ----------
    sequence : LandmarkSequence
        Repaired by ``sides.repair_sides``; visibility 0 marks a rebuilt point.
    height_cm, speed_mps : either gives the scale; belt or running speed is preferred.
    roll_deg : camera roll measured from the scene (``camera.scene_roll``), + when the
        picture's content is turned anticlockwise; None where it could not be measured.
    roll_sd_deg : its standard deviation.
    waist_tilt_deg : (n_frames,) slope of the waist in the picture, + image-right lower
        (``waistline.read_waist_line``); rear view only.
    shoe_read : the near foot's heel and toe are the shoe's in the pictures (``shoe.with_shoe``).
    """
    raw = _runner_axes(sequence, view=view, facing=facing, roll_deg=roll_deg or 0.0)
    measured = {name: _seen(sequence, raw[name], name) for name in sequence.names}
    noise_px = {name: _jitter_px(raw[name], measured[name]) for name in sequence.names}
    filled = {name: _filled(sequence.time_s, raw[name], measured[name]) for name in raw}
    smooth = _smoothed(sequence.time_s, filled, cutoff_hz=ANGLE_CUTOFF_HZ)
    foot = _smoothed(sequence.time_s, filled, cutoff_hz=FOOT_CUTOFF_HZ)
    leg_px = leg_length_px(smooth, near_side=near_side)
    pelvis = pelvis_tilt(
        sequence.time_s,
        waist_tilt_deg,
        roll_deg=roll_deg or 0.0,
        paths=smooth,
        max_gap_s=MAX_GAP_S,
        cutoff_hz=ANGLE_CUTOFF_HZ,
    )
    px_per_m, notes = scale_px_per_m(
        sequence.time_s,
        smooth,
        near_side=near_side,
        view=view,
        height_cm=height_cm,
        speed_mps=speed_mps,
    )
    viewpoint = viewpoint_of(
        filled,
        view=view,
        near_side=near_side if facing else None,
        leg_length_px=leg_px,
        px_per_m=px_per_m,
        image_size_px=sequence.image_size_px,
    )
    return GaitSignals(
        view=view,
        near_side=near_side,
        facing=facing,
        time_s=sequence.time_s,
        smooth=smooth,
        foot=foot,
        measured=measured,
        noise_px=noise_px,
        leg_length_px=leg_px,
        px_per_m=px_per_m,
        roll_deg=roll_deg,
        roll_sd_deg=roll_sd_deg,
        notes=(*_roll_notes(roll_deg), *viewpoint_notes(viewpoint, view), *notes),
        level=filled,
        pelvis_tilt_deg=pelvis.tilt_deg,
        waist_hangs=pelvis.hangs,
        sole_deg=sole_deg(filled, near_side) if near_side and shoe_read else None,
        viewpoint=viewpoint,
    )


def _runner_axes(
    sequence: LandmarkSequence, *, view: View, facing: Facing | None, roll_deg: float
) -> dict[str, FloatArray]:
    """Y up, roll removed about the picture's middle, X forward (side) or image-right (rear)."""
    width_px, height_px = sequence.image_size_px
    centre = np.array([width_px / 2, -height_px / 2])
    upright = sequence.xy_px * np.array([1.0, -1.0])
    level = rotate_deg(upright, -roll_deg, about=centre) if roll_deg else upright
    sign = facing_sign(facing) if view == "side" and facing is not None else 1
    level = level * np.array([float(sign), 1.0])
    return {name: level[:, column] for column, name in enumerate(sequence.names)}


def _seen(sequence: LandmarkSequence, path: FloatArray, name: str) -> BoolArray:
    visible = np.nan_to_num(sequence.visibility[:, sequence.index(name)]) > 0
    return np.asarray(visible & np.isfinite(path).all(axis=1) & ~outliers(path))


def _jitter_px(path: FloatArray, measured: BoolArray) -> float:
    seen = np.where(measured[:, None], path, np.nan)
    return float(np.hypot(jitter(seen[:, 0]), jitter(seen[:, 1])) / np.sqrt(2))


def _filled(time_s: FloatArray, path: FloatArray, measured: BoolArray) -> FloatArray:
    """Outliers out, rebuilt points kept, short gaps bridged."""
    kept = path.copy()
    kept[outliers(path)] = np.nan
    return fill_short_gaps(time_s, kept, max_gap_s=MAX_GAP_S)


def _smoothed(
    time_s: FloatArray, paths: Mapping[str, FloatArray], *, cutoff_hz: float
) -> dict[str, FloatArray]:
    """All paths that are seen in the same frames go through the filter together."""
    names = list(paths)
    result: dict[str, FloatArray] = {}
    groups: dict[bytes, list[str]] = {}
    for name in names:
        groups.setdefault(np.isfinite(paths[name]).all(axis=1).tobytes(), []).append(name)
    for members in groups.values():
        table = np.hstack([paths[name] for name in members])
        smooth = lowpass(time_s, table, cutoff_hz=cutoff_hz) if len(table) else table
        for column, name in enumerate(members):
            result[name] = smooth[:, 2 * column : 2 * column + 2]
    return {name: result[name] for name in names}


def _roll_notes(roll_deg: float | None) -> tuple[QualityNote, ...]:
    if roll_deg is not None:
        return ()
    return (
        QualityNote(
            "roll_unknown",
            "note",
            "The camera's roll could not be measured; the picture was taken to be level, and the "
            "error bars are wider for it.",
            "Keep an upright or level edge (door frame, treadmill deck) in the picture.",
        ),
    )
