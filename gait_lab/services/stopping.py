"""How a worker's main process tells the processes of its pool that it is stopping."""

import mmap

_announced = mmap.mmap(-1, 1)  # shared with whatever is forked from here


def announce_stop() -> None:
    _announced[0] = 1


def is_stopping() -> bool:
    return bool(_announced[0])
