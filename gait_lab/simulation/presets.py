"""Named clips: the demo world's runners, and the ways a clip can be unfit."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from gait_lab.simulation.clips import WALKING
from gait_lab.simulation.parameters import Appearance

Choices = Mapping[str, Any]

_LONG_STRIDE: Choices = {
    "cadence_spm": 156.0,
    "speed_mps": 2.9,
    "ground_contact_time_ms": 275.0,
    "foot_strike_angle_deg": 19.0,
    "overstride_pct_leg": 32.0,
    "knee_flexion_at_contact_deg": 9.0,
    "trunk_lean_deg": 3.0,
    "pelvic_drop_deg": 6.0,
    "height_cm": 178.0,
    "appearance": Appearance(shirt=(176, 46, 52), shorts=(30, 34, 46), shoes=(38, 120, 196)),
}

_SOFT: Choices = {
    "cadence_spm": 176.0,
    "speed_mps": 2.9,
    "ground_contact_time_ms": 245.0,
    "foot_strike_angle_deg": 5.0,
    "overstride_pct_leg": 22.5,
    "knee_flexion_at_contact_deg": 16.0,
    "trunk_lean_deg": 8.0,
    "pelvic_drop_deg": 4.0,
    "height_cm": 168.0,
    "build": 0.92,
    "appearance": Appearance(
        shirt=(44, 128, 110),
        shorts=(36, 38, 48),
        skin=(168, 118, 88),
        hair=(34, 24, 20),
        shoes=(236, 200, 70),
        hair_style="tail",
        legs="tights",
        sleeves="none",
    ),
}

_DROPPING: Choices = {
    "cadence_spm": 162.0,
    "speed_mps": 2.7,
    "ground_contact_time_ms": 285.0,
    "foot_strike_angle_deg": 13.0,
    "pelvic_drop_deg": 8.5,
    "pelvic_drop_asymmetry_deg": 3.0,
    "step_width_pct_leg": 1.5,
    "knee_inward_cm": 2.5,
    "lateral_trunk_lean_deg": 7.0,
    "height_cm": 166.0,
    "appearance": Appearance(
        shirt=(88, 84, 150),
        shorts=(40, 42, 50),
        skin=(222, 178, 150),
        hair=(112, 74, 44),
        shoes=(90, 190, 170),
        hair_style="tail",
        sleeves="none",
    ),
}

DEMO_CLIPS: Mapping[str, Choices] = MappingProxyType(
    {
        "overstriding-side": {
            "view": "side",
            "near_side": "left",
            "seconds": 5.0,
            "seed": 11,
            **_LONG_STRIDE,
        },
        "overstriding-rear": {"view": "rear", "seconds": 7.0, "seed": 12, **_LONG_STRIDE},
        "soft-side": {
            "view": "side",
            "near_side": "right",
            "seconds": 5.0,
            "seed": 13,
            "room": "warm",
            **_SOFT,
        },
        "pelvic-drop-rear": {
            "view": "rear",
            "seconds": 5.0,
            "seed": 14,
            "room": "warm",
            **_DROPPING,
        },
        "pelvic-drop-side": {
            "view": "side",
            "near_side": "right",
            "seconds": 7.0,
            "seed": 15,
            "room": "warm",
            **_DROPPING,
        },
    }
)
"""Clips of the demo world: 60 frames a second, 1280 x 720."""

UNFIT_CLIPS: Mapping[str, Choices] = MappingProxyType(
    {
        "portrait": {
            "image_size_px": (720, 1280),
            "rotation_deg": 90,
            "distance_m": 3.4,
        },
        "variable-rate": {"uneven": True, "frame_rate_hz": 30.0},
        "slow-motion": {"frame_rate_hz": 30.0, "capture_rate_hz": 240.0, "seconds": 2.0},
        "240-hz": {"frame_rate_hz": 240.0, "seconds": 2.0},
        "4k": {"image_size_px": (3840, 2160), "fineness": 1.0, "frame_rate_hz": 30.0},
        "dark": {"brightness": 0.10, "noise": 5.0},
        "blurred": {"blur_px": 9.0, "shutter_s": 0.03, "shutter_samples": 5},
        "walking": WALKING,
        "two-people": {"second_person": True},
        "feet-out": {"aim_height_m": 1.45, "height_m": 1.4, "distance_m": 3.1},
        "nobody": {"empty": True},
        "too-short": {"seconds": 0.5},
        "oblique": {"yaw_deg": 45.0},
        "overground": {
            "ground": "overground",
            "distance_m": 6.5,
            "seconds": 2.2,
            "field_of_view_deg": 66.0,
        },
    }
)
"""Clips that are hard or unfit to measure, each for one reason (some must still be measured)."""

PRESETS: Mapping[str, Choices] = MappingProxyType({**DEMO_CLIPS, **UNFIT_CLIPS})
