"""What an invented person marks on a case's frames: the truth of the drawing, as a hand would."""

import itertools
import random

from gait_lab.simulation.truth import ClipTruth

LEG_POINTS = {"hip": "hip", "knee": "knee", "ankle": "ankle", "heel": "heel", "toe": "foot_index"}
POINTS_OF = {
    "knee_flexion_deg": ("hip", "knee", "ankle"),
    "shank_angle_deg": ("knee", "ankle"),
    "foot_strike_angle_deg": ("heel", "toe"),
    "trunk_lean_deg": ("hip", "shoulder"),
}
MID_STANCE_SHARE = 0.4


class Hand:
    """Marks events and points with a hand's error; ``error_px`` 0 is the truth itself."""

    def __init__(self, truth: ClipTruth, *, frames: range, error_px: float, seed: int):
        self.truth, self.frames, self.error_px = truth, frames, error_px
        self.random = random.Random(seed)
        self.stances = list(self._whole_stances())

    def content(self, *, findings: list[str], frame_slips: tuple[int, ...] = (0,)) -> dict:
        """All that the workbench asks for; ``frame_slips`` are taken in turn by the events."""
        return {
            "events": self._events(frame_slips),
            "points": self._points(),
            "answers": {
                "foot_strike_class": self.truth.metric("foot_strike_class").value,
                "findings": findings,
            },
        }

    def _whole_stances(self):
        """(contact frame, toe-off frame) of the near leg's stances inside the window."""
        side = self.truth.near_side
        events = [e for e in self.truth.events if e.side == side and e.frame in self.frames]
        for first, second in itertools.pairwise(events):
            if (first.kind, second.kind) == ("initial_contact", "toe_off"):
                yield first.frame, second.frame

    def _events(self, slips: tuple[int, ...]) -> list[dict]:
        side = self.truth.near_side
        inside = [e for e in self.truth.events if e.side == side and e.frame in self.frames]
        return [
            {"kind": event.kind, "frame": self._inside(event.frame + slips[i % len(slips)])}
            for i, event in enumerate(inside)
        ]

    def _inside(self, frame: int) -> int:
        return min(max(frame, self.frames.start), self.frames.stop - 1)

    def _points(self) -> dict:
        contact, toe_off = self.stances[0]
        mid = round(contact + MID_STANCE_SHARE * (toe_off - contact))
        at = dict.fromkeys(POINTS_OF, contact) | {"trunk_lean_deg": mid}
        drawn = {
            measure: {"frame": at[measure], "points": self._placed(names, at[measure])}
            for measure, names in POINTS_OF.items()
        }
        flat = {f"{key}_flat": xy for key, xy in self._placed(("heel", "toe"), mid).items()}
        drawn["foot_strike_angle_deg"]["points"] |= flat
        drawn["foot_strike_angle_deg"]["flat_frame"] = mid
        return drawn

    def _placed(self, names: tuple[str, ...], frame: int) -> dict[str, list[float]]:
        return {name: self._point(name, frame) for name in names}

    def _point(self, name: str, frame: int) -> list[float]:
        joint = "shoulder" if name == "shoulder" else LEG_POINTS[name]
        x, y = self.truth.point(f"{self.truth.near_side}_{joint}")[frame]
        return [round(float(v) + self.random.gauss(0, self.error_px), 2) for v in (x, y)]
