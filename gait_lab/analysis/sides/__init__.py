"""Whose leg is whose: left/right repair over the whole clip, and how surely."""

from gait_lab.analysis.sides.repair import SideRepair, repair_sides

__all__ = ["SideRepair", "repair_sides"]
