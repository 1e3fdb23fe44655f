"""A dressed runner: every part at rest, and where its vertices are at one time."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import SIDES
from gait_lab.simulation.parameters import Appearance
from gait_lab.simulation.runner import RunnerMotion
from studio.dress import dress
from studio.fit import Fitted, fit
from studio.hair import TAIL_AROUND, TAIL_RINGS, hair_surface, tail_rings
from studio.looks import eye_colours, linear, skin_colours
from studio.mesh import HumanMesh
from studio.runner import Instant, instant_of
from studio.shoe import PARTS, Shoe, make_shoe, place_shoe
from studio.skinning import skin
from studio.surfaces import Surface

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
TAIL_M, TAIL_LAG_S = 0.20, 0.07


@dataclass(frozen=True, eq=False)
class Part:
    """Faces (m, 3 or 4), a linear colour per vertex (n, 3), and what it is made of."""

    faces: IntArray
    colours: FloatArray
    material: str


class Figure:
    """The runner of a motion in a mesh of the same lengths."""

    def __init__(self, mesh: HumanMesh, motion: RunnerMotion) -> None:
        self.motion = motion
        self.fitted = fit(mesh, motion.body)
        look = motion.params.appearance
        self.skinned = _skinned(mesh, self.fitted, motion, look)
        self.shoes = {side: make_shoe(motion.body, side) for side in SIDES}
        self.parts = self._parts(look)

    def at(self, time_s: float) -> dict[str, FloatArray]:
        """Vertices of every part."""
        instant = instant_of(self.motion, time_s)
        pose = instant.pose()
        placed = {
            name: skin(surface.vertices, surface.weights, self.fitted.rest, pose)
            for name, surface in self.skinned.items()
        }
        for side in SIDES:
            placed[f"{side}_shoe"] = place_shoe(self.shoes[side], *instant.shoe(side))
        if "tail" in self.parts:
            placed["tail"] = self._tail(instant, time_s).reshape(-1, 3)
        return placed

    def rest_of(self, name: str) -> FloatArray:
        """(n, 3) where a part's grain is fixed: its vertices before anybody runs."""
        if name in self.skinned:
            return self.skinned[name].vertices
        if name.endswith("shoe"):
            return self.shoes[name.removesuffix("_shoe")].vertices
        straight = np.array([1.0, 0.0, 0.0])
        return tail_rings(np.zeros(3), straight, straight, TAIL_M).reshape(-1, 3)

    def _parts(self, look: Appearance) -> dict[str, Part]:
        height_m = self.motion.body.height
        legs = "tights" if look.legs == "tights" else "cloth"
        kinds = {"shirt": "cloth", "shorts": legs, "socks": "knit"}
        parts = {}
        for name, surface in self.skinned.items():
            where = surface.vertices
            if name == "skin":
                colours = skin_colours(where, self.fitted, height_m, look)
            elif name == "eyes":
                colours = eye_colours(where, self.fitted, height_m)
            else:
                colours = np.tile(linear(getattr(look, name)), (len(where), 1))
            parts[name] = Part(surface.faces, colours, kinds.get(name, name))
        for side in SIDES:
            shoe = self.shoes[side]
            parts[f"{side}_shoe"] = Part(shoe.faces, _shoe_colours(shoe, look), "shoe")
        if look.hair_style == "tail":
            parts["tail"] = _tail_part(linear(look.hair))
        return parts

    def _tail(self, instant: Instant, time_s: float) -> FloatArray:
        """The tail hangs towards where the head was felt to be pushed a moment ago."""
        height_m = self.motion.body.height
        root = instant.points["head"] + instant.head @ (height_m * np.array([-0.046, 0.0, 0.014]))
        times = time_s - TAIL_LAG_S + np.array([-0.05, 0.0, 0.05])
        path = self.motion.point("head", np.maximum(times, self.motion.time_s[0]))
        push = (path[0] - 2 * path[1] + path[2]) / 0.05**2
        hang = -(push * np.array([0.3, 0.8, 0.4]) + np.array([2.5, 0.0, 9.81]))
        away = instant.head @ np.array([-0.9, 0.0, 0.35])
        return tail_rings(root, away, hang / np.linalg.norm(hang), TAIL_M)


def _skinned(
    mesh: HumanMesh, fitted: Fitted, motion: RunnerMotion, look: Appearance
) -> Mapping[str, Surface]:
    """Skin, eyes, hair and clothes, all cut from one body."""
    whole = Surface(fitted.vertices, mesh.faces, mesh.weights)
    eye_faces = (mesh.eyes > 0.5)[mesh.faces].all(axis=1)
    body = whole.kept(~eye_faces)
    dressed = dress(
        body,
        fitted,
        motion.body,
        sleeves=look.sleeves == "short",
        tights=look.legs == "tights",
    )
    hair = hair_surface(body, fitted, motion.body.height, tail=look.hair_style == "tail")
    return {"skin": dressed.skin, "eyes": whole.kept(eye_faces), "hair": hair, **dressed.clothes}


def _shoe_colours(shoe: Shoe, look: Appearance) -> FloatArray:
    upper, sole = linear(look.shoes), linear(look.soles)
    paints = {
        "outsole": np.array([0.05, 0.05, 0.055]),
        "midsole": sole,
        "upper": upper,
        "stripe": sole * 0.9,
        "lace": sole,
        "collar": upper * 0.35,
    }
    colours: FloatArray = np.stack([paints[name] for name in PARTS])[shoe.part]
    return colours


def _tail_part(colour: FloatArray) -> Part:
    row, column = np.meshgrid(np.arange(TAIL_RINGS - 1), np.arange(TAIL_AROUND), indexing="ij")
    here, aside = row * TAIL_AROUND + column, row * TAIL_AROUND + (column + 1) % TAIL_AROUND
    quads = np.stack([here, here + TAIL_AROUND, aside + TAIL_AROUND, aside], axis=-1).reshape(-1, 4)
    return Part(quads, np.tile(colour, (TAIL_RINGS * TAIL_AROUND, 1)), "hair")
