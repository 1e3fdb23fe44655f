"""The shoe in the pictures: how it lies at contact, read from itself instead of landmarks."""

from gait_lab.analysis.shoe.marks import with_shoe
from gait_lab.analysis.shoe.patch import FeetSeen, FootPatches, cut_feet, joined, usual_picture
from gait_lab.analysis.shoe.reading import ShoeReading, read_shoe
from gait_lab.analysis.shoe.stance import Stance

__all__ = [
    "FeetSeen",
    "FootPatches",
    "ShoeReading",
    "Stance",
    "cut_feet",
    "joined",
    "read_shoe",
    "usual_picture",
    "with_shoe",
]
