"""Everybody in a picture, the small ones too."""

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.pose.estimator import Person, PoseEstimator
from gait_lab.analysis.pose.regions import same_person


def find_everybody(estimator: PoseEstimator, rgb: NDArray[np.uint8]) -> list[Person]:
    """People in the picture; where none is seen, square parts of it are looked at enlarged.

    The detector shrinks what it is given to 224 pixels and misses people much smaller than
    half of it, such as a runner filmed from afar in a wide picture.
    """
    people = estimator.find_people(rgb)
    if people:
        return people
    found: list[Person] = []
    for left, top, side in _tiles(rgb.shape[1], rgb.shape[0]):
        tile = np.ascontiguousarray(rgb[top : top + side, left : left + side])
        for person in estimator.find_people(tile):
            moved = person.region.moved(left, top)
            found.append(Person(moved, person.score))
    found.sort(key=lambda person: person.score, reverse=True)
    kept: list[Person] = []
    for person in found:
        if not any(same_person(person.region, other.region) for other in kept):
            kept.append(person)
    return kept


def _tiles(width_px: int, height_px: int) -> list[tuple[int, int, int]]:
    """(left, top, side) of overlapping squares as large as the picture's shorter side."""
    side, longer = min(width_px, height_px), max(width_px, height_px)
    count = int(np.ceil(2 * longer / side)) - 1
    offsets = [round(i * (longer - side) / max(count - 1, 1)) for i in range(count)]
    return [(o, 0, side) if width_px >= height_px else (0, o, side) for o in offsets]
