"""Pen and scales: the few SVG words the charts are written in."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

INK, SOFT, RULE, BAND, EDGE, PAPER = (
    "#1b1f1d",
    "#464c48",
    "#dcd8cc",
    "#e4e1d9",
    "#a9a69b",
    "#ffffff",
)
SIDE_COLOUR = {"left": "#0072b2", "right": "#d55e00", None: INK}
SIDE_WASH = {"left": "#cfe3ef", "right": "#f6dac6", None: BAND}
FONT = "Source Sans 3, sans-serif"


@dataclass(frozen=True)
class Scale:
    """Data on ``[low, high]`` to drawing units on ``[start, end]``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """``element("rect", cls="band", stroke_width=2)``; numbers are rounded to a hundredth."""
    written = "".join(
        f' {"class" if key == "cls" else key.replace("_", "-")}="{_text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def words(text: str, *, x: float, y: float, **attributes: object) -> str:
    style = {"fill": SOFT, "font_size": 12, "font_family": FONT, "cls": "chart-text"} | attributes
    return element("text", escape(text), x=x, y=y, **style)


def drawing(*parts: str, width: float, height: float, label: str, cls: str) -> str:
    return element(
        "svg",
        "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        cls=f"chart {cls}",
        role="img",
        aria_label=label,
    )


def path_of(points: Iterable[tuple[float, float]]) -> str:
    """Straight lines through the points; a gap where one is not finite."""
    commands, pen_down = [], False
    for x, y in points:
        if not (math.isfinite(x) and math.isfinite(y)):
            pen_down = False
            continue
        commands.append(f"{'L' if pen_down else 'M'}{x:.1f} {y:.1f}")
        pen_down = True
    return "".join(commands)


def ticks(low: float, high: float, *, about: int) -> list[float]:
    """Round numbers inside ``[low, high]``, about so many."""
    rough = (high - low) / max(about, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [index * step for index in range(first, last + 1)]


def padded(values: Sequence[float], *, share: float, least: float = 0.0) -> tuple[float, float]:
    """Limits with room around the values."""
    low, high = min(values), max(values)
    room = max(share * (high - low), least, 1e-6)
    return low - room, high + room


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{round(value, 2):g}"
    return escape(str(value), quote=True)
