"""What may be said, checked and tried when a metric lies beyond its reference range.

Texts only. Each says what was found, what is known and how well, what to examine before acting,
and what could be tried; none names a diagnosis, promises less injury, or asks to change a form
for its own sake. Figures come from sources in ``evidence``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Direction = Literal["above", "below"]

NOTHING_TO_CHANGE = "None: this number alone is no reason to change how you run."
NO_DRILL = "None on account of this number."
ASK_FIRST = "Whether there is a complaint at all, and whether the examination points the same way."
SHOES_UNCERTAIN = (
    "No shoe follows from this number. Comfort decides; how far shoes prevent injury is "
    "uncertain (Relph et al. 2022)."
)
LIMITS = (
    "Running form does not generally predict injury (Peterson et al. 2022), and to change it in a "
    "runner without complaints is not evidence based (Souza 2016)."
)
STEP_RATE_DRILL = (
    "Metronome at 5 % above today's step rate, at the same speed: one minute on, one minute off, "
    "ten times; later 7.5 %, in eight ordinary runs with the beat heard less and less."
)
STEP_RATE_COST = "More steps a minute feel harder at first (Anderson et al. 2022)."


@dataclass(frozen=True)
class Advice:
    """What is known and could be tried for one metric on one side of its range.

    ``strength`` orders findings: 3 strong, 2 moderate, 1 limited, 0 none. ``grade`` says it in
    words, for mechanics and for symptoms apart where they differ.
    """

    meaning: str
    grade: str
    strength: int
    sources: tuple[str, ...]
    check: str = ASK_FIRST
    cue: str = NOTHING_TO_CHANGE
    drill: str = NO_DRILL
    footwear: str = SHOES_UNCERTAIN
    caution: str = ""


_INFORMATION = "None: for information."

ADVICE: Mapping[tuple[str, Direction], Advice] = {
    ("cadence_spm", "below"): Advice(
        "Fewer, longer steps than others take at this speed. More steps a minute shorten the "
        "step and lower braking, vertical movement and the work of the knee.",
        "Mechanics: strong. Symptoms: very limited.",
        3,
        ("heiderscheit2011", "anderson2022", "willson2015"),
        check="Leg length and usual pace: tall and slow runners take fewer steps. Any complaint "
        "at the knee, hip or shin that rises with distance.",
        cue="Quick, light steps: stay with the beat, the speed stays the same.",
        drill=STEP_RATE_DRILL,
        caution=STEP_RATE_COST + " No step rate suits everybody; aim at a share above your own.",
    ),
    ("cadence_spm", "above"): Advice(
        "More, shorter steps than others take at this speed.",
        _INFORMATION,
        0,
        ("heiderscheit2011",),
        check="Leg length and usual pace: short and fast runners take more steps.",
    ),
    ("ground_contact_time_ms", "above"): Advice(
        "The foot stays on the ground longer than others' at this speed. That is a style: it has "
        "no relation to running economy (r = -0.02).",
        _INFORMATION,
        0,
        ("vanhooren2024",),
    ),
    ("ground_contact_time_ms", "below"): Advice(
        "The foot leaves the ground sooner than others' at this speed. That is a style: contact "
        "time has no relation to running economy (r = -0.02).",
        _INFORMATION,
        0,
        ("vanhooren2024",),
    ),
    ("vertical_oscillation_cm", "above"): Advice(
        "The hips move up and down more than others' at this speed. More steps a minute lower "
        "the movement.",
        "Mechanics: strong. Symptoms: none.",
        2,
        ("heiderscheit2011",),
        check="Step rate first: a low one and a large movement are one picture, not two.",
        cue="Level head: look at a line on the wall and keep it still.",
        drill=STEP_RATE_DRILL,
        caution=STEP_RATE_COST,
    ),
    ("vertical_oscillation_cm", "below"): Advice(
        "The hips move up and down less than others' at this speed.", _INFORMATION, 0, ()
    ),
    ("overstride_pct_leg", "above"): Advice(
        "The foot lands farther ahead of the hips than others' at this speed; the farther, the "
        "more braking. Five more strides a minute brought it 5.9 % closer.",
        "Mechanics: moderate. Symptoms: very limited.",
        2,
        ("lieberman2015", "heiderscheit2011", "anderson2022"),
        check="The shank at contact on the same frame: it says the same without a camera scale. "
        "Complaints at the knee or shin on running downhill or fast.",
        cue="Land under you: let the ground come to the foot.",
        drill=STEP_RATE_DRILL,
        caution="Read at the instant of contact; two frames later the same runner reads far less. "
        + STEP_RATE_COST,
    ),
    ("overstride_pct_leg", "below"): Advice(
        "The foot lands closer under the hips than others' at this speed.", _INFORMATION, 0, ()
    ),
    ("shank_angle_at_contact_deg", "above"): Advice(
        "The shank reaches farther forward at contact than others' at this speed. A foot farther "
        "ahead of the knee goes with a higher impact peak.",
        "Mechanics: moderate. Symptoms: very limited.",
        2,
        ("lieberman2015", "anderson2022"),
        check="Knee flexion at contact and foot-strike angle on the same frame; complaints at the "
        "knee or shin.",
        cue="Land under you, with the knee soft.",
        drill=STEP_RATE_DRILL,
        caution=STEP_RATE_COST,
    ),
    ("shank_angle_at_contact_deg", "below"): Advice(
        "The shank is more upright at contact than others' at this speed.", _INFORMATION, 0, ()
    ),
    ("knee_flexion_at_contact_deg", "below"): Advice(
        "The knee lands straighter than others' at this speed. Injured runners landed with a "
        "straighter knee than healthy ones when compared after the injury.",
        "Association: limited (looked back after the injury). Symptoms: none.",
        1,
        ("bramah2018", "damsted2015", "chan2018"),
        check="Strength and tolerance of the thigh muscles (step-down, single-leg squat); how "
        "hard the landing sounds.",
        cue="Land softly: make less noise.",
        drill="Soft landing on the treadmill: one minute quiet, one minute as usual, ten times, "
        "listening or watching the trace of impact.",
        caution="By hand the same angle differs by 9 to 14 degrees from one day to another "
        "(Damsted et al. 2015). Build up slowly.",
    ),
    ("knee_flexion_at_contact_deg", "above"): Advice(
        "The knee lands more bent than others' at this speed.", _INFORMATION, 0, ()
    ),
    ("peak_knee_flexion_stance_deg", "above"): Advice(
        "The knee bends deeper under load than others' at this speed. More steps a minute make it "
        "bend less.",
        "Mechanics: strong. Symptoms: very limited.",
        3,
        ("anderson2022", "heiderscheit2011", "willson2015"),
        check="Thigh strength (single-leg squat, sit-to-stand), pain around the kneecap on stairs "
        "and downhill.",
        cue="Quick, light steps.",
        drill=STEP_RATE_DRILL + " Beside it, slow single-leg step-downs twice a week.",
        caution=STEP_RATE_COST,
    ),
    ("peak_knee_flexion_stance_deg", "below"): Advice(
        "The knee bends less under load than others' at this speed: a stiffer leg.",
        "None: no study read here ties it to complaints.",
        0,
        (),
        check="Knee range, old injuries of the leg, how hard the landing sounds.",
    ),
    ("swing_knee_flexion_deg", "above"): Advice(
        "The heel comes higher behind in swing than others' at this speed.", _INFORMATION, 0, ()
    ),
    ("swing_knee_flexion_deg", "below"): Advice(
        "The heel stays lower behind in swing than others' at this speed.", _INFORMATION, 0, ()
    ),
    ("foot_strike_angle_deg", "above"): Advice(
        "The toes are higher when the heel lands than others' at this speed. More steps a minute "
        "lower the angle.",
        "Mechanics: moderate. Symptoms: limited, for pain at the front of the lower leg.",
        2,
        ("anderson2022", "barton2016"),
        check="Pain at the front of the lower leg that comes with running and goes with rest; "
        "ankle range.",
        cue="Quick, light steps; let the foot land flatter by itself.",
        drill=STEP_RATE_DRILL,
        caution="A foot strike is not changed for its own sake: landing on the forefoot takes "
        "load off the kneecap and puts it on the calf (Vannatta and Kernozek 2015).",
    ),
    ("foot_strike_angle_deg", "below"): Advice(
        "The foot lands flatter, or toes first, than others' at this speed. The calf carries more "
        "then, the kneecap less.",
        "Mechanics: moderate. Symptoms: none.",
        1,
        ("vannatta2015",),
        check="Calf strength (single-leg heel raises), complaints at the calf or the back of the "
        "heel.",
        caution="A foot strike is not changed for its own sake.",
    ),
    ("trunk_lean_deg", "below"): Advice(
        "The trunk is more upright than in the runners measured. Leaning forward more lowered the "
        "stress behind the kneecap in a model.",
        "Mechanics: moderate. Symptoms: none. Studies disagree on which lean is better.",
        1,
        ("teng2014",),
        check="Pain around the kneecap; strength of the hip extensors; whether the runner looks "
        "at a screen.",
        cue="Lean from the ankles, chest ahead of the belt buckle.",
        drill="Falling starts: lean as one piece until you must step, six times; then strides "
        "with the same lean.",
        caution="The study's trunk angle was measured with markers on the trunk, overground.",
    ),
    ("trunk_lean_deg", "above"): Advice(
        "The trunk leans forward more than in the runners measured. Injured runners leaned more "
        "than healthy ones when compared after the injury; a model finds less stress behind the "
        "kneecap with more lean.",
        "Conflicting.",
        1,
        ("bramah2018", "teng2014"),
        check="Whether the lean comes from the ankles or from bent hips; strength of trunk and hip "
        "extensors; complaints at the hamstrings or low back.",
        cue="Run tall, ribs over the pelvis.",
        drill="Trunk extensor endurance and hip hinges twice a week.",
        caution="The studies' trunk angles were measured with markers on the trunk.",
    ),
    ("hip_extension_at_toe_off_deg", "below"): Advice(
        "The thigh goes back less at toe-off than others' at this speed.",
        "None: no study read here ties it to complaints.",
        0,
        (),
        check="Hip extension range lying at the edge of the couch; belt speed (the slower, the "
        "less).",
        caution="Pelvis and low back are not subtracted: it is the thigh in space, not the joint.",
    ),
    ("hip_extension_at_toe_off_deg", "above"): Advice(
        "The thigh goes back farther at toe-off than others' at this speed.",
        _INFORMATION,
        0,
        (),
        caution="Pelvis and low back are not subtracted: it is the thigh in space, not the joint.",
    ),
    ("peak_ankle_dorsiflexion_deg", "above"): Advice(
        "The shank travels farther over the foot than others' at this speed.",
        "None: no study read here ties it to complaints.",
        0,
        (),
        check="Calf strength (single-leg heel raises) and complaints at the back of the heel.",
    ),
    ("peak_ankle_dorsiflexion_deg", "below"): Advice(
        "The shank travels less far over the foot than others' at this speed.",
        "None: no study read here ties it to complaints.",
        0,
        (),
        check="Ankle range with the knee to the wall, both sides.",
    ),
    ("heel_off_pct_stance", "below"): Advice(
        "The heel leaves the ground earlier in stance than others' at this speed.",
        "None: no study read here ties it to complaints.",
        0,
        (),
        check="Ankle range with the knee to the wall; calf length and strength.",
    ),
    ("heel_off_pct_stance", "above"): Advice(
        "The heel stays on the ground longer in stance than others' at this speed.",
        "None: no study read here ties it to complaints.",
        0,
        (),
        check="Calf strength (single-leg heel raises).",
    ),
    ("contralateral_pelvic_drop_deg", "above"): Advice(
        "The pelvis drops more to the swing side than others' at this speed. It told injured from "
        "healthy runners best of all angles when compared after the injury.",
        "Association: limited (looked back after the injury). Retraining: limited.",
        2,
        ("bramah2018", "barton2016", "dingenen2018"),
        check="Hip abductor strength and endurance, single-leg stance and squat, leg length; "
        "complaints at the hip, the outside of the knee, the kneecap or the shin.",
        cue="Level belt: keep the waistband flat.",
        drill="Running before a mirror or live picture, waistband level, eight sessions with the "
        "picture shown less and less; hip abductor strength twice a week.",
        caution="From a week to the next the same runner differs by up to 2.8 degrees by hand "
        "(Dingenen et al. 2018).",
    ),
    ("contralateral_pelvic_drop_deg", "below"): Advice(
        "The pelvis stays level, or rises on the swing side, more than others' at this speed.",
        _INFORMATION,
        0,
        (),
        check="Whether the trunk leans over the stance leg: that lifts the other side.",
    ),
    ("hip_adduction_deg", "above"): Advice(
        "The thigh leans farther in under the pelvis than others' at this speed. Feedback, and 7.5 "
        "to 10 % more steps a minute, lower it.",
        "Mechanics: moderate. Symptoms: limited, in women with pain around the kneecap.",
        2,
        ("barton2016", "anderson2022", "willy2016", "heiderscheit2011"),
        check="Hip abductor and rotator strength, single-leg squat; step width on the same clip; "
        "pain around the kneecap or at the outside of hip or knee.",
        cue="Knees apart: leave a gap between them.",
        drill="Running before a mirror or live picture with a gap between the knees, eight "
        "sessions with the picture shown less and less; or the metronome at 7.5 % more steps.",
        caution="An angle in the picture's plane: it follows the joint's angle but is not it.",
    ),
    ("hip_adduction_deg", "below"): Advice(
        "The thigh leans in less under the pelvis than others' at this speed.", _INFORMATION, 0, ()
    ),
    ("knee_window_ratio", "below"): Advice(
        "The knees pass closer to each other than others' at this speed.",
        "None of its own: read it with hip adduction and step width.",
        0,
        (),
        check="Hip adduction and step width on the same clip.",
        caution="It is no angle of the knee and says nothing about one.",
    ),
    ("knee_window_ratio", "above"): Advice(
        "The knees stay farther apart than others' at this speed.", _INFORMATION, 0, ()
    ),
    ("step_width_pct_leg", "below"): Advice(
        "The foot lands closer to, or across, the midline than others' at this speed. Narrower "
        "steps raise the modelled strain at the outside of the thigh.",
        "Mechanics: limited (15 runners, a model). Symptoms: none.",
        1,
        ("meardon2012",),
        check="Complaints at the outside of the knee or thigh, or at the shin; hip abductor "
        "strength; whether the belt is narrow.",
        cue="Two rails: one foot on each.",
        drill="Running astride a chalk or belt line, one minute on, one minute off, ten times.",
        caution="Only a little wider: in the study 5 % of leg length was already a wide step.",
    ),
    ("step_width_pct_leg", "above"): Advice(
        "The foot lands farther out than others' at this speed.", _INFORMATION, 0, ()
    ),
}
"""Metric and side of its range -> what may be said of it."""
