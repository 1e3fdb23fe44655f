"""The contact sheet: six moments of one stride on one page, to show, print and file."""

from collections.abc import Sequence

import numpy as np

from gait_lab.overlays.palette import INK, INK_SOFT, PAPER, RULE, SIDE_COLOUR
from gait_lab.overlays.stills import Still
from gait_lab.overlays.text import SEMIBOLD, Image, draw_text

COLUMNS = 3
PANEL_PX = (600, 800)
EDGE_PX, GAP_PX, HEAD_PX, CAPTION_PX, FOOT_PX = 60, 36, 150, 112, 70


def contact_sheet(
    stills: Sequence[Still], *, title: str, subtitle: str, side: str, note: str = ""
) -> Image:
    """The stills in order, each with its name, its instant and its angles in words."""
    rows = -(-len(stills) // COLUMNS)
    width = 2 * EDGE_PX + COLUMNS * PANEL_PX[0] + (COLUMNS - 1) * GAP_PX
    height = HEAD_PX + rows * (PANEL_PX[1] + CAPTION_PX + GAP_PX) + FOOT_PX
    page = np.empty((height, width, 3), dtype=np.uint8)
    page[:] = PAPER
    draw_text(page, title, x=EDGE_PX, y=38, size_px=46, colour=INK, weight=SEMIBOLD)
    draw_text(page, subtitle, x=EDGE_PX, y=94, size_px=27, colour=INK_SOFT)
    for place, still in enumerate(stills):
        row, column = divmod(place, COLUMNS)
        left = EDGE_PX + column * (PANEL_PX[0] + GAP_PX)
        top = HEAD_PX + row * (PANEL_PX[1] + CAPTION_PX + GAP_PX)
        _panel(page, still, left, top, number=place + 1, colour=SIDE_COLOUR[side])
    page[height - FOOT_PX - 8 : height - FOOT_PX - 6, EDGE_PX : width - EDGE_PX] = RULE
    draw_text(page, note, x=EDGE_PX, y=height - FOOT_PX + 8, size_px=22, colour=INK_SOFT)
    return page


def _panel(page: Image, still: Still, left: int, top: int, *, number: int, colour) -> None:
    import cv2

    picture = cv2.resize(still.picture, PANEL_PX, interpolation=cv2.INTER_AREA)
    page[top : top + PANEL_PX[1], left : left + PANEL_PX[0]] = picture
    base = top + PANEL_PX[1]
    page[base : base + 5, left : left + PANEL_PX[0]] = colour
    words = f"{number}  {still.label}"
    draw_text(page, words, x=left, y=base + 14, size_px=34, colour=INK, weight=SEMIBOLD)
    draw_text(
        page,
        f"{still.time_s:.3f} s",
        x=left + PANEL_PX[0],
        y=base + 20,
        size_px=26,
        colour=INK_SOFT,
        anchor="right",
    )
    angles = "   ".join(f"{a['label']} {a['words']}" for a in still.angles)
    draw_text(page, angles, x=left, y=base + 60, size_px=28, colour=INK)
