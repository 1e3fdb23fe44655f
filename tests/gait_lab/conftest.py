import json
import sys
from pathlib import Path

import pytest

from tests.factories.gait_lab import make_analysis, make_recording

FAKE_CHILD = Path(__file__).parent / "children" / "fake_child.py"


@pytest.fixture
def fake_engine(settings, tmp_path, private_folder):
    """A function that makes a queued analysis whose child will act as told."""
    settings.ANALYSIS_CHILD_COMMAND = [sys.executable, str(FAKE_CHILD)]

    def make(owner, act="finish", **plan):
        recording = make_recording(owner)
        plan = {"act": act, "mark": str(tmp_path / "mark"), **plan}
        (private_folder / "recordings" / str(recording.pk) / "plan.json").write_text(
            json.dumps(plan)
        )
        return make_analysis(recording)

    return make


def stored_files(folder: Path) -> set[str]:
    """Names of all files under a folder, its plans aside."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.name != "plan.json"
    }
