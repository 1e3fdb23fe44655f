"""Segment lengths and masses of a body of a given height."""

from dataclasses import dataclass

USUAL_LEG_PCT, USUAL_HIP_WIDTH_PCT, USUAL_SHOULDER_WIDTH_PCT = 48.8, 9.8, 20.5
"""Thigh + shank, hip to hip joint, shoulder to shoulder joint: per cent of stature."""


@dataclass(frozen=True, kw_only=True)
class Body:
    """Lengths in metres.

    The foot is a shoe's sole from its back edge over the ball to its tip. The ankle and the
    heel and toe marks a pose model looks for lie inside the shoe, ``_forward`` of its back
    edge or ``_back`` of its tip, and ``_up`` from the sole.
    """

    height: float
    thigh: float
    shank: float
    hip_width: float
    shoulder_width: float
    trunk: float
    neck: float
    upper_arm: float
    forearm: float
    hand: float
    heel_to_ball: float
    toe: float
    ankle_forward: float
    ankle_up: float
    heel_mark_forward: float
    heel_mark_up: float
    toe_mark_back: float
    toe_mark_up: float

    @property
    def leg(self) -> float:
        """Thigh + shank."""
        return self.thigh + self.shank

    @property
    def heel_to_toe(self) -> float:
        """Length of the sole."""
        return self.heel_to_ball + self.toe


def body_of(
    height_cm: float,
    *,
    leg_pct: float = USUAL_LEG_PCT,
    hip_width_pct: float = USUAL_HIP_WIDTH_PCT,
    shoulder_width_pct: float = USUAL_SHOULDER_WIDTH_PCT,
) -> Body:
    """A body in proportion to its height; the percentages are of stature.

    Thigh, shank, trunk and arms as in the usual anthropometric tables (fractions of stature);
    hip width is that of the joint centres; the foot is a shod one. What longer legs take, the
    trunk lacks.
    """
    h = height_cm / 100
    longer = leg_pct / USUAL_LEG_PCT
    return Body(
        height=h,
        thigh=0.245 * longer * h,
        shank=0.243 * longer * h,
        hip_width=hip_width_pct / 100 * h,
        shoulder_width=shoulder_width_pct / 100 * h,
        trunk=(0.292 - (leg_pct - USUAL_LEG_PCT) / 100) * h,
        neck=0.060 * h,
        upper_arm=0.170 * h,
        forearm=0.146 * h,
        hand=0.100 * h,
        heel_to_ball=0.112 * h,
        toe=0.042 * h,
        ankle_forward=0.033 * h,
        ankle_up=0.050 * h,
        heel_mark_forward=0.006 * h,
        heel_mark_up=0.016 * h,
        toe_mark_back=0.008 * h,
        toe_mark_up=0.012 * h,
    )


SEGMENT_MASSES: dict[str, float] = {
    "head": 0.069,
    "trunk": 0.435,
    "upper_arm": 0.027,
    "forearm": 0.016,
    "hand": 0.006,
    "thigh": 0.142,
    "shank": 0.043,
    "foot": 0.014,
}
"""Share of body mass (de Leva 1996, men, rounded; a paired segment's is that of one side)."""

SEGMENT_CENTRES: dict[str, float] = {
    "trunk": 0.45,
    "upper_arm": 0.58,
    "forearm": 0.46,
    "thigh": 0.41,
    "shank": 0.44,
}
"""Where a segment's mass is centred, from its upper end (trunk: from the hips up)."""
