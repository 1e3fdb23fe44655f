import json
import sys
from pathlib import Path

import pytest

from tests.factories.gait_lab import make_analysis, make_recording, write_clip
from tests.gait_lab.tus import Tus

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


@pytest.fixture
def as_learner(client, learner):
    client.force_login(learner)
    return client


@pytest.fixture(scope="session")
def clip_bytes(tmp_path_factory):
    return write_clip(tmp_path_factory.mktemp("clips") / "clip.mp4").read_bytes()


@pytest.fixture
def tus(client, learner, private_folder):
    client.force_login(learner)
    return Tus(client)
