"""Short ways from choices to a clip and its truth."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gait_lab.simulation.camera import Camera
from gait_lab.simulation.parameters import Appearance, RunnerParameters
from gait_lab.simulation.render import Bystander, Filming, render_clip
from gait_lab.simulation.runner import RunnerMotion, simulate_runner
from gait_lab.simulation.truth import ClipTruth, truth_of

FloatArray = NDArray[np.float64]
Choices = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class ClipPlan:
    """Everything a clip is drawn from; `draw` writes it, `truth` says what is true of it."""

    motion: RunnerMotion
    camera: Camera
    filming: Filming
    time_s: FloatArray
    rotation_deg: int
    bystanders: tuple[Bystander, ...]
    seed: int

    def truth(self) -> ClipTruth:
        """The exact truth of the runner in this clip."""
        return truth_of(self.motion, self.camera, time_s=self.time_s)

    def draw(self, path: Path, *, progress: Callable[[int, int], None] | None = None) -> None:
        """Write the video file."""
        render_clip(
            self.motion,
            self.camera,
            path,
            filming=self.filming,
            time_s=self.time_s,
            rotation_deg=self.rotation_deg,
            bystanders=self.bystanders,
            seed=self.seed,
            progress=progress,
        )


def plan_clip(
    *,
    seconds: float = 4.0,
    seed: int = 1,
    rotation_deg: int = 0,
    uneven: bool = False,
    second_person: bool = False,
    motion: RunnerMotion | None = None,
    **choices: Any,
) -> ClipPlan:
    """A clip from choices.

    Parameters
    ----------
    seconds
        Real duration.
    rotation_deg
        Turn of the stored picture, flagged in the file.
    uneven
        Variable frame rate: intervals that wander and now and then a dropped frame.
    second_person
        Somebody walks through behind the runner.
    motion
        A motion to film in place of a simulated one (for example a recorded one).
    choices
        Fields of `RunnerParameters`, `Camera` and `Filming`.

    Raises
    ------
    TypeError
        If a choice is a field of none of them.
    """
    runner, lens, film = _sorted_out(choices)
    camera, filming = Camera(**lens), Filming(**film)
    if motion is None:
        motion = simulate_runner(RunnerParameters(**runner), duration_s=seconds, seed=seed)
    time_s = camera.frame_times_s(seconds)
    if uneven:
        time_s = _uneven(time_s, np.random.default_rng(seed))
    bystanders = (_passer_by(camera, seconds, seed),) if second_person else ()
    return ClipPlan(motion, camera, filming, time_s, rotation_deg, bystanders, seed)


def make_truth(*, seconds: float = 4.0, seed: int = 1, **choices: Any) -> ClipTruth:
    """The truth of a clip that is not drawn: exact landmarks, events and metrics.

    ``choices`` as for `plan_clip`, for example
    ``make_truth(view="rear", frame_rate_hz=120, cadence_spm=180, variability=0)``.
    """
    return plan_clip(seconds=seconds, seed=seed, **choices).truth()


def make_clip(folder: Path, *, name: str = "clip.mp4", **choices: Any) -> tuple[Path, ClipTruth]:
    """Draw a clip into a folder; its path and its truth. ``choices`` as for `plan_clip`."""
    plan = plan_clip(**choices)
    path = folder / name
    plan.draw(path)
    return path, plan.truth()


def _sorted_out(choices: Choices) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Choices by the class they belong to."""
    kinds = (RunnerParameters, Camera, Filming)
    parts: list[dict[str, Any]] = []
    left = dict(choices)
    for kind in kinds:
        names = {field.name for field in fields(kind)}
        parts.append({name: left.pop(name) for name in list(left) if name in names})
    if left:
        raise TypeError(f"neither runner, camera nor film has {', '.join(sorted(left))}")
    return parts[0], parts[1], parts[2]


def _uneven(time_s: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Frame times as a phone in poor light makes them."""
    interval_s = float(np.diff(time_s[:2])[0]) if len(time_s) > 1 else 1.0
    wander = np.clip(rng.normal(0, 0.12, len(time_s)), -0.35, 0.35) * interval_s
    wander[0] = 0.0
    kept = rng.random(len(time_s)) > 0.06
    kept[0] = True
    wandered: FloatArray = (time_s + wander)[kept]
    return wandered


def _passer_by(camera: Camera, seconds: float, seed: int) -> Bystander:
    """A walker who crosses behind the runner."""
    look = Appearance(shirt=(150, 60, 66), shorts=(70, 74, 86), hair=(30, 26, 24), legs="tights")
    params = RunnerParameters(**WALKING, height_cm=170, appearance=look)
    motion = simulate_runner(params, duration_s=seconds, seed=seed + 1000)
    far = -1.45 if camera.near_side == "left" or camera.view == "rear" else 1.45
    return Bystander(motion, (-0.5 * params.speed_mps * seconds, far), (params.speed_mps, 0.0))


WALKING: Choices = MappingProxyType(
    {
        "gait": "walking",
        "cadence_spm": 114.0,
        "speed_mps": 1.4,
        "ground_contact_time_ms": 650.0,
        "overstride_pct_leg": 34.0,
        "knee_flexion_at_contact_deg": 6.0,
        "knee_flexion_at_toe_off_deg": 36.0,
        "foot_strike_angle_deg": 20.0,
        "heel_off_pct_stance": 62.0,
        "trunk_lean_deg": 2.0,
    }
)
"""A brisk walk: what a running analysis must refuse."""
