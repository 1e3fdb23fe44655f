"""Where the files of rows lie."""

from django.core.files.storage import storages


def private_storage():
    return storages["private"]
