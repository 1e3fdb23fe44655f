"""A small reference and the words to make submissions with."""

from certification.scoring import (
    AngleKey,
    AngleMark,
    Band,
    Reference,
    Scheme,
    Submission,
    TimedEvent,
)

EVENT_BAND = Band(full=20, zero=60)
ANGLE_BAND = Band(full=4, zero=8)
CONTACTS_MS = (1000.0, 1700.0)
TOE_OFFS_MS = (1250.0, 1950.0)
SCHEME = Scheme(
    weights={
        "initial_contact": 20,
        "toe_off": 20,
        "knee_flexion_deg": 20,
        "shank_angle_deg": 20,
        "foot_strike_class": 10,
        "findings": 10,
    },
    cut_score_pct=75,
)


def events(kind, times_ms):
    return tuple(TimedEvent(kind, float(t), frame=round(t / 20)) for t in times_ms)


def make_reference(**changes):
    fields = {
        "events": events("initial_contact", CONTACTS_MS) + events("toe_off", TOE_OFFS_MS),
        "event_bands": {"initial_contact": EVENT_BAND, "toe_off": EVENT_BAND},
        "angles": {
            "knee_flexion_deg": AngleKey(14, frame=50, band=ANGLE_BAND),
            "shank_angle_deg": AngleKey(6, frame=50, band=ANGLE_BAND),
        },
        "foot_strike_class": "rearfoot",
        "findings": frozenset({"low_cadence", "overstride"}),
    }
    return Reference(**{**fields, **changes})


def make_submission(**changes):
    fields = {
        "events": events("initial_contact", CONTACTS_MS) + events("toe_off", TOE_OFFS_MS),
        "angles": {
            "knee_flexion_deg": AngleMark(14, frame=50),
            "shank_angle_deg": AngleMark(6, frame=50),
        },
        "foot_strike_class": "rearfoot",
        "findings": frozenset({"low_cadence", "overstride"}),
    }
    return Submission(**{**fields, **changes})
