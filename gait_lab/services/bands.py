"""Where tolerance bands start: published measurement error, before an expert decides per case."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DefaultBand:
    full: float
    zero: float
    unit: str
    source: str


DINGENEN = "Dingenen 2018, doi:10.1016/j.ptsp.2018.06.009"
DAMSTED = "Damsted 2015, IJSPT 10(2)"
MURRAY = "Murray 2018, doi:10.3390/sports7010008"

ANGLE_BANDS = {
    "knee_flexion_deg": DefaultBand(
        full=3.8,
        zero=8.0,
        unit="°",
        source=f"Full marks within the smallest detectable difference of 2D knee flexion "
        f"({DINGENEN}); none from the widest same-day prediction range of clinicians at foot "
        f"strike ({DAMSTED}).",
    ),
    "shank_angle_deg": DefaultBand(
        full=4.8,
        zero=9.6,
        unit="°",
        source=f"Full marks within the smallest detectable difference of tibia inclination "
        f"({DINGENEN}); none from twice that.",
    ),
    "foot_strike_angle_deg": DefaultBand(
        full=2.5,
        zero=6.9,
        unit="°",
        source=f"Full marks within the typical error of one reader ({MURRAY}); none from the "
        "change it takes to be real, 1.96·√2 times that.",
    ),
    "trunk_lean_deg": DefaultBand(
        full=2.3,
        zero=4.6,
        unit="°",
        source=f"Full marks within the smallest detectable difference of trunk position seen "
        f"from behind, the nearest published figure ({DINGENEN}); none from twice that.",
    ),
}
"""Per measure. The published figures are for several steps; one frame asks a little more."""

EVENT_FULL_MS = 15.0
EVENT_ZERO_MS = 50.0


def event_band(*, frame_interval_ms: float) -> DefaultBand:
    """One frame either way is reading error: the event lies somewhere between two frames."""
    return DefaultBand(
        full=round(max(EVENT_FULL_MS, 1.1 * frame_interval_ms), 1),
        zero=round(max(EVENT_ZERO_MS, 4 * frame_interval_ms), 1),
        unit="ms",
        source="Full marks within one frame, and never less than 15 ms; none from four frames, "
        "and never less than 50 ms.",
    )
