"""Whose leg is whose: left/right repair over the whole clip, with an audit of what was changed."""

from gait_lab.analysis.sides.repair import RepairedSpan, SideRepair, repair_sides

__all__ = ["RepairedSpan", "SideRepair", "repair_sides"]
