"""What must hold for every submission, not only for the ones we thought of."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certification.scoring import AngleMark, Band, TimedEvent, grade
from certification.scoring.events import events_share, match_events
from certification.scoring.grading import findings_share
from tests.certification.scoring.examples import (
    EVENT_BAND,
    SCHEME,
    events,
    make_reference,
    make_submission,
)

TINY = 1e-6
times_ms = st.floats(0, 3000, allow_nan=False)
marks = st.lists(times_ms, max_size=6)
degrees = st.floats(-180, 180, allow_nan=False)
bands = st.tuples(st.floats(0, 50), st.floats(0.1, 100)).map(lambda b: Band(b[0], b[0] + b[1]))
codes = st.frozensets(st.sampled_from("abcdef"))


def contacts_share(own_ms, expert_ms, band=EVENT_BAND):
    kind = "initial_contact"
    pairs = match_events(events(kind, own_ms), events(kind, expert_ms), band=band, kind=kind)
    return events_share(pairs)


@given(own=marks, expert=st.lists(times_ms, min_size=1, max_size=6), band=bands)
def test_matching_finds_the_pairing_worth_most(own, expert, band):
    short, long = sorted((own, expert), key=len)
    most = max(
        sum(band.share(a - b) for a, b in zip(short, order, strict=True))
        for order in permutations(long, len(short))
    )

    assert contacts_share(own, expert, band) == pytest.approx(most / len(long), abs=TINY)


@given(
    own=st.lists(times_ms, min_size=1, max_size=6),
    expert=st.lists(times_ms, min_size=1, max_size=6),
    which=st.integers(0, 5),
    part=st.floats(0, 1),
)
def test_moving_a_matched_mark_closer_never_lowers_the_score(own, expert, which, part):
    kind = "initial_contact"
    pairs = match_events(events(kind, own), events(kind, expert), band=EVENT_BAND, kind=kind)
    matched = [pair for pair in pairs if pair.error_ms is not None]
    if not matched:
        return
    pair = matched[which % len(matched)]
    closer_ms = pair.expert.time_ms + pair.error_ms * part
    moved = list(own)
    moved[moved.index(pair.own.time_ms)] = closer_ms

    assert contacts_share(moved, expert) >= contacts_share(own, expert) - TINY


@given(own=marks, expert=marks, band=bands)
def test_events_score_is_symmetric(own, expert, band):
    mirrored = contacts_share([3000 - t for t in own], [3000 - t for t in expert], band)

    assert contacts_share(own, expert, band) == pytest.approx(
        contacts_share(expert, own, band), abs=TINY
    )
    assert contacts_share(own, expert, band) == pytest.approx(mirrored, abs=TINY)


@given(error=st.floats(-100, 100), part=st.floats(0, 1), band=bands)
def test_band_is_symmetric_and_never_earns_less_closer(error, part, band):
    assert band.share(error) == band.share(-error)
    assert band.share(error * part) >= band.share(error)
    assert 0 <= band.share(error) <= 1


@given(own=codes, expert=codes, code=st.sampled_from("abcdef"))
def test_naming_a_true_finding_or_dropping_a_false_one_never_lowers_the_score(own, expert, code):
    before = findings_share(own, expert)
    after = findings_share(own | {code} if code in expert else own - {code}, expert)

    assert after >= before
    assert findings_share(own, expert) == findings_share(expert, own)


submissions = st.builds(
    lambda contacts, toe_offs, knee, strike, named, frame: make_submission(
        events=tuple(TimedEvent("initial_contact", t, 0) for t in contacts)
        + tuple(TimedEvent("toe_off", t, 0) for t in toe_offs),
        angles={} if knee is None else {"knee_flexion_deg": AngleMark(knee, frame)},
        foot_strike_class=strike,
        findings=named,
    ),
    contacts=marks,
    toe_offs=marks,
    knee=st.none() | degrees,
    strike=st.sampled_from([None, "rearfoot", "non_rearfoot", "other"]),
    named=st.none() | codes,
    frame=st.integers(0, 200),
)


@settings(max_examples=200)
@given(submission=submissions)
def test_score_is_between_0_and_100_and_the_same_twice(submission):
    first = grade(submission, make_reference(), SCHEME)

    assert 0 <= first.score_pct <= 100
    assert first == grade(submission, make_reference(), SCHEME)
    assert sum(line.max_points for line in first.lines) == pytest.approx(100)
    assert all(line.explanation for line in first.lines)


@given(error=st.floats(-90, 90), part=st.floats(0, 1), submission=submissions)
def test_angle_closer_never_lowers_the_whole_score(error, part, submission):
    def score(error_deg):
        angles = {"knee_flexion_deg": AngleMark(14 + error_deg, frame=50)}
        return grade(replace(submission, angles=angles), make_reference(), SCHEME).score_pct

    assert score(error * part) >= score(error)
    assert score(error) == pytest.approx(score(-error), abs=0.1)
