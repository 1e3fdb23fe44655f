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


def of_detection(rhythm: Rhythm, *, walking: bool, n_events: int) -> tuple[QualityNote, ...]:
    said = []
    cadence_spm = 60 * rhythm.step_hz
    if walking:
        said.append(
            QualityNote(
                "walking",
                "refusal",
                "Each foot stays down until after the other one lands: this is walking.",
                "Film running, with a moment of flight in every step.",
            )
        )
    if not PLAUSIBLE_CADENCE_SPM[0] <= cadence_spm <= PLAUSIBLE_CADENCE_SPM[1] and not walking:
        said.append(
            QualityNote(
                "implausible_cadence",
                "warning",
                f"The cadence reads {cadence_spm:.0f} steps a minute, which no runner runs at: "
                "this may be a slow-motion file.",
                "State the rate at which the clip was captured.",
            )
        )
    return tuple(said)
