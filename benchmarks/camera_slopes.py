"""What the camera's place does to each metric, by exact landmarks of the same runs.

Every development runner is filmed without a pose model: square from several distances, and from
the usual one at several yaws, and rolled. What a metric changes by is the camera's doing alone: the
definition, the filters and the instants stay the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from benchmarks.drawn.plan import DrawnClip
from gait_lab.analysis.conventions import SIDES, Side, View
from gait_lab.analysis.landmarks import FloatArray, LandmarkSequence
from gait_lab.analysis.metrics import measure
from gait_lab.analysis.results import Stride
from gait_lab.analysis.signals import build_signals
from gait_lab.simulation.clips import ClipPlan
from gait_lab.simulation.truth import ClipTruth, truth_of

FAR_M, USUAL_M, NEAR_M = 12.0, 3.5, (2.0, 2.5, 3.5, 5.0)
YAWS_DEG: Mapping[View, tuple[float, ...]] = {"side": (-12, -6, 6, 12), "rear": (-5, -2.5, 2.5, 5)}
ROLLS_DEG = (-2.0, 2.0)
WIDE_DEG = 90.0
"""Field of view at all distances: nobody is cut off, and exact landmarks have no pixels."""

Values = dict[tuple[str, Side | None], float]
Slopes = dict[str, dict[str, float]]


@dataclass(frozen=True)
class TrueStrides:
    """The truth in the shape of an event detection."""

    strides: tuple[Stride, ...]
    is_walking: bool = False


def camera_slopes(clips: Iterable[DrawnClip]) -> dict[View, Slopes]:
    """view -> metric -> change per degree of yaw, of roll, and a metre away; RMS over clips.

    A change by nearness is taken to go as 1 ÷ distance. The roll stays in the picture.
    """
    squares: dict[tuple[View, str, str], list[float]] = defaultdict(list)
    for clip in clips:
        plan = clip.plan()
        view = plan.camera.view
        for name, kind, square in _changes(plan):
            squares[view, name, kind].append(square)
    found: dict[View, Slopes] = {"side": defaultdict(dict), "rear": defaultdict(dict)}
    for (view, name, kind), values in sorted(squares.items()):
        found[view][name][kind] = float(np.sqrt(np.mean(values)))
    return found


def _changes(plan: ClipPlan) -> Iterator[tuple[str, str, float]]:
    """(metric, what of the camera, mean squared change by a unit of it)."""
    square = _values(plan, distance_m=USUAL_M)
    far = _values(plan, distance_m=FAR_M)
    yaws_deg = YAWS_DEG[plan.camera.view]
    series = {
        "per_yaw_deg": (square, {yaw: _values(plan, yaw_deg=yaw) for yaw in yaws_deg}),
        "per_roll_deg": (square, {roll: _values(plan, roll_deg=roll) for roll in ROLLS_DEG}),
        "at_1_m": (far, {1 / d - 1 / FAR_M: _values(plan, distance_m=d) for d in NEAR_M}),
    }
    for kind, (before, after) in series.items():
        for key, value in before.items():
            changes = [(one[key] - value) / by for by, one in after.items() if key in one]
            if changes:
                yield key[0], kind, float(np.mean(np.square(changes)))


def _values(
    plan: ClipPlan, *, yaw_deg: float = 0.0, roll_deg: float = 0.0, distance_m: float = USUAL_M
) -> Values:
    """The metrics by one camera, at the true instants."""
    camera = replace(
        plan.camera,
        yaw_deg=yaw_deg,
        distance_m=distance_m,
        roll_deg=roll_deg,
        field_of_view_deg=WIDE_DEG,
    )
    truth = truth_of(plan.motion, camera, time_s=plan.time_s)
    signals = build_signals(
        LandmarkSequence(
            truth.xy_px, np.ones_like(truth.visibility), truth.time_s, truth.image_size_px
        ),
        view=truth.view,
        near_side=truth.near_side,
        facing=truth.facing,
        height_cm=truth.height_cm,
        speed_mps=truth.speed_mps,
        roll_deg=0.0,
        waist_tilt_deg=_waist_tilt_deg(truth) if truth.view == "rear" else None,
    )
    found = measure(signals, TrueStrides(true_strides(truth)), speed_mps=truth.speed_mps)
    return {
        (metric.name, metric.side): metric.value
        for metric in found
        if isinstance(metric.value, float)
    }


def _waist_tilt_deg(truth: ClipTruth) -> FloatArray:
    """(n_frames,) slope of the line between the hips in the picture, + image-right lower."""
    across = truth.point("right_hip") - truth.point("left_hip")
    return np.asarray(np.degrees(np.arctan2(across[:, 1], across[:, 0])))


def true_strides(truth: ClipTruth) -> tuple[Stride, ...]:
    """Every complete stride of the clip."""
    strides = []
    for side in SIDES:
        contacts = truth.event_times_s("initial_contact", side)
        offs = truth.event_times_s("toe_off", side)
        for begin, end in pairwise(contacts):
            off = offs[offs > begin]
            strides.append(Stride(side, float(begin), float(off[0]), float(end)))
    return tuple(strides)
