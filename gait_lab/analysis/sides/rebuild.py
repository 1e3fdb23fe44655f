"""What belongs where a leg was hidden: the template plus what the leg did around the gap."""

import numpy as np

from gait_lab.analysis.filters import runs
from gait_lab.analysis.landmarks import BoolArray, ComplexArray, FloatArray
from gait_lab.analysis.sides.assignment import Assignment
from gait_lab.analysis.sides.phase import StridePhase

MAX_REBUILT_S = 0.6
FADE_S = 0.08


def rebuilt(time_s: FloatArray, assignment: Assignment, phase: StridePhase) -> ComplexArray:
    """(n_frames, 2, n_joints) legs with short hidden stretches filled; longer ones stay NaN."""
    full = assignment.legs.copy()
    for leg in range(2):
        for joint in range(full.shape[2]):
            expected = assignment.template.paths[:, leg, joint]
            full[:, leg, joint] = _fill(time_s, full[:, leg, joint], expected, phase.active)
    return full


def _fill(
    time_s: FloatArray, path: ComplexArray, expected: ComplexArray, active: BoolArray
) -> ComplexArray:
    filled = path.copy()
    seen = np.isfinite(path)
    for start, end in runs(~seen & active):
        first, last = time_s[start], time_s[end - 1]
        if last - first > MAX_REBUILT_S:
            continue
        before = (path[start - 1] - expected[start - 1], time_s[start - 1]) if start else None
        after = (path[end] - expected[end], time_s[end]) if end < len(path) else None
        filled[start:end] = expected[start:end] + _carried(time_s[start:end], before, after)
    return filled


def _carried(
    at_s: FloatArray,
    before: tuple[complex, float] | None,
    after: tuple[complex, float] | None,
) -> ComplexArray:
    """The departure at both edges, fading into the gap so that no step is left at either end."""
    carried = np.zeros(len(at_s), dtype=complex)
    for edge in (before, after):
        if edge is not None and np.isfinite(edge[0]):
            carried += edge[0] * np.exp(-((at_s - edge[1]) ** 2) / (2 * FADE_S**2))
    return carried
