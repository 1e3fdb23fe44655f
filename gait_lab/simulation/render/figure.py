"""A dressed body over a skeleton: torso, limbs, head, hands and shoes as surfaces."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import SIDES
from gait_lab.simulation.body import Body
from gait_lab.simulation.parameters import Appearance, Colour
from gait_lab.simulation.render.girths import ARM, LEG, REFERENCE_HEIGHT_M, TORSO
from gait_lab.simulation.render.head import head_surfaces
from gait_lab.simulation.render.mesh import (
    Surface,
    across,
    egg,
    joined,
    limb_line,
    loft,
    surface_of,
)
from gait_lab.simulation.render.shoe import shoe_surface

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Pose:
    """One instant of a body: (3,) points by name and the chest's and head's (3, 3) directions."""

    points: Mapping[str, FloatArray]
    chest: FloatArray
    head: FloatArray

    def __getitem__(self, name: str) -> FloatArray:
        return self.points[name]

    @property
    def hips(self) -> FloatArray:
        """Middle of the hips."""
        return (self["left_hip"] + self["right_hip"]) / 2

    @property
    def pelvis(self) -> FloatArray:
        """(3, 3) forward, left, up of the pelvis."""
        left = self["left_hip"] - self["right_hip"]
        left = left / np.linalg.norm(left)
        up = 0.4 * self.chest[2] + np.array([0.0, 0.0, 0.6])
        up = up - (up @ left) * left
        up /= np.linalg.norm(up)
        return np.stack([np.cross(left, up), left, up])


SHIRT_FROM, SHORTS_TO, TIGHTS_TO, SOCKS_FROM = 0.07, 0.56, 1.86, 1.84
SLEEVE_TO, SINGLET_TO = 0.50, -0.02


class Figure:
    """A runner's outside. One figure serves every frame of a clip."""

    def __init__(
        self,
        body: Body,
        appearance: Appearance,
        *,
        build: float,
        seed: int,
        hips: float = 1.0,
        shoulders: float = 1.0,
    ) -> None:
        self.body, self.appearance = body, appearance
        self.broad = (hips, shoulders)
        self.scale = body.height / REFERENCE_HEIGHT_M
        self.girth = self.scale * build
        self._cloth = np.random.default_rng(seed)
        self._weave: dict[str, FloatArray] = {}

    def surface(self, pose: Pose) -> Surface:
        """The whole figure at one instant."""
        parts = [self._torso(pose), *self._neck_and_head(pose)]
        for side in SIDES:
            parts += [*self._leg(pose, side), *self._arm(pose, side)]
        return joined(parts)

    def _torso(self, pose: Pose) -> Surface:
        table = _finer(TORSO, 2)
        station = table[:, 0]
        spine = pose["neck"] - pose.hips
        ease = np.clip(station, 0, 1)[:, None]
        ease = ease * ease * (3 - 2 * ease)
        forward = (1 - ease) * pose.pelvis[0] + ease * pose.chest[0]
        left = (1 - ease) * pose.pelvis[1] + ease * pose.chest[1]
        low = np.minimum(station, 0)[:, None] * np.linalg.norm(spine) * pose.pelvis[2]
        centres = pose.hips + np.maximum(station, 0)[:, None] * spine + low
        sway = 0.012 * np.sin(np.pi * np.clip(station, 0, 1))[:, None] * self.scale
        centres = centres - sway * pose.chest[0] + 0.010 * self.scale * pose.chest[0]
        radii = table[:, [1, 2, 3, 3]] * self.girth
        radii[:, 2:] *= np.interp(station, [0.15, 0.75], self.broad)[:, None]
        shirt = station >= SHIRT_FROM
        radii = radii + np.where(shirt & (station < 1.1), 0.006, 0.0)[:, None]
        radii = radii + np.where(shirt & (station < 0.2), 0.008, 0.0)[:, None]
        colours = _paint(shirt[:-1], self.appearance.shirt, self.appearance.shorts)
        collar = station[:-1] > 1.13
        colours = np.where(collar[:, None], _rgb(self.appearance.skin), colours)
        grid = loft(centres, forward, left, radii, around=52, square=0.18)
        return self._clothed("torso", grid, colours, rough=0.06)

    def _neck_and_head(self, pose: Pose) -> list[Surface]:
        top = pose["head"] - 0.030 * self.scale * pose.head[2]
        base = pose["neck"] - 0.01 * self.scale * pose.chest[2]
        share = np.linspace(0, 1, 7)[:, None]
        centres = base + share * (top - base)
        every = np.ones((7, 1))
        radii = np.interp(share[:, 0], [0, 0.35, 1], [0.070, 0.056, 0.054])[:, None]
        grid = loft(
            centres,
            every * pose.head[0],
            every * pose.head[1],
            np.repeat(radii * np.array([[1.0, 1.05, 1.0, 1.0]]), 1, axis=1) * self.girth,
            around=18,
        )
        neck = surface_of(grid, _rgb(self.appearance.skin), gloss=0.15)
        return [neck, *head_surfaces(self.appearance, pose["head"], pose.head, self.scale)]

    def _leg(self, pose: Pose, side: str) -> list[Surface]:
        hip, knee, ankle = (pose[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle"))
        table = _finer(LEG, 2)
        station = table[:, 0]
        centres, down = limb_line(hip, knee, ankle, station)
        forward, left = across(down, pose.pelvis[1])
        outer, inner = (3, 4) if side == "left" else (4, 3)
        radii = table[:, [1, 2, outer, inner]] * self.girth
        look = self.appearance
        dressed = station < (SHORTS_TO if look.legs == "shorts" else TIGHTS_TO)
        if look.legs == "shorts":
            loose = np.interp(station, [0.0, 0.2, SHORTS_TO], [0.004, 0.010, 0.020])
            radii = radii + np.where(dressed, loose * self.scale, 0.0)[:, None]
        socks = station >= SOCKS_FROM
        radii = radii + np.where(socks, 0.004, 0.0)[:, None]
        colours = _paint(dressed[:-1], look.shorts, look.skin)
        colours = np.where(socks[:-1, None], _rgb(look.socks), colours)
        grid = loft(centres, forward, left, radii, around=40)
        limb = self._clothed(f"{side} leg", grid, colours, rough=0.05, bare=~dressed[:-1])
        return [limb, shoe_surface(look, self.body, pose.points, side, pose.pelvis[1])]

    def _arm(self, pose: Pose, side: str) -> list[Surface]:
        shoulder, elbow, wrist = (pose[f"{side}_{j}"] for j in ("shoulder", "elbow", "wrist"))
        table = _finer(ARM, 2)
        station = table[:, 0]
        centres, down = limb_line(shoulder, elbow, wrist, station, rounding=0.2)
        forward, left = across(down, pose.chest[1])
        outer, inner = (3, 4) if side == "left" else (4, 3)
        radii = table[:, [1, 2, outer, inner]] * self.girth
        look = self.appearance
        sleeved = station < (SLEEVE_TO if look.sleeves == "short" else SINGLET_TO)
        loose = np.interp(station, [0.02, 0.18], [0.002, 0.010])
        radii = radii + np.where(sleeved, loose * self.scale, 0.0)[:, None]
        colours = _paint(sleeved[:-1], look.shirt, look.skin)
        grid = loft(centres, forward, left, radii, around=32)
        limb = self._clothed(f"{side} arm", grid, colours, rough=0.05, bare=~sleeved[:-1])
        return [limb, *self._hand(pose, side)]

    def _hand(self, pose: Pose, side: str) -> list[Surface]:
        """A loose fist and its thumb."""
        wrist, index = pose[f"{side}_wrist"], pose[f"{side}_index"]
        pinky, thumb = pose[f"{side}_pinky"], pose[f"{side}_thumb"]
        along = (index + pinky) / 2 - wrist
        along = along / np.linalg.norm(along)
        wide = index - pinky
        wide = wide - (wide @ along) * along
        wide /= np.linalg.norm(wide)
        axes = np.stack([wide, np.cross(along, wide), along])
        size = self.scale
        skin = _rgb(self.appearance.skin)
        fist = egg(wrist + 0.050 * size * along, axes, [0.042 * size, 0.027 * size, 0.056 * size])
        tip = egg(
            (2 * thumb + wrist + 0.05 * size * along) / 3,
            axes,
            [0.016 * size, 0.014 * size, 0.034 * size],
            rings=7,
            around=10,
        )
        return [surface_of(fist, skin * 0.97, gloss=0.1), surface_of(tip, skin, gloss=0.1)]

    def _clothed(
        self,
        name: str,
        grid: FloatArray,
        colours: FloatArray,
        *,
        rough: float,
        bare: NDArray[np.bool_] | None = None,
    ) -> Surface:
        """A surface whose cloth has folds and whose skin does not."""
        if name not in self._weave:
            self._weave[name] = _folds(self._cloth, grid.shape[0] - 1, grid.shape[1])
        uneven = rough * self._weave[name]
        if bare is not None:
            uneven = np.where(bare[:, None], 0.25 * uneven, uneven)
        surface = surface_of(grid, colours[:, None] * (1 + uneven[..., None]))
        if bare is not None:
            gloss = np.repeat(np.where(bare, 0.18, 0.0), grid.shape[1])
            surface = Surface(surface.corners, surface.normals, surface.colours, gloss)
        return surface


def _rgb(colour: Colour) -> FloatArray:
    """Linear-ish 0..1 red, green, blue."""
    return np.array(colour, dtype=float) / 255


def _paint(mask: NDArray[np.bool_], inside: Colour, outside: Colour) -> FloatArray:
    painted: FloatArray = np.where(mask[:, None], _rgb(inside), _rgb(outside))
    return painted


def _finer(table: FloatArray, times: int) -> FloatArray:
    """The same rows with ``times`` - 1 more between each pair."""
    rows = np.arange(len(table))
    wanted = np.linspace(0, len(table) - 1, times * (len(table) - 1) + 1)
    return np.stack([np.interp(wanted, rows, column) for column in table.T], axis=1)


def _folds(rng: np.random.Generator, rings: int, around: int) -> FloatArray:
    """Smooth random light and dark, as cloth has, -1..1 or so."""
    waves = np.zeros((rings, around))
    ring, angle = np.mgrid[0:rings, 0:around]
    for _ in range(9):
        along, turns = rng.uniform(0.15, 0.9), rng.integers(0, 4)
        phase = rng.uniform(0, 2 * np.pi)
        waves += np.sin(along * ring + turns * 2 * np.pi * angle / around + phase)
    folds: FloatArray = waves / 3 + 0.25 * rng.standard_normal((rings, around))
    return folds
