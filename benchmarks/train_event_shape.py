"""Train the weights that read contact and toe-off from the shape of an average stride.

    python -m benchmarks.train_event_shape [--out FILE]

Training runners of the reference motion only, seen from random places by virtual cameras, with
the force plate's instants as targets. The estimator of least mean squared error for
``instant = intercept + weights · shape`` under noise of covariance N is
``(cov(shape) + N)^-1 cov(shape, instant)``. N is what pose models are known to get wrong, not
a fit to any clip: a constant offset of each joint, a wrong scale, white noise, and smooth bends
of a joint's path over the stride; larger for the foot than for the knee. Contact is trained a
second time for heels and toes that were read from the shoe in the pictures around it.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from benchmarks.reference_motion import TRAINING_RUNNERS, Camera, Recording, film, recordings
from gait_lab.analysis.conventions import SIDES, EventKind, Side
from gait_lab.analysis.events.leg import leg_ensemble
from gait_lab.analysis.events.rhythm import find_rhythm
from gait_lab.analysis.events.shape import CONTACT_OF_SHOE, GRID, JOINTS, WEIGHTS, shape_of
from gait_lab.analysis.landmarks import FloatArray
from gait_lab.analysis.signals import build_signals

CAMERAS_EACH = 4
OFFSET, SCALE, WHITE = 0.04, 0.05, 0.002
BEND = {"hip": 0.015, "knee": 0.010, "ankle": 0.020, "heel": 0.06, "foot_index": 0.06}
"""Standard deviation of the smooth bends, in leg lengths."""
BEND_LENGTH_STEPS = 0.1
READ_BEND, READ_STEPS, READ_FADE_STEPS = 0.02, (-0.68, -0.05), 0.12
"""Bends of heel and toe where the shoe is read: from 0.1 s before contact to mid-stance."""
KINDS: tuple[EventKind, EventKind] = ("initial_contact", "toe_off")


def _bend_of_read(usual: float) -> FloatArray:
    """(n_grid,) small where the shoe is read, as usual elsewhere."""
    first, last = READ_STEPS
    beyond = np.maximum(first - GRID, GRID - last) / READ_FADE_STEPS
    return np.asarray(READ_BEND + (usual - READ_BEND) * np.clip(beyond, 0, 1))


BEND_OF_SHOE: Mapping[str, float | FloatArray] = {
    **BEND,
    **{joint: _bend_of_read(BEND[joint]) for joint in ("heel", "foot_index")},
}


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    out = parser.parse_args().out
    out.write_text(json.dumps(train(TRAINING_RUNNERS)) + "\n")
    print(f"wrote {out}")


def train(runners: tuple[str, ...]) -> dict[str, dict[str, object]]:
    """Weights from these runners, seen from the side."""
    samples = list(_samples(runners))
    shapes = np.array([shape for shape, _ in samples])
    targets = np.array([lags for _, lags in samples])
    known = {kind: _fitted(shapes, targets[:, i], BEND) for i, kind in enumerate(KINDS)}
    return {**known, CONTACT_OF_SHOE: _fitted(shapes, targets[:, 0], BEND_OF_SHOE)}


def _samples(runners: tuple[str, ...]) -> Iterator[tuple[FloatArray, list[float]]]:
    rng = np.random.default_rng(7)
    for recording in recordings(runners):
        for side in SIDES:
            for number in range(CAMERAS_EACH):
                camera = Camera(
                    near_side=side,
                    start_s=1.0 + 5.0 * number,
                    duration_s=8.0,
                    noise_m=0.001,
                    toe=("ball", "toe")[number % 2],
                    distance_m=rng.uniform(3, 5),
                    height_m=rng.uniform(0.5, 1.3),
                    yaw_deg=rng.uniform(-8, 8),
                )
                yield _sample(recording, camera, side, seed=number)


def _sample(
    recording: Recording, camera: Camera, side: Side, *, seed: int
) -> tuple[FloatArray, list[float]]:
    """Shape of the near leg's average stride and both events' lags, in steps."""
    sequence = film(recording, camera, seed=seed)
    signals = build_signals(sequence, view="side", near_side=side, facing=camera.facing)
    rhythm = find_rhythm(signals)
    if rhythm is None:
        raise ValueError(f"{recording.name}: no rhythm")
    ensemble = leg_ensemble(signals, rhythm, side)
    if ensemble is None:
        raise ValueError(f"{recording.name}: no average stride")
    lags = [
        _mean_lag(rhythm.stances_s[side], recording.truth(kind, side) - camera.start_s, expected)
        for kind, expected in zip(KINDS, (-0.4 * rhythm.step_s, 0.25 * rhythm.step_s), strict=True)
    ]
    return shape_of(ensemble, step_s=rhythm.step_s), [lag / rhythm.step_s for lag in lags]


def _mean_lag(stances_s: FloatArray, truth_s: FloatArray, expected_s: float) -> float:
    lags = [
        truth_s[np.argmin(np.abs(truth_s - stance - expected_s))] - stance for stance in stances_s
    ]
    near = [lag for lag in lags if abs(lag - expected_s) < 0.15]
    return float(np.mean(near))


def _fitted(
    shapes: FloatArray, lags: FloatArray, bends: Mapping[str, float | FloatArray]
) -> dict[str, object]:
    middle = shapes.mean(axis=0)
    flat = (shapes - middle).reshape(len(shapes), -1)
    together = flat.T @ flat / len(flat) + _noise(middle, bends)
    weights = np.linalg.solve(together, flat.T @ (lags - lags.mean()) / len(flat))
    intercept = lags.mean() - weights @ middle.ravel()
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
