"""Clothes cut from the body's surface, lifted off it and smoothed."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import SIDES
from gait_lab.simulation.body import Body
from studio.fit import Fitted
from studio.segments import SEGMENTS
from studio.surfaces import Surface, cut, follow, largest, lifted
from studio.turns import unit

FloatArray = NDArray[np.float64]
SLEEVE_SHARE, SHORT_LEG_SHARE, SOCK_FROM_SHARE = 0.56, 0.50, 0.84
"""Of upper arm, thigh and shank: where sleeves and shorts end and socks begin."""

HANGS_FREE = 0.7
"""Of the legs' pull on a shirt's hem, how much the pelvis takes."""


@dataclass(frozen=True, eq=False)
class Dressed:
    """Clothes by name, and the skin that shows."""

    clothes: Mapping[str, Surface]
    skin: Surface


def dress(surface: Surface, fitted: Fitted, body: Body, *, sleeves: bool, tights: bool) -> Dressed:
    """Shirt, shorts or tights, and socks over a body; what they cover is left out."""
    place = _Place(surface, fitted, body)
    fields = {
        "shirt": place.shirt(sleeves=sleeves),
        "shorts": place.tights() if tights else place.shorts(),
        "socks": place.socks(),
    }
    heights = {
        "shirt": place.shirt_height,
        "shorts": place.tights_height if tights else place.shorts_height,
        "socks": lambda: np.full(len(surface.vertices), 0.0035),
    }
    smooth = {"shirt": 26, "shorts": 2 if tights else 10, "socks": 2}
    clothes = {
        name: _garment(surface, field, heights[name](), rounds=smooth[name])
        for name, field in fields.items()
    }
    clothes["shirt"] = _off_the_legs(clothes["shirt"])
    covered = np.max([-field for field in fields.values()], axis=0) > 0.035
    covered |= place.in_shoe()
    hidden = covered[surface.faces].all(axis=1)
    return Dressed(clothes, surface.kept(~hidden))


def _garment(surface: Surface, field: FloatArray, height: FloatArray, *, rounds: int) -> Surface:
    part, origins = cut(surface, field)
    return largest(lifted(part, follow(height, origins), rounds=rounds))


def _off_the_legs(shirt: Surface) -> Surface:
    """A hem hangs from the pelvis: it takes little part in the legs' swing."""
    weights = shirt.weights.copy()
    for column in [k for k, name in enumerate(SEGMENTS) if name.endswith(("thigh", "thigh_root"))]:
        freed = HANGS_FREE * weights[:, column]
        weights[:, column] -= freed
        weights[:, SEGMENTS.index("pelvis")] += freed
    return Surface(shirt.vertices, shirt.faces, weights)


class _Place:
    """Where each vertex of a standing body is, in the words of a tailor."""

    def __init__(self, surface: Surface, fitted: Fitted, body: Body) -> None:
        self.xyz, self.joints, self.body = surface.vertices, fitted.joints, body
        self.weights = surface.weights
        self.arm = self._carried("arm_root", "upper_arm", "forearm", "wrist_turn", "hand")
        self.legs = self._carried("thigh_root", "thigh", "shank", "foot")
        self.head = self.weights[:, SEGMENTS.index("head")]

    def _carried(self, *parts: str) -> FloatArray:
        columns = [SEGMENTS.index(f"{side}_{part}") for side in SIDES for part in parts]
        carried: FloatArray = self.weights[:, columns].sum(axis=1)
        return carried

    def along(self, start: str, end: str) -> FloatArray:
        """(n,) share of the way along the limb of the vertex's own side."""
        shares = []
        for side in SIDES:
            first, last = self.joints[f"{side}_{start}"], self.joints[f"{side}_{end}"]
            length = np.linalg.norm(last - first)
            shares.append((self.xyz - first) @ unit(last - first) / length)
        return np.where(self.xyz[:, 1] > 0, shares[0], shares[1])

    def shirt(self, *, sleeves: bool) -> FloatArray:
        """Below 0 where a shirt covers; about metres from its edge."""
        x, y, z = self.xyz.T
        top = self.body.trunk
        hem = -0.048 - z - 0.02 * np.cos(np.pi * np.clip(x / 0.12, -1, 1))
        wide, deep = (0.078, 0.095) if sleeves else (0.088, 0.12)
        hole = np.sqrt((y / wide) ** 2 + ((x + 0.015) / wide) ** 2 + ((z - top - 0.07) / deep) ** 2)
        above = np.minimum(z - top - 0.06 + 0.6 * (x + 0.02), 0.095 - np.abs(y))
        neck = np.maximum((1 - hole) * 0.09, above)
        if sleeves:
            arm = (self.along("shoulder", "elbow") - SLEEVE_SHARE) * self.body.upper_arm
            arm = np.minimum(arm, (self.arm - 0.3) * 0.3)
        else:
            arm = (self.arm - 0.42) * 0.10
        return np.maximum.reduce([hem, neck, arm])

    def shirt_height(self) -> FloatArray:
        """Loose towards the hem and the sleeves' ends."""
        low = np.clip((0.42 - self.xyz[:, 2]) / 0.42, 0, 1)
        sleeve = np.clip(self.along("shoulder", "elbow"), 0, 0.6) * self.arm
        return 0.005 + 0.017 * low + 0.024 * sleeve

    def _lower(self, end: FloatArray) -> FloatArray:
        waist = self.xyz[:, 2] - 0.015
        return np.maximum.reduce([waist, end, (self.arm - 0.2) * 0.3])

    def shorts(self) -> FloatArray:
        """Below 0 where shorts cover."""
        leg = (self.along("hip", "knee") - SHORT_LEG_SHARE) * self.body.thigh
        return self._lower(leg)

    def shorts_height(self) -> FloatArray:
        """Loose towards the hem."""
        down = np.clip(self.along("hip", "knee") / SHORT_LEG_SHARE, 0, 1)
        return 0.005 + 0.020 * down**1.3

    def tights(self) -> FloatArray:
        """Below 0 where tights cover."""
        down = self.along("knee", "ankle")
        return self._lower((down - 0.80) * self.body.shank)

    def tights_height(self) -> FloatArray:
        return np.full(len(self.xyz), 0.0035)

    def socks(self) -> FloatArray:
        """Below 0 where a sock covers, as far as it shows above a shoe."""
        above = (SOCK_FROM_SHARE - self.along("knee", "ankle")) * self.body.shank
        return np.maximum(above, self.in_shoe_m())

    def in_shoe_m(self) -> FloatArray:
        """Above 0 deep in the shoe, metres."""
        below = (self.along("knee", "ankle") - 1.045) * self.body.shank
        ahead = self.xyz[:, 0] - self._own("ankle")[:, 0] - 0.045
        return np.maximum(below, np.where(self.legs > 0.5, ahead, -1.0))

    def in_shoe(self) -> NDArray[np.bool_]:
        hidden: NDArray[np.bool_] = (self.in_shoe_m() > -0.01) & (self.along("knee", "ankle") > 0.9)
        return hidden

    def _own(self, joint: str) -> FloatArray:
        left = self.xyz[:, 1:2] > 0
        return np.where(left, self.joints[f"left_{joint}"], self.joints[f"right_{joint}"])
