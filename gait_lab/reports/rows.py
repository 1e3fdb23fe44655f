"""One metric as a reader meets it: value, error, range of others, how sure, what it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gait_lab import charts
from gait_lab.analysis.digits import decimals_for, number, with_unit
from gait_lab.analysis.evidence import SOURCES, Source
from gait_lab.analysis.metrics.catalogue import METRICS, MetricSpec
from gait_lab.analysis.reference import ReferenceRange, reference_range

Numbers = Mapping[str, Any]

CLASS_WORDS = {"rearfoot": "Rearfoot", "non_rearfoot": "Not rearfoot"}
MOMENT_OF = {
    "overstride_pct_leg": "contact",
    "overstride_cm": "contact",
    "shank_angle_at_contact_deg": "contact",
    "foot_strike_angle_deg": "contact",
    "foot_strike_class": "contact",
    "knee_flexion_at_contact_deg": "contact",
    "peak_knee_flexion_stance_deg": "mid_stance",
    "peak_ankle_dorsiflexion_deg": "heel_off",
    "heel_off_pct_stance": "heel_off",
    "hip_extension_at_toe_off_deg": "toe_off",
    "swing_knee_flexion_deg": "mid_swing",
    "trunk_lean_deg": "mid_stance",
    "contralateral_pelvic_drop_deg": "mid_stance",
    "hip_adduction_deg": "mid_stance",
    "knee_window_ratio": "mid_stance",
    "step_width_pct_leg": "mid_stance",
}
"""The still on which a metric can be seen."""


@dataclass(frozen=True)
class MetricRow:
    """A measured value. ``error`` is half its 95 % interval, in words of its own digits."""

    spec: MetricSpec
    numbers: Numbers
    reference: ReferenceRange | None

    @property
    def side(self) -> str | None:
        return self.numbers["side"]

    @property
    def is_class(self) -> bool:
        return isinstance(self.numbers["value"], str)

    @property
    def decimals(self) -> int:
        return decimals_for(self._half_width, at_most=self.spec.decimals)

    @property
    def value(self) -> str:
        value = self.numbers["value"]
        if self.is_class:
            return CLASS_WORDS.get(value, str(value).replace("_", " ").capitalize())
        return number(value, decimals=self.decimals)

    @property
    def error(self) -> str:
        return "" if self._half_width is None else self._figure(self._half_width)

    @property
    def spoken(self) -> str:
        """Value and uncertainty in one phrase."""
        value = f"{self.value} ± {self.error}" if self.error else self.value
        return with_unit(value, self.spec.unit)

    @property
    def spread(self) -> str:
        """Stride-to-stride SD, for a table."""
        return "" if self.numbers.get("sd") is None else self._figure(self.numbers["sd"])

    @property
    def interval(self) -> str:
        if self._half_width is None:
            return ""
        low, high = (number(self.numbers[key], decimals=self.decimals) for key in CI)
        return f"{low} to {high}"

    @property
    def change(self) -> str:
        """The least change between two clips that is more than error."""
        return "" if self.numbers.get("mdc") is None else self._figure(self.numbers["mdc"])

    @property
    def others(self) -> str:
        """The range of other runners, for a table."""
        return "" if self.reference is None or self.is_class else self._edges(" to ")

    @property
    def sureness(self) -> list[str]:
        """How sure, in sentences."""
        known, spec = self.numbers, self.spec
        said = [f"From {known['n']} {'stride' if known['n'] == 1 else 'strides'}."]
        if known.get("sd") is not None:
            said[0] = said[0][:-1] + f", which vary by {self._with_unit(known['sd'])} (SD)."
        if known.get("ci95_low") is not None:
            low, high = (number(known[key], decimals=self.decimals) for key in CI)
            said.append(
                f"The 95 % interval, camera and method included, is {low} to "
                f"{with_unit(high, spec.unit)}."
            )
        if known.get("mdc") is not None:
            said.append(
                f"Between two clips, a change of less than {self._with_unit(known['mdc'])} is "
                "within measurement error."
            )
        if known.get("confidence") is not None:
            said.append(f"The class is {100 * known['confidence']:.0f} % sure.")
        return said

    @property
    def reference_words(self) -> str:
        if self.reference is None:
            return ""
        return (
            f"95 of 100 runners like those measured lie between "
            f"{with_unit(self._edges(' and '), self.spec.unit)} ({self.reference.whom}). "
            "A range, not a norm."
        )

    @property
    def reference_source(self) -> Source | None:
        return SOURCES.get(self.reference.source) if self.reference else None

    @property
    def bar(self) -> str:
        """The value on the range of others; nothing where there is no range to show."""
        if self.reference is None or self.is_class or self._half_width is None:
            return ""
        return charts.range_bar(
            charts.Bar(
                value=self.numbers["value"],
                low=self.numbers["ci95_low"],
                high=self.numbers["ci95_high"],
                band=(self.reference.low, self.reference.high),
                mean=self.reference.mean,
                side=self.side,
                decimals=self.decimals,
                label=f"{self.spec.label}: {self.spoken}. {self.reference_words}",
            )
        )

    @property
    def moment(self) -> str:
        return MOMENT_OF.get(self.spec.name, "")

    @property
    def _half_width(self) -> float | None:
        low, high = (self.numbers.get(key) for key in CI)
        return None if low is None or high is None else (high - low) / 2

    def _edges(self, joint: str) -> str:
        edges = (self.reference.low, self.reference.high)
        return joint.join(number(edge, decimals=self.decimals) for edge in edges)

    def _figure(self, size: float) -> str:
        """An error, by the value's own digits, but never a bare zero."""
        text = number(size, decimals=self.decimals)
        return text if float(text) else number(size, decimals=self.decimals + 1)

    def _with_unit(self, size: float) -> str:
        return with_unit(self._figure(size), self.spec.unit)


CI = ("ci95_low", "ci95_high")


def metric_row(numbers: Numbers, *, speed_mps: float | None) -> MetricRow | None:
    """None for a metric this version does not know, or one without a value."""
    spec = METRICS.get(numbers["name"])
    if spec is None or numbers["value"] is None:
        return None
    return MetricRow(spec, numbers, reference_range(spec.name, speed_mps=speed_mps))
