"""How often one address may ask the public pages."""

import hashlib
import time

from django.core.cache import cache

from accounts.selectors import client_address

WINDOW_S = 60
MOST_PER_WINDOW = 30


def is_too_often(request, action: str) -> bool:
    """Counts this request; True once an address has asked more than the limit in a minute."""
    address = hashlib.sha256(client_address(request).encode()).hexdigest()[:16]
    # The minute is part of the key: some caches count on with a new time to live.
    key = f"limit:{action}:{address}:{int(time.time() // WINDOW_S)}"
    if cache.add(key, 1, WINDOW_S):
        return False
    try:
        return cache.incr(key) > MOST_PER_WINDOW
    except ValueError:  # it ran out between the two calls
        return False
