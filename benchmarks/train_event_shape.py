"""Train the weights that read contact and toe-off from the shape of an average stride.

    python -m benchmarks.train_event_shape [--out FILE]

Training runners of the reference motion, seen from random places by virtual cameras, with the
force plate's instants as targets; and simulated runners, none of whom is drawn, because recorded
runners are few and much alike: their contacts are neither as long nor as short as runners' can
be, and an estimator that saw no others draws every contact time towards the usual one. The
estimator of least mean squared error for ``instant = intercept + weights · shape`` under noise of
covariance N is ``(cov(shape) + N)^-1 cov(shape, instant)``. N is what pose models are known to
get wrong, not a fit to any clip: a constant offset of each joint, a wrong scale, white noise, and
smooth bends of a joint's path over the stride; larger for the foot than for the knee. Contact is
trained a second time for heels and toes that were read from the shoe in the pictures around it.

For toe-off the estimator is made blind to the way in which the pose model bends a stride on
drawn development clips (``python -m benchmarks.drawn`` makes them): their mean is added to N.
With it real clips agree better with labels made by eye; for contact they do not, so there it is
left out (``benchmarks/labelled_clips.py``).
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.drawn.cache import stored
from benchmarks.drawn.plan import clips, simulated_choices
from benchmarks.drawn.scores import leg_px
from benchmarks.reference_motion import TRAINING_RUNNERS, Camera, film, recordings
from gait_lab.analysis.conventions import SIDES, EventKind, Facing, Side
from gait_lab.analysis.events.leg import leg_ensemble
from gait_lab.analysis.events.rhythm import Rhythm, find_rhythm
from gait_lab.analysis.events.shape import CONTACT_OF_SHOE, GRID, JOINTS, WEIGHTS, shape_of
from gait_lab.analysis.landmarks import BoolArray, FloatArray, LandmarkSequence
from gait_lab.analysis.pipeline import AnalysisOptions, analyse_landmarks
from gait_lab.analysis.pose import PoseOptions
from gait_lab.analysis.signals import GaitSignals, build_signals
from gait_lab.simulation.clips import make_truth

CAMERAS_EACH = 4
OFFSET, SCALE, WHITE = 0.04, 0.05, 0.002
BEND = {"hip": 0.015, "knee": 0.010, "ankle": 0.020, "heel": 0.06, "foot_index": 0.06}
"""Standard deviation of the smooth bends, in leg lengths."""
BEND_LENGTH_STEPS = 0.1
READ_BEND, READ_STEPS, READ_FADE_STEPS = 0.02, (-0.68, -0.05), 0.12
"""Bends of heel and toe where the shoe is read: from 0.1 s before contact to mid-stance."""
KINDS: tuple[EventKind, EventKind] = ("initial_contact", "toe_off")
USUAL_LAGS = (-0.4, 0.25)
"""Where each is in the step, from mid-stance: the true one nearest to that is meant."""
SIMULATED_RUNNERS, SIMULATED_S = 150, 4.0
SIMULATED_SHARE: Mapping[EventKind, float] = {"initial_contact": 0.3, "toe_off": 0.1}
"""How much they count beside the recorded ones. So trained, and toe-off made blind as said above,
real clips agree better with labels made by eye than by recorded runners alone: root mean square
18.0 ms over 73 contacts where it was 18.6, 18.5 over 73 toe-offs where it was 19.1. With more
simulated runners among them toe-offs agree less (``benchmarks/labelled_clips.py``)."""
NOISE_M = 0.001
Sample = tuple[FloatArray, list[float]]


def _bend_of_read(usual: float) -> FloatArray:
    """(n_grid,) small where the shoe is read, as usual elsewhere."""
    first, last = READ_STEPS
    beyond = np.maximum(first - GRID, GRID - last) / READ_FADE_STEPS
    return np.asarray(READ_BEND + (usual - READ_BEND) * np.clip(beyond, 0, 1))


BEND_OF_SHOE: Mapping[str, float | FloatArray] = {
    **BEND,
    **{joint: _bend_of_read(BEND[joint]) for joint in ("heel", "foot_index")},
}


@dataclass(frozen=True, eq=False)
class Samples:
    """Average strides of near legs: what they look like and when their events are.

    Attributes
    ----------
    shapes : (n, n_channels, n_grid)
    lags : (n, 2) contact and toe-off, steps from mid-stance.
    simulated : (n,) the others are of recorded runners.
    """

    shapes: FloatArray
    lags: FloatArray
    simulated: BoolArray

    def weight(self, simulated_share: float) -> FloatArray:
        """(n,) how much each counts, 1 together."""
        share = np.where(self.simulated, simulated_share, 1 - simulated_share)
        alike = np.where(self.simulated, self.simulated.sum(), (~self.simulated).sum())
        return np.asarray(share / alike)


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    out = parser.parse_args().out
    out.write_text(json.dumps(train(TRAINING_RUNNERS)) + "\n")
    print(f"wrote {out}")


def train(runners: tuple[str, ...]) -> dict[str, dict[str, object]]:
    """Weights from these recorded runners and the simulated ones, seen from the side."""
    recorded, simulated = list(_recorded(runners)), list(_simulated())
    samples = Samples(
        np.array([shape for shape, _ in recorded + simulated]),
        np.array([lags for _, lags in recorded + simulated]),
        np.repeat([False, True], [len(recorded), len(simulated)]),
    )
    bends = list(_bends_of_pose_model())
    if not bends:
        raise FileNotFoundError(
            "No drawn development clips: make them with python -m benchmarks.drawn --view side"
        )
    bend = np.mean(bends, axis=0)
    return {
        "initial_contact": _fitted(samples, "initial_contact", BEND),
        "toe_off": _fitted(samples, "toe_off", BEND, blind_to=bend),
        CONTACT_OF_SHOE: _fitted(samples, "initial_contact", BEND_OF_SHOE),
    }


def _recorded(runners: tuple[str, ...]) -> Iterator[Sample]:
    rng = np.random.default_rng(7)
    for recording in recordings(runners):
        for side in SIDES:
            for number in range(CAMERAS_EACH):
                camera = Camera(
                    near_side=side,
                    start_s=1.0 + 5.0 * number,
                    duration_s=8.0,
                    noise_m=NOISE_M,
                    toe=("ball", "toe")[number % 2],
                    distance_m=rng.uniform(3, 5),
                    height_m=rng.uniform(0.5, 1.3),
                    yaw_deg=rng.uniform(-8, 8),
                )
                true_s = [recording.truth(kind, side) - camera.start_s for kind in KINDS]
                sequence = film(recording, camera, seed=number)
                yield _sample(sequence, side, camera.facing, true_s)


def _simulated() -> Iterator[Sample]:
    rng = np.random.default_rng(5)
    for number in range(SIMULATED_RUNNERS):
        choices = {**simulated_choices(f"shape-training-{number}", "side"), "roll_deg": 0.0}
        truth = make_truth(seconds=SIMULATED_S, frame_rate_hz=60.0, **choices)
        side = choices["near_side"]
        noise_px = NOISE_M * leg_px(truth) / truth.leg_length_m
        xy_px = truth.xy_px + rng.normal(0, noise_px, truth.xy_px.shape)
        seen = np.ones_like(truth.visibility)
        sequence = LandmarkSequence(xy_px, seen, truth.time_s, truth.image_size_px)
        true_s = [truth.event_times_s(kind, side) for kind in KINDS]
        yield _sample(sequence, side, truth.facing, true_s)


def _sample(
    sequence: LandmarkSequence, side: Side, facing: Facing | None, true_s: list[FloatArray]
) -> Sample:
    """Shape of the near leg's average stride and both events' lags, in steps."""
    signals = build_signals(sequence, view="side", near_side=side, facing=facing)
    shape, rhythm = _shape(signals, side)
    stances_s, step_s = rhythm.stances_s[side], rhythm.step_s
    lags = [
        _mean_lag(stances_s, instants_s, expected * step_s)
        for instants_s, expected in zip(true_s, USUAL_LAGS, strict=True)
    ]
    return shape, [lag / step_s for lag in lags]


def _bends_of_pose_model() -> Iterator[FloatArray]:
    """How far each drawn development clip's average stride was seen beside the true one."""
    for one in stored(clips(), options=PoseOptions()):
        truth = one.truth
        if one.clip.split != "development" or truth.near_side is None:
            continue
        seen = analyse_landmarks(one.pose, options=AnalysisOptions(view="side")).signals
        sequence = LandmarkSequence(
            truth.xy_px, np.ones_like(truth.visibility), truth.time_s, truth.image_size_px
        )
        true = build_signals(
            sequence,
            view="side",
            near_side=truth.near_side,
            facing=truth.facing,
            roll_deg=seen.roll_deg,
        )
        yield _shape(seen, truth.near_side)[0] - _shape(true, truth.near_side)[0]


