"""Fast and closed: a temporary folder for every file, mail in memory, no real queue."""

import tempfile
from pathlib import Path

from config.settings.dev import *  # noqa: F403
from config.settings.dev import DATABASES, STORAGES, env

VAR_DIR = Path(tempfile.mkdtemp(prefix="midstance-test-"))
QUEUE_DIR = VAR_DIR / "queue"
UPLOAD_DIR = VAR_DIR / "uploads"
JOB_DIR = VAR_DIR / "jobs"
POSE_MODELS_DIR = str(VAR_DIR / "models")
STATIC_ROOT = VAR_DIR / "staticfiles"
STATIC_ROOT.mkdir()
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in use: connections to a database in memory share its locks, and wait for none.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CERTIFICATE_SIGNING_KEY_FILE = str(VAR_DIR / "keys" / "certificate-signing.p12")
STORAGES = {
    **STORAGES,
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "media"), "base_url": "/media/"},
    },
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "private"), "base_url": "/private/"},
    },
}
if not env("MIDSTANCE_REDIS_URL", default=""):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    CELERY_BROKER_URL = "memory://"
    CELERY_BROKER_TRANSPORT_OPTIONS: dict = {}
ACCOUNT_RATE_LIMITS = False
LOGGING = {"version": 1, "disable_existing_loggers": False}
