"""Recorded treadmill running with force-plate truth, seen by a virtual camera.

Fukuchi RK, Fukuchi CA, Duarte M (2017), PeerJ 5:e3298, doi 10.7717/peerj.3298. The recordings
lie in ``../shared/reference-motion`` beside the repository; they are not part of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.interpolate import CubicSpline

from gait_lab.analysis.conventions import LANDMARK_NAMES, Facing, Side, View, opposite
from gait_lab.analysis.landmarks import FloatArray, LandmarkSequence

FOLDER = Path(__file__).resolve().parents[1].parent / "shared" / "reference-motion"
TRAINING_RUNNERS = ("02", "04", "09", "12", "16", "20")
HELD_OUT_RUNNERS = ("10", "14", "18", "23", "25", "26")


@dataclass(frozen=True, eq=False)
class Recording:
    """One trial. ``joints_m`` name -> (n, 3): x forward, y left, z up."""

    name: str
    runner: str
    speed_mps: float
    height_cm: float
    time_s: FloatArray
    joints_m: dict[str, FloatArray]
    initial_contact_s: FloatArray
    toe_off_s: FloatArray
    contact_side: tuple[Side, ...]

    def truth(self, kind: str, side: Side) -> FloatArray:
        """Instants of one kind of event of one foot."""
        times = self.initial_contact_s if kind == "initial_contact" else self.toe_off_s
        return times[np.array(self.contact_side) == side]


@dataclass(frozen=True)
class Camera:
    """Where it stands and what it does to the picture.

    ``noise_m`` is white jitter of each landmark, ``wander_m`` error that is correlated over
    ``wander_s``; ``swap_share`` and ``collapse_share`` the share of steps with a stretch of
    exchanged labels, or of both labels on the near leg, around mid-swing.
    """

    view: View = "side"
    near_side: Side = "right"
    rate_hz: float = 60.0
    duration_s: float = 12.0
    start_s: float = 2.0
    distance_m: float = 4.0
    height_m: float = 1.0
    focal_px: float = 1400.0
    noise_m: float = 0.006
    wander_m: float = 0.0
    wander_s: float = 0.15
    swap_share: float = 0.0
    collapse_share: float = 0.0
    mirrored: bool = False
    toe: str = "ball"
    timestamps: str = "even"
    roll_deg: float = 0.0
    yaw_deg: float = 0.0

    @property
    def facing(self) -> Facing:
        """Image direction the runner faces."""
        return "right" if (self.near_side == "right") != self.mirrored else "left"


def recordings(runners: tuple[str, ...] | None = None) -> Iterator[Recording]:
    """Trials of the named runners (all by default), in order; none when the folder is absent."""
    for path in sorted(FOLDER.glob("runner*.npz")):
        if runners is None or path.name[6:8] in runners:
            yield load(path)


def load(path: Path) -> Recording:
    """Read one trial."""
    with np.load(path) as data:
        position_m = data["position_tenth_mm"].astype(float) / 1e4
        return Recording(
            name=path.stem,
            runner=path.name[6:8],
            speed_mps=float(data["speed_mps"]),
            height_cm=float(data["height_cm"]),
            time_s=np.arange(len(position_m)) / float(data["position_rate_hz"]),
            joints_m={str(n): position_m[:, i] for i, n in enumerate(data["joints"])},
            initial_contact_s=data["initial_contact_s"].astype(float),
            toe_off_s=data["toe_off_s"].astype(float),
            contact_side=tuple("left" if s == "left" else "right" for s in data["contact_side"]),
        )


def film(recording: Recording, camera: Camera, *, seed: int = 0) -> LandmarkSequence:
    """Landmarks as a camera would see them; time starts at 0 at ``camera.start_s``."""
    rng = np.random.default_rng(seed)
    time_s = _timestamps(camera, rng)
    joints = _joints_at(recording, time_s + camera.start_s, toe=camera.toe)
    middle = np.median((joints["left_hip"] + joints["right_hip"]) / 2, axis=0)
    ground = middle * np.array([1.0, 1.0, 0.0])
    image = {name: _project(path - ground, camera) for name, path in joints.items()}
    px_per_m = camera.focal_px / camera.distance_m
    for name in image:
        image[name] = image[name] + _error_px(rng, time_s, camera, px_per_m)
    xy_px = np.full((len(time_s), len(LANDMARK_NAMES), 2), np.nan)
    for name, path in image.items():
        xy_px[:, LANDMARK_NAMES.index(name)] = path
    visibility = np.where(np.isfinite(xy_px[:, :, 0]), 0.9, 0.0)
    far = opposite(camera.near_side)
    for column, name in enumerate(LANDMARK_NAMES):
        if camera.view == "side" and name.startswith(far):
            visibility[:, column] *= 0.8
    _confuse(xy_px, visibility, recording, camera, time_s, rng)
    return LandmarkSequence(xy_px, visibility, time_s, (1280, 720))


def film_clean(recording: Recording, camera: Camera, *, seed: int = 0) -> LandmarkSequence:
    """The same frames without noise, swaps or collapses: the truth in pixels."""
    undisturbed = replace(camera, noise_m=0.0, wander_m=0.0, swap_share=0.0, collapse_share=0.0)
    return film(recording, undisturbed, seed=seed)


def _timestamps(camera: Camera, rng: np.random.Generator) -> FloatArray:
    count = int(camera.duration_s * camera.rate_hz)
    even = np.arange(count) / camera.rate_hz
    if camera.timestamps == "even":
        return even
    # A phone's variable rate: intervals jitter by a fifth, one frame in fifteen is dropped.
    intervals = (1 + 0.2 * rng.uniform(-1, 1, count)) / camera.rate_hz
    kept = rng.uniform(size=count) > 1 / 15
    uneven = np.concatenate(([0.0], np.cumsum(intervals)[:-1]))[kept]
    return uneven - uneven[0]


def _joints_at(recording: Recording, at_s: FloatArray, *, toe: str) -> dict[str, FloatArray]:
    """Recorded joints under landmark names; the trunk, not recorded, stands above the hips."""
    joints = {}
    for side in ("left", "right"):
        for joint, source in (
            ("hip", "hip"),
            ("knee", "knee"),
            ("ankle", "ankle"),
            ("heel", "heel"),
            ("foot_index", toe),
        ):
            path = recording.joints_m[f"{side}_{source}"]
            joints[f"{side}_{joint}"] = CubicSpline(recording.time_s, path)(at_s)
    middle = (joints["left_hip"] + joints["right_hip"]) / 2
    trunk = np.array([0.04, 0.0, 0.29 * recording.height_cm / 100])
    for side, across in (("left", 0.18), ("right", -0.18)):
        joints[f"{side}_shoulder"] = middle + trunk + np.array([0.0, across, 0.0])
    return joints


def _project(path_m: FloatArray, camera: Camera) -> FloatArray:
    """Pinhole camera at the height and distance given, looking level at the runner."""
    yaw = np.radians(camera.yaw_deg)
    x, y = path_m[:, 0], path_m[:, 1]
    x, y = x * np.cos(yaw) - y * np.sin(yaw), x * np.sin(yaw) + y * np.cos(yaw)
    up = path_m[:, 2] - camera.height_m
    if camera.view == "rear":
        across, depth = -y, camera.distance_m + x
    elif camera.near_side == "right":
        across, depth = x, camera.distance_m + y
    else:
        across, depth = -x, camera.distance_m - y
    if camera.mirrored:
        across = -across
    image = np.column_stack([across, -up]) / depth[:, None] * camera.focal_px
    roll = np.radians(-camera.roll_deg)
    turn = np.array([[np.cos(roll), -np.sin(roll)], [np.sin(roll), np.cos(roll)]])
    return image @ turn.T + np.array([640.0, 360.0])


def _error_px(
    rng: np.random.Generator, time_s: FloatArray, camera: Camera, px_per_m: float
) -> FloatArray:
    white = rng.normal(size=(len(time_s), 2)) * camera.noise_m
    knots = np.arange(time_s[0] - 1, time_s[-1] + 1, camera.wander_s)
    wander = CubicSpline(knots, rng.normal(size=(len(knots), 2)) * camera.wander_m)(time_s)
    return (white + wander) * px_per_m


def _confuse(
    xy_px: FloatArray,
    visibility: FloatArray,
    recording: Recording,
    camera: Camera,
    time_s: FloatArray,
    rng: np.random.Generator,
) -> None:
    """Exchange or collapse the legs' labels for a while around mid-stance of some steps."""
    legs = [
        [
            LANDMARK_NAMES.index(f"{side}_{joint}")
            for joint in ("knee", "ankle", "heel", "foot_index")
        ]
        for side in (camera.near_side, opposite(camera.near_side))
    ]
    for begin_s in recording.initial_contact_s - camera.start_s:
        kind, middle = rng.uniform(), begin_s + 0.11 + 0.03 * rng.normal()
        frames = np.abs(time_s - middle) < rng.uniform(0.03, 0.09)
        if kind < camera.swap_share:
            near, far = xy_px[frames][:, legs[0]], xy_px[frames][:, legs[1]]
            for column in range(4):
                xy_px[frames, legs[0][column]] = far[:, column]
                xy_px[frames, legs[1][column]] = near[:, column]
        elif kind < camera.swap_share + camera.collapse_share:
            for column in range(4):
                xy_px[frames, legs[1][column]] = xy_px[frames, legs[0][column]]
