"""The grade: pure, deterministic, monotone."""

from collections.abc import Mapping

from certification.scoring.events import events_share, match_events, mean_error_ms
from certification.scoring.shapes import (
    EVENT_KINDS,
    AngleKey,
    AngleMark,
    EventPair,
    Grade,
    Line,
    Reference,
    Scheme,
    Submission,
)
from certification.scoring.words import (
    LABELS,
    describe_angle,
    describe_class,
    describe_events,
    describe_findings,
)


def grade(submission: Submission, reference: Reference, scheme: Scheme) -> Grade:
    """Compare the work handed in with the experts' reference.

    Parameters
    ----------
    submission : Submission
    reference : Reference
        Only what it holds is asked: a case without a visible toe-off scores no toe-off.
    scheme : Scheme
        Weights and cut score. Weights of the criteria asked are scaled to 100.

    Returns
    -------
    Grade
        0..100 %, with one line for each criterion asked. The same input gives the same
        grade; an angle or a matched event that comes closer to the experts' never lowers it,
        and an error of +x costs what one of -x costs.

    Raises
    ------
    ValueError
        If the scheme gives no weight to anything the reference holds.
    """
    pairs = {
        kind: match_events(
            submission.events, reference.events, band=reference.event_bands[kind], kind=kind
        )
        for kind in EVENT_KINDS
        if any(event.kind == kind for event in reference.events)
    }
    drafts = [
        *_event_lines(pairs, reference),
        *_angle_lines(submission, reference),
        *_answer_lines(submission, reference),
    ]
    lines = _weigh(drafts, scheme.weights)
    score_pct = round(sum(line.points for line in lines) + 1e-9, 1)
    return Grade(
        score_pct=score_pct,
        passed=score_pct >= scheme.cut_score_pct,
        lines=lines,
        pairs=tuple(pair for kind in pairs for pair in pairs[kind]),
        bias_ms={kind: mean_error_ms(pairs[kind]) for kind in pairs},
    )


def findings_share(own: frozenset[str] | None, expert: frozenset[str]) -> float:
    """Harmonic mean of precision and recall, 0..1; naming nothing where nothing is earns 1."""
    if own is None:
        return 0.0
    if not own and not expert:
        return 1.0
    return 2 * len(own & expert) / (len(own) + len(expert))


def angle_facts(mark: AngleMark | None, key: AngleKey) -> dict[str, object]:
    """The numbers behind an angle's marks, for the page that draws them."""
    facts: dict[str, object] = {
        "expert_deg": key.value_deg,
        "expert_frame": key.frame,
        "full_deg": key.band.full,
        "zero_deg": key.band.zero,
    }
    if mark is not None:
        expected_deg = key.expected_deg(mark.frame)
        facts |= {
            "own_deg": mark.value_deg,
            "own_frame": mark.frame,
            "expected_deg": expected_deg,
            "error_deg": mark.value_deg - expected_deg,
            "timing_deg": expected_deg - key.value_deg,
        }
    return facts


def _line(criterion: str, share: float, explanation: str, facts: Mapping[str, object]) -> Line:
    return Line(
        criterion=criterion,
        label=LABELS.get(criterion, criterion),
        share=share,
        points=0.0,
        max_points=0.0,
        explanation=explanation,
        facts=facts,
    )


def _event_lines(pairs: Mapping[str, tuple[EventPair, ...]], reference: Reference) -> list[Line]:
    lines = []
    for kind, of_kind in pairs.items():
        band, bias_ms = reference.event_bands[kind], mean_error_ms(of_kind)
        words = describe_events(kind, of_kind, band=band, bias_ms=bias_ms)
        facts = {"bias_ms": bias_ms, "full_ms": band.full, "zero_ms": band.zero}
        lines.append(_line(kind, events_share(of_kind), words, facts))
    return lines


def _angle_lines(submission: Submission, reference: Reference) -> list[Line]:
    lines = []
    for name, key in reference.angles.items():
        mark = submission.angles.get(name)
        share = key.band.share(mark.value_deg - key.expected_deg(mark.frame)) if mark else 0.0
        lines.append(_line(name, share, describe_angle(mark, key), angle_facts(mark, key)))
    return lines


def _answer_lines(submission: Submission, reference: Reference) -> list[Line]:
    lines = []
    own, expert = submission.foot_strike_class, reference.foot_strike_class
    if expert is not None:
        facts: dict[str, object] = {"own": own, "expert": expert}
        share = float(own == expert)
        lines.append(_line("foot_strike_class", share, describe_class(own, expert), facts))
    named, seen = submission.findings, reference.findings
    if seen is not None:
        facts = {"own": None if named is None else sorted(named), "expert": sorted(seen)}
        words = describe_findings(named, seen)
        lines.append(_line("findings", findings_share(named, seen), words, facts))
    return lines


def _weigh(drafts: list[Line], weights: Mapping[str, float]) -> tuple[Line, ...]:
    total = sum(weights.get(line.criterion, 0.0) for line in drafts)
    if total <= 0:
        raise ValueError("the scheme gives no weight to anything this case asks")
    weighed = []
    for line in drafts:
        max_points = 100 * weights.get(line.criterion, 0.0) / total
        if max_points > 0:
            fields = {**vars(line), "points": line.share * max_points, "max_points": max_points}
            weighed.append(Line(**fields))
    return tuple(weighed)
