"""Values with as many digits as their error allows, written as clinicians write them."""

import math

MINUS = "−"


def decimals_for(error: float | None, *, at_most: int) -> int:
    """Decimals that carry the error's first digit; never more than the metric is worth.

    An error that begins with a 1 carries its second digit too, or rounding would eat half of it.
    """
    if error is None or not math.isfinite(error) or error <= 0:
        return at_most
    return max(0, min(at_most, -math.floor(math.log10(error / 2))))


def number(value: float, *, decimals: int, signed: bool = False) -> str:
    """A number with a true minus; never "−0". ``signed`` writes the plus, too."""
    text = f"{abs(value):.{decimals}f}"
    if float(text) == 0:
        return text
    return f"{MINUS if value < 0 else '+' if signed else ''}{text}"


def with_unit(text: str, unit: str) -> str:
    if not unit:
        return text
    return f"{text}{unit}" if unit == "°" else f"{text} {unit}"
