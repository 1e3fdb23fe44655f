"""A value with its error bar on the range of other runners."""

from dataclasses import dataclass

from gait_lab.analysis.digits import number
from gait_lab.charts.svg import (
    BAND,
    EDGE,
    PAPER,
    SIDE_COLOUR,
    Scale,
    drawing,
    element,
    padded,
    words,
)

WIDTH, HEIGHT = 240, 38
TOP, BAND_HEIGHT = 3, 16
MIDDLE = TOP + BAND_HEIGHT / 2


@dataclass(frozen=True)
class Bar:
    """``low``/``high``: the 95 % interval of the value. ``band``: where other runners are."""

    value: float
    low: float
    high: float
    band: tuple[float, float]
    mean: float
    side: str | None
    decimals: int
    label: str


def range_bar(bar: Bar) -> str:
    low, high = padded([*bar.band, bar.low, bar.high], share=0.06)
    scale = Scale(low, high, 8, WIDTH - 8)
    return drawing(
        *_band(bar, scale),
        *_error(bar, scale),
        _mark(bar, scale),
        width=WIDTH,
        height=HEIGHT,
        label=bar.label,
        cls="chart--range",
    )


def _band(bar: Bar, scale: Scale) -> list[str]:
    start, end = (scale(edge) for edge in bar.band)
    baseline = TOP + BAND_HEIGHT + 15
    numbers = [number(edge, decimals=bar.decimals) for edge in bar.band]
    return [
        element(
            "rect", x=start, y=TOP, width=end - start, height=BAND_HEIGHT, rx=2, fill=BAND,
            cls="chart-band",
        ),
        element(
            "path", d=f"M{scale(bar.mean):.1f} {TOP}v{BAND_HEIGHT}", stroke=EDGE, cls="chart-mean"
        ),
        words(numbers[0], x=start, y=baseline, text_anchor="start", font_size=14),
        words(numbers[1], x=end, y=baseline, text_anchor="end", font_size=14),
    ]  # fmt: skip


def _error(bar: Bar, scale: Scale) -> list[str]:
    start, end = scale(bar.low), scale(bar.high)
    caps = [f"M{x:.1f} {MIDDLE - 4}v8" for x in (start, end)]
    return [
        element(
            "path",
            d=f"M{start:.1f} {MIDDLE}H{end:.1f}" + "".join(caps),
            stroke=SIDE_COLOUR[bar.side],
            stroke_width=2,
            fill="none",
            cls=f"chart-line is-{bar.side or 'body'}",
        )
    ]


def _mark(bar: Bar, scale: Scale) -> str:
    x = scale(bar.value)
    shared = {
        "fill": SIDE_COLOUR[bar.side],
        "stroke": PAPER,
        "stroke_width": 1.5,
        "cls": f"chart-dot is-{bar.side or 'body'}",
    }
    if bar.side == "right":
        return element("rect", x=x - 5, y=MIDDLE - 5, width=10, height=10, **shared)
    return element("circle", cx=x, cy=MIDDLE, r=5.5, **shared)
