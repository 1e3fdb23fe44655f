"""Reading back the landmarks an analysis stored."""

import gzip
import tempfile
from pathlib import Path, PurePath

from gait_lab.analysis.landmark_files import read_landmarks
from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.models import Analysis

GZIP_MAGIC = b"\x1f\x8b"


def landmarks_of(analysis: Analysis) -> LandmarkSequence | None:
    """The repaired landmarks of an analysis; None where it stored none."""
    if not analysis.landmarks:
        return None
    with analysis.landmarks.open("rb") as file:
        content = file.read()
    if content.startswith(GZIP_MAGIC):
        content = gzip.decompress(content)
    clip = analysis.result["clip"]
    name = PurePath(analysis.landmarks.name).name.removesuffix(".gz")
    with tempfile.TemporaryDirectory(prefix="landmarks-") as folder:
        path = Path(folder) / f"landmarks{PurePath(name).suffix}"
        path.write_bytes(content)
        return read_landmarks(path, image_size_px=(clip["width_px"], clip["height_px"]))
