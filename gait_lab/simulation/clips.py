"""Short ways from choices to a clip and its truth."""

from dataclasses import fields
from typing import Any

from gait_lab.simulation.camera import Camera
from gait_lab.simulation.parameters import RunnerParameters
from gait_lab.simulation.runner import RunnerMotion, simulate_runner
from gait_lab.simulation.truth import ClipTruth, truth_of


def make_truth(*, seconds: float = 4.0, seed: int = 1, **choices: Any) -> ClipTruth:
    """The truth of a clip that is not drawn: exact landmarks, events and metrics.

    ``choices`` are fields of `RunnerParameters` and `Camera`, for example
    ``make_truth(view="rear", frame_rate_hz=120, cadence_spm=180, variability=0)``.
    """
    motion, camera = make_motion(seconds=seconds, seed=seed, **choices)
    return truth_of(motion, camera, duration_s=seconds)


def make_motion(
    *, seconds: float = 4.0, seed: int = 1, **choices: Any
) -> tuple[RunnerMotion, Camera]:
    """The runner and the camera these choices name.

    Raises
    ------
    TypeError
        If a choice is a field of neither.
    """
    of_runner = {field.name for field in fields(RunnerParameters)}
    of_camera = {field.name for field in fields(Camera)}
    unknown = sorted(set(choices) - of_runner - of_camera)
    if unknown:
        raise TypeError(f"neither runner nor camera has {', '.join(unknown)}")
    params = RunnerParameters(**{k: v for k, v in choices.items() if k in of_runner})
    camera = Camera(**{k: v for k, v in choices.items() if k in of_camera})
    return simulate_runner(params, duration_s=seconds, seed=seed), camera
