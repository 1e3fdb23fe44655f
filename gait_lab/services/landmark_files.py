"""Reading back the landmarks an analysis stored."""

import csv
import io

import numpy as np

from gait_lab.analysis.landmarks import LandmarkSequence
from gait_lab.models import Analysis


def read_landmarks(analysis: Analysis) -> LandmarkSequence | None:
    """The repaired landmarks of an analysis; None where it stored none."""
    if not analysis.landmarks:
        return None
    with analysis.landmarks.open("rb") as file:
        rows = csv.reader(io.StringIO(file.read().decode()))
        header = next(rows)
        table = np.array([[float(cell or "nan") for cell in row] for row in rows])
    column = {name: index for index, name in enumerate(header)}
    names = tuple(name[: -len("_x_px")] for name in header if name.endswith("_x_px"))
    xy_px = np.stack(
        [table[:, [column[f"{name}_x_px"], column[f"{name}_y_px"]]] for name in names], axis=1
    )
    visibility = np.stack([table[:, column[f"{name}_visibility"]] for name in names], axis=1)
    clip = analysis.result["clip"]
    return LandmarkSequence(
        xy_px=xy_px,
        visibility=visibility,
        time_s=table[:, column["time_s"]],
        image_size_px=(clip["width_px"], clip["height_px"]),
        names=names,
    )
