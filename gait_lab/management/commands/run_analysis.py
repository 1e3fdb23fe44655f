"""One analysis in a process of its own: reads a job folder, leaves what it made in it.

Started by the worker, not by people (``analyse_clip`` is theirs). It opens no database: what it
says goes as JSON lines to standard output, and the worker alone writes the row.
"""

import errno
import json
import os
import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand

from gait_lab.analysis.frames import ClipError
from gait_lab.analysis.pose import PoseError
from gait_lab.services.engine import make_outputs
from gait_lab.services.running import DISK_FULL, OUT_OF_MEMORY

NEWS_INTERVAL_S = 0.5


class Command(BaseCommand):
    help = "Runs the analysis described in a job folder (started by the worker)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **_):
        voice = _Voice()
        try:
            make_outputs(folder, progress=voice.progress)
        except (ClipError, PoseError) as error:
            voice.say(error=str(error))
        except MemoryError:
            voice.say(error=OUT_OF_MEMORY)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            voice.say(error=DISK_FULL)


class _Voice:
    """The line to the worker. Native libraries print to standard output too: they get another."""

    def __init__(self) -> None:
        sys.stdout.flush()
        self._line = os.dup(1)
        os.dup2(2, 1)
        self._stage, self._said_s = "", float("-inf")

    def progress(self, stage: str, done: int, total: int) -> None:
        now_s = time.monotonic()
        if stage == self._stage and now_s - self._said_s < NEWS_INTERVAL_S and done != total:
            return
        self._stage, self._said_s = stage, now_s
        self.say(stage=stage, done=done, total=total)

    def say(self, **news: object) -> None:
        os.write(self._line, json.dumps(news).encode() + b"\n")
