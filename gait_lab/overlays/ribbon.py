"""The phase ribbon under a video: when each foot is on the ground, with a playhead."""

import numpy as np

from gait_lab.overlays.palette import (
    SIDE_COLOUR,
    SIDE_LETTER,
    SIDE_LIGHT,
    STAGE,
    STAGE_SOFT,
    WHITE,
)
from gait_lab.overlays.scene import Scene
from gait_lab.overlays.text import SEMIBOLD, Image, draw_text

WINDOW_S = 3.0
HEIGHT_SHARE = 0.11
GROUND = (34, 39, 37)
FAR_HEIGHT, NEAR_HEIGHT = 0.45, 0.8


class Ribbon:
    """Drawn anew for each frame: three seconds of stances that pass under a fixed playhead."""

    def __init__(self, scene: Scene, *, width_px: int, picture_height_px: int) -> None:
        self.scene = scene
        self.width = width_px
        height = round(np.clip(HEIGHT_SHARE * picture_height_px, 48, 96))
        self.height = height + (picture_height_px + height) % 2
        self.text_px = max(13, round(0.24 * self.height))
        self.stances = scene.stances
        order = ("left", "right") if scene.view == "rear" else None
        near = scene.near_side or "left"
        self.order = order or (near, "right" if near == "left" else "left")

    def draw(self, time_s: float) -> Image:
        band = np.empty((self.height, self.width, 3), dtype=np.uint8)
        band[:] = STAGE
        gutter = round(2.2 * self.text_px)
        row_height = self.height // 2 - 4
        for row, side in enumerate(self.order):
            top = 3 + row * (row_height + 2)
            self._row(band, side, time_s, top=top, height=row_height, gutter=gutter)
        self._playhead(band, time_s, gutter)
        return band

    def _row(self, band: Image, side, time_s: float, *, top: int, height: int, gutter: int):
        band[top : top + height, gutter:] = GROUND
        solid = self.scene.is_shown_solid(side)
        share = NEAR_HEIGHT if solid else FAR_HEIGHT
        inset = round(height * (1 - share) / 2)
        colour = SIDE_COLOUR[side] if solid else SIDE_LIGHT[side]
        for stance in self.stances:
            if stance.side != side:
                continue
            left, right = (self._x(t, time_s, gutter) for t in (stance.start_s, stance.end_s))
            if right <= gutter or left >= self.width:
                continue
            left, right = max(left, gutter), min(right, self.width)
            band[top + inset : top + height - inset, left:right] = colour
        draw_text(
            band,
            SIDE_LETTER[side],
            x=gutter // 2,
            y=top + height // 2 - round(0.68 * self.text_px),
            size_px=self.text_px,
            colour=SIDE_LIGHT[side],
            weight=SEMIBOLD,
            anchor="middle",
        )

    def _playhead(self, band: Image, time_s: float, gutter: int) -> None:
        x = self._x(time_s, time_s, gutter)
        band[:, x - 1 : x + 1] = WHITE
        draw_text(
            band,
            f"{time_s:.2f} s",
            x=x + 8,
            y=self.height // 2 - round(0.66 * self.text_px),
            size_px=self.text_px,
            colour=WHITE if self.stances else STAGE_SOFT,
            weight=SEMIBOLD,
        )

    def _x(self, at_s: float, now_s: float, gutter: int) -> int:
        middle = (gutter + self.width) / 2
        return round(middle + (at_s - now_s) / WINDOW_S * (self.width - gutter))
