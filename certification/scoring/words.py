"""Why points were lost, in words a trainee can act on."""

from collections.abc import Sequence

from certification.scoring.shapes import AngleKey, AngleMark, Band, EventPair
from gait_lab.analysis.digits import number

LABELS = {
    "initial_contact": "Initial contact",
    "toe_off": "Toe-off",
    "knee_flexion_deg": "Knee flexion",
    "shank_angle_deg": "Shank angle",
    "foot_strike_angle_deg": "Foot-strike angle",
    "trunk_lean_deg": "Trunk lean",
    "foot_strike_class": "Foot strike",
    "findings": "Findings",
}
"""What each criterion is called on a page."""

_PLURALS = {"initial_contact": "contacts", "toe_off": "toe-offs"}
_TENDENCY = {"initial_contact": "contact", "toe_off": "toe-off"}
_CLASSES = {"rearfoot": "rearfoot", "non_rearfoot": "non-rearfoot"}


def describe_events(
    kind: str, pairs: Sequence[EventPair], *, band: Band, bias_ms: float | None
) -> str:
    """How many events were found, how late or early, and what cost marks."""
    n_expert = sum(pair.expert is not None for pair in pairs)
    n_matched = sum(pair.error_ms is not None for pair in pairs)
    n_extra = sum(pair.expert is None for pair in pairs)
    words = [f"{n_matched} of {n_expert} {_PLURALS[kind]} found."]
    if bias_ms is not None:
        words.append(f"{_describe_bias(kind, bias_ms)}.")
    if any(0 <= pair.share < 1 for pair in pairs):
        words.append(f"Full marks within {band.full:.0f} ms, none from {band.zero:.0f} ms.")
    if n_expert > n_matched:
        words.append(f"{n_expert - n_matched} of the experts' has no mark of yours near it.")
    if n_extra:
        words.append(f"{n_extra} of your marks belongs to none of the experts'.")
    return " ".join(words)


def describe_angle(mark: AngleMark | None, key: AngleKey) -> str:
    """The reading beside the experts', the band, and what the choice of frame explains."""
    if mark is None:
        return f"Not measured. The experts read {_degrees(key.value_deg)}."
    expected_deg = key.expected_deg(mark.frame)
    error_deg = mark.value_deg - expected_deg
    words = [
        f"You read {_degrees(mark.value_deg)}, the experts {_degrees(expected_deg)}: "
        f"{_degrees(error_deg, signed=True)}."
    ]
    if abs(error_deg) > key.band.full:
        beyond_deg = abs(error_deg) - key.band.full
        words.append(
            f"That is {beyond_deg:.1f}° beyond the {key.band.full:.1f}° that earn full marks "
            f"(none from {key.band.zero:.1f}°)."
        )
    else:
        words.append(f"Within the {key.band.full:.1f}° that earn full marks.")
    words.extend(_describe_timing(mark, key, expected_deg=expected_deg))
    return " ".join(words)


def describe_class(own: str | None, expert: str) -> str:
    """The chosen foot strike beside the experts'."""
    theirs = _CLASSES.get(expert, expert)
    if own is None:
        return f"Not answered. The experts saw a {theirs} strike."
    if own == expert:
        return f"You and the experts saw a {theirs} strike."
    return f"You chose {_CLASSES.get(own, own)}; the experts saw a {theirs} strike."


def describe_findings(own: frozenset[str] | None, expert: frozenset[str]) -> str:
    """How many findings were named, missed, and named without ground."""
    if own is None:
        return f"Not answered. The experts named {len(expert) or 'no'} findings."
    if not expert:
        return (
            f"The experts named no finding; you named {len(own)}."
            if own
            else "You and the experts named no finding."
        )
    words = [f"You named {len(own & expert)} of the experts' {len(expert)} findings"]
    if own - expert:
        words.append(f"and {len(own - expert)} they did not see")
    return " ".join(words) + "."


def _degrees(value_deg: float, *, signed: bool = False) -> str:
    return f"{number(value_deg, decimals=1, signed=signed)}°"


def _describe_bias(kind: str, bias_ms: float) -> str:
    size_ms = round(abs(bias_ms))
    if size_ms == 0:
        return f"On average you mark {_TENDENCY[kind]} on time"
    return (
        f"On average you mark {_TENDENCY[kind]} {size_ms} ms {'late' if bias_ms > 0 else 'early'}"
    )


def _describe_timing(mark: AngleMark, key: AngleKey, *, expected_deg: float) -> list[str]:
    late_frames = mark.frame - key.frame
    if late_frames == 0:
        return []
    count = abs(late_frames)
    place = f"{count} frame{'s' if count > 1 else ''} {'after' if late_frames > 0 else 'before'}"
    if mark.frame in key.by_frame_deg:
        moved_deg = expected_deg - key.value_deg
        return [
            f"You measured {place} the experts' frame, where the angle differs by "
            f"{_degrees(moved_deg, signed=True)}; that is not charged here."
        ]
    return [f"You measured {place} the experts' frame, too far away to allow for it."]
