"""How the shoe lies in each frame from before contact to mid-stance.

Read from mid-stance backwards: there the shoe lies as its template does, and every frame is
begun from where the one after it ended as well as from the landmarks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gait_lab.analysis.landmarks import BoolArray, FloatArray, IntArray
from gait_lab.analysis.shoe.carry import carried_change, spread_over
from gait_lab.analysis.shoe.flat import FlatShoe, flat_shoe
from gait_lab.analysis.shoe.looks import NearFoot, near_foot
from gait_lab.analysis.shoe.patch import FeetSeen
from gait_lab.analysis.shoe.register import Layer
from gait_lab.analysis.shoe.stance import Stance

FLAT_STANCE = (0.20, 0.42)
"""Share of stance over which the foot lies flat: there its template is made."""
BEFORE_CONTACT_S, OF_STANCE = 0.10, 0.50
"""Read from so long before contact to this share of stance."""
MOST_FLAT, FEWEST_FLAT = 40, 6
"""Looks at the flat shoe: no more are needed, fewer are too few."""
MOST_STANCES = 20
"""Read in a clip; what was read is carried to the others."""
COARSE, FINE = 3.0, 1.0
"""Blurs, in cells, at which the shoe is laid on first and last."""
ALIKE_RAD = 0.12
"""Turns no farther apart lead to the same end."""
FARTHEST_LEGS, FARTHEST_TURN_DEG = 0.10, 25.0
"""Farther than this from the landmarks it is not the shoe that was found."""
UNSTEADY_DEG = 6.0
"""A turn that lies by more above or below those of both neighbouring frames is not believed."""
FEWEST_READ = 0.6
"""Share of the frames about contact that must be read, or none are used."""
ABOUT_CONTACT_S = 0.04
"""So far from contact a frame lies about it."""


@dataclass(frozen=True, eq=False)
class ShoeReading:
    """Attributes
    ----------
    frame : (k,) frames that were read, rising.
    heel_px, toe_px : (k, 2) where the flat stance's landmarks lie on the shoe so found, picture.
    """

    frame: IntArray
    heel_px: FloatArray
    toe_px: FloatArray


def read_shoe(
    feet: FeetSeen,
    points_px: FloatArray,
    time_s: FloatArray,
    stances: Sequence[Stance],
    *,
    facing_right: bool,
    leg_px: float,
) -> ShoeReading | None:
    """The near shoe wherever it was found near contact; None where the pictures do not tell.

    Parameters
    ----------
    points_px : (n_frames, 3, 2) heel, toe and ankle of the near foot in the picture.
    """
    foot = near_foot(feet, points_px.mean(axis=1), facing_right=facing_right, leg_px=leg_px)
    if foot is None:
        return None
    shoe = _learnt(foot, points_px, time_s, stances, leg_px=leg_px)
    if shoe is None:
        return None
    reader = _Reader(foot, shoe, points_px, leg_px)
    seen = [stance for stance in stances if _seen(foot, _window(time_s, stance))]
    chosen = spread_over(seen, MOST_STANCES)
    tracks = [reader.track(_seen(foot, _window(time_s, stance))) for stance in chosen]
    read = _believed(tracks, time_s, [stance.contact_s for stance in chosen])
    if read is None or len(chosen) == len(stances):
        return read
    rest = [frame for own in stances if own not in chosen for frame in _window(time_s, own)]
    return _with_rest(read, np.array(rest, dtype=np.int64), points_px, time_s, stances)


def _learnt(
    foot: NearFoot,
    points_px: FloatArray,
    time_s: FloatArray,
    stances: Sequence[Stance],
    *,
    leg_px: float,
) -> FlatShoe | None:
    """What the shoe looks like, from mid-stance frames all over the clip."""
    flat = [frame for stance in stances for frame in _seen(foot, _flat(time_s, stance))]
    if len(flat) < FEWEST_FLAT:
        return None
    some = [flat[k] for k in np.linspace(0, len(flat) - 1, min(MOST_FLAT, len(flat))).astype(int)]
    return flat_shoe(
        [foot.look(frame) for frame in some],
        np.array([foot.to_cells(frame, points_px[frame]) for frame in some]),
        cell_legs=foot.cell_px / leg_px,
    )


def _window(time_s: FloatArray, stance: Stance) -> range:
    """Frames from before contact to mid-stance."""
    return _frames(time_s, stance.contact_s - BEFORE_CONTACT_S, stance.after(OF_STANCE))


def _flat(time_s: FloatArray, stance: Stance) -> range:
    start, end = FLAT_STANCE
    return _frames(time_s, stance.after(start), stance.after(end))


def _with_rest(
    read: ShoeReading,
    rest: IntArray,
    points_px: FloatArray,
    time_s: FloatArray,
    stances: Sequence[Stance],
) -> ShoeReading:
    """With the frames of the stances that were not read themselves."""
    marks_px = np.stack([read.heel_px, read.toe_px], axis=1)
    change = marks_px - points_px[read.frame, :2]
    carried = points_px[rest, :2] + carried_change(
        time_s[read.frame], change, stances, time_s[rest]
    )
    known = np.isfinite(carried).all(axis=(1, 2)) & ~np.isin(rest, read.frame)
    frame = np.concatenate([read.frame, rest[known]])
    marks_px = np.concatenate([marks_px, carried[known]])[np.argsort(frame)]
    return ShoeReading(np.sort(frame), marks_px[:, 0], marks_px[:, 1])


def _frames(time_s: FloatArray, start_s: float, end_s: float) -> range:
    first, last = np.searchsorted(time_s, [start_s, end_s])
    return range(int(first), int(last))


def _seen(foot: NearFoot, frames: range) -> list[int]:
    return [frame for frame in frames if frame in foot.place]


class _Reader:
    """Lays the shoe on look after look."""

    def __init__(
        self, foot: NearFoot, shoe: FlatShoe, points_px: FloatArray, leg_px: float
    ) -> None:
        self.foot, self.marks, self.points_px = foot, shoe.marks, points_px
        self.coarse, self.fine = (Layer(shoe.shoe.blurred(blur)) for blur in (COARSE, FINE))
        self.flat_rad = _pitch_rad(shoe.marks)
        self.farthest = FARTHEST_LEGS * leg_px / foot.cell_px

    def track(self, frames: list[int]) -> FloatArray:
        """(k, 6) frame, turn in degrees, heel and toe in the picture; NaN where not found."""
        rows = np.full((len(frames), 6), np.nan)
        turns: list[float] = []
        for row, frame in reversed(list(zip(rows, frames, strict=True))):
            at, found = self._lay(frame, turns)
            turns = [*turns, float(at[2])] if found else []
            row[0] = frame
            if found:
                heel, toe = self.foot.to_px(frame, at[:2] + _turned(self.marks[:2], at[2]))
                row[1:] = np.degrees(at[2]), *heel, *toe
        return rows

    def _lay(self, frame: int, turns: list[float]) -> tuple[FloatArray, bool]:
        look = self.foot.look(frame)
        points = self.foot.to_cells(frame, self.points_px[frame])
        expected_rad = _pitch_rad(points) - self.flat_rad
        middle, blurry = points[:2].mean(axis=0), look.blurred(COARSE)
        tries = []
        for turn in _starts(expected_rad, _foretold(turns)):
            start = middle - _turned(self.marks[:2], turn).mean(axis=0)
            tries.append(self.coarse.lay(blurry, np.append(start, turn)))
        best, _ = min(tries, key=lambda one: one[1])
        at, _ = self.fine.lay(look.blurred(FINE), best)
        moved = at[:2] + _turned(self.marks[:2], at[2]).mean(axis=0) - middle
        near = float(np.hypot(*moved)) <= self.farthest
        return at, near and abs(np.degrees(at[2] - expected_rad)) <= FARTHEST_TURN_DEG


def _starts(expected_rad: float, foretold_rad: float) -> tuple[float, ...]:
    """Both, or half way between them where one may stand for the other."""
    if abs(expected_rad - foretold_rad) < ALIKE_RAD:
        return ((expected_rad + foretold_rad) / 2,)
    return expected_rad, foretold_rad


def _foretold(turns: list[float]) -> float:
    """What the last two turns lead on to."""
    if len(turns) < 2:
        return turns[-1] if turns else 0.0
    return 2 * turns[-1] - turns[-2]


def _turned(points: FloatArray, turn_rad: float) -> FloatArray:
    """(..., 2) columns and rows, turned toe up."""
    c, s = np.cos(turn_rad), np.sin(turn_rad)
    return np.asarray(points @ np.array([[c, -s], [s, c]]))


def _pitch_rad(points: FloatArray) -> float:
    """Heel to toe, + toe up; points are columns and rows of heel, toe, ..."""
    across, down = points[1] - points[0]
    return float(np.arctan2(-down, across))


def _believed(
    tracks: list[FloatArray], time_s: FloatArray, contacts_s: list[float]
) -> ShoeReading | None:
    """What is steady from frame to frame, if that is most of what lies about contact."""
    kept, about = [], []
    for rows, contact_s in zip(tracks, contacts_s, strict=True):
        if not len(rows):
            continue
        own_s = time_s[rows[:, 0].astype(int)]
        steady = _steady(rows[:, 1])
        kept.append(rows[steady])
        about.append(steady[np.abs(own_s - contact_s) <= ABOUT_CONTACT_S])
    if not kept or not np.concatenate(about).size or np.concatenate(about).mean() < FEWEST_READ:
        return None
    table = np.concatenate(kept)
    frame, first = np.unique(table[:, 0].astype(np.int64), return_index=True)
    table = table[first]
    return ShoeReading(frame, table[:, 2:4], table[:, 4:6])


def _steady(turn_deg: FloatArray) -> BoolArray:
    """Found, and not far above or below both neighbours."""
    before, own, after = turn_deg[:-2], turn_deg[1:-1], turn_deg[2:]
    above, below = own - np.fmax(before, after), np.fmin(before, after) - own
    steady = np.isfinite(turn_deg)
    steady[1:-1] &= ~(np.fmax(above, below) > UNSTEADY_DEG)
    return np.asarray(steady)
