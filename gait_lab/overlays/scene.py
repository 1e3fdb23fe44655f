"""What is to be drawn on a clip, gathered once: points, angles, events, phases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import Facing, Side, View, facing_sign
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.results import GaitEvent


@dataclass(frozen=True)
class Stance:
    """``[start_s, end_s)`` of real time in which one foot is on the ground."""

    side: Side
    start_s: float
    end_s: float


@dataclass(frozen=True, eq=False)
class Scene:
    """Everything drawn over a clip.

    ``landmarks`` in pixels of the displayed frame; ``angles_deg`` per leg (None: the
    trunk) and frame, by the metrics' own formulas, so that a picture never says another number
    than the table, and only where the table says one; ``leg_length_px`` sets the weight of lines;
    ``roll_deg`` is the camera's, so that a drawn vertical is the true one.
    """

    landmarks: LandmarkSequence
    view: View
    near_side: Side | None
    facing: Facing | None
    events: Sequence[GaitEvent]
    angles_deg: Mapping[tuple[str, Side | None], NDArray[np.float64]]
    leg_length_px: float
    roll_deg: float = 0.0

    @property
    def forward(self) -> int:
        """+1 when the runner faces image-right (rear view: +1)."""
        return 1 if self.facing is None else facing_sign(self.facing)

    @property
    def up(self) -> NDArray[np.float64]:
        """(2,) the true vertical in image axes (y down)."""
        roll = np.radians(self.roll_deg)
        return np.array([-np.sin(roll), -np.cos(roll)])

    @property
    def ahead(self) -> NDArray[np.float64]:
        """(2,) the true horizontal in image axes, in the running direction."""
        up = self.up
        return self.forward * np.array([-up[1], up[0]])

    @property
    def stances(self) -> list[Stance]:
        """Contacts paired with the toe-off that follows them on the same side."""
        stances = []
        for side in ("left", "right"):
            own = sorted((e for e in self.events if e.side == side), key=lambda e: e.time_s)
            stances += [
                Stance(side, first.time_s, then.time_s)
                for first, then in pairwise(own)
                if (first.kind, then.kind) == ("initial_contact", "toe_off")
            ]
        return stances

    def is_shown_solid(self, side: Side) -> bool:
        """The far leg is drawn thin: what is seen of it is less sure."""
        return self.view == "rear" or side == self.near_side

    def point(self, name: str, frame: int) -> NDArray[np.float64]:
        """(2,) image pixels; NaN where not seen."""
        return self.landmarks.xy_px[frame, self.landmarks.index(name)]

    def angle_deg(self, name: str, side: Side, frame: int) -> float:
        """NaN where it was not measured."""
        series = self.angles_deg.get((name, side), self.angles_deg.get((name, None)))
        return float("nan") if series is None else float(series[frame])

    def middle(self, joint: str, frame: int) -> NDArray[np.float64]:
        """Half way between the left and the right one."""
        return (self.point(f"left_{joint}", frame) + self.point(f"right_{joint}", frame)) / 2
