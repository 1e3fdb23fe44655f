"""Which point of a drawn angle most likely cost the marks."""

from collections.abc import Mapping
from typing import Any

from gait_lab.analysis.points import POINT_MEASURES, measure_points

NAMED_FROM_PX = 3.0


def likely_cause(
    own: Mapping[str, Any],
    expert: Mapping[str, Any],
    *,
    measure: str,
    facing: str,
    expected_deg: float | None,
) -> str:
    """The point whose move to the experts' place mends most of the error, in words.

    Only for drawings on the same frame: between frames the runner has moved as well.
    """
    if own["frame"] != expert["frame"] or expected_deg is None:
        return ""
    labels = {point.key: point.label for point in POINT_MEASURES[measure].points}
    shared = [key for key in labels if key in own["points"] and key in expert["points"]]
    left_deg = {
        key: _error_with(
            own, expert, key, measure=measure, facing=facing, expected_deg=expected_deg
        )
        for key in shared
    }
    left_deg = {key: error for key, error in left_deg.items() if error is not None}
    if not left_deg:
        return ""
    key = min(left_deg, key=left_deg.__getitem__)
    return _words(labels[key], own["points"][key], expert["points"][key], facing=facing)


def _error_with(own, expert, key, *, measure, facing, expected_deg) -> float | None:
    """Error in degrees that would be left with this one point where the experts have it."""
    points = {**own["points"], key: expert["points"][key]}
    try:
        return abs(measure_points(points, measure=measure, facing=facing) - expected_deg)
    except ValueError:
        return None


def _words(label: str, own: list[float], expert: list[float], *, facing: str) -> str:
    forward_px = (own[0] - expert[0]) * (1 if facing == "right" else -1)
    up_px = expert[1] - own[1]
    if max(abs(forward_px), abs(up_px)) < NAMED_FROM_PX:
        return ""
    parts = []
    if abs(forward_px) >= NAMED_FROM_PX:
        parts.append(f"{abs(forward_px):.0f} px {'ahead of' if forward_px > 0 else 'behind'}")
    if abs(up_px) >= NAMED_FROM_PX:
        parts.append(f"{abs(up_px):.0f} px {'above' if up_px > 0 else 'below'}")
    return f"Likely cause: your {label.lower()} point is {' and '.join(parts)} the experts'."
