"""What the repair says about the clip."""

from collections.abc import Iterator

from gait_lab.analysis.conventions import Side
from gait_lab.analysis.landmarks import BoolArray
from gait_lab.analysis.results import QualityNote


def not_periodic() -> QualityNote:
    return QualityNote(
        "sides_not_checked",
        "warning",
        "No regular stride was found, so left and right could not be checked.",
        "Film at least five seconds of steady running with both feet in the picture.",
    )


def stated_side_disagrees(*, stated: Side, shown: Side) -> QualityNote:
    return QualityNote(
        "stated_side_disagrees",
        "warning",
        f"You said the {stated} side is nearer the camera; the runner faces image-{shown}, which "
        f"shows the {shown} side unless the picture is mirrored. The stated side was used.",
        "Check the side, and film without mirroring (some front cameras mirror).",
    )


def facing_unsure() -> QualityNote:
    return QualityNote(
        "facing_unsure",
        "warning",
        "The feet and the turning of the legs disagree about which way the runner faces.",
        "Film square to the runner, with the whole foot visible.",
    )


def looks_like_the_front() -> QualityNote:
    return QualityNote(
        "view_may_be_front",
        "warning",
        "The runner's left is on the right of the picture: this looks like a view from the front.",
        "Film from behind, or say which view it is.",
    )


def of_repair(
    swapped: BoolArray, collapsed: BoolArray, active: BoolArray, confidence: float
) -> tuple[QualityNote, ...]:
    said = []
    total = max(int(active.sum()), 1)
    if swapped.any() or collapsed.any():
        said.append(
            QualityNote(
                "sides_repaired",
                "note",
                " ".join(_repaired(100 * swapped.sum() / total, 100 * collapsed.sum() / total)),
            )
        )
    if confidence < 0.4:
        said.append(
            QualityNote(
                "sides_unsure",
                "warning",
                "Which leg is which could not be told surely over the whole clip.",
                "Film square to the runner, in good light, with close-fitting clothes.",
            )
        )
    return tuple(said)


def _repaired(swapped_pct: float, collapsed_pct: float) -> Iterator[str]:
    if swapped_pct:
        yield f"Left and right legs were exchanged back in {_share(swapped_pct)} of frames."
    if collapsed_pct:
        yield (
            f"In {_share(collapsed_pct)} of frames one leg hid the other, and the hidden one was "
            "rebuilt from the runner's other strides."
        )


def _share(percent: float) -> str:
    return f"{percent:.0f} %" if percent >= 0.5 else "less than 1 %"
