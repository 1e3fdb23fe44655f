"""The whole clip: blocks to workers, the runner among the people, one raw sequence."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.frames import ClipProbe, DecodeLimits, probe_clip
from gait_lab.analysis.pose.block_poses import BlockPoses
from gait_lab.analysis.pose.estimate import PICTURES, PoseEstimate, put_together
from gait_lab.analysis.pose.estimator import Person, PoseOptions, Region
from gait_lab.analysis.pose.models import check_model, model_name
from gait_lab.analysis.pose.people import (
    RUNNING_LEG_MOTION,
    Track,
    leg_motion,
    link_people,
    rivals,
    seen_together,
    with_later_parts,
)
from gait_lab.analysis.pose.pool import WorkerPool, available_cores
from gait_lab.analysis.pose.regions import interpolated, same_person
from gait_lab.analysis.pose.worker import Job, Part

BLOCK_S = 1.5
SHORTEST_BLOCK, LONGEST_BLOCK = 16, 64
"""Frames; a worker holds one block's pictures in memory."""

BACKDROP_PICTURES = 15
"""Frames from which the scene behind the feet is put together: a spot that both feet and their
shadows hide in two frames of five is still seen in most of so many."""

MOST_FEET_FRAMES = 3600
"""Feet are cut out of about so many frames, in blocks all over a longer clip: their pictures would
fill the memory otherwise."""

OTHER_SHARE = 0.1
"""A block in which more of the frames than this show somebody else is looked at again."""

LOST_SHARE = 0.3
"""A block that misses more of its frames than this is looked at again from its neighbours'."""
GOLDEN = (5**0.5 - 1) / 2

Progress = Callable[[str, int, int], None]


def estimate_landmarks(
    path: Path | str,
    *,
    probe: ClipProbe | None = None,
    options: PoseOptions | None = None,
    workers: int | None = None,
    capture_rate_hz: float | None = None,
    limits: DecodeLimits | None = None,
    part: Part | None = None,
    progress: Progress | None = None,
) -> PoseEstimate:
    """Raw landmarks of the runner in every frame of a clip.

    The number of workers (by default one per core) changes the time, not the result: a frame's
    landmarks depend on the frames of its block alone.

    Parameters
    ----------
    part : cut this out of the frames too: the waist of a runner seen from behind, or the feet
        of one seen from the side.
    progress : callable, optional
        ``progress("pose", frames_done, frames)``; what it raises ends the work.

    Raises
    ------
    ClipError, PoseError
        If the clip cannot be read or the model cannot be run.
    """
    options = options or PoseOptions()
    limits = limits or DecodeLimits()
    probe = probe or probe_clip(path, limits=limits)
    check_model(options)
    jobs = _blocks(probe, part)
    count = min(workers or available_cores(), len(jobs))
    with WorkerPool(probe, options, limits, count, part) as pool:
        clip = _Clip(probe, pool, progress)
        clip.infer(jobs)
        people = clip.follow_runner()
        clip.look_again_from_neighbours()
    return put_together(
        [poses for _, poses in sorted(clip.blocks.items()) if len(poses.indices)],
        probe,
        model=model_name(options),
        people=people,
        capture_rate_hz=capture_rate_hz,
    )


