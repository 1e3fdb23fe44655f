#!/bin/sh
# The whole suite on the embedded default, then what touches services on PostgreSQL and Redis.
set -eu
cd "$(dirname "$0")/.."
PYTHON=.venv/bin/python

eval "$($PYTHON -m config.services_probe)"

if [ "${MIDSTANCE_SERVICES_FOUND}" = yes ]; then
    MIDSTANCE_DATABASE_URL=$MIDSTANCE_TEST_POSTGRES MIDSTANCE_REDIS_URL=$MIDSTANCE_TEST_REDIS \
        $PYTHON -m pytest -m services -p no:cacheprovider --create-db
elif [ "${CI:-}" = true ] && [ "${MIDSTANCE_WITHOUT_SERVICES:-}" != 1 ]; then
    echo "PostgreSQL or Redis cannot be reached. Start them, or set MIDSTANCE_WITHOUT_SERVICES=1." >&2
    exit 1
else
    echo "PostgreSQL: ran 0, Redis: ran 0 (not reachable; the embedded default is tested alone)"
fi

exec $PYTHON -m pytest -n 2 --dist loadgroup "$@"
