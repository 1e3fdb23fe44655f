"""Is the picture bright and sharp enough where the runner is?

The limits come from darkening and blurring sound clips step by step: at the first the feet's
landmarks move by about 4 % of body height, at the second the legs' are lost.
"""

from typing import TYPE_CHECKING

import numpy as np

from gait_lab.analysis.quality import groups
from gait_lab.analysis.results import QualityNote

if TYPE_CHECKING:
    from gait_lab.analysis.quality import Evidence

DARK_CONTRAST, BLACK_CONTRAST = 22.0, 10.0
"""Grey levels between the darkest and the brightest parts, of 255; a sound clip has over 100."""

BLURRED, SMEARED = 0.52, 0.66
"""``Look.blur``; a sound clip has 0.2 to 0.3."""


def too_dark(evidence: "Evidence") -> QualityNote | None:
    """Too little light to tell the feet, or the runner, from the ground."""
    if not evidence.looks:
        return None
    contrast = float(np.median([look.contrast for look in evidence.looks]))
    if contrast >= DARK_CONTRAST:
        return None
    return QualityNote(
        "too_dark",
        "refusal",
        "The picture is too dark, or too flat, to see the runner's "
        + ("outline." if contrast < BLACK_CONTRAST else "feet well."),
        "Film in more light, with the light behind the camera.",
        groups.ALL if contrast < BLACK_CONTRAST else groups.FOOT,
    )


def too_blurred(evidence: "Evidence") -> QualityNote | None:
    """Out of focus, smeared by motion, or compressed to nothing."""
    if not evidence.looks:
        return None
    blur = float(np.median([look.blur for look in evidence.looks]))
    if blur <= BLURRED:
        return None
    return QualityNote(
        "too_blurred",
        "refusal",
        "The picture is too blurred to place the runner's "
        + ("joints." if blur > SMEARED else "feet."),
        "Focus on the runner, keep the camera still, use a short exposure and more light.",
        groups.ALL_BUT_CADENCE if blur > SMEARED else groups.FOOT,
    )
