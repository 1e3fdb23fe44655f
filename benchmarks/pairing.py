"""Which found event is which true one."""

import numpy as np


def pair_up(found: np.ndarray, true: np.ndarray, *, within: float) -> list[tuple[int, int]]:
    """Pairs (index found, index true) no farther apart than ``within``, nearest first, 1 to 1."""
    candidates = sorted(
        (abs(f - t), i, j)
        for i, f in enumerate(found)
        for j, t in enumerate(true)
        if abs(f - t) <= within
    )
    used_found: set[int] = set()
    used_true: set[int] = set()
    pairs = []
    for _, i, j in candidates:
        if i not in used_found and j not in used_true:
            used_found.add(i)
            used_true.add(j)
            pairs.append((i, j))
    return sorted(pairs)
