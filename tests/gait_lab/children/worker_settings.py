"""Settings of the real worker processes that tests start and kill."""

import os
import sys
from pathlib import Path

from config.settings.dev import *  # noqa: F403
from config.settings.dev import STORAGES, VAR_DIR

ANALYSIS_CHILD_COMMAND = [sys.executable, os.environ["TEST_CHILD"]]
ANALYSIS_SWEEP_INTERVAL_S = 0.5
ANALYSIS_HEARTBEAT_INTERVAL_S = 0.3
ANALYSIS_HEARTBEAT_TIMEOUT_S = 3
ANALYSIS_MAX_TRIES = 6
STORAGES = {
    **STORAGES,
    "private": {
        "BACKEND": "tests.gait_lab.children.storage.HoldingStorage",
        "OPTIONS": {"location": str(VAR_DIR / "private")},
    },
}
HOLD_SAVING = Path(VAR_DIR) / "hold-saving"
