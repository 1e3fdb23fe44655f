"""A submission, the frozen reference and the scheme -> a grade that never changes."""

from dataclasses import asdict

from certification import scoring
from certification.models import Grade, Scheme, Submission
from certification.services.causes import likely_cause
from gait_lab.selectors.cases import case_clip, case_facing, frozen_reference
from gait_lab.services.measurements import CASE_MEASURES

SCORING_VERSION = "1"


def grade_submission(*, submission: Submission) -> Grade:
    """The first grade of a submission, by the newest frozen reference."""
    return _write_grade(submission, number=1)


def regrade(*, submission: Submission, person, reason: str) -> Grade:
    """A new grade beside the old ones, by the newest frozen reference; the newest counts."""
    if not reason.strip():
        raise ValueError("Say why the submission is graded again.")
    newest = submission.grades.order_by("-number").first()
    number = newest.number + 1 if newest else 1
    return _write_grade(submission, number=number, person=person, reason=reason.strip())


def _write_grade(submission: Submission, *, number: int, person=None, reason="") -> Grade:
    assessment = submission.attempt.assessment
    reference = frozen_reference(assessment.case)
    result = scoring.grade(
        work_of(submission), key_of(reference), scoring_scheme(assessment.scheme)
    )
    return Grade.objects.create(
        submission=submission,
        number=number,
        scheme=assessment.scheme,
        reference=reference,
        score_pct=result.score_pct,
        cut_score_pct=assessment.scheme.cut_score_pct,
        passed=result.passed,
        detail=_detail(result, submission, reference),
        versions=_versions(assessment, reference),
        reason=reason,
        graded_by=person,
    )


def scoring_scheme(scheme: Scheme) -> scoring.Scheme:
    return scoring.Scheme(weights=scheme.weights, cut_score_pct=scheme.cut_score_pct)


def work_of(submission: Submission) -> scoring.Submission:
    content = submission.content
    answers = content["answers"]
    findings = answers.get("findings")
    return scoring.Submission(
        events=_events(content["events"]),
        angles={
            name: scoring.AngleMark(angle["value"], angle["frame"])
            for name, angle in content["angles"].items()
            if angle["value"] is not None
        },
        foot_strike_class=answers.get("foot_strike_class"),
        findings=None if findings is None else frozenset(findings),
    )


def key_of(reference) -> scoring.Reference:
    values, measurements = reference.values, reference.measurements
    findings = values["findings"]["value"]
    return scoring.Reference(
        events=_events(measurements.events),
        event_bands={kind: _band(values[kind]) for kind in scoring.EVENT_KINDS},
        angles={name: _angle_key(values[name]) for name in CASE_MEASURES if name in values},
        foot_strike_class=values["foot_strike_class"]["value"],
        findings=None if findings is None else frozenset(findings),
    )


def _events(rows: list[dict]) -> tuple[scoring.TimedEvent, ...]:
    return tuple(
        scoring.TimedEvent(row["kind"], 1000 * row["time_s"], row["frame"]) for row in rows
    )


def _band(row: dict) -> scoring.Band:
    return scoring.Band(full=row["full_band"], zero=row["zero_band"])


def _angle_key(row: dict) -> scoring.AngleKey:
    return scoring.AngleKey(
        value_deg=row["value"],
        frame=row["frame"],
        band=_band(row),
        by_frame_deg={int(frame): value for frame, value in row.get("by_frame", {}).items()},
    )


def _detail(result: scoring.Grade, submission: Submission, reference) -> dict:
    """The grade as stored: lines with their causes, event pairs, biases."""
    detail = asdict(result)
    own, expert = submission.content["points"], reference.measurements.points
    for line in detail["lines"]:
        name = line["criterion"]
        if name in own and name in expert and line["share"] < 1:
            line["cause"] = likely_cause(
                own[name],
                expert[name],
                measure=name,
                facing=case_facing(reference.case),
                expected_deg=line["facts"].get("expected_deg"),
            )
    return detail


def _versions(assessment, reference) -> dict:
    return {
        "scoring": SCORING_VERSION,
        "scheme": assessment.scheme.version,
        "reference": reference.version,
        "analysis": reference.case.analysis.result.get("versions", {}),
        "clip": {name: case_clip(reference.case)[name] for name in ("near_side", "facing")},
    }
