"""How a figure reads in a table's cell."""

from typing import Any

Table = dict[str, Any]
NONE = "–"


def spread(mean: float | None, sd: float | None) -> str:
    """Mean error ± SD, signed."""
    if mean is None:
        return NONE
    return f"{mean:+z.1f} ± {sd:.1f}".replace("-", "−") if sd is not None else f"{mean:+z.1f}"


def percent(value: float | None) -> str:
    """A share with two decimals."""
    return NONE if value is None else f"{value:.2f} %"
