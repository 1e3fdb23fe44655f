#!/bin/sh
# `check --deploy` must be clean with a proper environment, and refuse an improper one.
set -eu
cd "$(dirname "$0")/.."
key=$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(64))')
MIDSTANCE_VAR_DIR=$(mktemp -d)
export MIDSTANCE_VAR_DIR
MIDSTANCE_SECRET_KEY=$key MIDSTANCE_ALLOWED_HOSTS=learn.example.org \
    MIDSTANCE_SITE_ADDRESS=https://learn.example.org \
    MIDSTANCE_EMAIL_URL=smtp+tls://mail.example.org:587 \
    .venv/bin/python manage.py check --deploy --fail-level WARNING \
    --settings config.settings.production
rm -rf "$MIDSTANCE_VAR_DIR"
