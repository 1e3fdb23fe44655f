"""Large files in pieces, over connections that break: begun, appended to, completed once."""

import contextlib
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from gait_lab.analysis.frames import ClipError
from gait_lab.models import Recording, Upload
from gait_lab.rules import declaration_from, settings_from, storable
from gait_lab.selectors.uploads import open_uploads_of
from gait_lab.services import storage
from gait_lab.services.analyses import start_analysis
from gait_lab.services.recordings import (
    QuotaError,
    check_may_upload,
    room_or_refusal,
    store_clip,
)

PIECE_BYTES = 256 * 1024


class WrongOffsetError(ValueError):
    """The piece does not continue where the file ends; ``offset`` is where it does."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"The upload has {offset} bytes.")
        self.offset = offset


class UploadBusyError(ValueError):
    """Another request is writing to this upload."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@room_or_refusal()
def begin_upload(*, owner, declared_bytes: int, said: dict[str, str]) -> Upload:
    """Make room for a file of which everything is declared; nothing is stored otherwise.

    ``said`` holds the declaration (subject, ground, purpose, title) and the analysis settings
    (view, near_side, ...). ``DeclarationError``, ``ClipError`` or ``QuotaError`` when refused.
    """
    declaration = declaration_from(said)
    settings_from(said)
    with transaction.atomic():
        # One at a time for each person, so that two tabs cannot share the same room.
        get_user_model().objects.select_for_update().get(pk=owner.pk)
        check_may_upload(owner=owner, declaration=declaration, size_bytes=declared_bytes)
        if open_uploads_of(owner).count() >= settings.UPLOAD_OPEN_MAX:
            raise QuotaError(
                "Several uploads of yours are not finished. Finish or cancel one of them first."
            )
        return Upload.objects.create(
            owner=owner, declared_bytes=declared_bytes, declaration=storable(said)
        )


@room_or_refusal()
def append_to_upload(*, upload: Upload, offset: int, body: Readable) -> Upload:
    """Write what arrives, from ``offset`` on, and complete the upload when all is there.

    A connection that breaks leaves what had arrived. ``WrongOffsetError``, ``UploadBusyError``, or
    ``ClipError`` when the complete file is no clip (nothing of it stays). ``QuotaError`` when the
    disk is full; what had arrived before stays, and the upload can go on.
    """
    with _locked(upload) as file:
        upload.refresh_from_db()
        if upload.recording_id is None and not upload.refusal:
            if offset != upload.received_bytes:
                raise WrongOffsetError(upload.received_bytes)
            _write(upload, file, body)
            if upload.received_bytes == upload.declared_bytes:
                _complete(upload)
    return upload


def drop_upload(*, upload: Upload) -> None:
    """Forget an upload and its bytes; a recording that came of it stays."""
    upload_path = path_of(upload)
    upload.delete()
    upload_path.unlink(missing_ok=True)


def delete_stale_uploads() -> int:
    """Delete uploads nobody touched for long, and bytes no upload owns; how many went."""
    long_ago = timezone.now() - timedelta(seconds=settings.UPLOAD_EXPIRY_S)
    stale = list(Upload.objects.filter(touched_at__lt=long_ago))
    for upload in stale:
        drop_upload(upload=upload)
    return len(stale) + _delete_ownerless_bytes(long_ago.timestamp())


def path_of(upload: Upload) -> Path:
    return Path(settings.UPLOAD_DIR) / upload.pk.hex


@contextmanager
def _locked(upload: Upload) -> Iterator[BinaryIO]:
    """The upload's bytes, ours alone; the lock ends with the process, however that ends."""
    path = path_of(upload)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("ab") as made:
        made.flush()
    file = path.open("r+b")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield file
    except BlockingIOError:
        raise UploadBusyError("Another connection is sending this file.") from None
    finally:
        with contextlib.suppress(OSError):  # a full disk refuses what is still buffered
            file.close()
        if upload.recording_id or upload.refusal:
            path.unlink(missing_ok=True)


def _write(upload: Upload, file: BinaryIO, body: Readable) -> None:
    # Bytes past the row's count came from a request that died before it could say so.
    file.truncate(upload.received_bytes)
    file.seek(upload.received_bytes)
    room = min(upload.declared_bytes - upload.received_bytes, settings.UPLOAD_CHUNK_MAX_BYTES)
    try:
        _copy(body, file, room)
    finally:
        with contextlib.suppress(OSError):
            file.flush()
        upload.received_bytes = Path(file.name).stat().st_size
        upload.touched_at = timezone.now()
        upload.save(update_fields=["received_bytes", "touched_at"])


def _copy(body: Readable, file: BinaryIO, room: int) -> None:
    while room > 0 and (piece := body.read(min(PIECE_BYTES, room))):
        file.write(piece)
        room -= len(piece)
    file.flush()


def _complete(upload: Upload) -> None:
    """One recording and one analysis from a complete upload, or the reason why not."""
    try:
        recording = store_clip(
            owner=upload.owner,
            path=path_of(upload),
            declaration=declaration_from(upload.declaration),
        )
    except ClipError as error:
        upload.refusal = str(error)
        upload.declaration = {}
        upload.save(update_fields=["refusal", "declaration"])
        raise
    try:
        with transaction.atomic():
            _attach(upload, recording)
            start_analysis(recording=recording, settings=settings_from(upload.declaration))
    except BaseException:
        recording.delete()
        storage.delete_folder(f"recordings/{recording.pk}")
        raise


def _attach(upload: Upload, recording: Recording) -> None:
    """Exactly one recording an upload: the database decides, should two ever come this far."""
    waiting = Upload.objects.filter(pk=upload.pk, recording__isnull=True)
    if not waiting.update(recording=recording):
        raise UploadBusyError("This upload has been completed already.")
    upload.recording = recording


def _delete_ownerless_bytes(older_than_s: float) -> int:
    owned = {pk.hex for pk in Upload.objects.values_list("pk", flat=True)}
    deleted = 0
    for path in Path(settings.UPLOAD_DIR).glob("*"):
        if path.is_file() and path.name not in owned and path.stat().st_mtime < older_than_s:
            path.unlink(missing_ok=True)
            deleted += 1
    return deleted
