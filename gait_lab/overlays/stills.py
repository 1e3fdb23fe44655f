"""Key frames of one stride: the runner cut out, skeleton and the angles that matter drawn on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import Side
from gait_lab.analysis.frames import ClipProbe, frame_at
from gait_lab.overlays import angles
from gait_lab.overlays.angles import Angle, draw_angle
from gait_lab.overlays.drawing import Pen, Point, draw_skeleton
from gait_lab.overlays.scene import Scene
from gait_lab.overlays.text import Image

SIZE_PX = (720, 960)
MARGIN = 0.14
"""Air around the runner, as a share of the box's height."""

MOMENT_LABELS = {
    "contact": "Contact",
    "loading": "Loading",
    "mid_stance": "Mid-stance",
    "heel_off": "Heel-off",
    "toe_off": "Toe-off",
    "mid_swing": "Mid-swing",
}

SIDE_ANGLES: Mapping[str, tuple[Angle, ...]] = {
    "contact": (angles.SHANK, angles.KNEE_AT_CONTACT, angles.FOOT),
    "loading": (angles.KNEE, angles.SHANK),
    "mid_stance": (angles.KNEE, angles.ANKLE, angles.TRUNK),
    "heel_off": (angles.THIGH, angles.ANKLE),
    "toe_off": (angles.THIGH, angles.KNEE, angles.TRUNK),
    "mid_swing": (angles.KNEE, angles.THIGH),
}
REAR_ANGLES: Mapping[str, tuple[Angle, ...]] = {
    "contact": (angles.PELVIS,),
    "loading": (angles.PELVIS,),
    "mid_stance": (angles.PELVIS, angles.ADDUCTION),
    "heel_off": (angles.PELVIS,),
    "toe_off": (angles.PELVIS,),
    "mid_swing": (angles.PELVIS,),
}


@dataclass(frozen=True, eq=False)
class Still:
    """One drawn key frame. ``angles`` lists what is written on it."""

    moment: str
    frame: int
    time_s: float
    picture: Image = field(repr=False)
    angles: list[dict[str, object]] = field(default_factory=list)

    @property
    def label(self) -> str:
        return MOMENT_LABELS[self.moment]


def draw_key_frames(
    probe: ClipProbe, scene: Scene, moments: Mapping[str, int], *, side: Side
) -> list[Still]:
    """A still for each moment of the stride, all at one scale; none where no stride was found."""
    if not moments:
        return []
    size = _box_size(scene, list(moments.values()))
    chosen = SIDE_ANGLES if scene.view == "side" else REAR_ANGLES
    stills = []
    for moment, frame in moments.items():
        picture, scale, corner = _cut_out(probe, scene, frame, size)

        def place(point: Point, scale=scale, corner=corner) -> Point:
            return (point - corner) * scale

        pen = Pen(picture, weight=pen_weight(scene.leg_length_px * scale))
        draw_skeleton(pen, scene, frame, place)
        view = angles.View(pen, scene, frame, place, side, text_px=30)
        drawn = [(angle, draw_angle(angle, view)) for angle in chosen[moment]]
        view.write_labels()
        stills.append(
            Still(
                moment=moment,
                frame=frame,
                time_s=float(scene.landmarks.time_s[frame]),
                picture=picture,
                angles=[
                    {
                        "code": angle.code,
                        "label": angle.label,
                        "value_deg": round(value, 1),
                        "words": angle.value_words(value),
                    }
                    for angle, value in drawn
                    if value is not None
                ],
            )
        )
    return stills


def pen_weight(leg_px: float) -> float:
    """Lines as heavy as the runner is large: 1 for a leg of 260 pixels."""
    return float(np.clip(leg_px / 260, 0.55, 2.2)) if np.isfinite(leg_px) else 1.0


def _box_size(scene: Scene, frames: list[int]) -> NDArray[np.float64]:
    """(width, height) in clip pixels that holds the runner in each of these frames."""
    spans = [np.ptp(_seen(scene, frame), axis=0) for frame in frames]
    tallest = max(float(span[1]) for span in spans)
    widest = max(float(span[0]) for span in spans)
    height = tallest * (1 + 2 * MARGIN)
    width = max(height * SIZE_PX[0] / SIZE_PX[1], widest * (1 + MARGIN))
    return np.array([width, width * SIZE_PX[1] / SIZE_PX[0]])


def _seen(scene: Scene, frame: int) -> NDArray[np.float64]:
    points = scene.landmarks.xy_px[frame]
    seen = points[np.isfinite(points).all(axis=1)]
    if len(seen):
        return seen
    return np.array([[0.0, 0.0], scene.landmarks.image_size_px], dtype=float)


def _cut_out(
    probe: ClipProbe, scene: Scene, frame: int, size: NDArray[np.float64]
) -> tuple[Image, float, NDArray[np.float64]]:
    """(picture, scale, corner): the part of the frame around the runner, at a fixed size."""
    import cv2

    rgb = frame_at(probe, frame).rgb
    seen = _seen(scene, frame)
    middle = (seen.min(axis=0) + seen.max(axis=0)) / 2
    # Inside the picture where it is large enough, so that no still has a black edge.
    spare = np.array([probe.width_px, probe.height_px]) - size
    corner = np.where(spare > 0, np.clip(middle - size / 2, 0, spare), spare / 2)
    scale = SIZE_PX[1] / size[1]
    matrix = np.array([[scale, 0, -corner[0] * scale], [0, scale, -corner[1] * scale]])
    shrinking = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    picture = cv2.warpAffine(
        rgb,
        matrix,
        SIZE_PX,
        flags=shrinking,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(20, 23, 22),
    )
    return picture, float(scale), corner
