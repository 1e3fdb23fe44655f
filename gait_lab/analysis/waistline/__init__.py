"""The line where top and bottom meet: the pelvis' tilt, read from the pictures of a rear view."""

from gait_lab.analysis.waistline.line import WaistLine, read_waist_line
from gait_lab.analysis.waistline.patch import cut_waists
from gait_lab.analysis.waistline.pelvis import PelvisTilt, pelvis_tilt

__all__ = ["PelvisTilt", "WaistLine", "cut_waists", "pelvis_tilt", "read_waist_line"]
