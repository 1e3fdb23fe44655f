"""A dressed body over a skeleton: torso, limbs, head, hands and shoes as surfaces."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.conventions import SIDES
from gait_lab.simulation.body import Body
from gait_lab.simulation.parameters import Appearance, Colour
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

REFERENCE_HEIGHT_M = 1.75
"""Girths below are in metres for this height."""


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


# Rows: station from the hips' middle (0) to the shoulders' middle (1), then metres to the
# front, to the back, and half the width.
_TORSO = np.array(
    [
        (-0.20, 0.050, 0.055, 0.060),
        (-0.15, 0.082, 0.105, 0.130),
        (-0.08, 0.098, 0.124, 0.158),
        (0.00, 0.103, 0.126, 0.168),
        (0.08, 0.104, 0.112, 0.164),
        (0.17, 0.102, 0.094, 0.153),
        (0.27, 0.098, 0.082, 0.141),
        (0.38, 0.098, 0.084, 0.137),
        (0.50, 0.104, 0.094, 0.144),
        (0.62, 0.112, 0.104, 0.154),
        (0.74, 0.114, 0.108, 0.163),
        (0.84, 0.108, 0.108, 0.168),
        (0.92, 0.096, 0.104, 0.170),
        (0.98, 0.086, 0.098, 0.170),
        (1.02, 0.078, 0.090, 0.164),
        (1.055, 0.070, 0.082, 0.146),
        (1.085, 0.064, 0.074, 0.112),
        (1.115, 0.059, 0.068, 0.084),
        (1.145, 0.056, 0.065, 0.068),
        (1.17, 0.053, 0.062, 0.060),
    ]
)

# Station 0 hip, 1 knee, 2 ankle; metres to the front, back, outside, inside.
_LEG = np.array(
    [
        (-0.10, 0.070, 0.094, 0.070, 0.060),
        (0.03, 0.086, 0.100, 0.086, 0.078),
        (0.15, 0.090, 0.093, 0.086, 0.082),
        (0.28, 0.089, 0.084, 0.081, 0.079),
        (0.42, 0.084, 0.075, 0.075, 0.072),
        (0.56, 0.076, 0.067, 0.067, 0.064),
        (0.70, 0.066, 0.060, 0.058, 0.056),
        (0.84, 0.056, 0.053, 0.051, 0.050),
        (0.93, 0.053, 0.049, 0.049, 0.049),
        (1.00, 0.053, 0.047, 0.049, 0.049),
        (1.07, 0.048, 0.048, 0.047, 0.048),
        (1.16, 0.043, 0.056, 0.047, 0.050),
        (1.26, 0.042, 0.065, 0.049, 0.053),
        (1.36, 0.041, 0.067, 0.048, 0.052),
        (1.47, 0.040, 0.061, 0.045, 0.048),
        (1.58, 0.038, 0.051, 0.040, 0.042),
        (1.70, 0.035, 0.042, 0.035, 0.036),
        (1.82, 0.032, 0.036, 0.031, 0.032),
        (1.92, 0.032, 0.036, 0.031, 0.032),
        (2.02, 0.036, 0.040, 0.035, 0.036),
    ]
)

# Station 0 shoulder, 1 elbow, 2 wrist.
_ARM = np.array(
    [
        (-0.11, 0.012, 0.012, 0.000, 0.030),
        (-0.10, 0.032, 0.032, 0.008, 0.050),
        (-0.06, 0.050, 0.050, 0.022, 0.058),
        (0.00, 0.060, 0.062, 0.035, 0.058),
        (0.14, 0.060, 0.061, 0.043, 0.052),
        (0.32, 0.055, 0.056, 0.045, 0.045),
        (0.50, 0.048, 0.050, 0.043, 0.040),
        (0.66, 0.045, 0.045, 0.040, 0.038),
        (0.82, 0.041, 0.040, 0.038, 0.037),
        (0.94, 0.039, 0.038, 0.038, 0.037),
        (1.06, 0.040, 0.040, 0.040, 0.038),
        (1.20, 0.042, 0.042, 0.041, 0.038),
        (1.38, 0.040, 0.039, 0.038, 0.036),
        (1.56, 0.034, 0.033, 0.033, 0.031),
        (1.76, 0.028, 0.027, 0.027, 0.026),
        (1.94, 0.025, 0.024, 0.028, 0.027),
        (2.06, 0.026, 0.024, 0.029, 0.028),
    ]
)

SHIRT_FROM, SHORTS_TO, TIGHTS_TO, SOCKS_FROM, SLEEVE_TO = 0.07, 0.56, 1.86, 1.84, 0.50


class Figure:
    """A runner's outside. One figure serves every frame of a clip."""

    def __init__(self, body: Body, appearance: Appearance, *, build: float, seed: int) -> None:
        self.body, self.appearance = body, appearance
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
        table = _finer(_TORSO, 2)
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
        table = _finer(_LEG, 2)
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
        table = _finer(_ARM, 2)
        station = table[:, 0]
        centres, down = limb_line(shoulder, elbow, wrist, station, rounding=0.2)
        forward, left = across(down, pose.chest[1])
        outer, inner = (3, 4) if side == "left" else (4, 3)
        radii = table[:, [1, 2, outer, inner]] * self.girth
        look = self.appearance
        sleeved = station < (SLEEVE_TO if look.sleeves == "short" else 0.06)
        radii = radii + np.where(sleeved, 0.010 * self.scale, 0.0)[:, None]
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
