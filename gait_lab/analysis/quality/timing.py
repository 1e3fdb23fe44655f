"""Is the clip long, fast and true enough in time?"""

from typing import TYPE_CHECKING

from gait_lab.analysis.conventions import SIDES
from gait_lab.analysis.quality import groups
from gait_lab.analysis.results import QualityNote

if TYPE_CHECKING:
    from gait_lab.analysis.quality import Evidence

LEAST_STRIDES = 3
"""Fewer say nothing about how much one stride differs from the next."""

GOOD_STRIDES = 8

PLAUSIBLE_CADENCE_SPM = (110.0, 260.0)
SURE_CADENCE_SPM = 140.0
"""A clip that may be slow motion is believed only at a cadence well inside the plausible."""

GOOD_RATE_HZ = 50.0
DROPPED_SHARE = 0.05


def too_short(evidence: "Evidence") -> QualityNote | None:
    """Too few strides for a value with a spread."""
    detection = evidence.detection
    sides = (evidence.near_side,) if evidence.near_side else SIDES
    count = max(sum(stride.side == side for stride in detection.strides) for side in sides)
    if detection.is_walking or count >= GOOD_STRIDES:
        return None
    if count < LEAST_STRIDES:
        return QualityNote(
            "too_short",
            "refusal",
            f"The clip holds {count} complete stride{'s' * (count != 1)} of the measured leg; "
            f"at least {LEAST_STRIDES} are needed.",
            "Film at least six seconds of steady running.",
            groups.ALL,
        )
    return QualityNote(
        "few_strides",
        "note",
        f"Only {count} strides were measured: the values are less certain than they could be.",
        "Film ten seconds or more.",
    )


def slow_motion(evidence: "Evidence") -> QualityNote | None:
    """Times that are probably not real: by the container, or by a cadence nobody runs at."""
    cadence_spm = evidence.detection.cadence_spm_check
    clue = evidence.clue
    if evidence.capture_rate_stated or evidence.detection.is_walking:
        return None
    if clue is not None and clue.times_are_real:
        return QualityNote(
            "slow_motion_undone",
            "note",
            f"This is a slow-motion recording ({clue.reason}); its own times are real and were "
            "used.",
        )
    plausible = cadence_spm is not None and (
        PLAUSIBLE_CADENCE_SPM[0] <= cadence_spm <= PLAUSIBLE_CADENCE_SPM[1]
    )
    if clue is None and (plausible or cadence_spm is None):
        return None
    advice = "State the rate at which the camera filmed (often 120 or 240) and run it again."
    if clue is not None and plausible and (cadence_spm or 0) >= SURE_CADENCE_SPM:
        return QualityNote(
            "may_be_slow_motion",
            "warning",
            f"This may be slow motion ({clue.reason}), but its cadence of {cadence_spm:.0f} steps "
            "a minute is that of real time.",
            advice,
            (*groups.TIME, *groups.CONTACT),
        )
    reasons = [clue.reason] if clue is not None else []
    if cadence_spm is not None and not plausible:
        reasons.append(f"the cadence would be {cadence_spm:.0f} steps a minute")
    return QualityNote(
        "likely_slow_motion",
        "refusal",
        f"This is probably slow motion ({'; '.join(reasons)}): its times are not real.",
        advice,
        (*groups.TIME, *groups.CONTACT),
    )


def low_rate(evidence: "Evidence") -> QualityNote | None:
    """Few frames a second: instants of contact are known less exactly."""
    rate_hz = evidence.sequence.frame_rate_hz
    if not rate_hz < GOOD_RATE_HZ:
        return None
    return QualityNote(
        "low_frame_rate",
        "note",
        f"Filmed at {rate_hz:.0f} frames a second: contact and toe-off of a single step are known "
        f"to about {1000 / rate_hz / 2:.0f} ms.",
        "Film at 60 frames a second or more; 120 or 240 is best for contact times.",
        groups.CONTACT,
    )


def dropped_frames(evidence: "Evidence") -> QualityNote | None:
    """The camera or the transfer left frames out."""
    if evidence.dropped_frames_share < DROPPED_SHARE:
        return None
    return QualityNote(
        "dropped_frames",
        "warning",
        f"{100 * evidence.dropped_frames_share:.0f} % of the frames are missing from the file; "
        "true times were used, but moments in the gaps are guessed.",
        "Upload the camera's own file rather than a copy sent through a messenger.",
    )