def _shape(signals: GaitSignals, side: Side) -> tuple[FloatArray, Rhythm]:
    """The leg's average stride, and the rhythm it was laid over itself by."""
    rhythm = find_rhythm(signals)
    ensemble = leg_ensemble(signals, rhythm, side) if rhythm else None
    if rhythm is None or ensemble is None:
        raise ValueError("a runner without a stride that could be averaged")
    return shape_of(ensemble, step_s=rhythm.step_s), rhythm


def _mean_lag(stances_s: FloatArray, truth_s: FloatArray, expected_s: float) -> float:
    lags = [
        truth_s[np.argmin(np.abs(truth_s - stance - expected_s))] - stance for stance in stances_s
    ]
    near = [lag for lag in lags if abs(lag - expected_s) < 0.15]
    return float(np.mean(near))


def _fitted(
    samples: Samples,
    kind: EventKind,
    bends: Mapping[str, float | FloatArray],
    *,
    blind_to: FloatArray | None = None,
) -> dict[str, object]:
    lags, weight = samples.lags[:, KINDS.index(kind)], samples.weight(SIMULATED_SHARE[kind])
    middle, usual = np.tensordot(weight, samples.shapes, 1), weight @ lags
    flat = (samples.shapes - middle).reshape(len(lags), -1)
    counted = (flat * weight[:, None]).T
    together = counted @ flat + _noise(middle, bends)
    if blind_to is not None:
        together += np.outer(blind_to, blind_to)
    weights = np.linalg.solve(together, counted @ (lags - usual))
    intercept = usual - weights @ middle.ravel()
    table = weights.reshape(middle.shape)
    return {"intercept": round(float(intercept), 6), "weights": np.round(table, 5).tolist()}


def _noise(middle: FloatArray, bends: Mapping[str, float | FloatArray]) -> FloatArray:
    """Covariance of what pose models get wrong, channel by channel."""
    n = len(GRID)
    apart = (GRID[:, None] - GRID[None, :] + 1) % 2 - 1
    bend = np.exp(-2 * np.sin(np.pi * apart / 2) ** 2 / (np.pi * BEND_LENGTH_STEPS) ** 2)
    names = ["hip", *(joint for joint in JOINTS for _ in "xy")]
    noise = np.zeros((len(names) * n, len(names) * n))
    for place, name in enumerate(names):
        own = slice(place * n, (place + 1) * n)
        swing = middle[place] - middle[place].mean()
        size = np.broadcast_to(bends[name], n)
        noise[own, own] = (
            OFFSET**2
            + np.outer(size, size) * bend
            + WHITE**2 * np.eye(n)
            + SCALE**2 * np.outer(swing, swing)
        )
    return noise


if __name__ == "__main__":
    main()
