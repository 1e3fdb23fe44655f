"""Everything the result page and the report say about one analysis, in reading order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from typing import Any

from gait_lab.analysis.curves import MOMENTS
from gait_lab.analysis.metrics.catalogue import METRICS, QUESTIONS
from gait_lab.models import Analysis, KeyFrame
from gait_lab.reports import figures
from gait_lab.reports.rows import MetricRow, metric_row

MOMENT_WORDS = {
    "contact": "Initial contact",
    "loading": "Loading",
    "mid_stance": "Mid-stance",
    "heel_off": "Heel-off",
    "toe_off": "Toe-off",
    "mid_swing": "Mid-swing",
}
RUNNERS_MOMENTS = ("contact", "mid_stance", "toe_off")
RUNNERS_FINDINGS = 3
STANDING_OUT = ("beyond", "difference", "class")
MAIN_ROWS = 6
MAIN_METRICS = (
    "cadence_spm",
    "ground_contact_time_ms",
    "overstride_pct_leg",
    "contralateral_pelvic_drop_deg",
    "knee_flexion_at_contact_deg",
    "vertical_oscillation_cm",
    "step_width_pct_leg",
    "trunk_lean_deg",
    "knee_window_ratio",
)
SURE, FAIRLY_SURE = 0.25, 0.1
"""Confidence in a repaired span. Of exchanges and collapses put into sound clips on purpose, what
was repaired at or above the first was right in every frame, between the two in nine of ten, below
in two of three."""
SEVERITIES = ("refusal", "warning", "note")
SLOW_MOTION_NOTES = ("likely_slow_motion", "may_be_slow_motion", "implausible_cadence")


@dataclass(frozen=True)
class Group:
    question: str
    rows: Sequence[MetricRow]


@dataclass(frozen=True)
class NotMeasured:
    """Metrics that share one reason for having no value."""

    reason: str
    labels: Sequence[str]


@dataclass(frozen=True)
class Span:
    """A stretch of the clip where the estimator's legs were put right.

    ``sureness`` is "" for results of versions that did not say.
    """

    words: str
    sureness: str
    start_s: float
    end_s: float
    start_frame: int


@dataclass(frozen=True)
class Still:
    moment: str
    title: str
    key_frame: KeyFrame


@dataclass(frozen=True, eq=False)
class SaidFinding:
    """A finding with the measured row it speaks of, where that row is shown."""

    finding: Mapping[str, Any]
    row: MetricRow | None

    @property
    def title(self) -> str:
        spec = METRICS.get(self.finding["metric"])
        label = spec.label if spec else self.finding["metric"]
        return f"{label}, {self.finding['side']}" if self.finding["side"] else label

    @property
    def has_drill(self) -> bool:
        return not self.finding["drill"].startswith("None")

    def __getattr__(self, name: str):
        try:
            return self.finding[name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass(frozen=True)
class Sheet:
    analysis: Analysis
    result: Mapping[str, Any] = field(repr=False)

    @property
    def clip(self) -> Mapping[str, Any]:
        return self.result["clip"]

    @cached_property
    def rows(self) -> list[MetricRow]:
        found = (
            metric_row(metric, speed_mps=self.analysis.speed_mps)
            for metric in self.result["metrics"]
        )
        return [row for row in found if row is not None]

    @cached_property
    def groups(self) -> list[Group]:
        groups = (
            Group(question, [row for row in self.rows if row.spec.question == question])
            for question in QUESTIONS
        )
        return [group for group in groups if group.rows]

    @cached_property
    def not_measured(self) -> list[NotMeasured]:
        labels: dict[str, list[str]] = {}
        for metric in self.result["metrics"]:
            if metric["value"] is None and metric["name"] in METRICS:
                known = labels.setdefault(metric["reason"], [])
                if (label := _label(metric)) not in known:
                    known.append(label)
        return [NotMeasured(reason, names) for reason, names in labels.items()]

    @cached_property
    def findings(self) -> list[SaidFinding]:
        return [
            SaidFinding(finding, self._row(finding["metric"], finding["side"]))
            for finding in self.result["findings"]
        ]

    @property
    def first_findings(self) -> list[SaidFinding]:
        """What stands out by more than its error, the best supported first; at most three."""
        standing_out = [said for said in self.findings if said.finding["status"] in STANDING_OUT]
        # A stable sort: the rest stays in the order the analysis ranked it.
        return sorted(standing_out, key=lambda said: not said.finding["primary"])[:RUNNERS_FINDINGS]

    @property
    def other_findings(self) -> list[SaidFinding]:
        first = self.first_findings
        return [said for said in self.findings if said not in first]

    @cached_property
    def notes(self) -> list[Mapping[str, Any]]:
        rank = {severity: index for index, severity in enumerate(SEVERITIES)}
        return sorted(self.result["quality"], key=lambda note: rank.get(note["severity"], 9))

    @cached_property
    def spans(self) -> list[Span]:
        pose = self.result["pose"]
        spans = [
            self._span(span, words, _sureness(confidence))
            for kind, words in (
                ("swapped", "Left and right were exchanged; put right."),
                ("collapsed", "Both legs were drawn on one; the hidden leg was rebuilt."),
            )
            for span, confidence in zip_longest(
                pose.get(f"{kind}_spans", []), pose.get(f"{kind}_confidences", [])
            )
        ]
        return sorted(spans, key=lambda span: span.start_s)

    @cached_property
    def stills(self) -> list[Still]:
        by_phase = {still.phase: still for still in self.analysis.stills.all()}
        return [
            Still(moment, MOMENT_WORDS[moment], by_phase[moment])
            for moment in MOMENTS
            if moment in by_phase
        ]

    @property
    def runners_stills(self) -> list[Still]:
        if not self.stills_are_measured:
            return []
        return [still for still in self.stills if still.moment in RUNNERS_MOMENTS]

    @property
    def stills_are_measured(self) -> bool:
        """Whether numbers of the legs drawn on the stills were taken, or the legs are unsure."""
        return any(row.moment and row.spec.sided == "leg" for row in self.rows)

    @property
    def main_rows(self) -> list[MetricRow]:
        """What a runner asks for first; the fewer findings stand above them, the more."""
        told = [said.row for said in self.first_findings]
        shown = [row for row in self.rows if row.spec.name in MAIN_METRICS and row.bar]
        room = MAIN_ROWS - 2 * len(told)
        ranked = sorted(shown, key=lambda row: MAIN_METRICS.index(row.spec.name))
        return [row for row in ranked if row not in told][: max(room, 0)]

    @property
    def opening_frame(self) -> int:
        """A frame worth seeing first: a contact, else whatever the feet did first."""
        events = [event["frame"] for event in self.result["events"]]
        return self.stills[0].key_frame.frame if self.stills else min(events, default=0)

    @property
    def has_bars(self) -> bool:
        return any(row.bar for row in self.rows)

    @property
    def may_be_slow_motion(self) -> bool:
        return any(note["code"] in SLOW_MOTION_NOTES for note in self.notes)

    @property
    def trust_notes(self) -> list[Mapping[str, Any]]:
        """Without what a page on which nothing was measured has said first."""
        return self.notes if self.rows else [n for n in self.notes if n not in self.refusals]

    @property
    def refusals(self) -> list[Mapping[str, Any]]:
        """What stands against measuring this clip, and what to do about it."""
        return [note for note in self.notes if note["severity"] == "refusal"]

    @cached_property
    def curves(self) -> list[Mapping[str, Any]]:
        """Over the clip and over the cycle: only of angles that were measured."""
        return figures.shown_curves(self.analysis.curves or [], self.result["metrics"])

    @cached_property
    def cycle_figures(self) -> list[figures.CycleFigure]:
        return figures.cycle_figures(self.curves)

    @cached_property
    def style_figure(self) -> str:
        return figures.style_figure(self.result["metrics"], speed_mps=self.analysis.speed_mps)

    @cached_property
    def footfall_figure(self) -> str:
        return figures.footfall_figure(self.result)

    def _row(self, name: str, side: str | None) -> MetricRow | None:
        return next((row for row in self.rows if (row.spec.name, row.side) == (name, side)), None)

    def _span(self, span: Sequence[int], words: str, sureness: str) -> Span:
        times_s = self.analysis.frame_times_s
        start, end = span[0], min(span[1], len(times_s)) - 1
        if not times_s or end < start:
            return Span(words, sureness, 0.0, 0.0, start)
        return Span(words, sureness, times_s[start], times_s[end], start)


def sheet_of(analysis: Analysis) -> Sheet:
    return Sheet(analysis, analysis.result)


def _sureness(confidence: float | None) -> str:
    if confidence is None:
        return ""
    if confidence >= SURE:
        return "Sure."
    return "Fairly sure." if confidence >= FAIRLY_SURE else "Unsure."


def _label(metric: Mapping[str, Any]) -> str:
    spec = METRICS[metric["name"]]
    label = f"{spec.label} ({spec.unit})" if _shares_label(spec) else spec.label
    return f"{label}, {metric['side']}" if metric["side"] else label


def _shares_label(spec) -> bool:
    return sum(other.label == spec.label for other in METRICS.values()) > 1
