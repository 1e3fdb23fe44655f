"""Teaching clips: real, tiny files with a finished analysis."""

from gait_lab.enums import AnalysisStatus, Purpose
from tests.factories.cases import (
    analysis_result,
)
from tests.factories.gait_lab import make_analysis, make_recording, write_clip


def clip_analysis(owner, path, **fields):
    """A finished analysis of a real, tiny clip with three near-leg stances."""
    write_clip(path, frames=40)
    recording = make_recording(owner, **{"purpose": Purpose.CASE, "frames": 40, **fields})
    recording.file.save("clip.mp4", path.open("rb"))
    result = analysis_result()
    result["events"] = [
        {"kind": kind, "side": "left", "frame": frame, "time_s": frame / 30, "confidence": sure}
        for kind, frame, sure in (
            ("toe_off", 3, 0.9),
            ("initial_contact", 8, 0.9),
            ("toe_off", 14, 0.8),
            ("initial_contact", 20, 0.9),
            ("toe_off", 26, 0.9),
        )
    ]
    return make_analysis(
        recording,
        near_side="left",
        status=AnalysisStatus.DONE,
        result=result,
        frame_times_s=[frame / 30 for frame in range(40)],
    )
