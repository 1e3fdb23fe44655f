"""Which angles may be shown frame by frame: those of which at least one number was taken."""

from collections.abc import Iterable, Mapping

from gait_lab.analysis.conventions import Side

METRICS_OF_ANGLE: Mapping[str, tuple[str, ...]] = {
    "knee_flexion_deg": ("peak_knee_flexion_stance_deg", "swing_knee_flexion_deg"),
    "knee_flexion_at_contact_deg": ("knee_flexion_at_contact_deg",),
    "shank_angle_deg": ("shank_angle_at_contact_deg",),
    "thigh_angle_deg": ("hip_extension_at_toe_off_deg",),
    "foot_angle_deg": ("foot_strike_angle_deg",),
    "ankle_dorsiflexion_deg": ("peak_ankle_dorsiflexion_deg",),
    "trunk_lean_deg": ("trunk_lean_deg",),
    "pelvic_drop_deg": ("contralateral_pelvic_drop_deg",),
    "hip_adduction_deg": ("hip_adduction_deg",),
}
"""The numbers read off an angle. Where all were refused, no picture or curve may show it."""

Key = tuple[str, Side | None]
"""What of which leg; None for the whole body."""


def shown_angles(measured: Iterable[Key]) -> frozenset[Key]:
    """The angles that the metrics with a value, each with its side, were read from."""
    angle_of = {metric: angle for angle, names in METRICS_OF_ANGLE.items() for metric in names}
    return frozenset((angle_of[name], side) for name, side in measured if name in angle_of)
