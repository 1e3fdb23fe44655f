"""A pose estimator that sees coloured bars instead of people, for tests of what is around it.

Every bar of pure red, green or blue is a person: their hips are its middle, their height its
height. ``FakeEstimator`` finds everybody; the others misbehave in one way each.
"""

import os
import time

import numpy as np

from gait_lab.analysis.conventions import LANDMARK_NAMES
from gait_lab.analysis.pose import Person, Pose, Region

STRONG = 100


class FakeEstimator:
    name = "fake"

    def __init__(self, options):
        self.options = options

    def find_people(self, rgb):
        found = [self._bar(rgb, channel) for channel in range(3)]
        return [Person(region, 0.9) for region in found if region is not None]

    def landmarks(self, rgb, region):
        half = region.size_px / 2
        left, top = int(max(0, region.x_px - half)), int(max(0, region.y_px - half))
        crop = rgb[top : int(region.y_px + half), left : int(region.x_px + half)]
        bars = [bar.moved(left, top) for c in range(3) if (bar := self._bar(crop, c)) is not None]
        if not bars:
            return None
        bar = min(bars, key=region.distance)
        xy_px = np.tile([bar.x_px, bar.y_px], (len(LANDMARK_NAMES), 1))
        xy_px[:, 1] += np.linspace(-0.4, 0.4, len(LANDMARK_NAMES)) * bar.size_px / 1.25
        return Pose(xy_px, np.ones(len(LANDMARK_NAMES)), bar)

    @staticmethod
    def _bar(rgb, channel):
        others = np.delete(rgb, channel, axis=2).max(axis=2).astype(int)
        mask = rgb[..., channel].astype(int) - others > STRONG
        if mask.sum() < 20:
            return None
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        height = rows[-1] - rows[0] + 1
        return Region(float(columns.mean()), float(rows.mean()), 1.25 * height)


class NearsightedEstimator(FakeEstimator):
    """Finds people only in the left half of the picture; landmarks anywhere."""

    def find_people(self, rgb):
        people = super().find_people(rgb)
        return [person for person in people if person.region.x_px < rgb.shape[1] / 2]


class SlowEstimator(FakeEstimator):
    def landmarks(self, rgb, region):
        time.sleep(0.05)
        return super().landmarks(rgb, region)


class CrashingEstimator(FakeEstimator):
    """Ends its process, every time or (with a file named as the model) only the first time."""

    def landmarks(self, rgb, region):
        once = self.options.model
        if once == "full":
            os._exit(11)
        try:
            os.unlink(once)
        except FileNotFoundError:
            return super().landmarks(rgb, region)
        os._exit(11)


class LegsEstimator(FakeEstimator):
    """Bars of red stand still; the ankles of others swing with the picture's corner pixel."""

    def landmarks(self, rgb, region):
        pose = super().landmarks(rgb, region)
        if pose is None:
            return None
        y, x = int(pose.region.y_px), int(pose.region.x_px)
        is_red = rgb[y, x, 0] > rgb[y, x, 1:].max()
        swing = 0 if is_red else (int(rgb[0, 0, 0]) - 128) / 128 * 0.2 * region.size_px
        for side, sign in (("left", 1), ("right", -1)):
            pose.xy_px[LANDMARK_NAMES.index(f"{side}_ankle"), 0] += sign * swing
        return pose
