"""A simulated runner drawn as a video. The only part of the simulation that needs OpenCV, PyAV."""

from gait_lab.simulation.render.film import render_clip
from gait_lab.simulation.render.filming import Filming
from gait_lab.simulation.render.stage import Bystander

__all__ = ["Bystander", "Filming", "render_clip"]
