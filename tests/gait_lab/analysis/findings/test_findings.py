import re
from dataclasses import fields

import pytest

from gait_lab.analysis.evidence import SOURCES
from gait_lab.analysis.findings import MAX_PRIMARY, make_findings
from gait_lab.analysis.findings.advice import ADVICE, Advice
from gait_lab.analysis.metrics.catalogue import METRICS
from gait_lab.analysis.reference import MEASURED, reference_range
from gait_lab.analysis.results import Finding, Metric

DIAGNOSES = (
    r"syndrome|tendin|fasci(itis|opathy)|fractur|arthr(itis|osis)|impingement|patellofemoral"
    r"|\bpfps?\b|\bitbs\b|\bmtss\b|bursitis|sprain|\btear|rupture|compartment|trendelenburg"
    r"|dysplasia|diagnos|patholog|abnormal|dysfunction|disorder|disease|lesion|pronat"
    r"|shin.splints|(runner|jumper).?s.knee|stress.reaction"
)
CLAIMS = r"optimal|\bideal|perfect|inefficien|wasteful|prevents|guarantee|dangerous|fault|wrong"
FORBIDDEN = re.compile(f"{DIAGNOSES}|{CLAIMS}", re.IGNORECASE)

SPEED_MPS = 3.0


def metric(name, value, *, side=None, error=1.0, **rest):
    spec = METRICS[name]
    if isinstance(value, str):
        return Metric(name, spec.unit, side, value, n=8, confidence=rest.get("confidence", 0.99))
    return Metric(
        name,
        spec.unit,
        side,
        value,
        n=8,
        sd=error,
        standard_error=error,
        ci95_low=value - 1.96 * error,
        ci95_high=value + 1.96 * error,
        mdc=1.96 * 2**0.5 * error,
    )


def beyond(name, direction, *, side=None):
    """A metric far outside its range, measured almost without error."""
    reference = reference_range(name, speed_mps=SPEED_MPS)
    width = reference.high - reference.low
    value = reference.high + width if direction == "above" else reference.low - width
    return metric(name, value, side=side, error=width / 100)


def only(metrics, **given):
    (finding,) = make_findings(metrics, view="side", **({"speed_mps": SPEED_MPS} | given))
    return finding


def every_finding() -> list[Finding]:
    found = []
    for name, direction in ADVICE:
        found += make_findings([beyond(name, direction)], view="side", speed_mps=SPEED_MPS)
    reference = reference_range("trunk_lean_deg")
    for value, error in ((reference.mean, 1.0), (reference.high + 1, 3.0)):
        found += make_findings([metric("trunk_lean_deg", value, error=error)], view="side")
    for word in ("rearfoot", "non_rearfoot"):
        for sure in (0.6, 0.99):
            strike = metric("foot_strike_class", word, side="left", confidence=sure)
            found += make_findings([strike], view="side")
    for left, right in ((8.0, 1.0), (1.0, 8.0)):
        sides = [
            metric("contralateral_pelvic_drop_deg", left, side="left"),
            metric("contralateral_pelvic_drop_deg", right, side="right"),
        ]
        found += make_findings(sides, view="rear")
    return found


def texts(finding: Finding) -> list[str]:
    return [
        value
        for field in fields(finding)
        if field.name not in ("code", "metric")
        and isinstance(value := getattr(finding, field.name), str)
    ]


def test_no_text_diagnoses_or_overclaims():
    findings = every_finding()

    assert len(findings) > len(ADVICE)
    for finding in findings:
        for text in texts(finding):
            assert not FORBIDDEN.search(text), (finding.code, FORBIDDEN.search(text), text)


@pytest.mark.parametrize("word", ["Tendinopathy", "stress reaction", "runner's knee", "optimal"])
def test_the_guard_would_notice(word):
    assert FORBIDDEN.search(f"This looks like {word}.")


def test_every_range_has_words_for_both_its_sides_and_no_others():
    named = {name for name, _ in ADVICE}
    ranged = {*MEASURED, "trunk_lean_deg"} - {"duty_factor_pct", "flight_time_ms"}

    assert named == ranged
    assert len(ADVICE) == 2 * len(named)


def test_every_finding_carries_its_evidence_check_and_limits():
    for finding in every_finding():
        assert finding.evidence_grade, finding.code
        assert finding.source, finding.code
        assert all((finding.check, finding.cue, finding.drill, finding.caution)), finding.code
        assert "does not generally predict injury" in finding.caution, finding.code


def test_advice_cites_sources_that_exist_and_names_none_without_citing_it():
    for advice in ADVICE.values():
        assert set(advice.sources) <= set(SOURCES)
        assert advice.strength == 0 or advice.sources
        for text in (getattr(advice, field.name) for field in fields(Advice)):
            for author, year in re.findall(
                r"\(?([A-Z]\w+(?: \w+)*?)(?: et al\.)? (20\d\d)", str(text)
            ):
                assert any(
                    one.authors.startswith(author.split()[0]) and one.year == int(year)
                    for one in SOURCES.values()
                ), (author, year)


def test_a_value_beyond_its_range_by_more_than_its_error_is_a_finding():
    reference = reference_range("knee_flexion_at_contact_deg", speed_mps=SPEED_MPS)
    finding = only([metric("knee_flexion_at_contact_deg", reference.low - 5, side="left")])

    assert finding.status == "beyond"
    assert finding.code == "knee_flexion_at_contact_deg:below"
    assert finding.primary
    assert "Knee flexion at contact (left) is" in finding.statement
    assert "95 % interval" in finding.statement
    assert "12 regular runners at 3.0 m/s" in finding.reference_range
    assert "10.7717/peerj.3298" in finding.source
    assert "10.1177/0363546518793657" in finding.source


