"""A figure beside its bar: where the bar lets it lie, and where it lies."""

from gait_lab.charts.svg import BAND, EDGE, INK, PAPER, Scale, drawing, element

WIDTH, HEIGHT = 160, 16
TOP, BAND_HEIGHT = 3, 10
MIDDLE = TOP + BAND_HEIGHT / 2


def bar_gauge(value: float, *, low: float | None, high: float | None, label: str) -> str:
    """One bound: from nothing (or everything) to the bound; two: the room between them."""
    scale = Scale(*_reach(low, high), 4, WIDTH - 4)
    start = scale(low) if low is not None else scale.start
    end = scale(high) if high is not None else scale.end
    place = min(max(scale(value), scale.start), scale.end)
    beyond = place != scale(value)
    return drawing(
        element("path", d=f"M{scale.start} {MIDDLE}H{scale.end}", stroke=EDGE, cls="chart-mean"),
        element(
            "rect", x=start, y=TOP, width=end - start, height=BAND_HEIGHT, rx=2, fill=BAND,
            cls="chart-band",
        ),
        _arrow(place) if beyond else element(
            "circle", cx=place, cy=MIDDLE, r=4.5, fill=INK, stroke=PAPER, stroke_width=1.5,
            cls="chart-dot is-body",
        ),
        width=WIDTH,
        height=HEIGHT,
        label=label,
        cls="chart--gauge",
    )  # fmt: skip


def _reach(low: float | None, high: float | None) -> tuple[float, float]:
    """What the drawing shows: the bar and as much again outside it."""
    if low is not None and high is not None:
        room = (high - low) / 2
        return low - room, high + room
    if high is not None:
        return 0.0, 2 * high
    floor = low or 0.0
    return floor - (100 - floor), 100.0


def _arrow(place: float) -> str:
    point = 5 if place > WIDTH / 2 else -5
    return element(
        "path", d=f"M{place - point:.1f} {MIDDLE - 4.5}L{place:.1f} {MIDDLE}L{place - point:.1f} "
        f"{MIDDLE + 4.5}Z", fill=INK, cls="chart-dot is-body",
    )  # fmt: skip
