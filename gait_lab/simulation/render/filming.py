"""How good or bad a picture is: scenery, light, focus, exposure, noise."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.simulation.camera import Camera
from gait_lab.simulation.render.room import Room


@dataclass(frozen=True, kw_only=True)
class Filming:
    """How good or bad the picture is.

    Parameters
    ----------
    room
        Paint of the gym, or "outdoors": sky, trees and a field.
    brightness
        1 well lit; 0.12 much too dark.
    lamp_turn_deg
        Where the light comes from: over the camera's left shoulder (0), from the left (60),
        from its right shoulder (-60), against the camera (150).
    flicker_pct, mains_hz
        How far lamps on the mains swing, twice a mains period: bright and dark frames.
    noise
        Standard deviation of sensor noise, grey levels of 255.
    blur_px
        Standard deviation of a lens out of focus.
    shutter_s, shutter_samples
        Exposure time and the instants averaged over it (1: none is seen).
    compression
        x264's constant rate factor.
    rails
        Handrails of the treadmill, one of them in front of the runner.
    empty
        Nobody on the belt.
    fineness
        Pixels drawn per pixel of the picture and direction.
    """

    room: Room = "light"
    brightness: float = 1.0
    lamp_turn_deg: float = 0.0
    flicker_pct: float = 0.0
    mains_hz: float = 50.0
    noise: float = 1.5
    blur_px: float = 0.0
    shutter_s: float = 0.004
    shutter_samples: int = 1
    compression: int = 24
    rails: bool = True
    empty: bool = False
    fineness: float = 2.0


def lamp_towards(camera: Camera, turn_deg: float) -> tuple[float, float, float]:
    """Light from above, over the camera's left shoulder, turned about the vertical."""
    right, _, ahead = camera.directions
    x, y, z = -0.45 * ahead - 0.30 * right + np.array([0.0, 0.0, 0.85])
    # From above, a positive turn carries the lamp from behind the camera to its left.
    cosine, sine = np.cos(np.radians(-turn_deg)), np.sin(np.radians(-turn_deg))
    return float(cosine * x - sine * y), float(sine * x + cosine * y), float(z)


def lens_map(camera: Camera) -> tuple[NDArray[np.float32], NDArray[np.float32]] | None:
    """For every pixel of a bent picture, where it lies in the straight one."""
    if not camera.lens_barrel:
        return None
    width, height = camera.image_size_px
    grid = np.stack(np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5), axis=-1)
    straight = (camera.unbent(grid) - 0.5).astype(np.float32)
    return np.ascontiguousarray(straight[..., 0]), np.ascontiguousarray(straight[..., 1])
