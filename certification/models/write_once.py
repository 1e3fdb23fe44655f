"""Records that are written once: what was handed in and how it was graded."""

from django.db import models


class WriteOnceError(Exception):
    """A record that may never change was about to be changed or deleted."""


class WriteOnceQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise WriteOnceError(f"{self.model._meta.verbose_name} records never change")

    def delete(self):
        raise WriteOnceError(f"{self.model._meta.verbose_name} records are never deleted")


class WriteOnce(models.Model):
    objects = WriteOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise WriteOnceError(f"{self._meta.verbose_name} records never change")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise WriteOnceError(f"{self._meta.verbose_name} records are never deleted")
