"""Certificate codes: unguessable, easy to read out, and a slip of the pen is noticed."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
"""31 letters, none that looks like another; a prime number, so that the check letter holds."""

LENGTH = 15
LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """A code of 74 random bits and a check letter, in groups of four."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return _grouped(body + _check_letter(body))


def normalise_code(typed: str) -> str | None:
    """The code that a person meant by what they typed; None if it cannot be one of ours."""
    letters = "".join(c for c in typed.upper().translate(LOOK_ALIKES) if c.isalnum())
    if len(letters) != LENGTH + 1 or set(letters) - set(ALPHABET):
        return None
    body, check = letters[:-1], letters[-1]
    return _grouped(letters) if _check_letter(body) == check else None


def _check_letter(body: str) -> str:
    """Weighted so that any one wrong letter and any two swapped neighbours change it."""
    total = 0
    for letter in body:
        total = (total * 2 + ALPHABET.index(letter)) % len(ALPHABET)
    return ALPHABET[total]


def _grouped(letters: str) -> str:
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))
