"""Who is filmed: the demo's runners, and the bodies they are rendered in."""

from collections.abc import Mapping
from dataclasses import dataclass

from gait_lab.simulation.clips import ClipPlan, plan_clip
from gait_lab.simulation.presets import DEMO_CLIPS

SLENDER = {"height": 0.5, "proportions": 0.7}
MAN = {**SLENDER, "gender": 0.0, "age": 0.7, "muscle": 0.85, "weight": 0.3}
WOMAN = {**SLENDER, "gender": 1.0, "age": 0.68, "muscle": 0.72, "weight": 0.4}


@dataclass(frozen=True)
class Shot:
    """A preset of the simulation and the shape of the mesh (anny's words, 0 to 1)."""

    preset: str
    shape: Mapping[str, float]

    def plan(self) -> ClipPlan:
        """The runner, camera and frame times: as the demo has them."""
        return plan_clip(**DEMO_CLIPS[self.preset])


SHOTS = {
    shot.preset: shot
    for shot in (
        Shot("overstriding-side", MAN),
        Shot("soft-side", WOMAN),
        Shot("pelvic-drop-rear", WOMAN),
    )
}
