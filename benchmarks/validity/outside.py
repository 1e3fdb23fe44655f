"""Measures whose 95 % intervals hold the truth too seldom, and more often than they claim."""

from collections.abc import Mapping

from benchmarks.validity.results import Report
from gait_lab.analysis.metrics.catalogue import METRICS

FEWEST_PCT, MOST_PCT = 90, 98
FILMED = {
    ("side", "rear"): "from side and behind",
    ("side",): "from the side",
    ("rear",): "from behind",
}


def outside(coverage: Mapping[str, Report]) -> str:
    """Those below first, with their shares; then the names of those above."""
    below: dict[str, dict[str, float]] = {}
    above: dict[str, dict[str, float]] = {}
    for key, row in coverage.items():
        view, _, name = key.rpartition(": ")
        share = round(row["covered_pct"], 1)
        if name in METRICS and not FEWEST_PCT <= share <= MOST_PCT:
            (below if share < FEWEST_PCT else above).setdefault(name, {})[view] = share
    said = []
    if below:
        said.append(f"Below {FEWEST_PCT} %: {'; '.join(map(_with_shares, below.items()))}.")
    if above:
        said.append(f"Above {MOST_PCT} %: {_by_view(above)}.")
    return " ".join(said)


def _with_shares(found: tuple[str, dict[str, float]]) -> str:
    name, shares = found
    words = (f"{FILMED[(view,)]} {_label(name)} ({share:.0f} %)" for view, share in shares.items())
    return "; ".join(words)


def _by_view(found: dict[str, dict[str, float]]) -> str:
    parts = []
    for views, filmed in FILMED.items():
        names = [_label(name) for name, shares in found.items() if set(shares) == set(views)]
        if names:
            parts.append(f"{filmed} {', '.join(names)}")
    return "; ".join(parts)


def _label(name: str) -> str:
    """The measure's name inside a sentence, with its unit where two have the same name."""
    spec = METRICS[name]
    same = [other for other in METRICS.values() if other.label == spec.label]
    label = spec.label[0].lower() + spec.label[1:]
    return f"{label} in {spec.unit}" if len(same) > 1 else label
