"""Regions through time: between known ones, and whose they are."""

from collections.abc import Mapping, Sequence

import numpy as np

from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.pose.estimator import Person, Region

SAME_PERSON_DISTANCE = 0.35
SAME_PERSON_SIZE_RATIO = 1.6
"""Two regions of one frame nearer than this are the same person."""


def interpolated(anchors: Mapping[int, Region], time_s: FloatArray) -> list[Region]:
    """A region for every instant, moving evenly from anchor to anchor and still outside them."""
    places = sorted(anchors)
    known_s = time_s[places]
    rows = [anchors[place] for place in places]
    turns = np.unwrap([row.rotation_rad for row in rows])
    columns = [
        np.interp(time_s, known_s, values)
        for values in (
            [row.x_px for row in rows],
            [row.y_px for row in rows],
            [row.size_px for row in rows],
            turns,
        )
    ]
    return [Region(*map(float, values)) for values in zip(*columns, strict=True)]


def same_person(a: Region, b: Region) -> bool:
    """Whether two regions of one frame show the same person."""
    return a.distance(b) <= SAME_PERSON_DISTANCE and a.size_ratio(b) <= SAME_PERSON_SIZE_RATIO


def likeness(a: Region, b: Region, reach: float) -> float:
    """Large, and nearly where and as large as before: the same person rather than two."""
    return (a.size_px + b.size_px) * (1 - 0.5 * a.distance(b) / reach) / a.size_ratio(b)


def between(a: Region, b: Region) -> Region:
    """Half way from one to the other."""
    turn = (b.rotation_rad - a.rotation_rad + np.pi) % (2 * np.pi) - np.pi
    return Region(
        (a.x_px + b.x_px) / 2,
        (a.y_px + b.y_px) / 2,
        (a.size_px + b.size_px) / 2,
        a.rotation_rad + turn / 2,
    )


def largest(people: Sequence[Person]) -> Region | None:
    """The region of the largest person, if there is anybody."""
    return max((p.region for p in people), key=lambda region: region.size_px, default=None)
