"""What can be chosen about a runner."""

from dataclasses import dataclass, fields
from typing import Literal, get_args, get_type_hints

from gait_lab.simulation.body import (
    USUAL_HIP_WIDTH_PCT,
    USUAL_LEG_PCT,
    USUAL_SHOULDER_WIDTH_PCT,
)

Gait = Literal["running", "walking"]
Ground = Literal["treadmill", "overground"]
Colour = tuple[int, int, int]
"""Red, green, blue, 0..255."""


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """Clothes, skin, hair and shoes as (red, green, blue)."""

    shirt: Colour = (38, 92, 140)
    shorts: Colour = (34, 36, 44)
    skin: Colour = (214, 168, 138)
    hair: Colour = (62, 42, 30)
    shoes: Colour = (225, 92, 52)
    soles: Colour = (236, 234, 228)
    socks: Colour = (240, 240, 238)
    hair_style: Literal["short", "tail"] = "short"
    sleeves: Literal["short", "none"] = "short"
    legs: Literal["shorts", "tights"] = "shorts"


COLOUR_NAMES: tuple[str, ...] = ("shirt", "shorts", "skin", "hair", "shoes", "soles", "socks")
"""What of a runner has a colour."""

APPEARANCE_WORDS: dict[str, tuple[str, ...]] = {
    name: get_args(kind)
    for name, kind in get_type_hints(Appearance).items()
    if name not in COLOUR_NAMES
}
"""What of a runner's look is one of a few words, and which."""


def colour_of(text: str) -> Colour:
    """``"2c806e"`` or ``"#2c806e"`` as red, green, blue.

    Raises
    ------
    ValueError
        If it is not six hexadecimal digits.
    """
    digits = text.removeprefix("#")
    if len(digits) != 6 or not set(digits.lower()) <= set("0123456789abcdef"):
        raise ValueError(f"{text} is no colour: write six digits 0-9 a-f, for example 2c806e")
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


