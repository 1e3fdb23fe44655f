"""The whole clip: blocks to workers, the runner among the people, one raw sequence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gait_lab.analysis.frames import ClipProbe, probe_clip
from gait_lab.analysis.frames.opening import undecodable
from gait_lab.analysis.landmarks import FloatArray, LandmarkSequence
from gait_lab.analysis.pose.blocks import (
    SAME_PERSON_DISTANCE,
    SAME_PERSON_SIZE_RATIO,
    BlockPoses,
    interpolated,
)
from gait_lab.analysis.pose.estimator import PoseOptions, Region
from gait_lab.analysis.pose.models import check_model, model_name
from gait_lab.analysis.pose.people import (
    RUNNING_LEG_MOTION,
    Track,
    leg_motion,
    link_people,
    rivals,
)
from gait_lab.analysis.pose.pool import WorkerPool, available_cores
from gait_lab.analysis.pose.worker import Job

BLOCK_S = 1.0
SHORTEST_BLOCK, LONGEST_BLOCK = 16, 64
"""Frames; a worker holds one block's pictures in memory."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class PoseEstimate:
    """Raw landmarks of the runner and how they came about.

    ``probe`` is the clip without the frames that could not be decoded: its frames are those of
    ``sequence``. ``people`` counts those whose presence in the clip rivals the runner's.
    """

    sequence: LandmarkSequence
    probe: ClipProbe
    model: str
    frames_inferred: int
    people: int


def estimate_landmarks(
    path: Path | str,
    *,
    probe: ClipProbe | None = None,
    options: PoseOptions | None = None,
    workers: int | None = None,
    capture_rate_hz: float | None = None,
    progress: Progress | None = None,
) -> PoseEstimate:
    """Raw landmarks of the runner in every frame of a clip.

    The number of workers (by default one per core) changes the time, not the result: a frame's
    landmarks depend on the frames of its block alone.

    Parameters
    ----------
    progress : callable, optional
        ``progress("pose", frames_done, frames)``; what it raises ends the work.

    Raises
    ------
    ClipError, PoseError
        If the clip cannot be read or the model cannot be run.
    """
    options = options or PoseOptions()
    probe = probe or probe_clip(path)
    check_model(options)
    jobs = _blocks(probe)
    count = min(workers or available_cores(), len(jobs))
    with WorkerPool(probe, options, count) as pool:
        clip = _Clip(probe, pool, progress)
        clip.infer(jobs)
        people = clip.follow_runner()
    return clip.estimate(options, people, capture_rate_hz)


def _blocks(probe: ClipProbe) -> list[Job]:
    length = int(np.clip(round(BLOCK_S * probe.playback_rate_hz), SHORTEST_BLOCK, LONGEST_BLOCK))
    return [
        Job(start, min(start + length, probe.frames)) for start in range(0, probe.frames, length)
    ]


class _Clip:
    """A clip's blocks as they come back, put in order."""

    def __init__(
        self, probe: ClipProbe, pool: WorkerPool, progress: Progress | None
    ) -> None:
        self.probe, self.pool, self.progress = probe, pool, progress
        self.blocks: dict[int, BlockPoses] = {}
        self.looked_at = 0

    def infer(self, jobs: Sequence[Job]) -> None:
        done = 0

        def keep(job: Job, poses: BlockPoses) -> None:
            nonlocal done
            self.blocks[job.start] = poses
            self.looked_at += poses.looked_at
            done += job.stop - job.start
            if self.progress:
                self.progress("pose", done, self.probe.frames)

        if self.progress:
            self.progress("pose", 0, self.probe.frames)
        self.pool.run(jobs, on_done=keep)

    def follow_runner(self) -> int:
        """Look again wherever somebody else was followed; how many may be the runner."""
        tracks = rivals(link_people(self._sightings()))
        if not tracks:
            return 0
        runner = tracks[0] if len(tracks) == 1 else self._who_runs(tracks)
        jobs = [
            Job(start, start + len(poses.indices), _near(runner, poses.indices))
            for start, poses in sorted(self.blocks.items())
            if len(poses.indices) and self._follows_other(runner, poses)
        ]
        if jobs:
            self.pool.run(jobs, on_done=lambda job, poses: self._replace(job, poses))
        return len(tracks)

    def _replace(self, job: Job, poses: BlockPoses) -> None:
        self.blocks[job.start] = poses

    def _sightings(self) -> list[tuple[int, float, Sequence]]:
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
                found: list[BlockPoses] = []
                job = Job(start, start + len(indices), _near(track, indices))
                self.pool.run([job], on_done=lambda _, poses, found=found: found.append(poses))
                sample = found[0]
            if leg_motion(sample.xy_px) >= RUNNING_LEG_MOTION:
                return track
        return tracks[0]

    def _follows_other(self, runner: Track, poses: BlockPoses) -> bool:
        """Whether the block's landmarks are mostly not where the runner is."""
        time_s = self.probe.playback_time_s[poses.indices]
        if time_s[-1] < runner.times_s[0] - 1 or time_s[0] > runner.times_s[-1] + 1:
            return bool(np.isfinite(poses.regions[:, 0]).any())
        expected = interpolated(
            dict(enumerate(runner.regions)), np.concatenate([runner.times_s, time_s])
        )[len(runner.regions) :]
        actual = [Region(*map(float, row)) for row in poses.regions]
        off = [
            not np.isfinite(there.x_px)
            or there.distance(here) > SAME_PERSON_DISTANCE
            or there.size_ratio(here) > SAME_PERSON_SIZE_RATIO
            for there, here in zip(actual, expected, strict=True)
        ]
        return float(np.mean(off)) > 0.5

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
        return PoseEstimate(sequence, probe, model_name(options), self.looked_at, people)


def _near(track: Track, indices: np.ndarray) -> dict[int, Region]:
    """The track's sightings from just before to just after these frames."""
    frames = np.array(track.frames)
    first = max(0, int(np.searchsorted(frames, indices[0], side="right")) - 1)
    last = min(len(frames), int(np.searchsorted(frames, indices[-1])) + 1)
    return {track.frames[i]: track.regions[i] for i in range(first, max(last, first + 1))}
