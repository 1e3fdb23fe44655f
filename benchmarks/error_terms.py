"""How far off each metric is on drawn development clips when read at the true instants.

    python -m benchmarks.error_terms [--out FILE]

The error of a reported value that is common to all strides has three sources that a clip cannot
show by itself: where the pose model puts the joints, what the camera's place makes of them, and
the instants of contact and toe-off. This measures the first two, with the truth's own events in
place of ours; the third comes from the force plate and from real clips labelled by eye
(``metrics/error_terms.py``).

What a degree of yaw does is taken from exact landmarks (``camera_slopes.py``) or, where it is
more and beyond chance, from how the drawn clips' errors go with their yaw: a pose model errs with
it too. What roll that was left in and a near camera do is taken from exact landmarks. The rest of
the drawn clips' errors, beside what the product puts down to the camera by its own estimates, is
the landmarks'. How far our own contacts and toe-offs are off in the mean of a clip, and what a
degree of yaw adds to that, is measured on the same clips.

Drawn is not real: the terms that were believed before count as much as ``PRIOR_CLIPS`` clips, so
that few clips cannot make an interval narrow. Clips from the side are measured twice: with the
shoe read from the pictures, and by landmarks alone.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.stats import linregress
from scipy.stats import t as student_t

from benchmarks.camera_slopes import TrueStrides, camera_slopes, true_strides
from benchmarks.drawn.cache import MadeClip, stored
from benchmarks.drawn.plan import clips
from benchmarks.drawn.scores import RECORDED_LACKS
from benchmarks.whole_chain import score_clip
from gait_lab.analysis.conventions import SIDES, Side
from gait_lab.analysis.metrics import measure
from gait_lab.analysis.metrics.error_terms import BELIEVED, MEASURED, camera_error
from gait_lab.analysis.metrics.filmed import Filmed, filmed_as
from gait_lab.analysis.metrics.uncertainty import Z95
from gait_lab.analysis.pipeline import AnalysisOptions, analyse_landmarks
from gait_lab.analysis.pose import PoseOptions

PRIOR_CLIPS = 4
BEYOND_CHANCE_SE, BEYOND_CHANCE_OF_SIZE_SE = 2.0, 3.0
TIMED_ONLY = ("ground_contact_time_ms", "duty_factor_pct", "step_length_m", "foot_strike_class")
"""With the true instants they have no error left; their terms stay as they are."""
Row = dict[str, float | int]
Terms = dict[str, dict[str, Row]]


@dataclass(frozen=True)
class ClipError:
    """A metric, or an event's mean, of one clip: ours minus the truth; and the camera.

    ``yaw_deg`` is the true one, ``filmed`` says what the product takes it for.
    """

    clip: str
    name: str
    side: Side | None
    error: float
    yaw_deg: float
    filmed: Filmed


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=MEASURED)
    out = parser.parse_args().out
    chosen = [clip for clip in clips() if clip.split == "development"]
    slopes = camera_slopes(chosen)
    made = stored(chosen, options=PoseOptions())
    terms = measured_terms(made, {"side, shoe read": slopes["side"], **slopes})
    for way, rows in terms.items():
        for name, row in rows.items():
            print(f"{way:15} {name:32} {_text(row)}  (believed {BELIEVED[name].landmark:.2f})")
    events = event_terms(stored(chosen, options=PoseOptions()))
    for way, rows in events.items():
        for name, row in rows.items():
            print(f"{way:15} {name:32} {row}")
    out.write_text(json.dumps({**terms, "events": events}, indent=1) + "\n")


def _text(row: Row) -> str:
    return (
        f"{row['clips']:3} clips  bias {row['bias']:7.2f}  RMS {row['rms']:6.2f}  a degree of yaw "
        f"{row['per_yaw_deg']:6.3f}, of roll {row['per_roll_deg']:6.3f}  at 1 m "
        f"{row['at_1_m']:5.2f}  landmarks {row['landmark']:6.2f}"
    )


def measured_terms(
    made: Iterable[MadeClip], slopes: Mapping[str, Mapping[str, Mapping[str, float]]]
) -> Terms:
    """view, with the shoe read or not -> metric -> the terms, and what they came from.

    ``slopes``: view, with the shoe read or not -> metric -> what exact landmarks say of the camera.
    """
    errors: dict[tuple[str, str], list[ClipError]] = defaultdict(list)
    for one in made:
        for way, clip in _ways(one).items():
            for error in landmark_errors(clip):
                errors[way, error.name].append(error)
    terms: Terms = {"side": {}, "side, shoe read": {}, "rear": {}}
    for (way, name), found in sorted(errors.items(), key=lambda item: item[0]):
        terms[way][name] = _row(name, found, slopes[way][name])
    return terms


def event_terms(made: Iterable[MadeClip]) -> Terms:
    """view, with the shoe read or not -> event -> its mean error's size, and what yaw adds to it.

    ``rms_60_hz_ms`` is the root mean square, over the clips of that frame rate, of a clip's mean.
    """
    means: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    by_rate: dict[tuple[str, str, int], list[float]] = defaultdict(list)
    for one in made:
        rate_hz = round(one.truth.frame_rate_hz)
        for way, clip in _ways(one).items():
            for kind, errors_s in score_clip(clip).errors_s.items():
                mean_ms = 1000 * float(np.mean(errors_s))
                means[way, kind].append((one.clip.choices["yaw_deg"], mean_ms))
                by_rate[way, kind, rate_hz].append(mean_ms)
    terms: Terms = defaultdict(dict)
    for (way, kind), found in means.items():
        slope_ms = _drawn_per_yaw_deg(found)
        terms[way][kind] = {"clips": len(found), "per_yaw_deg_ms": round(slope_ms, 3)}
    for (way, kind, rate_hz), found_ms in sorted(by_rate.items()):
        rms_ms = float(np.sqrt(np.mean(np.square(found_ms))))
        terms[way][kind][f"rms_{rate_hz}_hz_ms"] = round(rms_ms, 2)
    return terms


def _ways(one: MadeClip) -> dict[str, MadeClip]:
    """The clip as it is, and without its feet cut out."""
    if one.pose.feet is None:
        return {one.truth.view: one}
    return {"side, shoe read": one, "side": replace(one, pose=replace(one.pose, feet=None))}


def _row(name: str, found: list[ClipError], exact: Mapping[str, float]) -> Row:
    errors = np.array([one.error for one in found])
    # What does not change at all with exact landmarks hangs on the instants alone.
    legs = {one.side for one in found} if exact["per_yaw_deg"] else set()
    drawn = max((_drawn_per_yaw_deg(_of(leg, found)) for leg in legs), default=0.0)
    slopes = {**exact, "per_yaw_deg": max(exact["per_yaw_deg"], drawn)}
    by_camera = [camera_error(slopes, one.filmed) for one in found]
    left = float(np.mean(np.square(errors) - np.square(by_camera)))
    clips = len({one.clip for one in found})
    row: Row = {
        "clips": clips,
        "bias": float(np.mean(errors)),
        "rms": float(np.sqrt(np.mean(np.square(errors)))),
        "landmark": _landmark_term(name, max(left, 0.0), clips),
        **slopes,
    }
    for leg in SIDES:
        of_leg = [one.error for one in found if one.side == leg]
        if of_leg:
            row[f"bias_{leg}"] = float(np.mean(of_leg))
    return {key: round(value, 4) for key, value in row.items()}


def _of(leg: Side | None, found: list[ClipError]) -> list[tuple[float, float]]:
    """(yaw, error) of the clips; from behind either leg may err its own way."""
    return [(one.yaw_deg, one.error) for one in found if one.side == leg]


def _drawn_per_yaw_deg(found: Sequence[tuple[float, float]]) -> float:
    """How drawn clips' errors go with their yaw, or with its size, where that is beyond chance.

    With the yaw they must go, as exact landmarks do; with its size alone they need not, so that
    among so many measures more is asked for.
    """
    yaws_deg, errors = np.array(found).T
    looked_at = ((yaws_deg, BEYOND_CHANCE_SE), (np.abs(yaws_deg), BEYOND_CHANCE_OF_SIZE_SE))
    lines = [(linregress(yaw_deg, errors), limit_se) for yaw_deg, limit_se in looked_at]
    slopes = [
        abs(line.slope) for line, limit_se in lines if abs(line.slope) > limit_se * line.stderr
    ]
    return float(max(slopes, default=0.0))


def _landmark_term(name: str, square: float, clips: int) -> float:
    """Believed and measured together, widened as a spread known from few clips must be."""
    n = clips + PRIOR_CLIPS
    prior = PRIOR_CLIPS * BELIEVED[name].landmark ** 2
    widened = float(student_t.ppf(0.975, n - 1)) / Z95
    return widened * float(np.sqrt((clips * square + prior) / n))


def landmark_errors(one: MadeClip) -> Iterator[ClipError]:
    """The metrics of one clip at the true instants."""
    truth, yaw_deg = one.truth, one.clip.choices["yaw_deg"]
    options = AnalysisOptions(view=truth.view, height_cm=truth.height_cm, speed_mps=truth.speed_mps)
    signals = analyse_landmarks(one.pose, options=options).signals
    filmed = filmed_as(signals)
    found = measure(
        signals,
        TrueStrides(true_strides(truth)),
        speed_mps=truth.speed_mps,
        height_cm=truth.height_cm,
    )
    for metric in found:
        lacking = metric.name in RECORDED_LACKS and one.clip.recording is not None
        if lacking or metric.name in TIMED_ONLY or not isinstance(metric.value, float):
            continue
        error = metric.value - truth.value(metric.name, metric.side)
        yield ClipError(one.clip.name, metric.name, metric.side, error, yaw_deg, filmed)


if __name__ == "__main__":
    main()
