"""A machine of one's own: demo world allowed, nothing leaves the machine."""

from config.settings.base import *  # noqa: F403
from config.settings.base import SECRET_KEY, STORAGES, env

DEBUG = env.bool("MIDSTANCE_DEBUG", default=False)
# Only ever used on a developer's own machine; production refuses to start with it.
SECRET_KEY = SECRET_KEY or "insecure-key-for-a-machine-of-ones-own"
ALLOWED_HOSTS = env.list("MIDSTANCE_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
DEMO_WORLD_ALLOWED = True
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None
