"""What can be named as a finding on a case: the whole list, never only what applies."""

from collections.abc import Mapping

FINDINGS: Mapping[str, str] = {
    "low_cadence": "Low cadence for the speed",
    "overstride": "Foot lands far ahead of the hip",
    "extended_shank": "Shank leans back at contact",
    "stiff_landing": "Little knee flexion at contact",
    "low_knee_flexion": "Little knee flexion in stance",
    "high_oscillation": "Much vertical movement",
    "upright_trunk": "Upright or backward trunk",
    "forward_trunk": "Marked forward trunk lean",
    "limited_hip_extension": "Little hip extension at toe-off",
    "early_heel_off": "Early heel-off",
}


def finding_choices() -> list[tuple[str, str]]:
    """(code, label) of every finding, in the order of the checklist."""
    return list(FINDINGS.items())


def finding_codes() -> frozenset[str]:
    return frozenset(FINDINGS)


def finding_label(code: str) -> str:
    return FINDINGS.get(code, code)
