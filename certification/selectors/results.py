"""What the result page draws: every line of a grade with the frames that explain it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from certification.models import Attempt, Grade
from certification.scoring import LABELS
from gait_lab.analysis.points import POINT_MEASURES
from gait_lab.selectors.cases import case_clip, case_frame_times_s
from gait_lab.selectors.finding_list import finding_label
from gait_lab.selectors.workbench import STRIKE_CLASSES
from gait_lab.services.machine import near_leg_px

CROP_MARGIN_SHARE = 0.35
CROP_MIN_SHARE = 0.22
EVENT_WORDS = {"initial_contact": "contact", "toe_off": "toe-off"}


@dataclass(frozen=True)
class Mark:
    """A person's drawing on a still: its lines and its named points, in source pixels."""

    who: str
    lines: tuple[tuple[float, float, float, float], ...]
    dots: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True)
class Picture:
    """A still with drawings on it. ``view_box`` is what part of it is shown."""

    url: str
    frame: int
    caption: str
    width_px: int
    height_px: int
    view_box: str
    stroke_px: float
    marks: tuple[Mark, ...]

    @property
    def dot_px(self) -> float:
        return 2.2 * self.stroke_px


def result_page(attempt: Attempt, grade: Grade) -> dict[str, Any]:
    """Lines with their pictures, the events on a time axis, the answers in words."""
    own, expert = grade.submission.content, grade.reference.measurements
    draw = _Drawing(attempt)
    lines = []
    for line in grade.detail["lines"]:
        name = line["criterion"]
        row = {**line, "lost": line["max_points"] - line["points"] >= 0.05}
        row["share_pct"] = round(100 * line["share"])
        if name in POINT_MEASURES:
            row["pictures"] = draw.angle(name, own["points"].get(name), expert.points.get(name))
        elif name in EVENT_WORDS:
            row["pairs"] = draw.pairs(name, grade.detail["pairs"])
        elif name == "findings":
            row["codes"] = _findings(own["answers"]["findings"], expert.answers["findings"])
        lines.append(row)
    return {
        "lines": lines,
        "axis": draw.axis(grade.detail["pairs"]),
        "strike": STRIKE_CLASSES.get(own["answers"]["foot_strike_class"] or "", "not answered"),
        "bias": _bias(grade.detail["bias_ms"]),
        "labels": LABELS,
    }


class _Drawing:
    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self.clip = case_clip(attempt.assessment.case)
        self.times_s = case_frame_times_s(attempt.assessment.case)

    def angle(self, measure: str, own: Mapping | None, expert: Mapping | None) -> list[Picture]:
        """Both drawings on one still where they share it, else each on its own."""
        if expert is None:
            return []
        theirs = _mark("expert", measure, expert)
        if own is None:
            return [self._picture(expert["frame"], "The experts’ drawing", [theirs])]
        mine = _mark("own", measure, own)
        if own["frame"] == expert["frame"]:
            return [self._picture(own["frame"], "Yours and the experts’", [theirs, mine])]
        return [
            self._picture(own["frame"], "Yours", [mine]),
            self._picture(expert["frame"], "The experts’", [theirs]),
        ]

    def pairs(self, kind: str, pairs: Iterable[Mapping]) -> list[dict[str, Any]]:
        """Every pair of one kind; those that cost marks with both stills."""
        rows = []
        pairs = [pair for pair in pairs if pair["kind"] == kind]
        legs = self._legs(pairs)
        for number, pair in enumerate(pairs, start=1):
            own, expert = pair["own"], pair["expert"]
            pictures = []
            if pair["share"] < 1:
                pictures = [
                    self._picture(event["frame"], caption, [], around=legs.get(event["frame"], []))
                    for event, caption in ((own, "Your mark"), (expert, "The experts’ mark"))
                    if event is not None
                ]
            rows.append(
                {
                    "number": number,
                    "words": _pair_words(kind, pair),
                    "share_pct": round(100 * pair["share"]),
                    "pictures": pictures,
                }
            )
        return rows

    def _legs(self, pairs: Iterable[Mapping]) -> dict[int, list[tuple[float, float]]]:
        """Where to look on the stills that show an event: at the foot, not at the whole room."""
        lost = [pair for pair in pairs if pair["share"] < 1]
        frames = {pair[who]["frame"] for pair in lost for who in ("own", "expert") if pair[who]}
        return near_leg_px(self.attempt.assessment.case, frames=sorted(frames)) if frames else {}

    def axis(self, pairs: Iterable[Mapping]) -> dict[str, Any]:
        """Own and experts' marks on one time axis, in per mille of the window."""
        times_ms = [1000 * t for t in self.times_s.values()]
        start_ms, span_ms = times_ms[0], max(times_ms[-1] - times_ms[0], 1e-9)
        marks = [
            {
                "who": who,
                "kind": pair["kind"],
                "at": round(1000 * (pair[who]["time_ms"] - start_ms) / span_ms, 1),
                "frame": pair[who]["frame"],
            }
            for pair in pairs
            for who in ("expert", "own")
            if pair[who] is not None
        ]
        return {"marks": marks, "start_s": start_ms / 1000, "end_s": times_ms[-1] / 1000}

    def _picture(
        self, frame: int, caption: str, marks: list[Mark], *, around: Iterable = ()
    ) -> Picture:
        """The still, cut to what is drawn on it or to the places in ``around``."""
        width, height = self.clip["width_px"], self.clip["height_px"]
        places = [*around, *(dot for mark in marks for dot in mark.dots)]
        x, y, w, h = _crop(places, width, height)
        return Picture(
            url=reverse("certification:attempt_still", args=[self.attempt.pk, frame]),
            frame=frame,
            caption=caption,
            width_px=width,
            height_px=height,
            view_box=f"{x:.0f} {y:.0f} {w:.0f} {h:.0f}",
            stroke_px=round(w / 160, 2),
            marks=tuple(marks),
        )


