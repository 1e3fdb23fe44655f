"""Calls that meet in the database, as two tabs or two workers do."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

PATIENCE_S = 30


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call answered or raised, in order; all start together, each on its own connection.

    The test must be marked ``django_db(transaction=True)``.
    """
    outcomes: list[Any] = [None] * len(calls)
    start = threading.Barrier(len(calls))

    def make(place: int) -> None:
        try:
            start.wait(PATIENCE_S)
            outcomes[place] = calls[place]()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=make, args=[place]) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    return outcomes


def of_kind(outcomes: list[Any], kind: type | tuple[type, ...]) -> list[Any]:
    return [outcome for outcome in outcomes if isinstance(outcome, kind)]
