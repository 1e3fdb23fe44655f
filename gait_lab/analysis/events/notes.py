"""What the event detection says about the clip."""

from gait_lab.analysis.events.rhythm import Rhythm
from gait_lab.analysis.results import QualityNote

PLAUSIBLE_CADENCE_SPM = (110.0, 260.0)


def too_short() -> QualityNote:
    return QualityNote(
        "too_short",
        "refusal",
        "The clip has too few frames to find a step in.",
        "Film at least five seconds of steady running.",
    )


def no_rhythm() -> QualityNote:
    return QualityNote(
        "no_steps_found",
        "refusal",
        "No regular steps were found.",
        "Film at least five seconds of steady running with the hips and both feet in the picture.",
    )


def walking() -> QualityNote:
    return QualityNote(
        "walking",
        "refusal",
        "The body is highest over the standing leg: this is walking, not running.",
        "Film running, with a moment of flight in every step.",
    )


def of_rhythm(rhythm: Rhythm) -> tuple[QualityNote, ...]:
    cadence_spm = 60 * rhythm.step_hz
    if PLAUSIBLE_CADENCE_SPM[0] <= cadence_spm <= PLAUSIBLE_CADENCE_SPM[1]:
        return ()
    return (
        QualityNote(
            "implausible_cadence",
            "warning",
            f"The cadence reads {cadence_spm:.0f} steps a minute, which no runner runs at: "
            "this may be a slow-motion file.",
            "State the rate at which the clip was captured.",
        ),
    )
