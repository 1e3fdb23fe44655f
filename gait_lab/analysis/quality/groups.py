"""Metrics by what they need of a clip."""

TIME = ("cadence_spm", "step_length_m")
"""Wrong by the factor of an unknown slow motion."""

CONTACT = (
    "ground_contact_time_ms",
    "flight_time_ms",
    "duty_factor_pct",
    "overstride_pct_leg",
    "overstride_cm",
    "shank_angle_at_contact_deg",
    "knee_flexion_at_contact_deg",
    "foot_strike_angle_deg",
    "foot_strike_class",
    "hip_extension_at_toe_off_deg",
    "heel_off_pct_stance",
)
"""Read at the exact instant a foot lands or leaves."""

FOOT = (*CONTACT, "peak_ankle_dorsiflexion_deg", "step_width_pct_leg")
"""Need the foot itself to be seen."""

LEG = (
    *FOOT,
    "peak_knee_flexion_stance_deg",
    "swing_knee_flexion_deg",
    "hip_adduction_deg",
    "knee_window_ratio",
)
"""Need the leg to be seen."""

BODY = (
    "vertical_oscillation_cm",
    "trunk_lean_deg",
    "contralateral_pelvic_drop_deg",
    "lateral_trunk_lean_deg",
)

ALL = (*TIME, *LEG, *BODY)
"""Every metric of both views."""

ALL_BUT_CADENCE = tuple(name for name in ALL if name != "cadence_spm")
