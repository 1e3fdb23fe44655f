"""The file broker, made safe for torn messages.

Kombu's own writes a message in place and reads whatever lies there: a disk that fills up, or a
process killed between opening and writing, leaves an empty file that ends every worker that meets
it. Here a message appears whole or not at all, and a file that is none is put aside. (A lost
message is no loss: the sweep finds the row and sends another.)
"""

import logging
import os
import uuid
from contextlib import suppress
from pathlib import Path
from queue import Empty
from time import time_ns

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    def _put(self, queue, payload, **_):
        name = f"{time_ns()}_{uuid.uuid4()}.{queue}.msg"
        folder = Path(self.data_folder_out)
        part = folder / f"{name}.part"
        try:
            part.write_text(dumps(payload))
            part.rename(folder / name)
        except OSError:
            part.unlink(missing_ok=True)
            raise

    def _get(self, queue):
        for name in sorted(os.listdir(self.data_folder_in)):
            if name.partition(".")[2] == f"{queue}.msg":
                message = self._take(name)
                if message is not None:
                    return message
        raise Empty

    def _take(self, name: str) -> dict | None:
        """The message, ours alone; None when another worker was first or the file is torn."""
        taken = Path(self.processed_folder) / name
        try:
            os.rename(Path(self.data_folder_in) / name, taken)
        except FileNotFoundError:
            return None
        try:
            return loads(taken.read_text())
        except ValueError:
            logger.warning("queue: %s is no message", name)
            return None
        finally:
            with suppress(OSError):
                taken.unlink()


class Transport(filesystem.Transport):
    Channel = Channel


def register() -> None:
    """Let ``filesystem://`` mean this broker."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
