"""Values with as many digits as their error allows, written as clinicians write them."""

import math

MINUS = "−"
SHOWN_AFTER_VALUE = "°%"


def decimals_for(error: float | None, *, at_most: int) -> int:
    """Decimals that carry the first digit of the error; never more than the metric is worth."""
    if error is None or not math.isfinite(error) or error <= 0:
        return at_most
    return max(0, min(at_most, -math.floor(math.log10(error))))


def number(value: float, *, decimals: int) -> str:
    """A number with a true minus; never "−0"."""
    text = f"{abs(value):.{decimals}f}"
    is_zero = float(text) == 0
    return text if value >= 0 or is_zero else f"{MINUS}{text}"


def with_unit(text: str, unit: str) -> str:
    if not unit:
        return text
    return f"{text}{unit}" if unit == "°" else f"{text} {unit}"
