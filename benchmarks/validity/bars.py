"""How good the product must be, bar by bar, and where it is known to fall short."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Bar:
    """One headline figure: what it is called and between which bounds it must lie."""

    key: str
    label: str
    unit: str
    low: float | None
    high: float | None
    said: str
    decimals: int = 1

    def met(self, value: float) -> bool:
        """Whether a figure, rounded as it is shown, is within the bounds."""
        shown = round(value, self.decimals)
        return (self.low is None or shown >= self.low) and (self.high is None or shown <= self.high)


BARS: tuple[Bar, ...] = (
    Bar("contacts_found", "Contacts found", "%", 99, None, "at least 99 %"),
    Bar("contacts_false", "False contacts", "%", None, 1, "at most 1 %"),
    Bar("contact_mean", "Contact at 60 Hz or more, mean error", "ms", -5, 5, "within ±5 ms"),
    Bar("contact_sd", "Contact at 60 Hz or more, scatter (SD)", "ms", None, 12, "at most 12 ms"),
    Bar("off_mean", "Toe-off at 60 Hz or more, mean error", "ms", -8, 8, "within ±8 ms"),
    Bar("off_sd", "Toe-off at 60 Hz or more, scatter (SD)", "ms", None, 15, "at most 15 ms"),
    Bar("contact_time", "Contact time at 60 Hz or more", "ms", None, 10, "at most 10 ms"),
    Bar("cadence", "Cadence, the worst clip", "spm", None, 1, "at most 1 spm"),
    Bar("swaps", "Left and right still exchanged", "%", None, 0.5, "at most 0.5 % of frames", 2),
    Bar("knee_contact", "Knee flexion at contact", "°", None, 4, "at most 4°"),
    Bar("knee_stance", "Peak knee flexion in stance", "°", None, 4, "at most 4°"),
    Bar("shank", "Shank angle at contact", "°", None, 3, "at most 3°"),
    Bar("hip_extension", "Thigh extension at toe-off", "°", None, 4, "at most 4°"),
    Bar("strike_angle", "Foot-strike angle", "°", None, 4, "at most 4°"),
    Bar("strike_class", "Rearfoot or not, right", "%", 90, None, "at least 90 %", 0),
    Bar("overstride", "Overstride", "% leg", None, 3, "at most 3 % of leg"),
    Bar("trunk", "Trunk lean", "°", None, 1.5, "at most 1.5°"),
    Bar("oscillation", "Vertical oscillation", "cm", None, 0.8, "at most 0.8 cm"),
    Bar("pelvic_drop", "Pelvic drop (from behind)", "°", None, 1.5, "at most 1.5°"),
    Bar("coverage", "95 % intervals that hold the truth", "%", 90, 98, "90 to 98 %"),
    Bar("refused", "Values refused", "%", None, 5, "at most 5 %"),
    Bar("speed", "Time beside a bare pose loop", "×", None, 0.65, "at most 0.65", 2),
)


ACCEPTED = Path(__file__).with_name("accepted.json")


def accepted() -> dict[str, Any]:
    """What was last looked at and accepted: the analysis version, and how far short each figure is.

    ``short`` maps "bar/evidence" to how far outside its bar the figure may lie. A figure that meets
    its bar is not in it. One that is in it and gets worse fails the tests, as does one that is not
    and misses its bar.
    """
    content: dict[str, Any] = json.loads(ACCEPTED.read_text())
    return content
