import os

# Web server and worker alike run as production unless told otherwise; `manage.py`, and so
# `make run` with the parts it starts, says the development settings first.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

from config.celery import app as celery_app

__all__ = ["celery_app"]
