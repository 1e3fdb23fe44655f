"""What the reader must know about metrics that were measured, beside their numbers."""

from collections.abc import Sequence

from gait_lab.analysis.conventions import View
from gait_lab.analysis.digits import number
from gait_lab.analysis.results import Metric, QualityNote

AGREEING_SPM = 2.0
"""Contacts and the bounce of the hips tell the same cadence within this."""

PELVIC_DROP = "contralateral_pelvic_drop_deg"


def metric_notes(
    metrics: Sequence[Metric],
    *,
    view: View,
    cadence_spm_check: float | None = None,
    shoe_read: bool = False,
) -> tuple[QualityNote, ...]:
    """Notes for the values that were measured; refused metrics have their own reason.

    ``cadence_spm_check`` is the events' own second opinion, from the bounce of the hips;
    ``shoe_read``: the near foot was read from the shoe in the pictures.
    """
    by_name = {metric.name: metric for metric in metrics if metric.value is not None}
    notes = [
        _one_leg_flight(by_name.get("flight_time_ms"), view),
        None if shoe_read else _foot_by_landmarks(by_name.get("foot_strike_angle_deg")),
        _not_heel_first(by_name.get("foot_strike_class"), by_name.get("foot_strike_angle_deg")),
        _cadences_differ(by_name.get("cadence_spm"), cadence_spm_check),
        _pelvis_by_clothes(by_name.get(PELVIC_DROP)),
    ]
    return tuple(note for note in notes if note is not None)


def _one_leg_flight(flight: Metric | None, view: View) -> QualityNote | None:
    if flight is None or view == "rear":
        return None
    return QualityNote(
        "flight_from_one_leg",
        "note",
        "Flight time is worked out from the near leg alone; it takes the far foot to stay on the "
        "ground as long.",
        "Film the other side too.",
        ("flight_time_ms",),
    )


def _pelvis_by_clothes(drop: Metric | None) -> QualityNote | None:
    if drop is None:
        return None
    return QualityNote(
        "pelvis_by_clothes",
        "note",
        "The pelvis' tilt is that of the edge of the clothes across the waist. Worn askew, it "
        "makes one side's drop too large and the other's too small by as much; a loose hem also "
        "swings by itself.",
        "Film with the top tucked in or short, and see that the waistband sits level in standing.",
        (PELVIC_DROP, "hip_adduction_deg"),
    )


def _foot_by_landmarks(angle: Metric | None) -> QualityNote | None:
    if angle is None:
        return None
    return QualityNote(
        "foot_by_landmarks",
        "note",
        "The foot-strike angle rests on the landmarks of heel and toe, not on the shoe in the "
        "pictures, and is known about half as well.",
        "Set the phone on a stand, and see that the shoe stands out from what is behind it.",
        ("foot_strike_angle_deg", "foot_strike_class"),
    )


def _not_heel_first(strike: Metric | None, angle: Metric | None) -> QualityNote | None:
    """Midfoot or forefoot: said only with its uncertainty, and never as the class."""
    if strike is None or strike.value != "non_rearfoot" or angle is None:
        return None
    if not isinstance(angle.value, float) or angle.ci95_low is None or angle.ci95_high is None:
        return None
    if angle.ci95_high < 0:
        said = "so the toes landed before the heel (forefoot)"
    else:
        said = "so midfoot and forefoot cannot be told apart"
    return QualityNote(
        "not_heel_first",
        "note",
        f"The foot-strike angle is {number(angle.value, decimals=0)}° (95 % interval "
        f"{number(angle.ci95_low, decimals=0)} to {number(angle.ci95_high, decimals=0)}°), {said}.",
        "",
        ("foot_strike_class", "foot_strike_angle_deg"),
    )


def _cadences_differ(cadence: Metric | None, check_spm: float | None) -> QualityNote | None:
    if cadence is None or check_spm is None or not isinstance(cadence.value, float):
        return None
    if abs(cadence.value - check_spm) <= AGREEING_SPM:
        return None
    return QualityNote(
        "cadences_differ",
        "warning",
        f"The contacts tell {cadence.value:.0f} steps a minute, the bounce of the hips "
        f"{check_spm:.0f}: some contacts may be missed or the speed changed.",
        "Check the events on the timeline. Film ten seconds at one steady speed.",
        ("cadence_spm",),
    )
