"""Who in the picture is the runner: the largest and most persistent person who runs."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from gait_lab.analysis.conventions import LANDMARK_NAMES, SIDES
from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.pose.estimator import Person, Region

LOST_AFTER_S = 4.0
"""A person not seen for this long who comes back is taken for somebody new."""

LINK_SIZE_RATIO, LINK_SIZE_PER_S, MOST_SIZE_RATIO = 1.5, 0.2, 2.0
LINK_DISTANCE = 0.6
LINK_REGIONS_PER_S = 1.5
LINK_HEIGHT = 0.4
"""Who could be the same person a moment later: nearly as large, as far along as a runner gets in
that time, and about as high in the picture, since runners stay on the ground. In squares."""

RIVAL_SHARE = 0.35
"""Somebody whose size times presence is below this share of the largest's is in the background."""

SIMILAR_SIZE_RATIO = 1.8
TOGETHER_SHARE = 0.05
"""Two people of similar size are there when this share of the frames looked at shows them at
once, and more than one frame does: a single find may be of a shadow."""

RUNNING_LEG_MOTION = 0.03
"""Least spread of the ankles about the hips, in body lengths, of somebody who runs or walks."""

_MOVING = ("hip", "shoulder", "ankle")


@dataclass(eq=False)
class Track:
    """One person through the clip: the frames they were seen in and where."""

    frames: list[int] = field(default_factory=list)
    times_s: list[float] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)

    def add(self, frame: int, time_s: float, region: Region) -> None:
        """Note where the person is in a frame."""
        self.frames.append(frame)
        self.times_s.append(time_s)
        self.regions.append(region)

    @property
    def presence(self) -> float:
        """Size times number of sightings."""
        return float(sum(region.size_px for region in self.regions))

    def distance(self, time_s: float, region: Region) -> float:
        """How unlikely it is that this is where the person is now; infinite past the gates."""
        gap_s = time_s - self.times_s[-1]
        expected = self._expected(time_s)
        if gap_s > LOST_AFTER_S or not could_be_same(expected, region, gap_s=gap_s):
            return float("inf")
        return expected.distance(region) + float(np.log(expected.size_ratio(region)))

    def reaches(self, time_s: float, region: Region) -> bool:
        """Whether the person may be there then, of whatever size, by the nearest sighting."""
        after = min(bisect_left(self.times_s, time_s), len(self.times_s) - 1)
        near = min((max(after - 1, 0), after), key=lambda place: abs(self.times_s[place] - time_s))
        gap_s = abs(self.times_s[near] - time_s)
        return within_reach(self.regions[near], region, gap_s=gap_s)

    def _expected(self, time_s: float) -> Region:
        if len(self.regions) < 2:
            return self.regions[-1]
        before, last = self.regions[-2:]
        step = (time_s - self.times_s[-1]) / (self.times_s[-1] - self.times_s[-2])
        step = min(step, 1.0)
        return Region(
            last.x_px + step * (last.x_px - before.x_px),
            last.y_px + step * (last.y_px - before.y_px),
            last.size_px,
            last.rotation_rad,
        )


def could_be_same(a: Region, b: Region, *, gap_s: float) -> bool:
    """Whether two regions, that many seconds apart, may show one person who runs."""
    most = min(LINK_SIZE_RATIO + LINK_SIZE_PER_S * gap_s, MOST_SIZE_RATIO)
    return a.size_ratio(b) <= most and within_reach(a, b, gap_s=gap_s)


def within_reach(a: Region, b: Region, *, gap_s: float) -> bool:
    """Whether somebody who runs may get from one place to the other in that time."""
    higher = abs(a.y_px - b.y_px) / max(a.size_px, b.size_px)
    return higher <= LINK_HEIGHT and a.distance(b) <= LINK_DISTANCE + LINK_REGIONS_PER_S * gap_s


def link_people(
    sightings: Sequence[tuple[int, float, Sequence[Person]]],
) -> list[Track]:
    """Everybody's track, the most present first.

    Parameters
    ----------
    sightings : (frame, time_s, persons) in order of time
    """
    tracks: list[Track] = []
    for frame, time_s, persons in sightings:
        regions = [person.region for person in persons]
        pairs = sorted(
            (track.distance(time_s, region), t, r)
            for t, track in enumerate(tracks)
            for r, region in enumerate(regions)
        )
        taken_tracks: set[int] = set()
        taken_regions: set[int] = set()
        for distance, t, r in pairs:
            if np.isfinite(distance) and t not in taken_tracks and r not in taken_regions:
                tracks[t].add(frame, time_s, regions[r])
                taken_tracks.add(t)
                taken_regions.add(r)
        for r in set(range(len(regions))) - taken_regions:
            tracks.append(Track([frame], [time_s], [regions[r]]))
    return sorted(tracks, key=lambda track: track.presence, reverse=True)


def rivals(tracks: Sequence[Track]) -> list[Track]:
    """Those who may be the runner, the most present first."""
    if not tracks:
        return []
    return [track for track in tracks if track.presence >= RIVAL_SHARE * tracks[0].presence]


def with_later_parts(runner: Track, tracks: Sequence[Track]) -> tuple[Track, list[Track]]:
    """(the runner, the others): tracks before or after that could be the runner's are.

    Somebody lost for seconds gets a new track; people seen at the same time, too far off for
    the time between, higher, or of another size are others.
    """
    whole = runner
    others = []
    for track in tracks:
        if track is runner:
            continue
        joined = _joined(whole, track) or _joined(track, whole)
        if joined is None:
            others.append(track)
        else:
            whole = joined
    return whole, others


def _joined(first: Track, second: Track) -> Track | None:
    """One track of two, where the second may go on with the first's person."""
    gap_s = second.times_s[0] - first.times_s[-1]
    if gap_s <= 0 or not could_be_same(first.regions[-1], second.regions[0], gap_s=gap_s):
        return None
    return Track(
        first.frames + second.frames,
        first.times_s + second.times_s,
        first.regions + second.regions,
    )


def seen_together(sightings: Sequence[tuple[int, float, Sequence[Person]]]) -> int:
    """How many people of similar size are in the picture at once, in more than stray frames."""
    counts = [_of_similar_size(persons) for _, _, persons in sightings]
    least = max(2.0, TOGETHER_SHARE * len(counts))
    return max(
        (wanted for wanted in counts if sum(count >= wanted for count in counts) >= least),
        default=0,
    )


def _of_similar_size(persons: Sequence[Person]) -> int:
    sizes = [person.region.size_px for person in persons]
    return sum(SIMILAR_SIZE_RATIO * size >= max(sizes) for size in sizes)


def leg_motion(xy_px: FloatArray, names: Sequence[str] = LANDMARK_NAMES) -> float:
    """Spread of the ankles about the hips over (n, n_landmarks, 2) poses, in body lengths.

    About 0.15 for a runner from the side, 0.06 from behind, below 0.02 for somebody who stands.
    """
    columns = [names.index(f"{side}_{joint}") for joint in _MOVING for side in SIDES]
    points = xy_px[:, columns]
    seen = points[np.isfinite(points).all(axis=(1, 2))]
    if len(seen) < 8:
        return 0.0
    hips, shoulders = seen[:, :2].mean(axis=1), seen[:, 2:4].mean(axis=1)
    spread = [(ankle - hips).std(axis=0) for ankle in (seen[:, 4], seen[:, 5])]
    # A trunk is about 0.3 of a body.
    body_px = float(np.median(np.linalg.norm(shoulders - hips, axis=1))) / 0.3
    return float(np.linalg.norm(spread, axis=1).mean() / body_px) if body_px > 0 else 0.0
