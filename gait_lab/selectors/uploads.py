from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from gait_lab.models import Upload


def upload_for(user, upload_id) -> Upload:
    """The person's own upload; ``Upload.DoesNotExist`` for anybody else's."""
    return Upload.objects.select_related("owner").get(pk=upload_id, owner=user)


def open_uploads_of(user) -> QuerySet[Upload]:
    """Uploads that can be continued, the latest first."""
    waiting = Upload.objects.filter(owner=user, recording__isnull=True, refusal="")
    return waiting.order_by("-touched_at")


def upload_expires_at(upload: Upload) -> datetime:
    return upload.touched_at + timedelta(seconds=settings.UPLOAD_EXPIRY_S)
