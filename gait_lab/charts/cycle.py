"""An angle over the gait cycle: mean and spread of the strides, stance shaded."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from gait_lab.analysis.digits import MINUS
from gait_lab.charts.svg import (
    BAND,
    EDGE,
    INK,
    RULE,
    SIDE_COLOUR,
    SIDE_WASH,
    Scale,
    drawing,
    element,
    padded,
    path_of,
    ticks,
    words,
)

WIDTH, HEIGHT = 380, 232
LEFT, RIGHT, TOP, BOTTOM = 40, WIDTH - 12, 22, HEIGHT - 34
DASH = {"left": None, "right": "7 4", None: None}


@dataclass(frozen=True)
class CycleLine:
    """0 is contact, 100 the same foot's next contact; NaN where there is no mean."""

    mean: Sequence[float]
    sd: Sequence[float]
    side: str | None
    toe_off_pct: float


def cycle_chart(lines: Sequence[CycleLine], *, unit: str, label: str) -> str:
    """Empty text where no line has a mean."""
    edges = [
        mean + sign * sd
        for line in lines
        for mean, sd in zip(line.mean, line.sd, strict=True)
        if math.isfinite(mean) and math.isfinite(sd)
        for sign in (-1, 1)
    ]
    if not edges:
        return ""
    x = Scale(0, 100, LEFT, RIGHT)
    y = Scale(*padded(edges, share=0.07, least=1.0), BOTTOM, TOP)
    return drawing(
        *_stance(lines, x),
        *_axes(x, y, unit),
        *(_spread(line, x, y) for line in lines),
        *(_mean(line, x, y) for line in lines),
        width=WIDTH,
        height=HEIGHT,
        label=label,
        cls="chart--cycle",
    )


def _stance(lines: Sequence[CycleLine], x: Scale) -> list[str]:
    end = sum(line.toe_off_pct for line in lines) / len(lines)
    return [
        element(
            "rect", x=LEFT, y=TOP, width=x(end) - LEFT, height=BOTTOM - TOP, fill=BAND,
            fill_opacity=0.55, cls="chart-stance",
        ),
        words("stance", x=LEFT + 2, y=TOP - 6, font_size=11),
        words("swing", x=x(end) + 2, y=TOP - 6, font_size=11),
        element("path", d=f"M{x(end):.1f} {TOP}V{BOTTOM}", stroke=EDGE, cls="chart-mean"),
    ]  # fmt: skip


def _axes(x: Scale, y: Scale, unit: str) -> list[str]:
    parts = []
    for value in ticks(y.low, y.high, about=5):
        strong = value == 0
        parts.append(
            element(
                "path",
                d=f"M{LEFT} {y(value):.1f}H{RIGHT}",
                stroke=EDGE if strong else RULE,
                cls="chart-zero" if strong else "chart-rule",
            )
        )
        label = f"{'' if value >= 0 else MINUS}{abs(value):g}{unit}"
        parts.append(words(label, x=LEFT - 6, y=y(value) + 4, text_anchor="end"))
    for value in (0, 25, 50, 75, 100):
        parts.append(words(f"{value}", x=x(value), y=BOTTOM + 16, text_anchor="middle"))
    middle = (LEFT + RIGHT) / 2
    parts.append(
        words("% of the gait cycle", x=middle, y=HEIGHT - 3, text_anchor="middle", font_size=11)
    )
    return parts


def _spread(line: CycleLine, x: Scale, y: Scale) -> str:
    points = [
        (at, mean, sd)
        for at, (mean, sd) in enumerate(zip(line.mean, line.sd, strict=True))
        if math.isfinite(mean) and math.isfinite(sd)
    ]
    share = 100 / (len(line.mean) - 1)
    upper = [(x(at * share), y(mean + sd)) for at, mean, sd in points]
    lower = [(x(at * share), y(mean - sd)) for at, mean, sd in reversed(points)]
    return element(
        "path", d=path_of(upper + lower) + "Z", fill=SIDE_WASH[line.side], fill_opacity=0.8,
        cls=f"chart-spread is-{line.side or 'body'}",
    )  # fmt: skip


def _mean(line: CycleLine, x: Scale, y: Scale) -> str:
    share = 100 / (len(line.mean) - 1)
    return element(
        "path",
        d=path_of((x(at * share), y(mean)) for at, mean in enumerate(line.mean)),
        fill="none",
        stroke=SIDE_COLOUR[line.side] if line.side else INK,
        stroke_width=2.25,
        stroke_linejoin="round",
        stroke_dasharray=DASH[line.side],
        cls=f"chart-line is-{line.side or 'body'}",
    )
