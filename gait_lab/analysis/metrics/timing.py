"""When the foot lands and leaves: cadence, contact, flight, duty factor, step length."""

from collections.abc import Sequence

import numpy as np

from gait_lab.analysis.conventions import EventKind, opposite
from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.metrics.strides import LegStrides
from gait_lab.analysis.metrics.uncertainty import PAIRED_MEDIAN_PENALTY, Reading

MS_PER_S = 1000.0


def cadence(leg: LegStrides) -> Reading:
    """120 / median stride time of the better-tracked leg; time is averaged, inverted last.

    The median is Hodges and Lehmann's: that of all pairs' means. A plain median of eight strides
    whose ends are known to 10 ms wanders by more than a step a minute.
    """
    samples = 120.0 / leg.stride_s
    return Reading("cadence_spm", None, samples, value=_spm(leg), penalty=PAIRED_MEDIAN_PENALTY)


def step_length(leg: LegStrides, *, speed_mps: float | None) -> Reading:
    """Belt or stated speed ÷ (cadence / 60)."""
    if speed_mps is None:
        return Reading(
            "step_length_m",
            None,
            reason="Step length needs the running speed. State the belt or running speed.",
        )
    lengths = speed_mps * leg.stride_s / 2
    return Reading("step_length_m", None, lengths)


def contact_time(leg: LegStrides) -> Reading:
    """Toe-off minus contact."""
    slopes: dict[EventKind, float] = {"initial_contact": -MS_PER_S, "toe_off": MS_PER_S}
    return Reading("ground_contact_time_ms", leg.side, MS_PER_S * leg.stance_s, slopes)


def duty_factor(leg: LegStrides) -> Reading:
    """Contact time ÷ stride time, per stride."""
    per_second = 100.0 / float(np.median(leg.stride_s)) if len(leg) else 0.0
    slopes: dict[EventKind, float] = {"initial_contact": -per_second, "toe_off": per_second}
    return Reading("duty_factor_pct", leg.side, 100.0 * leg.stance_s / leg.stride_s, slopes)


def flight_time_from_one_leg(leg: LegStrides) -> Reading:
    """(stride − 2 × contact) / 2: the mean of the stride's two flights.

    It takes the far foot's contact to last as long as the near one's.
    """
    flights = MS_PER_S * (leg.stride_s - 2 * leg.stance_s) / 2
    return Reading("flight_time_ms", None, flights, _flight_slopes())


def flight_time_from_both_legs(legs: Sequence[LegStrides]) -> Reading:
    """Toe-off to the other foot's next contact, every step of both feet."""
    flights = [
        _gap_to_next(leg.toe_off_s, other.contact_s, longest_s=leg.stride_s / 2)
        for leg in legs
        for other in legs
        if other.side == opposite(leg.side)
    ]
    samples = MS_PER_S * np.concatenate(flights) if flights else np.empty(0)
    return Reading("flight_time_ms", None, samples, _flight_slopes())


def _gap_to_next(
    toe_off_s: FloatArray, contacts_s: FloatArray, *, longest_s: FloatArray
) -> FloatArray:
    """(n,) seconds from each toe-off to the next contact; NaN where that contact is missing."""
    if not len(contacts_s):
        return np.full(len(toe_off_s), np.nan)
    following = np.searchsorted(contacts_s, toe_off_s)
    gap = contacts_s[following.clip(max=len(contacts_s) - 1)] - toe_off_s
    return np.where((following < len(contacts_s)) & (gap < longest_s), gap, np.nan)


def _flight_slopes() -> dict[EventKind, float]:
    return {"initial_contact": MS_PER_S, "toe_off": -MS_PER_S}


def _spm(leg: LegStrides) -> float | None:
    if not len(leg):
        return None
    one, other = np.triu_indices(len(leg))
    return 120.0 / float(np.median((leg.stride_s[one] + leg.stride_s[other]) / 2))
