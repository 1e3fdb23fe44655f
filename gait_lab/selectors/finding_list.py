"""What can be named as a finding on a case: the whole list, never only what applies."""

from collections.abc import Mapping

FINDINGS: Mapping[str, str] = {
    "cadence_spm:below": "Few, long steps for the speed",
    "overstride_pct_leg:above": "Foot lands far ahead of the hip",
    "shank_angle_at_contact_deg:above": "Ankle well ahead of the knee at contact",
    "knee_flexion_at_contact_deg:below": "Knee nearly straight at contact",
    "foot_strike_angle_deg:above": "Foot lands steeply on the heel",
    "peak_knee_flexion_stance_deg:below": "Knee bends little in stance",
    "peak_knee_flexion_stance_deg:above": "Knee bends deeply in stance",
    "vertical_oscillation_cm:above": "Hips move far up and down",
    "trunk_lean_deg:below": "Trunk upright or leaning back",
    "trunk_lean_deg:above": "Trunk leans far forward",
    "heel_off_pct_stance:below": "Heel leaves the ground early",
    "hip_extension_at_toe_off_deg:below": "Thigh reaches little behind at toe-off",
}
"""Codes of the analysis' findings that a person can see from the side, in a checklist's order."""


def finding_choices() -> list[tuple[str, str]]:
    """(code, label) of every finding, in the order of the checklist."""
    return list(FINDINGS.items())


def finding_codes() -> frozenset[str]:
    return frozenset(FINDINGS)


def finding_label(code: str) -> str:
    return FINDINGS.get(code, code)
