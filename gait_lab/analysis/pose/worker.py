"""A worker process: takes blocks of a clip over a connection, returns their landmarks.

Started as ``python -m gait_lab.analysis.pose.worker FD PARENT`` rather than through
``multiprocessing``, so that any process may have workers, a Celery task's daemon too.
"""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.frames import ClipError, ClipProbe, DecodeLimits, VideoFrame, read_frames
from gait_lab.analysis.pose.block_poses import BlockPoses
from gait_lab.analysis.pose.blocks import AnchorMemory, follow_block
from gait_lab.analysis.pose.estimator import (
    PoseError,
    PoseEstimator,
    PoseOptions,
    Region,
    make_estimator,
)
from gait_lab.analysis.shoe import cut_feet
from gait_lab.analysis.waistline import cut_waists

Part = Literal["waist", "feet"]
"""What may be cut out of the frames while they are at hand."""

MEMORY_LIMIT_BYTES = 4 << 30
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, eq=False)
class Job:
    """Frames ``[start, stop)`` of the clip; ``given`` regions in display pixels.

    ``pictured``: send these frames back too; ``cut``: and the part that was asked for.
    """

    start: int
    stop: int
    given: Mapping[int, Region] | None = None
    pictured: tuple[int, ...] = ()
    cut: bool = True


def main() -> None:
    """Serve jobs until the other end closes; die with the parent."""
    _die_with_parent(int(sys.argv[2]))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    connection: Connection = Connection(int(sys.argv[1]))
    try:
        probe, options, limits, part = connection.recv()
        estimator = make_estimator(options)
        reader = _Reader(probe, options, limits)
        connection.send(("ready", None))
        while (job := connection.recv()) is not None:
            connection.send(("done", serve(estimator, reader, job, part=part)))
    except (EOFError, BrokenPipeError):
        return
    except ClipError as error:
        connection.send(("clip_error", (error.code, str(error))))
    except PoseError as error:
        connection.send(("pose_error", str(error)))


def serve(
    estimator: PoseEstimator, reader: "_Reader", job: Job, *, part: Part | None
) -> BlockPoses:
    """Landmarks of one job's frames, in display pixels."""
    frames, count = reader.block(job.start, job.stop)
    scale = reader.scale
    given = job.given and {index: region.scaled(scale) for index, region in job.given.items()}
    reader.memory.forget_before(job.start)
    poses = follow_block(estimator, frames, count=count, given=given, memory=reader.memory)
    own = [frame.rgb for frame in frames[:count]]
    poses = _with_cut(poses, own, part if job.cut else None).scaled(1 / scale)
    pictures = tuple(frame.rgb for frame in frames[:count] if frame.index in job.pictured)
    return replace(poses, pictures=pictures)


def _with_cut(
    poses: BlockPoses, pictures: list[NDArray[np.uint8]], part: Part | None
) -> BlockPoses:
    if part == "waist":
        waists = cut_waists(pictures, poses.middle_px("hip"), poses.middle_px("shoulder"))
        return replace(poses, waists=waists)
    if part == "feet":
        return replace(poses, feet=cut_feet(pictures, poses.feet_px(), poses.leg_px()))
    return poses


class _Reader:
    """Reads block after block without seeking when the next one follows the last."""

    def __init__(self, probe: ClipProbe, options: PoseOptions, limits: DecodeLimits) -> None:
        self.probe, self.limits = probe, limits
        longest_px = max(probe.width_px, probe.height_px)
        self.max_side_px = options.side_px(longest_px)
        self.scale = self.max_side_px / longest_px
        self.memory = AnchorMemory()
        self._next_start = -1
        self._held: VideoFrame | None = None
        self._frames: Iterator[VideoFrame] = iter(())

    def block(self, start: int, stop: int) -> tuple[list[VideoFrame], int]:
        """(frames of the block and the one after it, how many are the block's own)."""
        if start != self._next_start:
            self._frames = read_frames(
                self.probe, start=start, max_side_px=self.max_side_px, limits=self.limits
            )
            self._held = next(self._frames, None)
        frames: list[VideoFrame] = []
        while self._held is not None and self._held.index < stop:
            frames.append(self._held)
            self._held = next(self._frames, None)
        self._next_start = stop
        after = [self._held] if frames and self._held is not None else []
        return frames + after, len(frames)


def _die_with_parent(parent: int) -> None:
    """Ask the kernel to kill this process when its parent ends, however it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    main()
