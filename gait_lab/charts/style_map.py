"""Cadence against duty factor: the two numbers that place a running style."""

from dataclasses import dataclass

from gait_lab.charts.svg import (
    BAND,
    EDGE,
    INK,
    PAPER,
    RULE,
    SIDE_COLOUR,
    Scale,
    drawing,
    element,
    ticks,
    words,
)

WIDTH, HEIGHT = 380, 300
LEFT, RIGHT, TOP, BOTTOM = 46, WIDTH - 12, 14, HEIGHT - 46
CADENCE_SPM, DUTY_PCT = (145.0, 205.0), (24.0, 48.0)


@dataclass(frozen=True)
class Spot:
    """One leg's place on the map, with the 95 % intervals of both numbers."""

    cadence_spm: float
    cadence_ci: tuple[float, float]
    duty_pct: float
    duty_ci: tuple[float, float]
    side: str | None


def style_map(
    spots: list[Spot],
    *,
    others: tuple[tuple[float, float], tuple[float, float]] | None,
    label: str,
) -> str:
    """``others``: where 95 of 100 other runners lie, ``(cadence, duty factor)`` ranges."""
    x, y = _scales(spots, others)
    return drawing(
        *_others(others, x, y),
        *_axes(x, y),
        *(part for spot in spots for part in _spot(spot, x, y)),
        width=WIDTH,
        height=HEIGHT,
        label=label,
        cls="chart--map",
    )


def _scales(spots, others) -> tuple[Scale, Scale]:
    cadences = [*CADENCE_SPM, *(edge for spot in spots for edge in spot.cadence_ci)]
    duties = [*DUTY_PCT, *(edge for spot in spots for edge in spot.duty_ci)]
    if others:
        cadences += others[0]
        duties += others[1]
    return (
        Scale(min(cadences), max(cadences), LEFT, RIGHT),
        Scale(min(duties), max(duties), BOTTOM, TOP),
    )


def _others(others, x: Scale, y: Scale) -> list[str]:
    if not others:
        return []
    (slow, quick), (short, long) = others
    return [
        element(
            "rect", x=x(slow), y=y(long), width=x(quick) - x(slow), height=y(short) - y(long),
            rx=6, fill=BAND, cls="chart-band",
        )
    ]  # fmt: skip


def _axes(x: Scale, y: Scale) -> list[str]:
    parts = []
    for value in ticks(x.low, x.high, about=6):
        parts.append(
            element("path", d=f"M{x(value):.1f} {TOP}V{BOTTOM}", stroke=RULE, cls="chart-rule")
        )
        parts.append(words(f"{value:g}", x=x(value), y=BOTTOM + 16, text_anchor="middle"))
    for value in ticks(y.low, y.high, about=5):
        parts.append(
            element("path", d=f"M{LEFT} {y(value):.1f}H{RIGHT}", stroke=RULE, cls="chart-rule")
        )
        parts.append(words(f"{value:g} %", x=LEFT - 6, y=y(value) + 4, text_anchor="end"))
    return [
        *parts,
        words("longer on the ground", x=LEFT + 8, y=TOP + 14, font_size=11),
        words("longer in the air", x=LEFT + 8, y=BOTTOM - 18, font_size=11),
        words("Cadence, steps a minute", x=RIGHT, y=HEIGHT - 10, text_anchor="end", font_size=11),
        words("fewer, longer steps", x=LEFT, y=HEIGHT - 10, font_size=11),
    ]


def _spot(spot: Spot, x: Scale, y: Scale) -> list[str]:
    across, up = x(spot.cadence_spm), y(spot.duty_pct)
    colour = SIDE_COLOUR[spot.side] if spot.side else INK
    cross = (
        f"M{x(spot.cadence_ci[0]):.1f} {up:.1f}H{x(spot.cadence_ci[1]):.1f}"
        f"M{across:.1f} {y(spot.duty_ci[0]):.1f}V{y(spot.duty_ci[1]):.1f}"
    )
    name = f"is-{spot.side or 'body'}"
    dot = {"fill": colour, "stroke": PAPER, "stroke_width": 2, "cls": f"chart-dot {name}"}
    return [
        element("path", d=f"M{across:.1f} {BOTTOM}V{up:.1f}H{LEFT}", stroke=EDGE, fill="none",
                stroke_dasharray="2 4", cls="chart-mean"),
        element("path", d=cross, stroke=colour, stroke_width=2, cls=f"chart-line {name}"),
        element("rect", x=across - 6.5, y=up - 6.5, width=13, height=13, **dot)
        if spot.side == "right"
        else element("circle", cx=across, cy=up, r=7.5, **dot),
    ]  # fmt: skip