def _mark(who: str, measure: str, drawn: Mapping) -> Mark:
    spec, points = POINT_MEASURES[measure], drawn["points"]
    on_frame = {point.key: point.label for point in spec.points if point.on == "frame"}
    return Mark(
        who=who,
        lines=tuple(
            (*points[a], *points[b])
            for a, b in spec.lines
            if a in on_frame and a in points and b in points
        ),
        dots=tuple((*points[key], label) for key, label in on_frame.items() if key in points),
    )


def _crop(dots: list, width: int, height: int) -> tuple[float, float, float, float]:
    """A 4:3 stretch of the still around the dots; the whole still without any."""
    if not dots:
        return 0, 0, width, height
    xs, ys = [dot[0] for dot in dots], [dot[1] for dot in dots]
    span = max(
        (max(xs) - min(xs)) * 0.75, max(ys) - min(ys), CROP_MIN_SHARE * max(width, height) * 0.75
    )
    h = min(span * (1 + 2 * CROP_MARGIN_SHARE), height)
    w = min(h / 0.75, width)
    x = min(max((max(xs) + min(xs)) / 2 - w / 2, 0), width - w)
    y = min(max((max(ys) + min(ys)) / 2 - h / 2, 0), height - h)
    return x, y, w, h


def _pair_words(kind: str, pair: Mapping) -> str:
    word = EVENT_WORDS[kind]
    if pair["own"] is None:
        return f"The experts mark a {word} on frame {pair['expert']['frame']}; you have none near."
    if pair["expert"] is None:
        return f"Your {word} on frame {pair['own']['frame']} belongs to none of the experts’."
    error_ms = round(pair["error_ms"])
    if error_ms == 0:
        return f"Frame {pair['own']['frame']}, as the experts."
    when = "late" if error_ms > 0 else "early"
    return (
        f"You: frame {pair['own']['frame']}. Experts: frame {pair['expert']['frame']}. "
        f"{abs(error_ms)} ms {when}."
    )


def _findings(own: list[str] | None, expert: list[str] | None) -> dict[str, list[str]]:
    named, seen = set(own or ()), set(expert or ())
    return {
        "agreed": [finding_label(code) for code in sorted(named & seen)],
        "missed": [finding_label(code) for code in sorted(seen - named)],
        "extra": [finding_label(code) for code in sorted(named - seen)],
    }


def _bias(bias_ms: Mapping[str, float | None]) -> list[str]:
    words = []
    for kind, value in bias_ms.items():
        if value is None:
            continue
        size_ms = round(abs(value))
        how = "on time" if size_ms == 0 else f"{size_ms} ms {'late' if value > 0 else 'early'}"
        words.append(f"you mark {EVENT_WORDS[kind]} {how}")
    return words