@dataclass(frozen=True, kw_only=True)
class RunnerParameters:
    """One runner's form: what a clip of them must measure.

    Parameters
    ----------
    cadence_spm, speed_mps, ground_contact_time_ms
        Steps of both feet per minute, belt speed, mean stance duration.
    foot_strike_angle_deg
        Sole pitch at contact, + toe above heel; the foot is level at mid-stance.
    overstride_pct_leg
        Ankle ahead of the hip midpoint at contact, per cent of thigh + shank.
    knee_flexion_at_contact_deg, knee_flexion_at_toe_off_deg, swing_knee_flexion_deg
        Thigh angle minus shank angle. The last one None: as fits the speed.
    heel_off_pct_stance
        When the heel leaves the belt.
    trunk_lean_deg, lateral_trunk_lean_deg
        Mean forward lean; peak-to-peak sideways lean of a stride.
    pelvic_drop_deg
        Peak in stance, + swing side lower.
    step_width_pct_leg
        Stance ankle to its own side of the hip midpoint at mid-stance.
    knee_inward_cm
        How far the stance knee moves towards the midline.
    contact_time_asymmetry_pct, step_time_asymmetry_pct, pelvic_drop_asymmetry_deg,
    foot_strike_asymmetry_deg, overstride_asymmetry_pct_leg
        Left minus right; half is added to the left, half taken from the right.
    variability
        Stride-to-stride scatter; 1 is a trained runner's, 0 none.
    height_cm, leg_pct, hip_width_pct, shoulder_width_pct
        Stature, and per cent of it: thigh + shank, hip to hip joint, shoulder to shoulder joint.
    build
        Scales girths: 0.85 slight, 1 average, 1.2 heavy.
    gait
        "walking" keeps both feet down in turn (double support), for refusal tests.

    ground
        "overground" moves the runner through the picture, X = 0 half way through the clip.

    Raises
    ------
    ValueError
        If a value is outside what a person can do; the message names it.
    """

    cadence_spm: float = 166.0
    speed_mps: float = 2.9
    ground_contact_time_ms: float = 265.0
    foot_strike_angle_deg: float = 12.0
    overstride_pct_leg: float = 26.0
    knee_flexion_at_contact_deg: float = 12.0
    knee_flexion_at_toe_off_deg: float = 14.0
    swing_knee_flexion_deg: float | None = None
    heel_off_pct_stance: float = 48.0
    trunk_lean_deg: float = 6.0
    lateral_trunk_lean_deg: float = 4.0
    pelvic_drop_deg: float = 5.0
    step_width_pct_leg: float = 3.5
    knee_inward_cm: float = 0.5
    contact_time_asymmetry_pct: float = 0.0
    step_time_asymmetry_pct: float = 0.0
    pelvic_drop_asymmetry_deg: float = 0.0
    foot_strike_asymmetry_deg: float = 0.0
    overstride_asymmetry_pct_leg: float = 0.0
    variability: float = 1.0
    height_cm: float = 175.0
    leg_pct: float = USUAL_LEG_PCT
    hip_width_pct: float = USUAL_HIP_WIDTH_PCT
    shoulder_width_pct: float = USUAL_SHOULDER_WIDTH_PCT
    build: float = 1.0
    gait: Gait = "running"
    ground: Ground = "treadmill"
    appearance: Appearance = Appearance()

    def __post_init__(self) -> None:
        for name, (low, high) in _POSSIBLE.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise ValueError(f"{name} is {value:g}; choose it between {low:g} and {high:g}")
        flight_pct = 50 - self.duty_factor_pct
        if self.gait == "running" and flight_pct < 2:
            raise ValueError(
                "ground_contact_time_ms is too long for this cadence: a runner has a flight "
                f"phase; choose at most {0.96 * 60_000 / self.cadence_spm:.0f} ms"
            )
        if self.gait == "walking" and flight_pct > -3:
            raise ValueError(
                "ground_contact_time_ms is too short for this cadence: a walker has both feet "
                f"down; choose at least {1.06 * 60_000 / self.cadence_spm:.0f} ms"
            )

    @property
    def step_time_s(self) -> float:
        """Mean time from one foot's contact to the other's."""
        return 60 / self.cadence_spm

    @property
    def duty_factor_pct(self) -> float:
        """Contact time as a share of the stride."""
        return self.ground_contact_time_ms / 1000 / (2 * self.step_time_s) * 100

    @property
    def peak_swing_knee_deg(self) -> float:
        """The swing knee flexion asked for, or the one that fits the speed."""
        if self.swing_knee_flexion_deg is not None:
            return self.swing_knee_flexion_deg
        return 66.0 if self.gait == "walking" else 62 + 12 * self.speed_mps


_POSSIBLE: dict[str, tuple[float, float]] = {
    "cadence_spm": (80, 240),
    "speed_mps": (0.6, 7),
    "ground_contact_time_ms": (120, 900),
    "foot_strike_angle_deg": (-15, 35),
    "overstride_pct_leg": (0, 45),
    "knee_flexion_at_contact_deg": (2, 45),
    "knee_flexion_at_toe_off_deg": (4, 40),
    "swing_knee_flexion_deg": (45, 135),
    "heel_off_pct_stance": (35, 75),
    "trunk_lean_deg": (-10, 30),
    "lateral_trunk_lean_deg": (0, 20),
    "pelvic_drop_deg": (-2, 18),
    "step_width_pct_leg": (-8, 20),
    "knee_inward_cm": (-5, 8),
    "contact_time_asymmetry_pct": (-30, 30),
    "step_time_asymmetry_pct": (-20, 20),
    "pelvic_drop_asymmetry_deg": (-10, 10),
    "foot_strike_asymmetry_deg": (-20, 20),
    "overstride_asymmetry_pct_leg": (-15, 15),
    "variability": (0, 4),
    "height_cm": (120, 215),
    "leg_pct": (44, 53),
    "hip_width_pct": (8, 13),
    "shoulder_width_pct": (17, 25),
    "build": (0.75, 1.4),
}

PARAMETER_NAMES: tuple[str, ...] = tuple(
    field.name for field in fields(RunnerParameters) if field.name != "appearance"
)
"""Every number and word of a runner that a command may set."""
