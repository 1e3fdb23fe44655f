import time

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class HoldingStorage(FileSystemStorage):
    """Stops after each file it saved for as long as the test wants."""

    def _save(self, name, content):
        saved = super()._save(name, content)
        while settings.HOLD_SAVING.exists():
            time.sleep(0.05)
        return saved
