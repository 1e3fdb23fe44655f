"""Legs: solved from hip and foot in stance, led by joint angles in swing."""

from gait_lab.simulation.legs.landing import land
from gait_lab.simulation.legs.leg import Leg, LegPaths

__all__ = ["Leg", "LegPaths", "land"]