def _blocks(probe: ClipProbe, part: Part | None) -> list[Job]:
    length = int(np.clip(round(BLOCK_S * probe.playback_rate_hz), SHORTEST_BLOCK, LONGEST_BLOCK))
    starts = range(0, probe.frames, length)
    pictured = _spread(BACKDROP_PICTURES if part == "feet" else PICTURES, probe.frames)
    every = -(-probe.frames // MOST_FEET_FRAMES) if part == "feet" else 1
    jobs = []
    for place, start in enumerate(starts):
        stop = min(start + length, probe.frames)
        own = pictured[(pictured >= start) & (pictured < stop)]
        jobs.append(Job(start, stop, pictured=tuple(own.tolist()), cut=place % every == 0))
    return jobs


def _spread(count: int, frames: int) -> NDArray[np.int64]:
    """Frames all over the clip, at uneven distances: even ones may keep step with the runner."""
    turns = np.arange(count)
    places = (turns + turns * GOLDEN % 1) / count
    return np.unique((places * frames).astype(np.int64))


class _Clip:
    """A clip's blocks as they come back, put in order."""

    def __init__(self, probe: ClipProbe, pool: WorkerPool, progress: Progress | None) -> None:
        self.probe, self.pool, self.progress = probe, pool, progress
        self.blocks: dict[int, BlockPoses] = {}

    def infer(self, jobs: Sequence[Job]) -> None:
        done = 0

        def keep(job: Job, poses: BlockPoses) -> None:
            nonlocal done
            self.blocks[job.start] = poses
            done += job.stop - job.start
            if self.progress:
                self.progress("pose", done, self.probe.frames)

        if self.progress:
            self.progress("pose", 0, self.probe.frames)
        self.pool.run(jobs, on_done=keep)

    def follow_runner(self) -> int:
        """Look again wherever somebody else was followed; how many may be the runner."""
        sightings = self._sightings()
        tracks = rivals(link_people(sightings))
        if not tracks:
            return 0
        runner = tracks[0] if len(tracks) == 1 else self._who_runs(tracks)
        runner, others = with_later_parts(runner, tracks)
        jobs = [
            Job(start, start + len(poses.indices), _near(runner, poses.indices))
            for start, poses in sorted(self.blocks.items())
            if len(poses.indices) and self._follows_other(runner, poses)
        ]
        if jobs:
            self.pool.run(jobs, on_done=self._replace)
        self._forget_others(runner)
        return max(1 + len(others), seen_together(sightings))

    def _forget_others(self, runner: Track) -> None:
        """Take out what few frames of others are left, or the neighbours would look for them."""
        for start, poses in self.blocks.items():
            time_s = self.probe.playback_time_s[poses.indices]
            seen = np.flatnonzero(np.isfinite(poses.regions[:, 0]))
            regions = {place: Region(*map(float, poses.regions[place])) for place in seen}
            others = [p for p in seen if not runner.reaches(float(time_s[p]), regions[p])]
            self.blocks[start] = poses.without(others)

    def look_again_from_neighbours(self) -> None:
        """Where the runner was lost, look where the block before or after last had them.

        Found frames hand on from block to block, as far as it brings anything.
        """
        tried: set[tuple[int, tuple[int, ...]]] = set()
        while True:
            jobs = []
            for start, given in self._lost_blocks():
                attempt = (start, tuple(sorted(given)))
                if given and attempt not in tried:
                    tried.add(attempt)
                    jobs.append(Job(start, start + len(self.blocks[start].indices), given))
            if not jobs:
                return
            self.pool.run(jobs, on_done=self._replace_if_better)

    def _lost_blocks(self) -> list[tuple[int, dict[int, Region]]]:
        """Blocks that miss the runner, with the neighbours' nearest regions."""
        starts = [start for start in sorted(self.blocks) if len(self.blocks[start].indices)]
        lost = []
        for place, start in enumerate(starts):
            if _missing_share(self.blocks[start]) <= LOST_SHARE:
                continue
            given: dict[int, Region] = {}
            if place > 0:
                given |= _edge(self.blocks[starts[place - 1]], -1)
            if place + 1 < len(starts):
                given |= _edge(self.blocks[starts[place + 1]], 0)
            lost.append((start, given))
        return lost

    def _replace(self, job: Job, poses: BlockPoses) -> None:
        old = self.blocks[job.start]
        self.blocks[job.start] = replace(poses, people=old.people, pictures=old.pictures)

    def _replace_if_better(self, job: Job, poses: BlockPoses) -> None:
        if _missing_share(poses) < _missing_share(self.blocks[job.start]):
            self._replace(job, poses)

    def _sightings(self) -> list[tuple[int, float, Sequence[Person]]]:
        time_s = self.probe.playback_time_s
        return [
            (index, float(time_s[index]), persons)
            for _, poses in sorted(self.blocks.items())
            for index, persons in poses.people
        ]

    def _who_runs(self, tracks: Sequence[Track]) -> Track:
        """The most present of those whose legs move; looks at a block of each to see."""
        for track in tracks:
            middle = track.frames[len(track.frames) // 2]
            start = max(start for start in self.blocks if start <= middle)
            indices = self.blocks[start].indices
            sample = self.blocks[start]
            if self._follows_other(track, sample):
                sample = self._sample(Job(start, start + len(indices), _near(track, indices)))
            if leg_motion(sample.xy_px) >= RUNNING_LEG_MOTION:
                return track
        return tracks[0]

    def _sample(self, job: Job) -> BlockPoses:
        found: list[BlockPoses] = []

        def keep(_: Job, poses: BlockPoses) -> None:
            found.append(poses)

        self.pool.run([job], on_done=keep)
        return found[0]

    def _follows_other(self, runner: Track, poses: BlockPoses) -> bool:
        """Whether some of the block's landmarks are not where the runner is, or most missing."""
        time_s = self.probe.playback_time_s[poses.indices]
        if time_s[-1] < runner.times_s[0] - 1 or time_s[0] > runner.times_s[-1] + 1:
            return bool(np.isfinite(poses.regions[:, 0]).any())
        expected = interpolated(
            dict(enumerate(runner.regions)), np.concatenate([runner.times_s, time_s])
        )[len(runner.regions) :]
        actual = [Region(*map(float, row)) for row in poses.regions]
        elsewhere = [
            np.isfinite(there.x_px) and not same_person(there, here)
            for there, here in zip(actual, expected, strict=True)
        ]
        return float(np.mean(elsewhere)) > OTHER_SHARE or _missing_share(poses) > 0.5


def _missing_share(poses: BlockPoses) -> float:
    return float(np.mean(~np.isfinite(poses.xy_px[:, 0, 0]))) if len(poses.indices) else 0.0


def _edge(poses: BlockPoses, place: int) -> dict[int, Region]:
    """The region at a block's first (0) or last (-1) frame, where it has the runner there."""
    row = poses.regions[place]
    return {int(poses.indices[place]): Region(*map(float, row))} if np.isfinite(row[0]) else {}


def _near(track: Track, indices: NDArray[np.int64]) -> dict[int, Region]:
    """The track's sightings from just before to just after these frames."""
    frames = np.array(track.frames)
    first = max(0, int(np.searchsorted(frames, indices[0], side="right")) - 1)
    last = min(len(frames), int(np.searchsorted(frames, indices[-1])) + 1)
    return {track.frames[i]: track.regions[i] for i in range(first, max(last, first + 1))}
