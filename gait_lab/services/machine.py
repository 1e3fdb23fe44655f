"""What the machine saw on a case: the start of a draft, and the check beside the expert's own."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.points import POINT_MEASURES, measure_points
from gait_lab.models import Case
from gait_lab.selectors.cases import case_facing, case_near_side
from gait_lab.selectors.finding_list import finding_codes
from gait_lab.services.landmark_files import landmarks_of

FLAT_SHARE_OF_STANCE = 0.4
MID_SHARE_OF_STANCE = 0.4

_JOINTS = {
    "hip": "hip",
    "knee": "knee",
    "ankle": "ankle",
    "heel": "heel",
    "toe": "foot_index",
    "heel_flat": "heel",
    "toe_flat": "foot_index",
    "shoulder": "shoulder",
}
"""The near leg's landmark for each point a person clicks."""


class Machine:
    """The analysis of a case, read on the case's stills."""

    def __init__(self, case: Case, times_s: Mapping[int, float]) -> None:
        self.case = case
        self.times_s = times_s
        self.side = case_near_side(case)

    @cached_property
    def landmarks(self) -> LandmarkSequence | None:
        return landmarks_of(self.case.analysis)

    @cached_property
    def events(self) -> list[dict[str, Any]]:
        """Near-leg events inside the window."""
        return sorted(
            (
                {
                    "kind": event["kind"],
                    "side": self.side,
                    "frame": event["frame"],
                    "time_s": self.times_s[event["frame"]],
                }
                for event in self.case.analysis.result["events"]
                if event["side"] == self.side and event["frame"] in self.times_s
            ),
            key=lambda event: event["time_s"],
        )

    @property
    def foot_strike_class(self) -> str | None:
        metrics = self.case.analysis.result["metrics"]
        return next((m["value"] for m in metrics if m["name"] == "foot_strike_class"), None)

    @property
    def findings(self) -> list[str]:
        known = finding_codes()
        found = {finding["code"] for finding in self.case.analysis.result["findings"]}
        return sorted(found & set(known))

    def drawn_measures(self) -> dict[str, dict[str, Any]]:
        """Every measure as the machine's landmarks draw it, on the frames asked for."""
        stance = self._first_stance()
        if stance is None:
            return {}
        contact, flat, mid = stance
        drawn = {}
        for measure in ("knee_flexion_deg", "shank_angle_deg", "foot_strike_angle_deg"):
            drawn[measure] = {"frame": contact}
        drawn["foot_strike_angle_deg"]["flat_frame"] = flat
        drawn["trunk_lean_deg"] = {"frame": mid}
        placed = {name: self._placed(name, where) for name, where in drawn.items()}
        return {
            name: {**where, "points": points}
            for name, where in drawn.items()
            if (points := placed[name])
        }

    def angle(self, measure: str, drawn: Mapping[str, Any]) -> float | None:
        """The machine's reading where a person drew, by the same formula as theirs."""
        points = self._placed(measure, drawn)
        if points is None:
            return None
        try:
            value = measure_points(points, measure=measure, facing=case_facing(self.case))
        except ValueError:
            return None
        return round(value, 2)

    def carried(
        self, measure: str, drawn: Mapping[str, Any], *, value_deg: float, frames: Sequence[int]
    ) -> dict[str, float]:
        """The expert's angle on frames around theirs: theirs plus the machine's change since.

        The machine's level, and with it its bias, cancels out. Keys are texts, as JSON wants.
        """
        start_deg = self.angle(measure, drawn)
        if start_deg is None:
            return {}
        there = {frame: self.angle(measure, {**drawn, "frame": frame}) for frame in frames}
        return {
            str(frame): round(value_deg + deg - start_deg, 2)
            for frame, deg in there.items()
            if deg is not None
        }

    def _placed(self, measure: str, drawn: Mapping[str, Any]) -> dict[str, list[float]] | None:
        if self.landmarks is None:
            return None
        points = {}
        for point in POINT_MEASURES[measure].points:
            frame = drawn["frame"] if point.on == "frame" else self._flat_frame(drawn)
            if frame is None:
                continue
            x, y = self.landmarks.point(f"{self.side}_{_JOINTS[point.key]}")[frame]
            if not (np.isfinite(x) and np.isfinite(y)):
                return None
            points[point.key] = [round(float(x), 2), round(float(y), 2)]
        return points

    def _flat_frame(self, drawn: Mapping[str, Any]) -> int | None:
        """A landmark on the heel is not the sole: the machine always needs its flat foot."""
        if drawn.get("flat_frame") is not None:
            return drawn["flat_frame"]
        stance = self._first_stance()
        return stance[1] if stance else None

    def _first_stance(self) -> tuple[int, int, int] | None:
        """Frames of the first contact, of flat foot and of mid-stance."""
        contacts = [e for e in self.events if e["kind"] == "initial_contact"]
        if not contacts:
            return None
        start_s = contacts[0]["time_s"]
        ends_s = [e["time_s"] for e in self.events if e["kind"] == "toe_off"]
        ends_s = [end_s for end_s in ends_s if end_s > start_s]
        if not ends_s:
            return None
        length_s = ends_s[0] - start_s
        return (
            contacts[0]["frame"],
            self._frame_at(start_s + FLAT_SHARE_OF_STANCE * length_s),
            self._frame_at(start_s + MID_SHARE_OF_STANCE * length_s),
        )

    def _frame_at(self, time_s: float) -> int:
        return min(self.times_s, key=lambda frame: abs(self.times_s[frame] - time_s))


def near_leg_px(case: Case, *, frames: Sequence[int]) -> dict[int, list[tuple[float, float]]]:
    """Where the near knee, heel and toe lie on each of the frames; none where nothing was seen."""
    landmarks = landmarks_of(case.analysis)
    if landmarks is None:
        return {}
    side = case_near_side(case)
    columns = [landmarks.names.index(f"{side}_{joint}") for joint in ("knee", "heel", "foot_index")]
    seen = {frame: landmarks.xy_px[frame, columns] for frame in frames}
    return {
        frame: [(float(x), float(y)) for x, y in points]
        for frame, points in seen.items()
        if np.isfinite(points).all()
    }
