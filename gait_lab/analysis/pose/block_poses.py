"""What the models found in one block of frames."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import LANDMARK_NAMES, SIDES
from gait_lab.analysis.frames.looks import Look
from gait_lab.analysis.geometry import distance
from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.pose.estimator import Person
from gait_lab.analysis.shoe import FootPatches

FOOT_JOINTS = ("heel", "foot_index", "ankle")


@dataclass(frozen=True, eq=False)
class BlockPoses:
    """Landmarks of one person over a block, and everybody seen at its anchors.

    ``indices`` (n,) frames; ``xy_px`` (n, 33, 2), ``visibility`` (n, 33) and ``regions``
    (n, 4: x, y, size, rotation), NaN where nobody is; ``people`` (frame, persons) pairs;
    ``looked_at`` in how many frames the models looked; ``look`` how dark and blurred the first
    frame is around the person; ``pictures`` the frames that were asked for, RGB; ``waists`` the
    waist in every frame (`waistline.cut_waists`) and ``feet`` the feet near the ground
    (`shoe.cut_feet`), where they were asked for.
    """

    indices: NDArray[np.int64]
    xy_px: FloatArray
    visibility: FloatArray
    regions: FloatArray
    people: tuple[tuple[int, tuple[Person, ...]], ...]
    looked_at: int
    look: Look | None = None
    pictures: tuple[NDArray[np.uint8], ...] = ()
    waists: NDArray[np.uint8] | None = None
    feet: FootPatches | None = None

    def middle_px(self, joint: str) -> FloatArray:
        """(n, 2) half way between the left and the right joint of that name."""
        left, right = (LANDMARK_NAMES.index(f"{side}_{joint}") for side in SIDES)
        middle: FloatArray = (self.xy_px[:, left] + self.xy_px[:, right]) / 2
        return middle

    def feet_px(self) -> FloatArray:
        """(n, 2, 2) middle of heel, toe and ankle of the left and of the right label."""
        of_side = [
            self.xy_px[:, [LANDMARK_NAMES.index(f"{side}_{joint}") for joint in FOOT_JOINTS]]
            for side in SIDES
        ]
        return np.stack([points.mean(axis=1) for points in of_side], axis=1)

    def leg_px(self) -> float:
        """Hip to knee to ankle, as long as it is seen in a quarter of the frames and labels."""
        lengths = []
        for side in SIDES:
            hip, knee, ankle = (
                self.xy_px[:, LANDMARK_NAMES.index(f"{side}_{joint}")]
                for joint in ("hip", "knee", "ankle")
            )
            lengths.append(distance(hip, knee) + distance(knee, ankle))
        seen = np.concatenate(lengths)
        seen = seen[np.isfinite(seen)]
        return float(np.percentile(seen, 75)) if len(seen) else float("nan")

    def without(self, places: Sequence[int]) -> "BlockPoses":
        """The same as if nobody had been found in those frames."""
        gone = np.zeros(len(self.indices), dtype=bool)
        gone[list(places)] = True
        return replace(
            self,
            xy_px=np.where(gone[:, None, None], np.nan, self.xy_px),
            visibility=np.where(gone[:, None], 0.0, self.visibility),
            regions=np.where(gone[:, None], np.nan, self.regions),
            waists=None if self.waists is None else self.waists * ~gone[:, None, None, None],
            feet=None if self.feet is None else self.feet.kept(~gone[self.feet.frame]),
        )

    def scaled(self, factor: float) -> "BlockPoses":
        """The same in a picture ``factor`` times as large."""
        regions = self.regions * (factor, factor, factor, 1)
        people = tuple(
            (index, tuple(Person(p.region.scaled(factor), p.score) for p in persons))
            for index, persons in self.people
        )
        return replace(
            self,
            xy_px=self.xy_px * factor,
            regions=regions,
            people=people,
            feet=None if self.feet is None else self.feet.scaled(factor),
        )
