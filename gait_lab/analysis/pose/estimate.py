"""What the pose step hands on: one raw sequence of the runner, put together from all blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.frames import ClipProbe
from gait_lab.analysis.frames.looks import Look, grey_of
from gait_lab.analysis.frames.opening import undecodable
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.analysis.pose.block_poses import BlockPoses
from gait_lab.analysis.shoe import FeetSeen, joined, usual_picture

PICTURES = 5
"""Frames kept for judging the scene: the camera's roll."""


@dataclass(frozen=True, eq=False)
class PoseEstimate:
    """Raw landmarks of the runner and how they came about.

    ``probe`` is the clip without the frames that could not be decoded: its frames are those of
    ``sequence``. ``people`` counts those whose presence in the clip rivals the runner's, or who
    are about as large and in the picture at once. ``looks`` says how dark and blurred the runner
    is, about once a second; ``pictures`` are a few frames in grey, scaled as for inference;
    ``waists`` the waist in every frame (`waistline.cut_waists`) or ``feet`` the feet near the
    ground (`shoe.cut_feet`), where they were asked for.
    """

    sequence: LandmarkSequence
    probe: ClipProbe
    model: str
    frames_inferred: int
    people: int
    looks: tuple[Look, ...] = ()
    pictures: tuple[NDArray[np.uint8], ...] = ()
    waists: NDArray[np.uint8] | None = None
    feet: FeetSeen | None = None


def put_together(
    blocks: Sequence[BlockPoses],
    probe: ClipProbe,
    *,
    model: str,
    people: int,
    capture_rate_hz: float | None,
) -> PoseEstimate:
    """The clip's estimate from those of its blocks, in order, none of them empty.

    Raises
    ------
    ClipError
        If there are none: not one frame could be decoded.
    """
    if not blocks:
        raise undecodable()
    probe = probe.keeping(np.concatenate([poses.indices for poses in blocks]))
    sequence = LandmarkSequence(
        xy_px=np.concatenate([poses.xy_px for poses in blocks]),
        visibility=np.concatenate([poses.visibility for poses in blocks]),
        time_s=probe.time_s(capture_rate_hz),
        image_size_px=(probe.width_px, probe.height_px),
    )
    pictures = [picture for poses in blocks for picture in poses.pictures]
    every = -(-len(pictures) // PICTURES) or 1
    return PoseEstimate(
        sequence,
        probe,
        model,
        sum(poses.looked_at for poses in blocks),
        people,
        tuple(poses.look for poses in blocks if poses.look is not None),
        tuple(grey_of(picture) for picture in pictures[::every]),
        _joined([poses.waists for poses in blocks]),
        _feet(blocks, pictures, probe),
    )


def _joined(waists: Sequence[NDArray[np.uint8] | None]) -> NDArray[np.uint8] | None:
    cut = [part for part in waists if part is not None]
    return np.concatenate(cut) if cut else None


def _feet(
    blocks: Sequence[BlockPoses], pictures: Sequence[NDArray[np.uint8]], probe: ClipProbe
) -> FeetSeen | None:
    """Of all blocks together, in display pixels, with what is usually behind them."""
    firsts = np.cumsum([0, *(len(poses.indices) for poses in blocks)])
    parts = [(poses.feet, int(first)) for poses, first in zip(blocks, firsts, strict=False)]
    cut = joined([feet for feet, _ in parts if feet], [first for feet, first in parts if feet])
    if cut is None or not pictures:
        return None
    backdrop = usual_picture(pictures, cut.rows_px(pictures[0].shape[1] / probe.width_px))
    return FeetSeen(cut, backdrop, backdrop.shape[1] / probe.width_px)
