from django.db.models import QuerySet, Sum

from gait_lab.models import Recording, Upload


def recordings_of(user) -> QuerySet[Recording]:
    return Recording.objects.filter(owner=user)


def recording_for(user, recording_id) -> Recording:
    """The person's own recording; ``Recording.DoesNotExist`` for anybody else's."""
    return recordings_of(user).get(pk=recording_id)


def bytes_kept_by(user) -> int:
    """Bytes of a person's clips, those still on their way included."""
    stored = recordings_of(user).aggregate(total=Sum("bytes"))["total"] or 0
    coming = Upload.objects.filter(owner=user, recording__isnull=True, refusal="")
    return stored + (coming.aggregate(total=Sum("declared_bytes"))["total"] or 0)
