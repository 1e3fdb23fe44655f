"""Marked events beside the experts': one to one, by time."""

from collections.abc import Sequence

from certification.scoring.shapes import Band, EventKind, EventPair, TimedEvent

_Path = tuple[float, float, tuple[tuple[int, int], ...]]


def match_events(
    own: Sequence[TimedEvent], expert: Sequence[TimedEvent], *, band: Band, kind: EventKind
) -> tuple[EventPair, ...]:
    """Pair the marks of one kind with the experts' events.

    The pairing earns the most marks possible and, among those, the least total time error.
    It never crosses in time: the share of marks is concave in the signed error as long as it
    is positive, so uncrossing two pairs never earns less, and the best pairing over all is
    found among the uncrossed ones. Hence moving a mark closer to its event cannot cost marks.

    Parameters
    ----------
    own, expert : sequences of TimedEvent
        Any order; other kinds are ignored.
    band : Band
        In milliseconds.

    Returns
    -------
    tuple of EventPair
        In order of time; unmatched marks and unmatched events stand alone with share 0.
    """
    mine = sorted((e for e in own if e.kind == kind), key=lambda e: e.time_ms)
    theirs = sorted((e for e in expert if e.kind == kind), key=lambda e: e.time_ms)
    matched = dict(_best_path(mine, theirs, band)[2])
    pairs = [
        _pair(kind, mine[i], theirs[matched[i]] if i in matched else None, band)
        for i in range(len(mine))
    ]
    missed = set(range(len(theirs))) - set(matched.values())
    pairs += [_pair(kind, None, theirs[j], band) for j in missed]
    return tuple(sorted(pairs, key=_when_ms))


def events_share(pairs: Sequence[EventPair]) -> float:
    """Share of the marks for one kind of event, 0..1.

    The mean over the experts' events; marks beyond their number count as errors, so that
    marking every frame earns nothing.
    """
    n_own = sum(pair.own is not None for pair in pairs)
    n_expert = sum(pair.expert is not None for pair in pairs)
    count = max(n_own, n_expert)
    return sum(pair.share for pair in pairs) / count if count else 1.0


def mean_error_ms(pairs: Sequence[EventPair]) -> float | None:
    """Mean signed error of the matched marks, + late; None when none matched."""
    errors = [pair.error_ms for pair in pairs if pair.error_ms is not None]
    return sum(errors) / len(errors) if errors else None


def _pair(
    kind: EventKind, own: TimedEvent | None, expert: TimedEvent | None, band: Band
) -> EventPair:
    if own is None or expert is None:
        return EventPair(kind=kind, own=own, expert=expert, error_ms=None, share=0.0)
    error_ms = own.time_ms - expert.time_ms
    return EventPair(
        kind=kind, own=own, expert=expert, error_ms=error_ms, share=band.share(error_ms)
    )


def _when_ms(pair: EventPair) -> float:
    event = pair.expert or pair.own
    return event.time_ms if event else 0.0


def _best_path(mine: Sequence[TimedEvent], theirs: Sequence[TimedEvent], band: Band) -> _Path:
    """Dynamic programme over both lists: (marks, minus the time error, index pairs)."""
    row: list[_Path] = [(0.0, 0.0, ())] * (len(theirs) + 1)
    for i, mark in enumerate(mine):
        new_row: list[_Path] = [row[0]]
        for j, event in enumerate(theirs):
            best = max(new_row[j], row[j + 1], key=lambda path: path[:2])
            error_ms = mark.time_ms - event.time_ms
            share = band.share(error_ms)
            if share > 0:
                marks, minus_error, pairs = row[j]
                joined = (marks + share, minus_error - abs(error_ms), (*pairs, (i, j)))
                # Fewer pairs always mean less error: only the marks may prefer a gap.
                best = max(best, joined, key=lambda path: path[:2])
            new_row.append(best)
        row = new_row
    return row[-1]
