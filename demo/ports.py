"""Where the site listens."""

import contextlib
import socket
from collections.abc import Callable

DEFAULT_PORT = 8000
TRIED_PORTS = 50


class PortTakenError(Exception):
    """Nothing can listen there; says what to do."""


def choose_port(wanted: int | None, *, say: Callable[[str], None]) -> int:
    """A port asked for is that one or none; otherwise the first free one will do."""
    if wanted is None:
        return _first_free(say)
    if not is_free(wanted):
        raise PortTakenError(
            f"Port {wanted} is in use by another program, or not yours to use. Stop that program, "
            f"or choose another port: make run PORT={max(wanted, 1023) + 1}"
        )
    return wanted


def _first_free(say: Callable[[str], None]) -> int:
    last = DEFAULT_PORT + TRIED_PORTS - 1
    for port in range(DEFAULT_PORT, last + 1):
        if is_free(port):
            if port != DEFAULT_PORT:
                say(f"Port {DEFAULT_PORT} is in use by another program; taking {port} instead.")
            return port
    raise PortTakenError(
        f"Ports {DEFAULT_PORT} to {last} are all in use. Choose another: make run PORT={last + 1}"
    )


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError, OverflowError):
            probe.bind(("127.0.0.1", port))
            return True
    return False
