"""Erasing a person: everything of theirs, but for the records that others rely on."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError

from accounts.services import close_account
from gait_lab.selectors.recordings import recordings_of
from gait_lab.selectors.uploads import open_uploads_of
from gait_lab.services import RecordingInUseError, delete_recording, drop_upload


@dataclass(frozen=True)
class Erasure:
    """How many clips went, which a case stands on, and whether records keep the name."""

    clips_deleted: int
    clips_in_cases: int
    is_account_gone: bool


def erase_person(*, person) -> Erasure:
    """Delete a person's clips and account; close the account where records must stand.

    Handed-in work, grades, decisions and certificates are never deleted: verifiers and other
    people's results rest on them. Safe to repeat.
    """
    for upload in open_uploads_of(person):
        drop_upload(upload=upload)
    deleted, in_cases = 0, 0
    for recording in recordings_of(person):
        try:
            delete_recording(recording=recording)
            deleted += 1
        except RecordingInUseError:
            in_cases += 1
    return Erasure(deleted, in_cases, is_account_gone=_delete_or_close(person))


def _delete_or_close(person) -> bool:
    try:
        with transaction.atomic():
            person.delete()
    except ProtectedError:
        close_account(user=person)
        return False
    return True
