"""A real worker on PostgreSQL, woken through Redis."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from gait_lab import services
from gait_lab.models import Analysis
from tests.factories.gait_lab import make_recording
from tests.gait_lab.conftest import FAKE_CHILD, stored_files
from tests.gait_lab.test_running import assert_all_dead

pytestmark = [
    pytest.mark.services,
    pytest.mark.redis,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
PATIENCE_S = 40
SIDE = services.AnalysisSettings(view="side")


@pytest.fixture
def site(learner, private_folder, tmp_path):
    """Starts workers that share this test's database, queue and files."""
    if connection.vendor != "postgresql" or not django_settings.REDIS_URL:
        pytest.skip("PostgreSQL and Redis")
    var, workers = tmp_path, []

    def start_worker():
        log = (var / f"worker-{len(workers)}.log").open("wb")
        workers.append(
            subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "config", "worker", "-c", "1"],
                cwd=django_settings.BASE_DIR,
                env=os.environ | worker_environment(var),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        )
        return workers[-1]

    yield start_worker
    for worker in workers:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def worker_environment(var: Path) -> dict[str, str]:
    place = connection.settings_dict
    who = f"{place['USER']}:{place['PASSWORD']}".rstrip(":")
    return {
        "DJANGO_SETTINGS_MODULE": "tests.gait_lab.children.worker_settings",
        "MIDSTANCE_VAR_DIR": str(var),
        "MIDSTANCE_DATABASE_URL": f"postgres://{who}@{place['HOST']}:{place['PORT'] or 5432}"
        f"/{place['NAME']}",
        "MIDSTANCE_REDIS_URL": django_settings.REDIS_URL,
        "TEST_CHILD": str(FAKE_CHILD),
    }


def waiting_for(state, analysis):
    deadline_s = time.monotonic() + PATIENCE_S
    while not state(analysis):
        assert time.monotonic() < deadline_s, f"{analysis.status} in stage {analysis.stage!r}"
        time.sleep(0.05)
        analysis.refresh_from_db()
    return analysis


def start(learner, private_folder, **plan):
    recording = make_recording(learner)
    path = private_folder / "recordings" / str(recording.pk) / "plan.json"
    path.write_text(json.dumps(plan))
    return services.start_analysis(recording=recording, settings=SIDE)


def test_message_wakes_a_worker_and_its_result_comes_back(site, learner, private_folder, tmp_path):
    site()
    analysis = start(learner, private_folder, act="finish", mark=str(tmp_path / "mark"))
    started_s = time.monotonic()
    waiting_for(lambda row: row.status == "done", analysis)

    # No sweep would have sent another message so soon.
    assert time.monotonic() - started_s < django_settings.ANALYSIS_HEARTBEAT_TIMEOUT_S
    assert analysis.result == {"schema": "midstance.analysis/1"}
    assert (analysis.tries, analysis.stills.count()) == (1, 1)


def test_worker_killed_in_the_middle_leaves_the_job_to_the_next(
    site, learner, private_folder, tmp_path
):
    (tmp_path / "hold").touch()
    analysis = start(
        learner,
        private_folder,
        act="wait",
        mark=str(tmp_path / "mark"),
        hold=str(tmp_path / "hold"),
    )
    worker = site()
    waiting_for(lambda row: row.stage == "pose", analysis)
    worker.kill()
    assert_all_dead(tmp_path / "mark")
    (tmp_path / "hold").unlink()
    site()
    waiting_for(lambda row: row.status == "done", analysis)

    assert Analysis.objects.count() == 1
    assert (analysis.tries, analysis.stills.count()) == (2, 1)
    kept = {name for name in stored_files(private_folder) if name.startswith("analyses/")}
    assert {name.split("/")[2] for name in kept} == {str(analysis.run_token)}
    assert not any((tmp_path / "jobs").iterdir())
