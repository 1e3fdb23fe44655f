"""The whole clip: blocks to workers, the runner among the people, one raw sequence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.frames import ClipProbe, DecodeLimits, probe_clip
from gait_lab.analysis.frames.looks import Look
from gait_lab.analysis.frames.opening import undecodable
from gait_lab.analysis.landmarks import FloatArray, LandmarkSequence
from gait_lab.analysis.pose.block_poses import BlockPoses
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
from gait_lab.analysis.pose.worker import Job

BLOCK_S = 1.5
SHORTEST_BLOCK, LONGEST_BLOCK = 16, 64
"""Frames; a worker holds one block's pictures in memory."""

PICTURES = 5
"""Frames kept for judging the scene: the camera's roll."""

OTHER_SHARE = 0.1
"""A block in which more of the frames than this show somebody else is looked at again."""

LOST_SHARE = 0.3
"""A block that misses more of its frames than this is looked at again from its neighbours'."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class PoseEstimate:
    """Raw landmarks of the runner and how they came about.

    ``probe`` is the clip without the frames that could not be decoded: its frames are those of
    ``sequence``. ``people`` counts those whose presence in the clip rivals the runner's, or who
    are about as large and in the picture at once. ``looks`` says how dark and blurred the runner
    is, about once a second; ``pictures`` are a few frames in grey, scaled as for inference;
    ``waists`` the waist in every frame (`waistline.cut_waists`), where it was asked for.
    """

    sequence: LandmarkSequence
    probe: ClipProbe
    model: str
    frames_inferred: int
    people: int
    looks: tuple[Look, ...] = ()
    pictures: tuple[NDArray[np.uint8], ...] = ()
    waists: NDArray[np.uint8] | None = None


def estimate_landmarks(
    path: Path | str,
    *,
    probe: ClipProbe | None = None,
    options: PoseOptions | None = None,
    workers: int | None = None,
    capture_rate_hz: float | None = None,
    limits: DecodeLimits | None = None,
    wants_waists: bool = False,
    progress: Progress | None = None,
) -> PoseEstimate:
    """Raw landmarks of the runner in every frame of a clip.

    The number of workers (by default one per core) changes the time, not the result: a frame's
    landmarks depend on the frames of its block alone.

    Parameters
    ----------
    wants_waists : cut the waist out of every frame too, for a runner seen from behind.
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
    jobs = _blocks(probe)
    count = min(workers or available_cores(), len(jobs))
    with WorkerPool(probe, options, limits, count, wants_waists) as pool:
        clip = _Clip(probe, pool, progress)
        clip.infer(jobs)
        people = clip.follow_runner()
        clip.look_again_from_neighbours()
    return clip.estimate(options, people, capture_rate_hz)


def _blocks(probe: ClipProbe) -> list[Job]:
    length = int(np.clip(round(BLOCK_S * probe.playback_rate_hz), SHORTEST_BLOCK, LONGEST_BLOCK))
    starts = range(0, probe.frames, length)
    pictured = set(np.linspace(0, len(starts) - 1, min(PICTURES, len(starts))).round().astype(int))
    return [
        Job(start, min(start + length, probe.frames), wants_picture=place in pictured)
        for place, start in enumerate(starts)
    ]


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
        self.blocks[job.start] = replace(poses, people=old.people, picture=old.picture)

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

    def estimate(
        self, options: PoseOptions, people: int, capture_rate_hz: float | None
    ) -> PoseEstimate:
        blocks = [poses for _, poses in sorted(self.blocks.items()) if len(poses.indices)]
        if not blocks:
            raise undecodable()
        probe = self.probe.keeping(np.concatenate([poses.indices for poses in blocks]))
        xy_px: FloatArray = np.concatenate([poses.xy_px for poses in blocks])
        sequence = LandmarkSequence(
            xy_px=xy_px,
            visibility=np.concatenate([poses.visibility for poses in blocks]),
            time_s=probe.time_s(capture_rate_hz),
            image_size_px=(probe.width_px, probe.height_px),
        )
        return PoseEstimate(
            sequence,
            probe,
            model_name(options),
            sum(poses.looked_at for poses in blocks),
            people,
            tuple(poses.look for poses in blocks if poses.look is not None),
            tuple(poses.picture for poses in blocks if poses.picture is not None),
            _joined([poses.waists for poses in blocks]),
        )


def _joined(waists: Sequence[NDArray[np.uint8] | None]) -> NDArray[np.uint8] | None:
    cut = [part for part in waists if part is not None]
    return np.concatenate(cut) if cut else None


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
