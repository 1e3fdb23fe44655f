"""One clip's fixed scenery and the drawing of one frame in it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import LANDMARK_NAMES, SIDES
from gait_lab.simulation.body import USUAL_HIP_WIDTH_PCT, USUAL_SHOULDER_WIDTH_PCT
from gait_lab.simulation.camera import Camera
from gait_lab.simulation.render.figure import Figure, Pose
from gait_lab.simulation.render.filming import Filming, lamp_towards, lens_map
from gait_lab.simulation.render.mesh import joined
from gait_lab.simulation.render.outdoors import field_panels
from gait_lab.simulation.render.painter import Image, Light, paint
from gait_lab.simulation.render.room import (
    BELT_FROM_X,
    BELT_HALF_M,
    BELT_TO_X,
    FLOOR_Z,
    belt_marks,
    far_to_near,
    paint_panels,
    room_panels,
    treadmill_panels,
)
from gait_lab.simulation.runner import RunnerMotion

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Bystander:
    """Another person: a motion set down at ``place_m`` that drifts with ``speed_mps`` (X, Y)."""

    motion: RunnerMotion
    place_m: tuple[float, float]
    speed_mps: tuple[float, float] = (0.0, 0.0)


class Stage:
    """Draws frames of one motion, seen by one camera."""

    def __init__(
        self,
        motion: RunnerMotion,
        camera: Camera,
        filming: Filming,
        *,
        bystanders: Sequence[Bystander] = (),
        seed: int = 0,
    ) -> None:
        self.camera, self.filming = camera, filming
        self.light = Light(towards=lamp_towards(camera, filming.lamp_turn_deg))
        self._lens = lens_map(camera)
        runner = Bystander(motion, (0.0, 0.0))
        self.people = ([] if filming.empty else [runner]) + list(bystanders)
        self.figures = [_figure(person.motion, seed + k) for k, person in enumerate(self.people)]
        self.belt_speed_mps = motion.speed_mps
        self.on_belt = motion.params.ground == "treadmill"
        self._rng = np.random.default_rng(seed)
        self._set_scenery()

    def picture(self, time_s: float) -> Image:
        """(height, width, 3) red, green, blue of the frame exposed around this time."""
        import cv2

        filming = self.filming
        count = max(1, filming.shutter_samples)
        offsets = (np.arange(count) + 0.5) / count - 0.5
        total = None
        for offset in offsets:
            drawn = self._instant(time_s + offset * filming.shutter_s).astype(np.float32)
            total = drawn if total is None else cv2.accumulate(drawn, total)
        region = (total / count).astype(np.uint8)
        frame = self._near_size.copy()
        left, top, right, bottom = self._region
        frame[top:bottom, left:right] = region
        if self._lens is not None:
            frame = cv2.remap(frame, *self._lens, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return self._developed(frame, time_s)

    def _set_scenery(self) -> None:
        """Room and treadmill once, magnified; what is nearer than the runner apart."""
        import cv2

        camera, zoom = self.camera, self.filming.fineness
        width, height = camera.image_size_px
        canvas = np.full((round(height * zoom), round(width * zoom), 3), 205, np.uint8)
        origin = np.zeros(2)
        floor_z = FLOOR_Z if self.on_belt else 0.0
        if self.filming.room == "outdoors":
            panels = field_panels(self._rng, camera, floor_z=floor_z)
        else:
            panels = room_panels(self._rng, camera, look=self.filming.room, floor_z=floor_z)
        paint_panels(canvas, panels, camera, zoom=zoom, corner_px=origin)
        soft = 2.2 * zoom * width / 1280
        canvas = cv2.GaussianBlur(canvas, (0, 0), soft)
        side = 0
        if camera.view == "side":
            side = 1 if camera.near_side == "left" else -1
        behind, before = treadmill_panels(side) if self.on_belt else ([], [])
        paint_panels(canvas, far_to_near(behind, camera), camera, zoom=zoom, corner_px=origin)
        self._region = self._changing()
        self._corner = np.array(self._region[:2], dtype=float)
        cut = tuple(round(edge * zoom) for edge in self._region)
        self._base = canvas[cut[1] : cut[3], cut[0] : cut[2]].copy()
        self._near_size = cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA)
        self._rail = None
        if before and self.filming.rails:
            self._rail = self._apart(far_to_near(before, camera))
            self._near_size = self._railed_everywhere(canvas, far_to_near(before, camera))

    def _railed_everywhere(self, canvas: Image, panels: list) -> Image:  # type: ignore[type-arg]
        import cv2

        zoom = self.filming.fineness
        full = canvas.copy()
        paint_panels(full, panels, self.camera, zoom=zoom, corner_px=np.zeros(2))
        return cv2.resize(full, self.camera.image_size_px, interpolation=cv2.INTER_AREA)

    def _apart(self, panels: list) -> tuple[Image, NDArray[np.bool_]]:  # type: ignore[type-arg]
        """The near rail over the changing region, and where it is."""
        zoom = self.filming.fineness
        painted, blank = self._base.copy(), np.zeros_like(self._base)
        paint_panels(painted, panels, self.camera, zoom=zoom, corner_px=self._corner)
        white = [type(p)(p.corners, np.ones(3)) for p in panels]
        paint_panels(blank, white, self.camera, zoom=zoom, corner_px=self._corner)
        return painted, blank[..., 0] > 127

    def _changing(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of all that moves in the clip, with a margin; even numbers."""
        width, height = self.camera.image_size_px
        belt = np.array(
            [(x, y, 0.0) for x in (BELT_FROM_X, BELT_TO_X) for y in (-BELT_HALF_M, BELT_HALF_M)]
        )
        points = [self.camera.project_straight(belt)]
        for person in self.people:
            joints = person.motion.joints_m.reshape(-1, 3)
            points.append(self.camera.project_straight(joints))
        everywhere = np.concatenate(points)
        margin = 0.14 * self.camera.focal_px / self.camera.distance_m
        low, high = everywhere.min(axis=0) - margin, everywhere.max(axis=0) + margin
        crowded = len(self.people) > (0 if self.filming.empty else 1)
        if crowded or not self.on_belt:
            low, high = np.zeros(2), np.array([width, height])
        low = np.clip(np.floor(low / 2) * 2, 0, [width - 2, height - 2])
        high = np.clip(np.ceil(high / 2) * 2, low + 2, [width, height])
        return int(low[0]), int(low[1]), int(high[0]), int(high[1])

    def _instant(self, time_s: float) -> Image:
        """The changing region at one instant, at the picture's own size."""
        import cv2

        zoom, camera = self.filming.fineness, self.camera
        canvas = self._base.copy()
        if self.on_belt:
            marks = belt_marks(self.belt_speed_mps * time_s)
            paint_panels(canvas, marks, camera, zoom=zoom, corner_px=self._corner)
        poses = [_pose(person, time_s) for person in self.people]
        for pose in poses:
            self._shade_belt(canvas, pose)
        surfaces = [figure.surface(pose) for figure, pose in zip(self.figures, poses, strict=True)]
        if surfaces:
            paint(
                canvas,
                joined(surfaces),
                camera,
                self.light,
                zoom=zoom,
                corner_px=self._corner,
            )
        if self._rail is not None:
            painted, where = self._rail
            canvas[where] = painted[where]
        left, top, right, bottom = self._region
        return cv2.resize(canvas, (right - left, bottom - top), interpolation=cv2.INTER_AREA)

    def _shade_belt(self, canvas: Image, pose: Pose) -> None:
        """Soft shadows: close and dark under a standing foot, wide and faint under the body."""
        import cv2

        zoom = self.filming.fineness
        metre_px = self.camera.focal_px / self.camera.distance_m * zoom
        small = max(1, round(metre_px / 75))
        shade = np.zeros((canvas.shape[0] // small + 1, canvas.shape[1] // small + 1), np.float32)
        circle = np.linspace(0, 2 * np.pi, 20, endpoint=False)
        spots = [(pose.hips, 0.34, 0.20, 0.20)]
        for side in SIDES:
            middle = (pose[f"{side}_heel"] + pose[f"{side}_foot_index"]) / 2
            spots.append((middle, 0.16, 0.07, 0.55 * np.exp(-4 * max(middle[2], 0))))
        for middle, long, wide, dark in spots:
            ring = np.stack(
                [
                    middle[0] + long * np.cos(circle),
                    middle[1] + wide * np.sin(circle),
                    np.full_like(circle, 0.002),
                ],
                axis=1,
            )
            pixels = (
                (self.camera.project_straight(ring) - self._corner) * self.filming.fineness / small
            )
            spot = np.zeros_like(shade)
            cv2.fillConvexPoly(spot, np.round(pixels * 16).astype(np.int32), dark, cv2.LINE_AA, 4)
            shade += spot
        shade = cv2.GaussianBlur(shade, (0, 0), 2.0)
        rows = np.flatnonzero(shade.max(axis=1) > 0.005)
        if not len(rows):
            return
        top, bottom = rows[0] * small, min((rows[-1] + 1) * small, canvas.shape[0])
        size = (canvas.shape[1], shade.shape[0] * small)
        wide = cv2.resize(shade, (shade.shape[1] * small, size[1]))
        part = wide[top:bottom, : canvas.shape[1], None]
        canvas[top:bottom] = (canvas[top:bottom] * (1 - np.minimum(part, 0.75))).astype(np.uint8)

    def _developed(self, frame: Image, time_s: float) -> Image:
        """Lens and sensor: focus, exposure, noise."""
        import cv2

        filming = self.filming
        if filming.blur_px > 0:
            frame = cv2.GaussianBlur(frame, (0, 0), filming.blur_px)
        swing = np.cos(4 * np.pi * filming.mains_hz * time_s) * filming.flicker_pct / 100
        if filming.brightness * (1 + swing) != 1:
            frame = cv2.convertScaleAbs(frame, alpha=filming.brightness * (1 + swing))
        if filming.noise > 0:
            grain = np.empty(frame.shape[:2], np.int16)
            cv2.setRNGSeed(int(self._rng.integers(1, 2**30)))
            cv2.randn(grain, 0, filming.noise)
            frame = cv2.add(frame, cv2.merge([grain] * 3), dtype=cv2.CV_8U)
        return frame


def _figure(motion: RunnerMotion, seed: int) -> Figure:
    params = motion.params
    return Figure(
        motion.body,
        params.appearance,
        build=params.build,
        hips=params.hip_width_pct / USUAL_HIP_WIDTH_PCT,
        shoulders=params.shoulder_width_pct / USUAL_SHOULDER_WIDTH_PCT,
        seed=seed,
    )


def _pose(person: Bystander, time_s: float) -> Pose:
    """The body of one person at one instant."""
    moment = np.array([time_s])
    motion = person.motion
    shift = np.array(
        [p + v * time_s for p, v in zip(person.place_m, person.speed_mps, strict=True)] + [0.0]
    )
    joints = motion.at(moment)[0] + shift
    points = dict(zip(LANDMARK_NAMES, joints, strict=True))
    for name in ("left_ball", "right_ball", "neck", "head"):
        points[name] = motion.point(name, moment)[0] + shift
    return Pose(points, motion.frame_at("chest", moment)[0], motion.frame_at("head", moment)[0])
