"""What is wrong in the same way at every stride of a clip: events, landmarks, camera, clothes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from gait_lab.analysis.conventions import EventKind, View
from gait_lab.analysis.metrics.filmed import Filmed

MEDIAN_PENALTY = float(np.sqrt(np.pi / 2))
"""Standard error of a median over that of a mean, for normal scatter."""

EVENT_BIAS_S: Mapping[View, Mapping[EventKind, float]] = {
    "side": {"initial_contact": 0.009, "toe_off": 0.007},
    "rear": {"initial_contact": 0.019, "toe_off": 0.020},
}
"""Standard deviation, over clips, of the mean error of our events (near leg, from the side), less
what the frame rate adds (`FRAME_SHARE`).

From the side both together make 11.2 and 9.7 ms at 60 Hz: with the pose model's own landmarks on
drawn clips of recorded and simulated runners contact is off by 11.1 and toe-off by 7.7 ms (root
mean square of 25 clips; 6.6 and 5.9 of 8 at 120 Hz), against the force plate on six recorded
runners the method had not seen by 6 and 10 ms, on a treadmill clip labelled by eye by 2 and 10 ms.
Those of drawn clips stand in `MEASURED`, under "events". From behind 20 and 21, as on 16 drawn
clips; on the labelled clip at 30 Hz a leg's contacts were 14 ms late or 8 early, its toe-offs 16 ms
early or 19 late."""

SHOE_CONTACT_BIAS_S = 0.005
"""The same for contact where heel and toe were read from the shoe in the pictures: with what the
frame rate adds 8.3 ms at 60 Hz, where drawn development clips erred by 7.5 (root mean square of
25; 5.5 of 8 at 120 Hz), unseen runners against the force plate by 6, a clip labelled by eye by
2."""

FRAME_SHARE = 0.4
"""Share of a frame interval by which an event may be off in the mean besides. On a treadmill
clip at 30 Hz labelled by eye twice, contact was 23 ms late by landmarks, 14 with the shoe read,
and toe-off 22 ms early, two readers differing by 10 and 22 ms; the force plate with virtual cameras
and drawn clips show less."""


@dataclass(frozen=True)
class ErrorTerms:
    """Errors common to all strides of a clip, as standard deviations over clips.

    ``landmark``, ``camera`` and ``clothes`` (which may hang otherwise than the body under them,
    or bend) are in the metric's unit; ``scale`` is a share of the value.
    """

    landmark: float = 0.0
    camera: float = 0.0
    scale: float = 0.0
    clothes: float = 0.0


def _from_mean_absolute(error: float) -> float:
    """Standard deviation of a normal error whose mean absolute size is known."""
    return error * MEDIAN_PENALTY


BELIEVED: Mapping[str, ErrorTerms] = {
    # The mid-hip sinusoid on true timestamps errs by 0.3 spm; periods between the same foot's
    # contacts share their bias, so nothing larger is left.
    "cadence_spm": ErrorTerms(landmark=0.3),
    # Times carry the bias of the events alone.
    "ground_contact_time_ms": ErrorTerms(),
    "duty_factor_pct": ErrorTerms(),
    # From one leg, flight takes the other leg's contact to last as long: over both legs of 12
    # runners at three speeds (Fukuchi 2017, force plate) that errs by 4.9 ms, root mean square.
    "flight_time_ms": ErrorTerms(landmark=5.0),
    # Jitter and smoothing; the scale from height or belt is good to about 4 %, as much as the
    # near and the far hip differ in scale at 5 m, and on five real clips the head bounces 9 %
    # (standard deviation) otherwise than the shoulders, so that hips may too.
    "vertical_oscillation_cm": ErrorTerms(landmark=0.4, scale=0.08),
    # Belt displays: speed good to about 1.5 %.
    "step_length_m": ErrorTerms(scale=0.015),
    # Mean absolute errors of the pose model on drawn clips of recorded runners, values read at
    # the true instants with the legs told apart. Peak knee flexion in stance, where frames of
    # both labels on one leg are common, erred by 8.6 degrees as it came and by 5.7 (root mean
    # square, whole stride) once such frames were rebuilt from the other strides.
    "overstride_pct_leg": ErrorTerms(landmark=_from_mean_absolute(1.8)),
    "overstride_cm": ErrorTerms(landmark=_from_mean_absolute(1.5), scale=0.04),
    "shank_angle_at_contact_deg": ErrorTerms(landmark=_from_mean_absolute(2.1)),
    "knee_flexion_at_contact_deg": ErrorTerms(landmark=_from_mean_absolute(3.7)),
    "peak_knee_flexion_stance_deg": ErrorTerms(landmark=_from_mean_absolute(5.7)),
    "swing_knee_flexion_deg": ErrorTerms(landmark=_from_mean_absolute(2.2)),
    # A drawn shoe is stiff and keeps its look. Real ones bend and their laces fly: how much that
    # turns them is believed, it was not measured.
    "foot_strike_angle_deg": ErrorTerms(landmark=_from_mean_absolute(2.2), clothes=1.5),
    "trunk_lean_deg": ErrorTerms(landmark=1.5),
    "hip_extension_at_toe_off_deg": ErrorTerms(landmark=_from_mean_absolute(3.7)),
    "peak_ankle_dorsiflexion_deg": ErrorTerms(landmark=_from_mean_absolute(3.0)),
    "heel_off_pct_stance": ErrorTerms(landmark=8.0),
    # Camera roll adds one to one to the pelvis and is measured to about half a degree.
    # The edge of the clothes is read to a few tenths. That it sits level on the pelvis and moves
    # with it is believed: drawn clothes always do, and on real people it was not measured.
    "contralateral_pelvic_drop_deg": ErrorTerms(landmark=0.7, clothes=1.5),
    "hip_adduction_deg": ErrorTerms(landmark=2.5, clothes=1.5),
    "knee_window_ratio": ErrorTerms(landmark=0.12),
    "step_width_pct_leg": ErrorTerms(landmark=1.5),
    "lateral_trunk_lean_deg": ErrorTerms(landmark=0.7),
}
"""One entry per metric: what was believed before it was measured. ``landmark`` gives way to
`MEASURED` where that has the metric for the view, and the camera's part comes with it; ``scale``
and ``clothes`` stay."""

MEASURED = Path(__file__).with_name("error_terms.json")
"""Made by ``python -m benchmarks.error_terms`` on drawn development clips, at true instants: what
the landmarks do, and what a degree of yaw or of roll and a camera a metre away do besides."""


def error_terms(filmed: Filmed) -> Mapping[str, ErrorTerms]:
    """The terms of every metric in a clip; the camera's by how far askew and how near it stood."""
    measured = _measured()[filmed.way]
    return {
        name: replace(
            believed,
            landmark=measured[name]["landmark"],
            camera=camera_error(measured[name], filmed),
        )
        if name in measured
        else believed
        for name, believed in BELIEVED.items()
    }


def camera_error(slopes: Mapping[str, float], filmed: Filmed) -> float:
    """What the camera's place and what is left of its roll do to a metric, in its unit.

    ``slopes``: ``per_yaw_deg``, ``per_roll_deg``, and ``at_1_m``, that of a camera a metre away.
    """
    parts = (
        slopes["per_yaw_deg"] * filmed.askew_deg,
        slopes["per_roll_deg"] * filmed.roll_sd_deg,
        slopes["at_1_m"] * filmed.nearness_per_m,
    )
    return float(np.linalg.norm(parts))


def event_error_s(kind: EventKind, filmed: Filmed) -> float:
    """Standard deviation of an event's mean error in a clip, seconds."""
    by_shoe = filmed.shoe_read and kind == "initial_contact"
    bias_s = SHOE_CONTACT_BIAS_S if by_shoe else EVENT_BIAS_S[filmed.view][kind]
    by_yaw_ms = _measured()["events"][filmed.way][kind]["per_yaw_deg_ms"] * filmed.askew_deg
    parts = (bias_s, FRAME_SHARE * filmed.frame_interval_s, by_yaw_ms / 1000)
    return float(np.linalg.norm(parts))


@cache
def _measured() -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads(MEASURED.read_text())
    return content
