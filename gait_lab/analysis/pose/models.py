"""Where the pose models lie, and a folder laid out the way MediaPipe looks for them."""

import importlib.util
import os
import zipfile
from pathlib import Path

from gait_lab.analysis.pose.estimator import PoseError, PoseOptions

COMPLEXITY = {"lite": 0, "full": 1, "heavy": 2}

_DETECTOR = Path("modules/pose_detection/pose_detection.tflite")
_LANDMARKS = Path("modules/pose_landmark")
_TASK_DETECTOR, _TASK_LANDMARKS = "pose_detector.tflite", "pose_landmarks_detector.tflite"


def model_name(options: PoseOptions) -> str:
    """The model's name as it is written in results."""
    stem = options.model if options.model in COMPLEXITY else Path(options.model).stem
    return f"mediapipe-0.10.21/{stem}"


def check_model(options: PoseOptions) -> None:
    """Raise ``PoseError`` now rather than in a worker if the model is not there."""
    _landmark_file(options)


def lay_out(options: PoseOptions, folder: Path) -> tuple[Path, int]:
    """Link the wanted model files into ``folder``; (resource root, MediaPipe's complexity).

    MediaPipe loads its models from fixed places below one root, and has a download of its own
    for those its wheel lacks. With a root of ours it finds our file and downloads nothing.
    """
    complexity = COMPLEXITY.get(options.model, COMPLEXITY["full"])
    name = next(key for key, value in COMPLEXITY.items() if value == complexity)
    landmark_file, detector_file = _landmark_file(options), _package() / _DETECTOR
    if landmark_file.suffix == ".task":
        landmark_file, detector_file = _unpacked(landmark_file, folder)
    root = folder / "mediapipe"
    (root / _LANDMARKS).mkdir(parents=True)
    (root / _DETECTOR).parent.mkdir(parents=True)
    os.symlink(landmark_file, root / _LANDMARKS / f"pose_landmark_{name}.tflite")
    os.symlink(detector_file, root / _DETECTOR)
    return folder, complexity


def _landmark_file(options: PoseOptions) -> Path:
    if options.model not in COMPLEXITY:
        path = Path(options.model).absolute()
        if path.suffix not in (".task", ".tflite") or not path.is_file():
            raise PoseError(
                f"There is no pose model {options.model!r}. Use full, heavy, lite or the path "
                "of a .task or .tflite file."
            )
        return path
    name = f"pose_landmark_{options.model}.tflite"
    folders = [Path(options.models_dir)] if options.models_dir else []
    for folder in (*folders, _package() / _LANDMARKS):
        if (folder / name).is_file():
            return (folder / name).absolute()
    raise PoseError(
        f"The {options.model} pose model is not installed. Install it with the command "
        f"install_pose_model {options.model}, or use the full model."
    )


def _package() -> Path:
    spec = importlib.util.find_spec("mediapipe")
    if spec is None or not spec.submodule_search_locations:
        raise PoseError("MediaPipe is not installed. Install the project's dependencies.")
    return Path(spec.submodule_search_locations[0])


def _unpacked(task_file: Path, folder: Path) -> tuple[Path, Path]:
    try:
        with zipfile.ZipFile(task_file) as bundle:
            for name in (_TASK_LANDMARKS, _TASK_DETECTOR):
                bundle.extract(name, folder)
    except (zipfile.BadZipFile, KeyError) as error:
        raise PoseError(
            f"{task_file.name!r} is not a pose landmarker bundle. Use one that holds "
            f"{_TASK_DETECTOR} and {_TASK_LANDMARKS}."
        ) from error
    return folder / _TASK_LANDMARKS, folder / _TASK_DETECTOR
