"""The demo clips: drawn runners with known truth. Drawn once, kept under ``var/demo``."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings

from gait_lab.simulation.clips import ClipPlan, plan_clip
from gait_lab.simulation.presets import DEMO_CLIPS
from gait_lab.simulation.truth import ClipTruth

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class DemoClip:
    """A preset of the simulation as somebody's clip."""

    preset: str
    title: str

    @cached_property
    def plan(self) -> ClipPlan:
        return plan_clip(**DEMO_CLIPS[self.preset])

    @property
    def truth(self) -> ClipTruth:
        return self.plan.truth()

    def draw(self, *, progress: Progress) -> Path:
        """The clip's file, drawn if it is not there yet; never half a file."""
        path = Path(settings.VAR_DIR) / "demo" / f"{self.preset}.mp4"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".part.mp4")
            self.plan.draw(unfinished, progress=progress)
            unfinished.rename(path)
        return path


CASE_CLIP = DemoClip("overstriding-side", "Drawn runner A, from the left")
SOFT_CLIP = DemoClip("soft-side", "Drawn runner B, from the right")
REAR_CLIP = DemoClip("pelvic-drop-rear", "Drawn runner C, from behind")