def test_beyond_the_range_by_less_than_the_error_claims_nothing():
    reference = reference_range("knee_flexion_at_contact_deg", speed_mps=SPEED_MPS)
    finding = only([metric("knee_flexion_at_contact_deg", reference.low - 5, error=4.0)])

    assert finding.status == "unsure"
    assert "cannot tell" in finding.statement
    assert finding.cue.startswith("None")
    assert not finding.primary


def test_a_value_inside_its_range_is_typical():
    finding = only([metric("cadence_spm", 168.0)])

    assert finding.status == "typical"
    assert "Cadence is 168 spm" in finding.statement
    assert not finding.primary


def test_the_average_healthy_runner_gets_no_finding():
    """The reference means themselves, and Malisoux's average runner: nothing to correct."""
    means = [metric(name, reference_range(name, speed_mps=2.92).mean) for name in MEASURED]
    average = [metric("cadence_spm", 164.0), metric("ground_contact_time_ms", 283.0, error=16.0)]

    for metrics in (means, average):
        found = make_findings(metrics, view="side", speed_mps=2.92)
        assert {one.status for one in found} == {"typical"}


def test_the_same_value_is_judged_at_the_runners_own_speed():
    contact = metric("ground_contact_time_ms", 270.0, error=3.0)

    assert only([contact], speed_mps=2.5).status == "typical"
    assert only([contact], speed_mps=4.5).status == "beyond"
    assert only([contact], speed_mps=None).status == "typical"


def test_long_contact_is_a_style_not_a_fault():
    finding = only([beyond("ground_contact_time_ms", "above")])

    assert "no relation to running economy" in finding.statement
    assert finding.cue.startswith("None")
    assert not finding.primary


def test_at_most_three_are_primary_and_they_are_the_best_supported():
    metrics = [beyond(name, direction) for name, direction in ADVICE if direction == "above"]

    found = make_findings(metrics, view="side", speed_mps=SPEED_MPS)
    primary = [one for one in found if one.primary]

    assert len(primary) == MAX_PRIMARY
    assert found[:MAX_PRIMARY] == tuple(primary)
    assert primary[0].metric == "peak_knee_flexion_stance_deg"
    least = min(ADVICE[one.metric, "above"].strength for one in primary)
    others = [one for one in found if one.status == "beyond" and not one.primary]
    assert all(ADVICE[one.metric, "above"].strength <= least for one in others)


def test_what_was_refused_or_has_no_reference_is_not_spoken_of():
    refused = Metric("cadence_spm", "spm", None, None, reason="Too short.")

    assert make_findings([refused], view="side", speed_mps=SPEED_MPS) == ()
    assert make_findings([metric("step_length_m", 1.1)], view="side", speed_mps=SPEED_MPS) == ()
    assert make_findings([beyond("cadence_spm", "below")], view="side", speed_mps=7.0) == ()


def test_foot_strike_is_described_and_never_to_be_changed_for_its_own_sake():
    finding = only([metric("foot_strike_class", "rearfoot", side="left")])

    assert finding.statement.startswith("The left foot lands heel first")
    assert "not changed for its own sake" in finding.caution
    assert finding.cue.startswith("None")


def test_a_foot_strike_near_the_limit_is_said_to_be_uncertain():
    sure = only([metric("foot_strike_class", "rearfoot", side="left", confidence=0.97)])
    unsure = only([metric("foot_strike_class", "rearfoot", side="left", confidence=0.6)])

    assert "not certain" not in sure.statement
    assert "confidence 60 %" in unsure.statement
    assert "not certain" in unsure.statement


def drops(left, right, *, error=1.5):
    name = "contralateral_pelvic_drop_deg"
    return [
        metric(name, left, side="left", error=error),
        metric(name, right, side="right", error=error),
    ]


def differences(metrics, view="rear"):
    return [one for one in make_findings(metrics, view=view) if one.status == "difference"]


def test_legs_differ_only_beyond_both_errors_together_and_in_degrees():
    assert differences(drops(4.0, 1.0)) == []
    (found,) = differences(drops(6.0, 0.2))

    assert found.value == pytest.approx(5.8)
    assert "more on the left" in found.statement
    assert "± 4°)" in found.statement
    assert "%" not in found.statement


def test_a_difference_near_zero_is_no_percentage_scandal():
    """0.4 against -0.2 degrees: a symmetry index would read 600 %."""
    assert differences(drops(0.4, -0.2)) == []


def test_one_side_view_never_compares_legs():
    assert differences(drops(9.0, -2.0), view="side") == []


def test_no_digit_is_written_that_the_error_takes_back():
    found = only([metric("knee_flexion_at_contact_deg", 7.37, error=5.7)])

    assert "is 7° (95 % interval −4 to 19°)" in found.statement
    assert re.search(r"\(−?\d+ to \d+°\)", found.statement)


def test_digits_and_units_are_those_of_the_metric():
    finding = only([metric("contralateral_pelvic_drop_deg", -0.04, side="left")])

    assert "is 0.0° (95 % interval −2.0 to 1.9°)" in finding.statement
