"""Every metric: its name, unit, question, definition and how to read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gait_lab.analysis.conventions import View

Sided = Literal["body", "leg"]
"""Whether a metric belongs to the whole body or to one leg."""

LANDS_AND_LEAVES = "When does the foot land and leave?"
WHERE_IT_LANDS = "Where does it land?"
TAKES_THE_LOAD = "How does the leg take the load?"
PUSHES_OFF = "How does the leg push off and swing?"
TRUNK = "What does the trunk do?"
PELVIS = "Does the pelvis stay level?"
LINES_UP = "How do hip, knee and foot line up?"

QUESTIONS: tuple[str, ...] = (
    LANDS_AND_LEAVES,
    WHERE_IT_LANDS,
    TAKES_THE_LOAD,
    PUSHES_OFF,
    PELVIS,
    LINES_UP,
    TRUNK,
)
"""The questions metrics are grouped under, in the order they are shown."""


@dataclass(frozen=True)
class MetricSpec:
    """What a metric is, for the reader and for the page that shows it.

    ``sided`` "leg": one value per leg (side view: the near leg only). ``event`` is the instant
    or window it is read at; ``higher_means`` puts a larger number into words; ``timed`` marks
    metrics whose value hangs on the exact instant of an event.
    """

    name: str
    label: str
    unit: str
    views: tuple[View, ...]
    sided: Sided
    question: str
    decimals: int
    definition: str
    event: str
    higher_means: str
    timed: bool = False

    @property
    def is_duration(self) -> bool:
        """Whether it is a time, which cannot be below nothing."""
        return self.unit == "ms"


BOTH: tuple[View, ...] = ("side", "rear")
SIDE: tuple[View, ...] = ("side",)
REAR: tuple[View, ...] = ("rear",)

_SPECS = (
    MetricSpec(
        "cadence_spm", "Cadence", "spm", BOTH, "body", LANDS_AND_LEAVES, 0,
        "Steps of both feet per minute: 120 divided by the median stride time.",
        "contact to the same foot's next contact",
        "more, shorter steps at the same speed",
    ),
    MetricSpec(
        "ground_contact_time_ms", "Ground contact time", "ms", BOTH, "leg", LANDS_AND_LEAVES, 0,
        "Time from the first instant the foot is on the ground to the first instant it is off.",
        "contact to toe-off",
        "the foot stays on the ground longer",
        timed=True,
    ),
    MetricSpec(
        "flight_time_ms", "Flight time", "ms", BOTH, "body", LANDS_AND_LEAVES, 0,
        "Time with neither foot on the ground, per step. From the side it is worked out from the "
        "near leg: half of stride time minus two contact times.",
        "toe-off to the other foot's contact",
        "longer in the air",
        timed=True,
    ),
    MetricSpec(
        "duty_factor_pct", "Duty factor", "%", BOTH, "leg", LANDS_AND_LEAVES, 1,
        "Ground contact time as a share of stride time. Under 50 % there is flight.",
        "contact to toe-off",
        "a larger share of the stride on the ground",
        timed=True,
    ),
    MetricSpec(
        "step_length_m", "Step length", "m", SIDE, "body", WHERE_IT_LANDS, 2,
        "Belt or stated speed divided by steps per second.",
        "contact to the other foot's contact",
        "longer steps",
    ),
    MetricSpec(
        "overstride_pct_leg", "Overstride", "% leg", SIDE, "leg", WHERE_IT_LANDS, 1,
        "Horizontal distance of the ankle ahead of the middle of the hips at contact, in per cent "
        "of leg length (thigh plus shank).",
        "contact",
        "the foot lands farther ahead of the body",
        timed=True,
    ),
    MetricSpec(
        "overstride_cm", "Overstride", "cm", SIDE, "leg", WHERE_IT_LANDS, 1,
        "Horizontal distance of the ankle ahead of the middle of the hips at contact.",
        "contact",
        "the foot lands farther ahead of the body",
        timed=True,
    ),
    MetricSpec(
        "shank_angle_at_contact_deg", "Shank angle at contact", "°", SIDE, "leg", WHERE_IT_LANDS,
        1,
        "Angle of the line from knee to ankle from vertical at contact, positive with the ankle "
        "ahead of the knee.",
        "contact",
        "the shank reaches farther forward",
        timed=True,
    ),
    MetricSpec(
        "foot_strike_angle_deg", "Foot-strike angle", "°", SIDE, "leg", WHERE_IT_LANDS, 1,
        "Angle of the line from heel to toe at contact minus the same angle while the foot is "
        "flat (median of 30 to 50 % of stance), positive with the toe above the heel.",
        "contact",
        "the toes are higher when the foot lands",
        timed=True,
    ),
    MetricSpec(
        "foot_strike_class", "Foot strike", "", SIDE, "leg", WHERE_IT_LANDS, 0,
        "Rearfoot when the foot-strike angle is above 8 degrees, else non-rearfoot.",
        "contact",
        "",
        timed=True,
    ),
    MetricSpec(
        "knee_flexion_at_contact_deg", "Knee flexion at contact", "°", SIDE, "leg",
        TAKES_THE_LOAD, 1,
        "Thigh angle minus shank angle at contact: 0 is a straight leg.",
        "contact",
        "the knee lands more bent",
        timed=True,
    ),
    MetricSpec(
        "peak_knee_flexion_stance_deg", "Peak knee flexion in stance", "°", SIDE, "leg",
        TAKES_THE_LOAD, 1,
        "Largest knee flexion between contact and toe-off.",
        "mid-stance",
        "the knee bends deeper under load",
    ),
    MetricSpec(
        "peak_ankle_dorsiflexion_deg", "Peak ankle dorsiflexion", "°", SIDE, "leg",
        TAKES_THE_LOAD, 1,
        "Largest sum, over stance, of the forward tilt of the shank and the pitch of the sole, "
        "the sole line zeroed while the foot is flat.",
        "stance",
        "the shank travels farther over the foot",
    ),
    MetricSpec(
        "vertical_oscillation_cm", "Vertical oscillation", "cm", BOTH, "body", TAKES_THE_LOAD, 1,
        "Height between the lowest and the highest point of the body within a step, as the hips "
        "rise and fall with the trunk; read at the middle of the shoulders.",
        "step",
        "more up-and-down movement",
    ),
    MetricSpec(
        "hip_extension_at_toe_off_deg", "Thigh extension at toe-off", "°", SIDE, "leg",
        PUSHES_OFF, 1,
        "Angle of the thigh from vertical at toe-off, positive with the knee behind the hip. The "
        "tilt of trunk and pelvis is not subtracted.",
        "toe-off",
        "the thigh goes farther back",
        timed=True,
    ),
    MetricSpec(
        "heel_off_pct_stance", "Heel-off", "% stance", SIDE, "leg", PUSHES_OFF, 0,
        "First instant the heel rises more than two standard deviations over its height while "
        "the foot is flat, in per cent of stance.",
        "stance",
        "the heel stays down longer",
        timed=True,
    ),
    MetricSpec(
        "swing_knee_flexion_deg", "Peak knee flexion in swing", "°", SIDE, "leg", PUSHES_OFF, 0,
        "Largest knee flexion between toe-off and the next contact.",
        "swing",
        "the heel comes higher behind",
    ),
    MetricSpec(
        "contralateral_pelvic_drop_deg", "Pelvic drop", "°", REAR, "leg", PELVIS, 1,
        "Largest slope of the pelvis in stance against the horizontal, positive with the swing "
        "side lower: the slope of the edge between top and bottom across the waist, followed "
        "through the pictures. The camera's roll is taken off.",
        "stance",
        "the swing side of the pelvis drops lower",
    ),
    MetricSpec(
        "hip_adduction_deg", "Hip adduction (2D)", "°", REAR, "leg", LINES_UP, 1,
        "Angle between the femur (hip to knee) and the perpendicular of the pelvis' slope at "
        "mid-stance, positive with the knee towards the midline.",
        "mid-stance (lowest hips)",
        "the thigh leans farther in under the pelvis",
    ),
    MetricSpec(
        "knee_window_ratio", "Knee window", "", REAR, "body", LINES_UP, 2,
        "Distance between the knees divided by the distance between the hips at mid-stance; 0 or "
        "less: the knees touch or cross.",
        "mid-stance (lowest hips)",
        "more room between the knees",
    ),
    MetricSpec(
        "step_width_pct_leg", "Step width", "% leg", REAR, "leg", LINES_UP, 1,
        "Distance of the stance ankle from the middle of the hips at mid-stance, positive "
        "towards its own side, in per cent of leg length. Negative: past the midline.",
        "mid-stance (lowest hips)",
        "the foot lands farther out",
    ),
    MetricSpec(
        "trunk_lean_deg", "Trunk lean", "°", SIDE, "body", TRUNK, 1,
        "Mean angle, over the near leg's stance, of the line from the middle of the hips to the "
        "middle of the shoulders from vertical, positive forwards.",
        "stance",
        "the trunk leans farther forward",
    ),
    MetricSpec(
        "lateral_trunk_lean_deg", "Side-to-side trunk movement", "°", REAR, "body", TRUNK, 1,
        "Range, within a stride, of the angle of the line from the middle of the hips to the "
        "middle of the shoulders from vertical, slow drift taken off.",
        "stride",
        "the trunk sways more from side to side",
    ),
)  # fmt: skip

METRICS: Mapping[str, MetricSpec] = {spec.name: spec for spec in _SPECS}
"""Every metric by name, in the order it is shown."""


def specs_for(view: View) -> tuple[MetricSpec, ...]:
    """The metrics of one view, in the order they are shown."""
    return tuple(spec for spec in METRICS.values() if view in spec.views)
