"""Clips, what was measured on them, and the cases experts made of them."""

from gait_lab.models.analyses import Analysis, KeyFrame
from gait_lab.models.cases import Case, CaseFrame, CaseRelease
from gait_lab.models.clips import Recording, Upload
from gait_lab.models.files import private_storage
from gait_lab.models.measurements import ExpertReference, MeasurementSet

__all__ = [
    "Analysis",
    "Case",
    "CaseFrame",
    "CaseRelease",
    "ExpertReference",
    "KeyFrame",
    "MeasurementSet",
    "Recording",
    "Upload",
    "private_storage",
]
