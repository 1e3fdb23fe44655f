"""Production: refuses to start insecurely, and never loads the demo world."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, EMAIL_CONFIG, SECRET_KEY, SITE_ADDRESS, env

if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("MIDSTANCE_SECRET_KEY must be set to at least 50 random characters.")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("MIDSTANCE_ALLOWED_HOSTS must name the hosts this site answers to.")
if not SITE_ADDRESS.startswith("https://"):
    raise ImproperlyConfigured("MIDSTANCE_SITE_ADDRESS must be the site's https:// address.")
if "console" in EMAIL_CONFIG["EMAIL_BACKEND"]:
    raise ImproperlyConfigured(
        "MIDSTANCE_EMAIL_URL must name a mail server: on the console, everybody's links to a new "
        "password would stand in the log."
    )

SECURE_SSL_REDIRECT = True
# Whoever watches the machine asks from within, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if env.bool("MIDSTANCE_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Limits count people, not the proxy: it appends the address it saw to X-Forwarded-For.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
ACCOUNT_EMAIL_VERIFICATION = env("MIDSTANCE_EMAIL_VERIFICATION", default="mandatory")
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
