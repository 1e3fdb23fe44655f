"""Landmark sequences as CSV, JSON or TRC files, written and read."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from gait_lab.analysis.landmarks import FloatArray, LandmarkSequence

_TRC_UNITS = "px"
_TRC_FRAME_COLUMNS = 2


class LandmarkFileError(ValueError):
    """The file does not hold landmarks; the message says what is wrong."""


def write_landmarks(sequence: LandmarkSequence, path: Path | str) -> None:
    """Write landmarks in pixels; the ending (.csv, .json or .trc) says how.

    CSV: one row per frame with ``frame``, ``time_s`` and ``NAME_x_px``, ``NAME_y_px``,
    ``NAME_visibility``; a point that was not seen is left empty. JSON: the same as lists, with
    null. TRC (tab separated, as OpenSim and Sports2D write it): y up from the picture's lower
    edge, z 0, units "px".

    Raises
    ------
    LandmarkFileError
        For another ending.
    """
    path = Path(path)
    _by_ending(path, {".csv": _write_csv, ".json": _write_json, ".trc": _write_trc})(sequence, path)


def read_landmarks(
    path: Path | str, *, image_size_px: tuple[int, int] | None = None
) -> LandmarkSequence:
    """Read what ``write_landmarks`` wrote, or another program's file of the same shape.

    Parameters
    ----------
    image_size_px : needed for CSV and TRC, which do not carry it; JSON says its own.

    Raises
    ------
    LandmarkFileError
        If the file holds no landmarks, or the picture's size is not known.
    """
    path = Path(path)
    reader = _by_ending(path, {".csv": _read_csv, ".json": _read_json, ".trc": _read_trc})
    try:
        sequence: LandmarkSequence = reader(path, image_size_px)
    except LandmarkFileError:
        raise
    except (ValueError, KeyError, IndexError, TypeError, StopIteration) as error:
        raise LandmarkFileError(f"{path.name} holds no landmarks: {error}") from error
    return sequence


def _by_ending(path: Path, ways: dict[str, Callable[..., Any]]) -> Callable[..., Any]:
    try:
        return ways[path.suffix.lower()]
    except KeyError:
        raise LandmarkFileError(
            f"{path.name!r} is neither .csv, .json nor .trc. Choose one of these endings."
        ) from None


def _write_csv(sequence: LandmarkSequence, path: Path) -> None:
    header = ["frame", "time_s"]
    for name in sequence.names:
        header += [f"{name}_x_px", f"{name}_y_px", f"{name}_visibility"]
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for frame, time_s in enumerate(sequence.time_s):
            row = np.column_stack([sequence.xy_px[frame], sequence.visibility[frame]]).ravel()
            writer.writerow([frame, f"{time_s:.6f}", *map(_cell, row)])


def _cell(value: float) -> str:
    return f"{value:.3f}" if np.isfinite(value) else ""


def _read_csv(path: Path, image_size_px: tuple[int, int] | None) -> LandmarkSequence:
    with path.open(newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        table = np.array([[float(cell or "nan") for cell in row] for row in rows])
    column = {name: place for place, name in enumerate(header)}
    names = tuple(name.removesuffix("_x_px") for name in header if name.endswith("_x_px"))
    if not names or not len(table):
        raise LandmarkFileError(f"{path.name} has no NAME_x_px columns, or no rows.")
    xy_px = np.stack(
        [table[:, [column[f"{name}_x_px"], column[f"{name}_y_px"]]] for name in names], axis=1
    )
    visibility = [
        table[:, column[f"{name}_visibility"]]
        if f"{name}_visibility" in column
        else np.isfinite(xy_px[:, place, 0]).astype(float)
        for place, name in enumerate(names)
    ]
    return LandmarkSequence(
        xy_px=xy_px,
        visibility=np.nan_to_num(np.stack(visibility, axis=1)),
        time_s=table[:, column["time_s"]],
        image_size_px=_size(path, image_size_px),
        names=names,
    )


def _write_json(sequence: LandmarkSequence, path: Path) -> None:
    content = {
        "schema": "midstance.landmarks/1",
        "image_size_px": list(sequence.image_size_px),
        "names": list(sequence.names),
        "time_s": [round(float(time_s), 6) for time_s in sequence.time_s],
        "xy_px": _nested(sequence.xy_px),
        "visibility": _nested(sequence.visibility),
    }
    path.write_text(json.dumps(content, allow_nan=False))


def _nested(values: FloatArray) -> Any:
    rounded = np.round(values, 3).astype(object)
    rounded[~np.isfinite(values)] = None
    return rounded.tolist()


def _read_json(path: Path, image_size_px: tuple[int, int] | None) -> LandmarkSequence:
    content = json.loads(path.read_text())
    return LandmarkSequence(
        xy_px=np.array(content["xy_px"], dtype=np.float64),
        visibility=np.nan_to_num(np.array(content["visibility"], dtype=np.float64)),
        time_s=np.array(content["time_s"], dtype=np.float64),
        image_size_px=_size(path, content.get("image_size_px") or image_size_px),
        names=tuple(content["names"]),
    )


def _write_trc(sequence: LandmarkSequence, path: Path) -> None:
    rate_hz, count, height_px = sequence.frame_rate_hz, len(sequence), sequence.image_size_px[1]
    names = sequence.names
    lines = [
        f"PathFileType\t4\t(X/Y/Z)\t{path.name}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame"
        "\tOrigNumFrames",
        f"{rate_hz:.6g}\t{rate_hz:.6g}\t{count}\t{len(names)}\t{_TRC_UNITS}\t{rate_hz:.6g}\t1\t{count}",
        "Frame#\tTime\t" + "\t\t\t".join(names) + "\t\t",
        "\t\t" + "\t".join(f"X{i}\tY{i}\tZ{i}" for i in range(1, len(names) + 1)),
    ]
    for frame, time_s in enumerate(sequence.time_s):
        cells = [str(frame + 1), f"{time_s:.6f}"]
        for x_px, y_px in sequence.xy_px[frame]:
            cells += [_cell(x_px), _cell(height_px - y_px), "0" if np.isfinite(x_px) else ""]
        lines.append("\t".join(cells))
    path.write_text("\n".join(lines) + "\n")


def _read_trc(path: Path, image_size_px: tuple[int, int] | None) -> LandmarkSequence:
    lines = [line.rstrip("\r\n") for line in path.read_text().splitlines()]
    units = lines[2].split("\t")[4]
    if units != _TRC_UNITS:
        raise LandmarkFileError(
            f"{path.name} is in {units}, not in pixels. Export the landmarks in pixels."
        )
    names = tuple(name.strip() for name in lines[3].split("\t")[2:] if name.strip())
    size_px = _size(path, image_size_px)
    width = _TRC_FRAME_COLUMNS + 3 * len(names)
    rows = []
    for line in lines[5:]:
        cells = line.split("\t")
        if cells[0].strip():
            cells += [""] * (width - len(cells))
            rows.append([float(cell.strip() or "nan") for cell in cells[:width]])
    table = np.array(rows)
    points = table[:, _TRC_FRAME_COLUMNS:].reshape(len(rows), len(names), 3)
    xy_px = np.stack([points[:, :, 0], size_px[1] - points[:, :, 1]], axis=2)
    time_s = table[:, 1]
    return LandmarkSequence(
        xy_px=xy_px,
        visibility=np.isfinite(xy_px[:, :, 0]).astype(np.float64),
        time_s=time_s - time_s[0],
        image_size_px=size_px,
        names=names,
    )


def _size(path: Path, size_px: Any) -> tuple[int, int]:
    if size_px is None:
        raise LandmarkFileError(f"{path.name} does not say how large the picture is: state it.")
    width_px, height_px = size_px
    return int(width_px), int(height_px)
