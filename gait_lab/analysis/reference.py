"""What other runners measure, at the runner's own speed: shown beside a value, never as a norm.

The figures are our own metrics, by our own code, on the recorded joint centres and force-plate
events of 12 of the 28 regular runners of Fukuchi et al. (2017) at 2.5, 3.5 and 4.5 m/s;
``benchmarks/reference_ranges.py`` makes them again. So the reference and the reading share every
definition, which published tables do not. Trunk lean was not recorded there; it comes from Teng
and Powers (2014).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student_t

RUNNERS = 12
SPEEDS_MPS = (2.5, 3.5, 4.5)
SLACK_MPS = 0.3
"""How far outside the measured speeds the nearest one still stands for the runner's."""

MEASURED: Mapping[str, tuple[tuple[float, float], ...]] = {
    "cadence_spm": ((162.8, 9.18), (170.4, 11.53), (182.0, 12.60)),
    "ground_contact_time_ms": ((273.1, 26.7), (227.5, 18.7), (197.6, 15.3)),
    "flight_time_ms": ((96.2, 13.2), (126.0, 12.6), (133.7, 18.7)),
    "duty_factor_pct": ((36.9, 2.22), (32.2, 1.53), (29.9, 1.90)),
    "overstride_pct_leg": ((20.1, 2.37), (25.3, 2.80), (30.0, 2.81)),
    "shank_angle_at_contact_deg": ((6.82, 2.52), (9.63, 3.22), (11.74, 3.00)),
    "foot_strike_angle_deg": ((12.2, 8.02), (14.6, 8.89), (15.5, 9.52)),
    "knee_flexion_at_contact_deg": ((9.85, 4.41), (10.74, 5.27), (12.54, 4.93)),
    "peak_knee_flexion_stance_deg": ((40.1, 4.06), (41.8, 3.61), (42.6, 3.50)),
    "peak_ankle_dorsiflexion_deg": ((25.7, 2.34), (26.7, 2.42), (27.3, 2.11)),
    "vertical_oscillation_cm": ((9.36, 1.11), (9.40, 1.41), (8.06, 1.49)),
    "hip_extension_at_toe_off_deg": ((19.9, 1.88), (24.0, 2.08), (27.2, 2.75)),
    "heel_off_pct_stance": ((43.3, 4.01), (45.6, 3.90), (48.2, 3.84)),
    "swing_knee_flexion_deg": ((87.7, 8.47), (103.6, 7.66), (114.1, 8.21)),
    "contralateral_pelvic_drop_deg": ((2.83, 2.01), (3.50, 2.06), (4.25, 2.05)),
    "hip_adduction_deg": ((4.68, 3.33), (5.62, 3.52), (6.10, 3.23)),
    "knee_window_ratio": ((0.88, 0.10), (0.85, 0.10), (0.87, 0.11)),
    "step_width_pct_leg": ((2.53, 1.73), (1.87, 1.91), (1.28, 1.92)),
}
"""Metric -> mean and SD over runners (legs, where it is a leg's) at each of ``SPEEDS_MPS``."""

TRUNK_LEAN = (7.3, 3.6, 24)
"""Mean, SD and number of runners; overground at 3.4 m/s (Teng and Powers 2014)."""


@dataclass(frozen=True)
class ReferenceRange:
    """Where 95 of 100 runners like those measured are expected.

    Attributes
    ----------
    low, high, mean : float
        In the metric's unit.
    runners : int
        How many the range was made from; with few it is wide.
    source : str
        Key in ``evidence.SOURCES``.
    whom : str
        Who they were and at what speed, to stand behind the range in a sentence.
    """

    low: float
    high: float
    mean: float
    runners: int
    source: str
    whom: str


def reference_range(name: str, *, speed_mps: float | None = None) -> ReferenceRange | None:
    """What other runners measure at this speed; None where no read source tells.

    Parameters
    ----------
    name : str
        A metric's name.
    speed_mps : float, optional
        Belt or running speed. Without it the range spans 2.5 to 4.5 m/s and says so.
    """
    if name == "trunk_lean_deg":
        mean, sd, runners = TRUNK_LEAN
        whom = f"{runners} healthy recreational runners at 3.4 m/s"
        return _range(mean, sd, runners, "teng2014", whom)
    if name not in MEASURED:
        return None
    if speed_mps is None:
        return _any_speed(name)
    if not SPEEDS_MPS[0] - SLACK_MPS <= speed_mps <= SPEEDS_MPS[-1] + SLACK_MPS:
        return None
    mean, sd = (
        float(np.interp(speed_mps, SPEEDS_MPS, column))
        for column in zip(*MEASURED[name], strict=True)
    )
    nearest = float(np.clip(speed_mps, SPEEDS_MPS[0], SPEEDS_MPS[-1]))
    return _range(
        mean, sd, RUNNERS, "fukuchi2017", f"{RUNNERS} regular runners at {nearest:.1f} m/s"
    )


def _any_speed(name: str) -> ReferenceRange:
    """From the lowest end to the highest end over all speeds."""
    whom = f"{RUNNERS} regular runners at 2.5 to 4.5 m/s"
    each = [_range(mean, sd, RUNNERS, "fukuchi2017", whom) for mean, sd in MEASURED[name]]
    mean = float(np.mean([one.mean for one in each]))
    low, high = min(one.low for one in each), max(one.high for one in each)
    return ReferenceRange(low, high, mean, RUNNERS, "fukuchi2017", whom)


def _range(mean: float, sd: float, runners: int, source: str, whom: str) -> ReferenceRange:
    """95 % prediction interval for one more runner, from a mean and SD of few."""
    reach = float(student_t.ppf(0.975, runners - 1)) * float(np.sqrt(1 + 1 / runners)) * sd
    return ReferenceRange(mean - reach, mean + reach, mean, runners, source, whom)
