"""What a worker does besides its tasks: it sweeps, and its processes do not outlive it."""

import contextlib
import ctypes
import logging
import signal
import threading

from django.conf import settings
from django.db import connections

from gait_lab.services.guard import PR_SET_PDEATHSIG
from gait_lab.services.sweeping import remove_orphans, sweep_analyses
from gait_lab.services.uploads import delete_stale_uploads

logger = logging.getLogger(__name__)

SWEEPS_PER_CLEANING = 20


def start_sweeping() -> threading.Thread:
    """Sweep now and from then on; a thread of the worker's main process, any pool."""
    thread = threading.Thread(target=_sweep_for_ever, name="analysis-sweep", daemon=True)
    thread.start()
    return thread


def die_with_parent() -> None:
    """A pool process whose worker was killed would go on unseen; it goes with it (Linux)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def _sweep_for_ever() -> None:
    pause = threading.Event()
    sweeps = 0
    while True:
        sweep_once(cleaning=sweeps % SWEEPS_PER_CLEANING == 0)
        sweeps += 1
        pause.wait(settings.ANALYSIS_SWEEP_INTERVAL_S)


def sweep_once(*, cleaning: bool) -> None:
    """One sweep; trouble is logged, the next sweep tries again."""
    steps = (
        (sweep_analyses, remove_orphans, delete_stale_uploads) if cleaning else (sweep_analyses,)
    )
    for step in steps:
        try:
            step()
        except Exception:
            logger.exception("sweep: %s failed", step.__name__)
    connections.close_all()
