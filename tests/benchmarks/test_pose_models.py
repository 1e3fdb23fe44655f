"""Full against heavy: legs told apart, and a table with a column for each model."""

import numpy as np

from benchmarks.pose_models import SHOWN_METRICS, _swapped, lines
from gait_lab.analysis.metrics.catalogue import METRICS
from gait_lab.simulation.clips import make_truth


class Exchanged:
    """The truth with its legs exchanged in some frames."""

    def __init__(self, truth, frames):
        self.truth, self.frames = truth, frames

    def point(self, name):
        side, joint = name.split("_", 1)
        other = {"left": "right", "right": "left"}[side]
        path = self.truth.point(name).copy()
        path[self.frames] = self.truth.point(f"{other}_{joint}")[self.frames]
        return path


def test_exchanged_legs_are_counted_where_they_are_apart():
    truth = make_truth(seconds=1.0, frame_rate_hz=60.0)
    apart = np.linalg.norm(truth.point("left_ankle") - truth.point("right_ankle"), axis=1)
    frames = np.flatnonzero(apart > 0.5 * apart.max())[:9]
    assert np.flatnonzero(_swapped(Exchanged(truth, frames), truth)).tolist() == frames.tolist()
    assert not _swapped(truth, truth).any()


def test_table_has_a_column_for_each_model_and_every_metric():
    metrics = {name: {"n": 1, "refused": 0, "mean_absolute_error": 1.5} for name in SHOWN_METRICS}
    column = {"name": "mediapipe/full", "cost_ms_per_frame": 25.0, "metrics": metrics}
    text = "\n".join(lines({"clips": 6, "models": {"full": column, "heavy": column}}))
    assert "full" in text
    assert "heavy" in text
    for name in SHOWN_METRICS:
        assert name in METRICS
        assert name in text
