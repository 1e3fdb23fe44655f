"""How often one address may ask the public pages."""

import hashlib

from django.core.cache import cache

WINDOW_S = 60
MOST_PER_WINDOW = 30


def is_too_often(request, action: str) -> bool:
    """Counts this request; True once an address has asked more than the limit in a minute."""
    address = hashlib.sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()[:16]
    key = f"limit:{action}:{address}"
    if cache.add(key, 1, WINDOW_S):
        return False
    try:
        return cache.incr(key) > MOST_PER_WINDOW
    except ValueError:  # it ran out between the two calls
        return False
