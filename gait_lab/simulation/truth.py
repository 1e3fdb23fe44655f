"""What is exactly true of a clip: landmarks in pixels, events, metrics."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import (
    LANDMARK_NAMES,
    EventKind,
    Facing,
    Side,
    View,
    opposite,
)
from gait_lab.simulation.camera import Camera
from gait_lab.simulation.runner import RunnerMotion
from gait_lab.simulation.true_metrics import TrueMetric, true_metrics

FloatArray = NDArray[np.float64]

SCHEMA = "midstance.truth/1"


@dataclass(frozen=True)
class TrueEvent:
    """An exact instant; ``time_s`` from the first frame, ``frame`` the nearest one."""

    kind: EventKind
    side: Side
    time_s: float
    frame: int


@dataclass(frozen=True, eq=False)
class ClipTruth:
    """The truth of one clip.

    Attributes
    ----------
    xy_px : (n_frames, 33, 2)
        Landmarks as the camera sees them, hidden or not; y down, may lie off the picture.
    visibility : (n_frames, 33)
        0.95 in the open, 0.4 behind the near leg or the trunk, 0.05 off the picture.
    time_s : (n_frames,)
        Real seconds from the first frame.
    events
        All contacts and toe-offs inside the clip, both feet, in order of time.
    metrics
        By the rules of the catalogue, over the strides complete within the clip.
    """

    view: View
    near_side: Side | None
    facing: Facing | None
    xy_px: FloatArray
    visibility: FloatArray
    time_s: FloatArray
    image_size_px: tuple[int, int]
    events: tuple[TrueEvent, ...]
    metrics: tuple[TrueMetric, ...]
    leg_length_m: float
    height_cm: float
    speed_mps: float
    frame_rate_hz: float
    capture_rate_hz: float
    parameters: Mapping[str, object] = field(default_factory=dict)
    names: tuple[str, ...] = LANDMARK_NAMES

    def metric(self, name: str, side: Side | None = None) -> TrueMetric:
        """The metric of that name (and side, where it has one); ``KeyError`` if absent."""
        for metric in self.metrics:
            if metric.name == name and side in (None, metric.side):
                return metric
        raise KeyError(name)

    def value(self, name: str, side: Side | None = None) -> float:
        """Shorthand for a number's value."""
        return float(self.metric(name, side).value)

    def event_times_s(self, kind: EventKind, side: Side) -> FloatArray:
        """Instants of one kind of event of one foot."""
        return np.array([e.time_s for e in self.events if (e.kind, e.side) == (kind, side)])

    def point(self, name: str) -> FloatArray:
        """(n_frames, 2) path of one landmark in pixels."""
        return self.xy_px[:, self.names.index(name)]

    def to_json(self) -> dict[str, object]:
        """Plain values: what ``simulate_clip --truth`` writes."""
        return {
            "schema": SCHEMA,
            "drawn": True,
            "clip": {
                "view": self.view,
                "near_side": self.near_side,
                "facing": self.facing,
                "frames": len(self.time_s),
                "duration_s": round(float(self.time_s[-1]), 6),
                "frame_rate_hz": self.frame_rate_hz,
                "capture_rate_hz": self.capture_rate_hz,
                "width_px": self.image_size_px[0],
                "height_px": self.image_size_px[1],
            },
            "runner": {
                "height_cm": self.height_cm,
                "leg_length_m": round(self.leg_length_m, 4),
                "speed_mps": self.speed_mps,
                "parameters": dict(self.parameters),
            },
            "events": [
                {**asdict(event), "time_s": round(event.time_s, 6)} for event in self.events
            ],
            "metrics": [_plain(metric) for metric in self.metrics],
            "landmarks": {
                "names": list(self.names),
                "time_s": np.round(self.time_s, 6).tolist(),
                "xy_px": np.round(self.xy_px, 2).tolist(),
                "visibility": self.visibility.tolist(),
            },
        }

    def write_json(self, path: Path) -> None:
        """Write ``to_json`` to a file."""
        path.write_text(json.dumps(self.to_json(), separators=(",", ":")) + "\n")


