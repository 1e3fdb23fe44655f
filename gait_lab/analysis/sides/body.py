"""The legs as the repair sees them: hip-relative, in body lengths, Y up, labels not trusted."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import median_filter

from gait_lab.analysis.landmarks import ComplexArray, FloatArray, LandmarkSequence

JOINTS: tuple[str, ...] = ("knee", "ankle", "heel", "foot_index")
"""The joints that tell the legs apart. From the side both hips lie on one spot: they do not."""

SCALE_WINDOW_S = 1.5


@dataclass(frozen=True, eq=False)
class Legs:
    """Both legs relative to the mid-hip, divided by the body's size in the image.

    Attributes
    ----------
    labelled : (n_frames, 2, n_joints) complex
        Index 0 is the leg the estimator called left, 1 right; x + i·y with y up. NaN unseen.
    origin_px : (n_frames,) complex
        The mid-hip, y up.
    scale_px : (n_frames,)
        Trunk length (or, without shoulders, leg length), slowly varying.
    """

    time_s: FloatArray
    labelled: ComplexArray
    origin_px: ComplexArray
    scale_px: FloatArray

    @property
    def difference(self) -> ComplexArray:
        """(n_frames, n_joints) complex: the leg called left minus the leg called right."""
        split: ComplexArray = self.labelled[:, 0] - self.labelled[:, 1]
        return split


def as_complex(path_px: FloatArray) -> ComplexArray:
    """(n, 2) image points as x + i·y with y up."""
    upright: ComplexArray = path_px[:, 0] - 1j * path_px[:, 1]
    return upright


def as_points(path: ComplexArray) -> FloatArray:
    """x + i·y with y up as (n, 2) image points."""
    return np.column_stack([path.real, -path.imag])


def legs_of(sequence: LandmarkSequence) -> Legs:
    """Hip-relative legs of a sequence; see `Legs`."""
    origin = as_complex(sequence.midpoint("left_hip", "right_hip"))
    scale_px = _body_scale_px(sequence)
    labelled = np.stack(
        [
            np.stack([as_complex(sequence.point(f"{side}_{joint}")) for joint in JOINTS], axis=1)
            for side in ("left", "right")
        ],
        axis=1,
    )
    relative = (labelled - origin[:, None, None]) / scale_px[:, None, None]
    return Legs(sequence.time_s, relative, origin, scale_px)


def _body_scale_px(sequence: LandmarkSequence) -> FloatArray:
    trunk = _length(sequence, "shoulder", "hip")
    legs = np.full(len(sequence), np.nan)
    pairs = [
        np.abs(as_complex(sequence.point(f"{side}_{a}") - sequence.point(f"{side}_{b}")))
        for side in ("left", "right")
        for a, b in (("hip", "knee"), ("knee", "ankle"))
    ]
    legs = np.sum(pairs, axis=0) / 2
    raw = trunk if np.isfinite(trunk).mean() > 0.5 else legs
    return _slow(sequence.time_s, raw)


def _length(sequence: LandmarkSequence, upper: str, lower: str) -> FloatArray:
    if f"left_{upper}" not in sequence.names:
        return np.full(len(sequence), np.nan)
    top = sequence.midpoint(f"left_{upper}", f"right_{upper}")
    bottom = sequence.midpoint(f"left_{lower}", f"right_{lower}")
    return np.asarray(np.abs(as_complex(top - bottom)))


def _slow(time_s: FloatArray, raw: FloatArray) -> FloatArray:
    seen = np.isfinite(raw)
    if not seen.any():
        return np.ones(len(raw))
    filled = np.interp(time_s, time_s[seen], raw[seen])
    frame_s = np.median(np.diff(time_s)) if len(time_s) > 1 else 1.0
    width = int(SCALE_WINDOW_S / frame_s) | 1
    smooth: FloatArray = median_filter(filled, size=min(width, 2 * len(raw) - 1), mode="nearest")
    return np.maximum(smooth, 1e-6)
