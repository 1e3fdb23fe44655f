"""Clips come in checked and declared, and leave with everything that was made of them."""

import hashlib
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from gait_lab.analysis.frames import ClipError
from gait_lab.models import Recording
from gait_lab.rules import Declaration, DeclarationError, may_declare
from gait_lab.selectors.recordings import bytes_kept_by
from gait_lab.services import storage
from gait_lab.services.probing import ClipFacts, examine_clip

SUFFIXES = {
    "mov": ".mp4",
    "matroska": ".mkv",
    "avi": ".avi",
    "mpegts": ".ts",
    "mpeg": ".mpg",
    "ogg": ".ogv",
    "asf": ".wmv",
    "flv": ".flv",
}


NO_ROOM = (
    "The server has no room for this clip just now. Nothing was stored. "
    "Tell the site's keeper, and try again later."
)


class QuotaError(ValueError):
    """There is no room for the clip; the message says whose room and what to do."""


class RecordingInUseError(ValueError):
    """The clip cannot be deleted: a teaching case stands on it."""


@contextmanager
def room_or_refusal() -> Iterator[None]:
    """``QuotaError`` where the disk fills up in the middle of writing, in spite of the check."""
    try:
        yield
    except (OSError, DatabaseError) as error:
        if not storage.is_disk_full(error):
            raise
        raise QuotaError(NO_ROOM) from error


@room_or_refusal()
def store_upload(*, owner, file: UploadedFile, declaration: Declaration) -> Recording:
    """Keep a clip sent with an ordinary form.

    ``DeclarationError``, ``QuotaError`` or ``ClipError`` say what is wrong; nothing stays then.
    """
    check_may_upload(owner=owner, declaration=declaration, size_bytes=file.size)
    with _temporary_path() as path:
        with path.open("wb") as target:
            shutil.copyfileobj(file, target, 1024 * 1024)
        return store_clip(owner=owner, path=path, declaration=declaration)


def store_clip(*, owner, path: Path, declaration: Declaration, is_demo: bool = False) -> Recording:
    """Keep a local file as a recording, by what it holds and never by its name."""
    clip = examine_clip(path)
    recording = Recording(
        owner=owner,
        title=declaration.title,
        purpose=declaration.purpose,
        subject=declaration.subject,
        ground=declaration.ground,
        sha256=file_sha256(path),
        stream_sha256=clip.stream_sha256,
        bytes=path.stat().st_size,
        width_px=clip.width_px,
        height_px=clip.height_px,
        frames=clip.frames,
        playback_rate_hz=clip.playback_rate_hz,
        duration_s=clip.duration_s,
        is_demo=is_demo,
    )
    name = f"recordings/{recording.pk}/{uuid.uuid4().hex}{_suffix(clip)}"
    try:
        recording.file.name = storage.save_file(path, name=name)
        recording.save(force_insert=True)
    except BaseException:
        storage.delete_folder(f"recordings/{recording.pk}")
        raise
    return recording


def delete_recording(*, recording: Recording) -> None:
    """Delete a clip, its analyses and every file of theirs.

    A worker still at it notices within moments that its row is gone. ``RecordingInUseError``
    when a teaching case stands on the clip.
    """
    recording_id = recording.pk
    folders = [f"recordings/{recording_id}"]
    folders += [f"analyses/{pk}" for pk in recording.analyses.values_list("pk", flat=True)]
    try:
        with transaction.atomic():
            recording.delete()
    except ProtectedError as error:
        raise RecordingInUseError(
            "A teaching case is made of this clip, so it cannot be deleted. "
            "Ask the case's author to retire the case first."
        ) from error
    transaction.on_commit(lambda: [storage.delete_folder(folder) for folder in folders])


def check_may_upload(*, owner, declaration: Declaration, size_bytes: int) -> None:
    """Before any byte is kept; ``DeclarationError``, ``ClipError`` or ``QuotaError`` if refused."""
    if not may_declare(owner, declaration):
        raise DeclarationError({"purpose": "Only instructors and examiners add teaching cases."})
    if size_bytes <= 0:
        raise ClipError(
            "empty", "The file is empty. Copy it from the camera or phone again and upload that."
        )
    if size_bytes > settings.CLIP_MAX_BYTES:
        raise ClipError(
            "too_large",
            f"The file has {_gigabytes(size_bytes)}; at most "
            f"{_gigabytes(settings.CLIP_MAX_BYTES)} are accepted. Cut out 10 to 60 s of running.",
        )
    _check_room(owner, size_bytes)


def _check_room(owner, size_bytes: int) -> None:
    if bytes_kept_by(owner) + size_bytes > settings.USER_QUOTA_BYTES:
        raise QuotaError(
            f"Your clips may take {_gigabytes(settings.USER_QUOTA_BYTES)} in all, and this one "
            "would go beyond that. Delete clips you no longer need, then upload it again."
        )
    folder = Path(settings.UPLOAD_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    # Twice: the upload itself and the copy that is kept.
    if shutil.disk_usage(folder).free < 2 * size_bytes + settings.STORAGE_RESERVE_BYTES:
        raise QuotaError(NO_ROOM)


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _suffix(clip: ClipFacts) -> str:
    """From the container that was found inside; what the file was called does not matter."""
    return SUFFIXES.get(clip.container.split(",")[0], ".video")


@contextmanager
def _temporary_path() -> Iterator[Path]:
    folder = Path(settings.UPLOAD_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"form-{uuid.uuid4().hex}"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _gigabytes(size_bytes: int) -> str:
    if size_bytes >= 1024**3:
        return f"{size_bytes / 1024**3:.1f} GB"
    return f"{max(size_bytes / 1024**2, 0.1):.1f} MB"
