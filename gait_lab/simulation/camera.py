"""A pinhole camera beside or behind the belt."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import Facing, Side, View

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Camera:
    """Where the phone stands and how it films.

    Parameters
    ----------
    view, near_side
        "side" looks at the runner's ``near_side``; "rear" looks along the running direction
        (``near_side`` is ignored).
    distance_m, height_m
        From the runner's mean place; above the belt.
    yaw_deg
        Turn of the viewpoint around the runner, + towards the front of a side view (rear:
        towards the runner's left). The camera keeps looking at the runner.
    pitch_deg
        Nod, + up; None aims at the middle of the body.
    roll_deg
        Turn about the lens axis, + tips the picture clockwise (the scene's right side down).
    field_of_view_deg
        Horizontal angle of the longer image side (between its corners' level where the lens
        bends).
    lens_barrel
        How far the lens bends straight lines outwards, as wide lenses do: 0 not at all, 0.1 a
        phone's widest. The corners stay where they are.
    frame_rate_hz, capture_rate_hz
        Frames per second of the file; of the real world (None: the same). 30 and 240 make a
        slow-motion file.
    first_frame_s
        Motion time of the first frame.
    """

    view: View = "side"
    near_side: Side = "left"
    distance_m: float = 3.6
    height_m: float = 1.0
    yaw_deg: float = 0.0
    pitch_deg: float | None = None
    roll_deg: float = 0.0
    field_of_view_deg: float = 60.0
    lens_barrel: float = 0.0
    image_size_px: tuple[int, int] = (1280, 720)
    frame_rate_hz: float = 60.0
    capture_rate_hz: float | None = None
    first_frame_s: float = 0.0
    aim_height_m: float = 0.95

    def __post_init__(self) -> None:
        if self.distance_m < 1:
            raise ValueError("distance_m is below 1: the runner would not fit in the picture")
        if self.frame_rate_hz <= 0 or min(self.image_size_px) < 64:
            raise ValueError("frame_rate_hz must be positive and the picture at least 64 px")
        if not 0 <= self.lens_barrel <= 0.2:
            raise ValueError(f"lens_barrel is {self.lens_barrel:g}; choose it between 0 and 0.2")

    @property
    def true_rate_hz(self) -> float:
        """Frames per second of the real world."""
        return self.capture_rate_hz or self.frame_rate_hz

    @property
    def facing(self) -> Facing | None:
        """Image side a runner seen from the side runs towards; None from behind."""
        if self.view == "rear":
            return None
        return "left" if self.near_side == "left" else "right"

    @property
    def focal_px(self) -> float:
        """Focal length in pixels."""
        return max(self.image_size_px) / 2 / np.tan(np.radians(self.field_of_view_deg) / 2)

    @property
    def place_m(self) -> FloatArray:
        """(3,) lens in the world."""
        turn = np.radians(self.yaw_deg)
        if self.view == "rear":
            flat = self.distance_m * np.array([-np.cos(turn), np.sin(turn)])
        else:
            sign = 1 if self.near_side == "left" else -1
            flat = self.distance_m * np.array([np.sin(turn), sign * np.cos(turn)])
        return np.array([flat[0], flat[1], self.height_m])

    @property
    def directions(self) -> FloatArray:
        """(3, 3) rows: image right, image down, into the picture."""
        place = self.place_m
        ahead = np.array([-place[0], -place[1], 0.0])
        ahead /= np.linalg.norm(ahead)
        right = np.cross(ahead, [0.0, 0.0, 1.0])
        if self.pitch_deg is None:
            nod = np.arctan2(self.aim_height_m - self.height_m, self.distance_m)
        else:
            nod = np.radians(self.pitch_deg)
        forward = np.cos(nod) * ahead + np.sin(nod) * np.array([0.0, 0.0, 1.0])
        down = np.cross(forward, right)
        roll = np.radians(self.roll_deg)
        # The scene turns clockwise when the camera turns the other way.
        tilted_right = np.cos(roll) * right - np.sin(roll) * down
        tilted_down = np.sin(roll) * right + np.cos(roll) * down
        return np.stack([tilted_right, tilted_down, forward])

    def seen(self, points_m: FloatArray) -> FloatArray:
        """(..., 3) points in camera axes: right, down, depth."""
        relative: FloatArray = (points_m - self.place_m) @ self.directions.T
        return relative

    def project(self, points_m: FloatArray) -> FloatArray:
        """(..., 2) pixels of world points, x right and y down."""
        return self.bent(self.project_straight(points_m))

    def project_straight(self, points_m: FloatArray) -> FloatArray:
        """The same through a lens that bends nothing."""
        seen = self.seen(points_m)
        pixels: FloatArray = self._centre_px + self.focal_px * seen[..., :2] / seen[..., 2:]
        return pixels

    def bent(self, straight_px: FloatArray) -> FloatArray:
        """(..., 2) where the lens puts pixels of a straight picture."""
        if not self.lens_barrel:
            return straight_px
        out = (straight_px - self._centre_px) / (max(self.image_size_px) / 2)
        squared = np.sum(out**2, axis=-1, keepdims=True)
        # Beyond the picture the curve would turn back on itself.
        squared = np.minimum(squared, 1.2 * self._corner_squared)
        share = (1 - self.lens_barrel * squared) / (1 - self.lens_barrel * self._corner_squared)
        bent: FloatArray = self._centre_px + (straight_px - self._centre_px) * share
        return bent

    def unbent(self, bent_px: FloatArray) -> FloatArray:
        """The inverse of ``bent`` within the picture."""
        straight = bent_px
        for _ in range(20):
            straight = straight + bent_px - self.bent(straight)
        return straight

    @property
    def _centre_px(self) -> FloatArray:
        return np.array(self.image_size_px) / 2

    @property
    def _corner_squared(self) -> float:
        return 1 + (min(self.image_size_px) / max(self.image_size_px)) ** 2

    def frame_times_s(self, duration_s: float) -> FloatArray:
        """Motion time of every frame."""
        count = max(1, round(duration_s * self.true_rate_hz))
        return self.first_frame_s + np.arange(count) / self.true_rate_hz
