"""Colours of skin and face, painted on the vertices. Linear red, green, blue."""

import numpy as np
from numpy.typing import NDArray

from gait_lab.simulation.parameters import Appearance, Colour
from studio.fit import Fitted
from studio.hair import scalp_depth_m

FloatArray = NDArray[np.float64]


def linear(colour: Colour) -> FloatArray:
    """(3,) scene light of an sRGB colour of 0..255."""
    value = np.array(colour) / 255
    light: FloatArray = np.where(value < 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return light


def skin_colours(
    vertices: FloatArray, fitted: Fitted, height_m: float, look: Appearance
) -> FloatArray:
    """(n, 3): a little redder at cheeks, knees and elbows; brows and lips."""
    base, brow = linear(look.skin), linear(look.hair)
    face = (vertices - fitted.joints["head"]) / height_m
    ahead, aside, up = face[:, 0], np.abs(face[:, 1]), face[:, 2]
    red = 0.25 * _near(vertices, fitted, ("knee", "elbow"), 0.05)
    cheeks = ((aside - 0.022) / 0.011) ** 2 + ((up + 0.008) / 0.011) ** 2
    red += 0.35 * np.exp(-cheeks) * (ahead > 0.03)
    lips = np.exp(-((aside / 0.014) ** 4) - ((up + 0.0285) / 0.0052) ** 4) * (ahead > 0.045)
    arch = up - 0.0225 + 14 * (aside - 0.019) ** 2
    brows = np.exp(-((arch / 0.0028) ** 4) - (((aside - 0.018) / 0.0115) ** 6)) * (ahead > 0.03)
    colours = base * (1 + red[:, None] * np.array([0.06, -0.22, -0.24]))
    colours = _mixed(colours, base * np.array([0.80, 0.42, 0.42]), 0.75 * lips)
    colours = _mixed(colours, brow, 0.75 * brows)
    roots = np.clip(1 + scalp_depth_m(vertices, fitted, height_m) / 0.012, 0, 1)
    return _mixed(colours, 0.7 * base + 0.3 * brow, 0.9 * roots)


def eye_colours(vertices: FloatArray, fitted: Fitted, height_m: float) -> FloatArray:
    """(n, 3): white, a brown iris, a black pupil, by the angle from straight ahead."""
    colours = np.tile(np.array([0.62, 0.58, 0.55]), (len(vertices), 1))
    side = np.where(vertices[:, 1:2] > 0, fitted.joints["left_eye"], fitted.joints["right_eye"])
    away = vertices - side
    off = np.linalg.norm(away[:, 1:], axis=1) / height_m
    ahead = away[:, 0] > 0
    colours[ahead & (off < 0.0034)] = (0.09, 0.05, 0.03)
    colours[ahead & (off < 0.0015)] = (0.005, 0.005, 0.005)
    return colours


def _near(
    vertices: FloatArray, fitted: Fitted, joints: tuple[str, ...], reach_m: float
) -> FloatArray:
    spots = [fitted.joints[f"{side}_{name}"] for side in ("left", "right") for name in joints]
    away = [np.linalg.norm(vertices - spot, axis=1) for spot in spots]
    return np.exp(-((np.min(away, axis=0) / reach_m) ** 4))


def _mixed(colours: FloatArray, other: FloatArray, share: FloatArray) -> FloatArray:
    return colours + share[:, None] * (other - colours)
