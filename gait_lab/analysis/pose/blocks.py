"""One block of a clip: where the person is, then the landmarks of every frame.

The person is looked for at the block's first frame and at the frame after its last (its
anchors). Between anchors the region moves evenly, so it neither jitters nor depends on any
other block. Where the landmarks show that it strayed, an anchor is put in between; outside the
anchors it follows the landmarks from frame to frame.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import numpy as np

from gait_lab.analysis.conventions import LANDMARK_NAMES
from gait_lab.analysis.frames import VideoFrame
from gait_lab.analysis.frames.looks import Look, look_of
from gait_lab.analysis.pose.block_poses import BlockPoses
from gait_lab.analysis.pose.estimator import Person, Pose, PoseEstimator, Region
from gait_lab.analysis.pose.regions import (
    SAME_PERSON_DISTANCE,
    SAME_PERSON_SIZE_RATIO,
    between,
    interpolated,
    largest,
    likeness,
    same_person,
)
from gait_lab.analysis.pose.search import find_everybody

STRAY_DISTANCE = 0.12
STRAY_SIZE_RATIO = 1.3
"""A region this far from where the landmarks put it gets an anchor of its own."""

FASTEST_REGIONS_PER_S = 4.0
"""A sprinter crosses about four of their own squares in a second."""

MAX_EXTRA_ANCHORS = 6
_SEARCH_STRIDE = 4


class AnchorMemory:
    """What was seen at the frames that two blocks share, so that it is looked at once."""

    def __init__(self) -> None:
        self.people: dict[int, list[Person]] = {}
        self.regions: dict[tuple[int, Region], Region] = {}

    def forget_before(self, index: int) -> None:
        """Drop what lies before a frame."""
        self.people = {i: people for i, people in self.people.items() if i >= index}
        self.regions = {key: region for key, region in self.regions.items() if key[0] >= index}


def follow_block(
    estimator: PoseEstimator,
    frames: Sequence[VideoFrame],
    *,
    count: int,
    given: Mapping[int, Region] | None = None,
    memory: AnchorMemory | None = None,
) -> BlockPoses:
    """Landmarks of the first ``count`` frames.

    Parameters
    ----------
    frames : sequence of VideoFrame
        The block and, where the clip goes on, the next block's first frame as last anchor.
    given : frame -> Region, optional
        Where the wanted person is. Without it the largest person is followed.
    memory : AnchorMemory, optional
        Of the block before, on the same clip; it changes the time, not the result.
    """
    block = _Block(estimator, frames, count, given, memory or AnchorMemory())
    block.set_anchors()
    block.infer(0, count)
    block.mend_strays()
    return block.poses()


class _Block:
    def __init__(
        self,
        estimator: PoseEstimator,
        frames: Sequence[VideoFrame],
        count: int,
        given: Mapping[int, Region] | None,
        memory: AnchorMemory,
    ) -> None:
        self.estimator, self.frames, self.count, self.memory = estimator, frames, count, memory
        self.given = _resampled(given, frames) if given else None
        indices = [frame.index for frame in frames]
        self.given_places = {min(bisect_left(indices, i), len(frames) - 1) for i in given or ()}
        self.time_s = np.array([frame.time_s for frame in frames])
        self.anchors: dict[int, Region] = {}
        self.seen: dict[int, list[Person]] = {}
        self.found: dict[int, Pose | None] = {}
        self.used: dict[int, Region] = {}

    def people(self, place: int) -> list[Person]:
        frame, known = self.frames[place], self.memory.people
        if frame.index not in known:
            known[frame.index] = find_everybody(self.estimator, frame.rgb)
        self.seen[place] = known[frame.index]
        return self.seen[place]

    def set_anchors(self) -> None:
        last = len(self.frames) - 1
        if self.given is not None:
            for place in sorted({0, last}):
                self._anchor(place, self._nearest(place, self.given[place]))
            if not self.anchors:  # not seen at either end, but it is known where to look
                for place in self.given_places:
                    self._anchor(place, self.given[place])
            return
        first_region, last_region = self._best_pair(0, last)
        self._anchor(0, first_region)
        self._anchor(last, last_region)
        if not self.anchors:
            for place in range(_SEARCH_STRIDE, last, _SEARCH_STRIDE):
                self._anchor(place, largest(self.people(place)))

    def _best_pair(self, first: int, last: int) -> tuple[Region | None, Region | None]:
        """The largest person that can have got from one anchor to the other."""
        reach = SAME_PERSON_DISTANCE + FASTEST_REGIONS_PER_S * (
            self.time_s[last] - self.time_s[first]
        )
        pairs = [
            (a.region, b.region)
            for a in self.people(first)
            for b in self.people(last)
            if a.region.distance(b.region) <= reach
            and a.region.size_ratio(b.region) <= SAME_PERSON_SIZE_RATIO
        ]
        if pairs:
            return max(pairs, key=lambda pair: likeness(pair[0], pair[1], reach))
        alone = (largest(self.people(first)), largest(self.people(last)))
        if alone[0] is None or alone[1] is None:
            return alone
        return (alone[0], None) if alone[0].size_px >= alone[1].size_px else (None, alone[1])

    def _anchor(self, place: int, region: Region | None) -> None:
        """Put an anchor where the landmarks, looked at once, say the person is."""
        if region is None:
            return
        frame, known = self.frames[place], self.memory.regions
        if (frame.index, region) not in known:
            pose = self.estimator.landmarks(frame.rgb, region)
            is_there = pose is not None and same_person(pose.region, region)
            known[frame.index, region] = pose.region if pose and is_there else region
        self.anchors[place] = known[frame.index, region]

    def _nearest(self, place: int, expected: Region) -> Region | None:
        near = [p.region for p in self.people(place) if same_person(p.region, expected)]
        return min(near, key=expected.distance, default=None)

    def infer(self, start: int, stop: int) -> None:
        """Landmarks of ``[start, stop)``: evenly between anchors, following outside them."""
        if not self.anchors:
            return
        first, last = min(self.anchors), max(self.anchors)
        regions = interpolated(self.anchors, self.time_s)
        for place in range(max(start, first), min(stop, last + 1, self.count)):
            self._look(place, regions[place])
        self._follow(range(max(start, last + 1), min(stop, self.count)))
        self._follow(range(min(stop, first, self.count) - 1, start - 1, -1))

    def _look(self, place: int, region: Region) -> Pose | None:
        pose = self.estimator.landmarks(self.frames[place].rgb, region)
        if pose is not None and self.given and not same_person(pose.region, region):
            pose = None
        self.found[place], self.used[place] = pose, region
        return pose

    def _follow(self, places: Sequence[int]) -> None:
        """Frame by frame away from the outermost anchor, the region half way behind."""
        if not places:
            return
        region = self.anchors[
            max(self.anchors) if places[0] > max(self.anchors) else min(self.anchors)
        ]
        for place in places:
            pose = self._look(place, region)
            if pose is not None and same_person(pose.region, region):
                region = between(region, pose.region)

    def mend_strays(self) -> None:
        tried: set[int] = set()
        for _ in range(MAX_EXTRA_ANCHORS):
            place = self._worst_stray(tried)
            if place is None:
                return
            tried.add(place)
            region = self._better_region(place)
            if region is None:
                continue
            self._anchor(place, region)
            before = max((p for p in self.anchors if p < place), default=-1)
            after = min((p for p in self.anchors if p > place), default=len(self.frames))
            self.infer(before + 1, after)

    def _better_region(self, place: int) -> Region | None:
        region = self._nearest(place, self.used[place])
        if region is not None:
            return region
        pose = self.found[place]
        if pose is not None:
            return pose.region
        return None if self.given else largest(self.people(place))

    def _worst_stray(self, tried: set[int]) -> int | None:
        strays = np.zeros(self.count)
        for place, pose in self.found.items():
            strays[place] = _stray(pose, self.used[place])
        strays[list(tried)] = 0
        worst = np.flatnonzero(strays == strays.max())
        # Of several equally bad frames (nobody there), the middle one splits the run.
        return int(worst[len(worst) // 2]) if strays.max() > 1 else None

    def poses(self) -> BlockPoses:
        n_landmarks = len(LANDMARK_NAMES)
        xy_px = np.full((self.count, n_landmarks, 2), np.nan)
        visibility = np.zeros((self.count, n_landmarks))
        regions = np.full((self.count, 4), np.nan)
        for place, pose in self.found.items():
            if pose is not None:
                xy_px[place], visibility[place] = pose.xy_px, pose.visibility
                region = self.used[place]
                regions[place] = (region.x_px, region.y_px, region.size_px, region.rotation_rad)
        people = tuple(
            (self.frames[place].index, tuple(persons))
            for place, persons in sorted(self.seen.items())
            if place < self.count
        )
        indices = np.array([frame.index for frame in self.frames[: self.count]], dtype=np.int64)
        looked_at = sum(place < self.count for place in self.found.keys() | self.seen.keys())
        return BlockPoses(indices, xy_px, visibility, regions, people, looked_at, self._look_here())

    def _look_here(self) -> Look | None:
        for place in range(self.count):
            if self.found.get(place) is not None:
                at = self.used[place]
                rgb = self.frames[place].rgb
                return look_of(rgb, x_px=at.x_px, y_px=at.y_px, size_px=at.size_px)
        return None


def _resampled(given: Mapping[int, Region], frames: Sequence[VideoFrame]) -> list[Region]:
    indices = np.array([frame.index for frame in frames], dtype=np.float64)
    order = sorted(given)
    timeline = np.concatenate([np.array(order, dtype=np.float64), indices])
    anchors = {place: given[index] for place, index in enumerate(order)}
    return interpolated(anchors, timeline)[len(order) :]


def _stray(pose: Pose | None, region: Region) -> float:
    """How far a region is from the person, 1 at the limit."""
    if pose is None:
        return 2.0
    size = np.log(pose.region.size_ratio(region)) / np.log(STRAY_SIZE_RATIO)
    return float(max(pose.region.distance(region) / STRAY_DISTANCE, size))