def truth_of(
    motion: RunnerMotion,
    camera: Camera,
    *,
    duration_s: float | None = None,
    time_s: FloatArray | None = None,
) -> ClipTruth:
    """The exact truth of filming this motion with this camera.

    Parameters
    ----------
    duration_s
        Length of the clip; by default the motion's own.
    time_s
        Motion times of the frames, where they are uneven (variable frame rate); by default
        ``camera.frame_times_s(duration_s)``.
    """
    if time_s is None:
        time_s = camera.frame_times_s(motion.duration_s if duration_s is None else duration_s)
    start_s, end_s = float(time_s[0]), float(time_s[-1])
    joints = motion.at(time_s)
    xy_px = camera.project(joints)
    side_view = camera.view == "side"
    return ClipTruth(
        view=camera.view,
        near_side=camera.near_side if side_view else None,
        facing=camera.facing,
        xy_px=xy_px,
        visibility=_visibility(xy_px, camera),
        time_s=time_s - start_s,
        image_size_px=camera.image_size_px,
        events=_events(motion, time_s),
        metrics=true_metrics(
            motion,
            view=camera.view,
            near_side=camera.near_side,
            start_s=start_s,
            end_s=end_s,
        ),
        leg_length_m=motion.body.leg,
        height_cm=motion.body.height * 100,
        speed_mps=motion.speed_mps,
        frame_rate_hz=camera.frame_rate_hz,
        capture_rate_hz=camera.true_rate_hz,
        parameters=_plain_parameters(motion),
    )


def _plain_parameters(motion: RunnerMotion) -> dict[str, object]:
    chosen = asdict(motion.params)
    chosen.pop("appearance")
    return {**chosen, "source": motion.source}


def _events(motion: RunnerMotion, time_s: FloatArray) -> tuple[TrueEvent, ...]:
    start_s, end_s = float(time_s[0]), float(time_s[-1])
    found = []
    for contact in motion.contacts:
        instants: tuple[tuple[EventKind, float], ...] = (
            ("initial_contact", contact.contact_s),
            ("toe_off", contact.toe_off_s),
        )
        for kind, instant in instants:
            if start_s <= instant <= end_s:
                frame = int(np.argmin(np.abs(time_s - instant)))
                found.append(TrueEvent(kind, contact.side, instant - start_s, frame))
    return tuple(sorted(found, key=lambda event: event.time_s))


_COVERS = (("hip", "knee", 0.085), ("knee", "ankle", 0.055))
"""Limbs of the near leg that hide what is behind, with their half width (share of the leg)."""


def _visibility(xy_px: FloatArray, camera: Camera) -> FloatArray:
    """0.95 in the open, 0.4 hidden by the near leg or the trunk, 0.05 off the picture."""
    seen = np.full(xy_px.shape[:2], 0.95)
    if camera.view == "side":
        near, far = camera.near_side, opposite(camera.near_side)
        for k, name in enumerate(LANDMARK_NAMES):
            if name.startswith(far):
                seen[_covered(xy_px, k, near), k] = 0.4
    width, height = camera.image_size_px
    x, y = xy_px[..., 0], xy_px[..., 1]
    seen[(x < 0) | (x >= width) | (y < 0) | (y >= height)] = 0.05
    return seen


def _covered(xy_px: FloatArray, k: int, near: Side) -> NDArray[np.bool_]:
    def at(name: str) -> FloatArray:
        return xy_px[:, LANDMARK_NAMES.index(f"{near}_{name}")]

    leg_px = np.linalg.norm(at("hip") - at("knee"), axis=1) * 2
    hidden = np.zeros(len(xy_px), dtype=bool)
    for upper, lower, half_width in (*_COVERS, ("shoulder", "hip", 0.12)):
        hidden |= _from_line(xy_px[:, k], at(upper), at(lower)) < half_width * leg_px
    return hidden


def _from_line(point: FloatArray, start: FloatArray, end: FloatArray) -> FloatArray:
    """Distance of points from line segments, all (n, 2)."""
    span = end - start
    along = np.einsum("ij,ij->i", point - start, span) / np.einsum("ij,ij->i", span, span)
    nearest = start + np.clip(along, 0, 1)[:, None] * span
    distance: FloatArray = np.linalg.norm(point - nearest, axis=1)
    return distance


def _plain(metric: TrueMetric) -> dict[str, object]:
    def rounded(value: float | str | None) -> float | str | None:
        return round(value, 5) if isinstance(value, float) else value

    return {
        "name": metric.name,
        "side": metric.side,
        "value": rounded(metric.value),
        "unit": metric.unit,
        "sd": rounded(metric.sd),
        "n": metric.n,
        "per_stride": [round(value, 5) for value in metric.per_stride],
    }
