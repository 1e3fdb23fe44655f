"""The demo clips: runners with known truth.

Where a rendered film is shipped (``demo/films``, made by the studio from the same preset), it is
used; the others are drawn once and kept under ``var/demo``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings

from gait_lab.simulation.clips import ClipPlan, plan_clip
from gait_lab.simulation.presets import DEMO_CLIPS
from gait_lab.simulation.truth import ClipTruth

Progress = Callable[[int, int], None]

FILMS = Path(__file__).parent / "films"


@dataclass(frozen=True)
class DemoClip:
    """A preset of the simulation as somebody's clip."""

    preset: str
    words: str

    @property
    def film(self) -> Path | None:
        """The rendered film, if one is shipped."""
        path = FILMS / f"{self.preset}.mp4"
        return path if path.exists() else None

    @property
    def title(self) -> str:
        return f"{'Rendered' if self.film else 'Drawn'} {self.words}"

    @cached_property
    def plan(self) -> ClipPlan:
        return plan_clip(**DEMO_CLIPS[self.preset])

    @property
    def truth(self) -> ClipTruth:
        return self.plan.truth()

    def file(self, *, progress: Progress) -> Path:
        """The clip's file: shipped, or drawn if it is not there yet; never half a file."""
        if self.film:
            return self.film
        path = Path(settings.VAR_DIR) / "demo" / f"{self.preset}.mp4"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".part.mp4")
            self.plan.draw(unfinished, progress=progress)
            unfinished.rename(path)
        return path


CASE_CLIP = DemoClip("overstriding-side", "runner A, from the left")
SOFT_CLIP = DemoClip("soft-side", "runner B, from the right")
REAR_CLIP = DemoClip("pelvic-drop-rear", "runner C, from behind")
