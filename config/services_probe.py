"""Prints where the tests may find PostgreSQL and Redis, as lines a shell can read.

``MIDSTANCE_TEST_POSTGRES`` and ``MIDSTANCE_TEST_REDIS`` say where to look; by default the
usual ports of this machine.
"""

import os
import sys

POSTGRES_URL = os.environ.get(
    "MIDSTANCE_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres"
)
REDIS_URL = os.environ.get("MIDSTANCE_TEST_REDIS", "redis://127.0.0.1:6379/9")


def is_postgres_reachable(url: str) -> bool:
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=3):
            return True
    except psycopg.Error:
        return False


def is_redis_reachable(url: str) -> bool:
    import redis

    try:
        return bool(redis.from_url(url, socket_connect_timeout=3).ping())
    except redis.RedisError:
        return False


def main() -> None:
    found = is_postgres_reachable(POSTGRES_URL) and is_redis_reachable(REDIS_URL)
    sys.stdout.write(f"MIDSTANCE_SERVICES_FOUND={'yes' if found else 'no'}\n")
    sys.stdout.write(f"MIDSTANCE_TEST_POSTGRES={POSTGRES_URL}\n")
    sys.stdout.write(f"MIDSTANCE_TEST_REDIS={REDIS_URL}\n")


if __name__ == "__main__":
    main()
