"""How far off each metric is on drawn development clips when read at the true instants.

    python -m benchmarks.error_terms [--out FILE]

The error of a reported value that is common to all strides has two sources that a clip cannot
show by itself: where the pose model puts the joints (and what the camera makes of it), and the
instants of contact and toe-off. This measures the first, with the truth's own events in place
of ours; the second comes from the force plate and from real clips labelled by eye
(``metrics/error_terms.py``). Drawn is not real: the terms that were believed before count as
much as ``PRIOR_CLIPS`` clips, so that few clips cannot make an interval narrow. Clips from the
side are measured twice: with the shoe read from the pictures, and by landmarks alone.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.stats import t as student_t

from benchmarks.drawn.cache import MadeClip, stored
from benchmarks.drawn.plan import clips
from benchmarks.drawn.scores import RECORDED_LACKS
from gait_lab.analysis.conventions import SIDES
from gait_lab.analysis.metrics import measure
from gait_lab.analysis.metrics.error_terms import BELIEVED, MEASURED
from gait_lab.analysis.metrics.uncertainty import Z95
from gait_lab.analysis.pipeline import AnalysisOptions, analyse_landmarks
from gait_lab.analysis.pose import PoseOptions
from gait_lab.analysis.results import Stride
from gait_lab.simulation.truth import ClipTruth

PRIOR_CLIPS = 4
TIMED_ONLY = ("ground_contact_time_ms", "duty_factor_pct", "step_length_m", "foot_strike_class")
"""With the true instants they have no error left; their terms stay as they are."""
Terms = dict[str, dict[str, dict[str, float | int]]]


@dataclass(frozen=True)
class TrueStrides:
    """The truth in the shape of an event detection."""

    strides: tuple[Stride, ...]
    is_walking: bool = False


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=MEASURED)
    out = parser.parse_args().out
    made = stored((c for c in clips() if c.split == "development"), options=PoseOptions())
    terms = measured_terms(made)
    for view, rows in terms.items():
        for name, row in rows.items():
            print(
                f"{view:15} {name:32} {row['clips']:3} clips  bias {row['bias']:7.2f}  RMS "
                f"{row['rms']:6.2f}  term {row['term']:6.2f}  (was {BELIEVED[name].landmark:.2f})"
            )
    out.write_text(json.dumps(terms, indent=1) + "\n")


def measured_terms(made: Iterable[MadeClip]) -> Terms:
    """view, with the shoe read or not -> metric -> the term, and what it came from."""
    errors: dict[tuple[str, str], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for one in made:
        for way, clip in _ways(one).items():
            for name, error in landmark_errors(clip):
                errors[way, name][one.clip.name].append(error)
    terms: Terms = {"side": {}, "side, shoe read": {}, "rear": {}}
    for (view, name), by_clip in sorted(errors.items()):
        squares = [float(np.mean(np.square(values))) for values in by_clip.values()]
        bias = float(np.mean([np.mean(values) for values in by_clip.values()]))
        terms[view][name] = {
            "clips": len(squares),
            "bias": round(bias, 3),
            "rms": round(float(np.sqrt(np.mean(squares))), 3),
            "term": round(_term(name, squares), 3),
        }
    return terms


def _ways(one: MadeClip) -> dict[str, MadeClip]:
    """The clip as it is, and without its feet cut out."""
    if one.pose.feet is None:
        return {one.truth.view: one}
    return {"side, shoe read": one, "side": replace(one, pose=replace(one.pose, feet=None))}


def _term(name: str, squares: list[float]) -> float:
    """Believed and measured together, widened as a spread known from few clips must be."""
    n = len(squares) + PRIOR_CLIPS
    believed = BELIEVED[name]
    prior = PRIOR_CLIPS * (believed.landmark**2 + believed.camera**2)
    widened = float(student_t.ppf(0.975, n - 1)) / Z95
    return widened * float(np.sqrt((sum(squares) + prior) / n))


def landmark_errors(one: MadeClip) -> list[tuple[str, float]]:
    """(metric, error) of one clip, ours at the true instants minus the truth."""
    truth = one.truth
    options = AnalysisOptions(view=truth.view, height_cm=truth.height_cm, speed_mps=truth.speed_mps)
    signals = analyse_landmarks(one.pose, options=options).signals
    found = measure(
        signals,
        TrueStrides(true_strides(truth)),
        speed_mps=truth.speed_mps,
        height_cm=truth.height_cm,
    )
    errors = []
    for metric in found:
        lacking = metric.name in RECORDED_LACKS and one.clip.recording is not None
        if lacking or metric.name in TIMED_ONLY or not isinstance(metric.value, float):
            continue
        errors.append((metric.name, metric.value - truth.value(metric.name, metric.side)))
    return errors


def true_strides(truth: ClipTruth) -> tuple[Stride, ...]:
    """Every complete stride of the clip."""
    strides = []
    for side in SIDES:
        contacts = truth.event_times_s("initial_contact", side)
        offs = truth.event_times_s("toe_off", side)
        for begin, end in pairwise(contacts):
            off = offs[offs > begin]
            strides.append(Stride(side, float(begin), float(off[0]), float(end)))
    return tuple(strides)


if __name__ == "__main__":
    main()
