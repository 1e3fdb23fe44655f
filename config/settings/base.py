"""Settings shared by every environment; what differs comes from environment variables.

Every variable read here is documented in ``.env.example``.
"""

import sys
from pathlib import Path

import environ

from config.settings.logging import logging_at
from config.settings.policy import CONTENT_SECURITY_POLICY  # noqa: F401

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env("MIDSTANCE_VAR_DIR", default=str(BASE_DIR / "var")))

DEBUG = False
SECRET_KEY = env("MIDSTANCE_SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("MIDSTANCE_EARLIER_SECRET_KEYS", default=[])
ALLOWED_HOSTS = env.list("MIDSTANCE_ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("MIDSTANCE_TRUSTED_ORIGINS", default=[])
SITE_ADDRESS = env("MIDSTANCE_SITE_ADDRESS", default="http://127.0.0.1:8000")

INSTALLED_APPS = [
    "demo",
    "clinic",
    "certification",
    "courses",
    "gait_lab",
    "cms",
    "accounts",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.middleware.CmsContentPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.KeepPagesPrivateMiddleware",
    "accounts.middleware.RequireSignInMiddleware",
    "accounts.middleware.RequireMfaMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "cms.context_processors.site_chrome",
            ],
        },
    },
]

FORM_RENDERER = "cms.renderers.HouseRenderer"

DATABASES = {
    "default": env.db(
        "MIDSTANCE_DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'midstance.sqlite3'}"
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("MIDSTANCE_REDIS_URL", default="")
if REDIS_URL:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
        }
    }

# Celery: the database row is the truth, the queue only wakes a worker.
QUEUE_DIR = VAR_DIR / "queue"
CELERY_BROKER_URL = env("MIDSTANCE_BROKER_URL", default=REDIS_URL or "filesystem://")
# A broker that is out of order must not keep a person waiting: the sweep sends again.
REMOTE_BROKER_OPTIONS = {
    "socket_connect_timeout": 3,
    "max_retries": 1,
    "interval_start": 0.1,
    "interval_max": 0.1,
}
CELERY_BROKER_TRANSPORT_OPTIONS: dict = REMOTE_BROKER_OPTIONS
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR / "messages"),
        "data_folder_out": str(QUEUE_DIR / "messages"),
        "processed_folder": str(QUEUE_DIR / "processed"),
        "control_folder": str(QUEUE_DIR / "control"),
        "store_processed": False,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Nobody listens to remote control or events; over the file broker they would pile up as files.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_SEND_TASK_EVENTS = False

# Analyses run as process trees of their own, watched through a heartbeat in their row.
JOB_DIR = VAR_DIR / "jobs"
ANALYSIS_CHILD_COMMAND = [sys.executable, str(BASE_DIR / "manage.py"), "run_analysis"]
CLIP_PROBE_COMMAND = [sys.executable, "-m", "gait_lab.analysis.frames.describe"]
CLIP_PROBE_LIMIT_S = 120
ANALYSIS_SWEEP_INTERVAL_S = 30
ANALYSIS_HEARTBEAT_INTERVAL_S = 2
ANALYSIS_HEARTBEAT_TIMEOUT_S = 60
ANALYSIS_MAX_TRIES = 3
ANALYSIS_STALL_LIMIT_S = 300
ANALYSIS_WALL_BASE_S = 300
ANALYSIS_WALL_PER_FRAME_S = 1.0
ANALYSIS_MEMORY_MB = env.int("MIDSTANCE_ANALYSIS_MEMORY_MB", default=8192)

# Files: "default" and "private" never overlap; private files leave only through our own views.
S3_BUCKET = env("MIDSTANCE_S3_BUCKET", default="")


def _file_storage(*, folder: str) -> dict:
    if not S3_BUCKET:
        location = VAR_DIR / folder
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(location), "base_url": f"/{folder}/"},
        }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "location": folder,
            "endpoint_url": env("MIDSTANCE_S3_ENDPOINT", default="") or None,
            "region_name": env("MIDSTANCE_S3_REGION", default="") or None,
            "access_key": env("MIDSTANCE_S3_ACCESS_KEY", default="") or None,
            "secret_key": env("MIDSTANCE_S3_SECRET_KEY", default="") or None,
            "file_overwrite": False,
            "default_acl": "private",
            "querystring_auth": True,
        },
    }


STORAGES = {
    "default": _file_storage(folder="media"),
    "private": _file_storage(folder="private"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "staticfiles"
UPLOAD_DIR = VAR_DIR / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Clips: what is accepted and how much work one may cost.
CLIP_MAX_BYTES = env.int("MIDSTANCE_CLIP_MAX_BYTES", default=2 * 1024**3)
USER_QUOTA_BYTES = env.int("MIDSTANCE_USER_QUOTA_BYTES", default=20 * 1024**3)
STORAGE_RESERVE_BYTES = 512 * 1024**2
UPLOAD_CHUNK_MAX_BYTES = 64 * 1024**2
UPLOAD_EXPIRY_S = 24 * 60 * 60
UPLOAD_OPEN_MAX = 5
POSE_MODEL = env("MIDSTANCE_POSE_MODEL", default="full")
POSE_MODELS_DIR = env("MIDSTANCE_POSE_MODELS_DIR", default="") or str(VAR_DIR / "models")
ANALYSIS_PROCESSES = env.int("MIDSTANCE_ANALYSIS_PROCESSES", default=0)

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = env("MIDSTANCE_EMAIL_VERIFICATION", default="optional")
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "accounts.adapters.MfaAdapter"
MFA_TOTP_ISSUER = "Midstance"
MFA_TOTP_TOLERANCE = 1
WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
WAGTAILADMIN_LOGIN_URL = "/account/login/"
EMAIL_CONFIG = env.email_url("MIDSTANCE_EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("MIDSTANCE_FROM_EMAIL", default="Midstance <no-reply@midstance.example>")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60

# Demo accounts print their MFA codes; production settings have no such switch.
DEMO_WORLD_ALLOWED = False

# Wagtail
WAGTAIL_SITE_NAME = "Midstance"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILEMBEDS_FINDERS: list = []
WAGTAIL_GRAVATAR_PROVIDER_URL = None

# Certificates
CERTIFICATE_SIGNING_KEY_FILE = env(
    "MIDSTANCE_SIGNING_KEY_FILE", default=str(VAR_DIR / "keys" / "certificate-signing.p12")
)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = env("MIDSTANCE_TIME_ZONE", default="UTC")
USE_I18N = True
USE_TZ = True

X_FRAME_OPTIONS = "DENY"
# Not "no-referrer": browsers then send "Origin: null" with forms, and the CSRF check refuses them.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

LOGGING = logging_at(env("MIDSTANCE_LOG_LEVEL", default="INFO"))
