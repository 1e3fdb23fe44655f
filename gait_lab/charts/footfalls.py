"""When which foot is on the ground: a strip for paper and for readers without scripts."""

from collections.abc import Sequence
from dataclasses import dataclass

from gait_lab.charts.svg import INK, RULE, SIDE_COLOUR, Scale, drawing, element, ticks, words

WIDTH, ROW, TOP, LEFT = 720, 20, 6, 22


@dataclass(frozen=True)
class Footfall:
    side: str
    start_s: float
    end_s: float
    is_sure: bool
    """The far leg's is drawn faint: what is seen of it is less sure."""


def footfall_chart(footfalls: Sequence[Footfall], *, until_s: float, label: str) -> str:
    x = Scale(0.0, until_s, LEFT, WIDTH - 8)
    height = TOP + 2 * ROW + 24
    return drawing(
        *_axis(x, height),
        *(_bar(footfall, x) for footfall in footfalls if footfall.start_s < until_s),
        *(
            words(letter, x=0, y=TOP + row * ROW + 13, font_weight=600, fill=SIDE_COLOUR[side],
                  cls=f"chart-text is-{side}")
            for row, (side, letter) in enumerate((("left", "L"), ("right", "R")))
        ),
        width=WIDTH,
        height=height,
        label=label,
        cls="chart--footfalls",
    )  # fmt: skip


def _axis(x: Scale, height: float) -> list[str]:
    bottom = TOP + 2 * ROW
    parts = []
    for value in ticks(x.low, x.high, about=8):
        parts.append(
            element("path", d=f"M{x(value):.1f} {TOP}V{bottom}", stroke=RULE, cls="chart-rule")
        )
        parts.append(words(f"{value:g} s", x=x(value), y=height - 8, text_anchor="middle"))
    return parts


def _bar(footfall: Footfall, x: Scale) -> str:
    row = 0 if footfall.side == "left" else 1
    end = min(x(footfall.end_s), x.end)
    return element(
        "rect",
        x=x(footfall.start_s),
        y=TOP + row * ROW + 3,
        width=max(end - x(footfall.start_s), 1.0),
        height=ROW - 8,
        rx=2 if footfall.side == "right" else 6,
        fill=SIDE_COLOUR.get(footfall.side, INK),
        fill_opacity=1 if footfall.is_sure else 0.35,
        cls=f"chart-foot is-{footfall.side}",
    )
