"""What the analysis process leaves behind, from the job it is given to the files it names."""

import json

import pytest

from gait_lab.services.engine import make_outputs
from gait_lab.services.running import JOB_NAME, MANIFEST_NAME
from tests.factories.gait_lab import write_clip


@pytest.fixture
def nobody_there(tmp_path):
    """The job's folder for a clip of an empty room."""
    job = {
        "clip": str(write_clip(tmp_path / "clip.mp4", frames=12)),
        "view": "side",
        "near_side": "",
        "speed_mps": None,
        "height_cm": None,
        "capture_rate_hz": None,
        "pose_model": "full",
    }
    (tmp_path / JOB_NAME).write_text(json.dumps(job))
    return tmp_path


def test_clip_without_a_stride_ends_with_reasons_and_a_video_not_with_a_crash(nobody_there):
    make_outputs(nobody_there, progress=lambda *_: None)
    manifest = json.loads((nobody_there / MANIFEST_NAME).read_text())
    result = json.loads((nobody_there / manifest["result"]).read_text())
    assert manifest["key_frames"] == []
    assert "contact_sheet" not in manifest["files"]
    assert all((nobody_there / name).stat().st_size for name in manifest["files"].values())
    assert all(metric["reason"] for metric in result["metrics"])
