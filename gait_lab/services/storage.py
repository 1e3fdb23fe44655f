"""Private files: random names in, local copies out, whole folders away."""

import contextlib
import errno
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files import File
from django.core.files.storage import Storage, storages
from django.db import DatabaseError

PIECE_BYTES = 256 * 1024
POSTGRES_DISK_FULL = "53100"

logger = logging.getLogger(__name__)


def is_disk_full(error: BaseException) -> bool:
    """Whether there was no room for what was to be written: a file, or a row of the database."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    cause = error.__cause__
    return isinstance(error, DatabaseError) and (
        getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        or getattr(cause, "sqlstate", None) == POSTGRES_DISK_FULL
    )


def private() -> Storage:
    return storages["private"]


def save_file(path: Path, *, name: str) -> str:
    """Keep a local file in private storage; the name it got."""
    with path.open("rb") as file:
        return private().save(name, File(file))


@contextmanager
def local_copy(name: str, *, folder: Path) -> Iterator[Path]:
    """A stored file as a path: the file itself where storage is local, else a copy."""
    try:
        yield Path(private().path(name))
        return
    except NotImplementedError:
        copy = folder / f"copy{Path(name).suffix}"
    try:
        with private().open(name) as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target, 1024 * 1024)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def read_range(name: str, *, start: int, end: int) -> Iterator[bytes]:
    """Bytes ``[start, end)`` of a stored file, in pieces; only these leave a remote store."""
    storage = private()
    if hasattr(storage, "bucket"):
        key = storage._normalize_name(name)
        answer = storage.bucket.Object(key).get(Range=f"bytes={start}-{end - 1}")
        yield from answer["Body"].iter_chunks(PIECE_BYTES)
        return
    with storage.open(name) as file:
        file.seek(start)
        while start < end and (piece := file.read(min(PIECE_BYTES, end - start))):
            start += len(piece)
            yield piece


def delete_files(names: list[str]) -> None:
    """Delete what is there; a file that cannot be deleted is left to the next sweep."""
    for name in filter(None, names):
        try:
            private().delete(name)
        except OSError:
            logger.warning("could not delete private file %s", name, exc_info=True)


def delete_folder(folder: str) -> None:
    """Delete every file under a folder of private storage, and the folder."""
    for name in list(files_under(folder)):
        delete_files([name])
    with contextlib.suppress(NotImplementedError):
        shutil.rmtree(private().path(folder), ignore_errors=True)


def files_under(folder: str) -> Iterator[str]:
    """Names of all files under a folder, however deep."""
    try:
        folders, files = private().listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{file}" for file in files)
    for inner in folders:
        if inner:
            yield from files_under(f"{folder}/{inner}")


def folders_in(folder: str) -> list[str]:
    """Names of the folders directly under a folder."""
    try:
        return [name for name in private().listdir(folder)[0] if name]
    except FileNotFoundError:
        return []
