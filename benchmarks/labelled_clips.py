"""Contacts and toe-offs on real clips against frames labelled by eye, twice, blind.

    python -m benchmarks.labelled_clips CLIPS [--model full] [--json OUT]

``CLIPS`` is a folder with the clips; one that is absent, or is not the clip that was labelled
(SHA-256), is skipped with the reason. A label is the first frame in which the new state is
seen, so that the true instant lies half a frame before it on average; half a frame is taken
off. Events are paired one to one within 60 ms. Those within half a stride of either end of the
clip are not counted, nor what lies outside the frames both readers labelled. Slow-motion clips
of unknown capture rate are compared in frames only.
"""

import argparse
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.events_against_force_plate import FOUND_WITHIN_S, KINDS
from benchmarks.labelled_table import lines
from benchmarks.pairing import pair_up
from gait_lab.analysis.conventions import SIDES, Side
from gait_lab.analysis.frames import ClipError
from gait_lab.analysis.pipeline import ANALYSIS_VERSION, AnalysisOptions, ClipAnalysis, analyse
from gait_lab.analysis.pose import PoseOptions

SCHEMA = "midstance.benchmark.labelled_clips/1"
LABELS = Path(__file__).resolve().parents[1] / "tests" / "data" / "labels"
HALF_A_FRAME = 0.5


@dataclass(frozen=True)
class Labelled:
    """One clip, what is known of it, and what each reader saw."""

    clip: str
    sha256: str
    frames: int
    rate_hz: float
    about: dict[str, Any]
    readings: dict[str, dict[str, Any]]

    def frames_of(self, reader: str, kind: str, side: Side) -> np.ndarray:
        """Labelled frames of one kind of event of one foot, in order."""
        events = self.readings[reader]["events"]
        return np.array(
            sorted(e["frame"] for e in events if (e["kind"], e["side"]) == (kind, side)), float
        )

    @property
    def span(self) -> tuple[float, float]:
        """First and last frame that both readers labelled up to."""
        ends = [[e["frame"] for e in reading["events"]] for reading in self.readings.values()]
        return max(min(e) for e in ends), min(max(e) for e in ends)


def labelled_clips(folder: Path = LABELS) -> list[Labelled]:
    """Every clip that two readers labelled."""
    about = json.loads((folder / "clips.json").read_text())
    readings: dict[str, dict[str, dict[str, Any]]] = {}
    for path in sorted(folder.glob("*/*.json")):
        reading = json.loads(path.read_text())
        readings.setdefault(reading["clip"], {})[reading["reader"]] = reading
    found = []
    for clip, by_reader in sorted(readings.items()):
        first = next(iter(by_reader.values()))
        rate_hz = about[clip].get("capture_rate_hz") or first["playback_rate_hz"]
        found.append(
            Labelled(clip, first["sha256"], first["frames"], rate_hz, about[clip], by_reader)
        )
    return found


def reader_differences(labelled: Labelled, kind: str, side: Side) -> list[float]:
    """First reader minus second, frames, for the events both saw."""
    first, second = (labelled.frames_of(reader, kind, side) for reader in sorted(labelled.readings))
    pairs = pair_up(first, second, within=_same_event_within(first, second))
    return [first[i] - second[j] for i, j in pairs]


def _same_event_within(first: np.ndarray, second: np.ndarray) -> float:
    """A quarter of a stride, in frames: farther apart two readers mean two events."""
    gaps = np.concatenate([np.diff(first), np.diff(second)])
    return float(np.median(gaps)) / 4 if len(gaps) else 1.0


def score(labelled: Labelled, found_frames: np.ndarray, kind: str, side: Side) -> dict[str, Any]:
    """Our events of one kind and foot (in frames) beside both readers'."""
    readers = sorted(labelled.readings)
    own = [labelled.frames_of(reader, kind, side) for reader in readers]
    agreed = pair_up(own[0], own[1], within=_same_event_within(*own))
    mean = np.array([(own[0][i] + own[1][j]) / 2 for i, j in agreed])
    low, high = _counted(labelled, own)
    counted = mean[(mean >= low) & (mean <= high)] - HALF_A_FRAME
    pairs = pair_up(found_frames, counted, within=FOUND_WITHIN_S * labelled.rate_hz)
    everything = np.concatenate(own) - HALF_A_FRAME
    inside = found_frames[(found_frames >= low) & (found_frames <= high)]
    false = [
        f
        for f in inside
        if not len(everything) or np.min(np.abs(everything - f)) > FOUND_WITHIN_S * labelled.rate_hz
    ]
    errors = {
        reader: _errors(found_frames, frames, labelled, low, high)
        for reader, frames in zip(readers, own, strict=True)
    }
    errors["mean"] = [float(found_frames[i] - counted[j]) for i, j in pairs]
    return {
        "kind": kind,
        "side": side,
        "labelled": len(counted),
        "found": len(pairs),
        "false": len(false),
        "readers_differ_frames": reader_differences(labelled, kind, side),
        "error_frames": errors,
    }


def _errors(
    found: np.ndarray, frames: np.ndarray, labelled: Labelled, low: float, high: float
) -> list[float]:
    counted = frames[(frames >= low) & (frames <= high)] - HALF_A_FRAME
    pairs = pair_up(found, counted, within=FOUND_WITHIN_S * labelled.rate_hz)
    return [float(found[i] - counted[j]) for i, j in pairs]


def _counted(labelled: Labelled, own: list[np.ndarray]) -> tuple[float, float]:
    """Frames between which events count."""
    gaps = np.concatenate([np.diff(frames) for frames in own])
    half = float(np.median(gaps)) / 2 if len(gaps) else 0.0
    first, last = labelled.span
    return max(first, half), min(last, labelled.frames - 1 - half)


def counted_cadence_spm(labelled: Labelled) -> float:
    """Steps counted by eye over the time they took, mean of the readers."""
    found = []
    for reading in labelled.readings.values():
        steps = reading["steps"]
        span_s = (steps["last_contact_frame"] - steps["first_contact_frame"]) / labelled.rate_hz
        found.append(60 * steps["steps_between"] / span_s)
    return float(np.mean(found))


def labelled_contact_frames(labelled: Labelled, side: Side) -> float | None:
    """Median time on the ground of one foot in frames, over both readers' stances."""
    spans = []
    for reader in labelled.readings:
        contacts = labelled.frames_of(reader, "initial_contact", side)
        offs = labelled.frames_of(reader, "toe_off", side)
        for contact in contacts:
            later = offs[offs > contact]
            if len(later) and later[0] - contact < 0.5 * labelled.rate_hz:
                spans.append(later[0] - contact)
    return float(np.median(spans)) if spans else None


def measure_clip(labelled: Labelled, path: Path, model: PoseOptions) -> dict[str, Any]:
    """One clip's rows; a clip the analysis refuses is all missed."""
    about = labelled.about
    options = AnalysisOptions(
        view=about["view"],
        near_side=about["near_side"],
        capture_rate_hz=about.get("capture_rate_hz"),
        pose=model,
    )
    found = analyse(path, options=options)
    rows = [
        score(labelled, _frames(found, kind, side), kind, side) for kind in KINDS for side in SIDES
    ]
    metrics = {(m.name, m.side): m.value for m in found.result.metrics}
    return {
        "clip": labelled.clip,
        "sha256": labelled.sha256,
        "view": about["view"],
        "near_side": about["near_side"],
        "rate_hz": labelled.rate_hz,
        "real_time": about["real_time"],
        "why": about.get("why"),
        "model": found.result.pose.model,
        "notes": [note.code for note in found.result.quality if note.severity != "note"],
        "cadence_spm": metrics.get(("cadence_spm", None)),
        "counted_cadence_spm": counted_cadence_spm(labelled),
        "contact_time": [
            {
                "side": side,
                "ours_ms": metrics.get(("ground_contact_time_ms", side)),
                "labelled_ms": 1000 * frames / labelled.rate_hz,
            }
            for side in SIDES
            if (frames := labelled_contact_frames(labelled, side)) is not None
            and about["near_side"] in (None, side)
        ],
        "events": rows,
    }


def _frames(analysis: ClipAnalysis, kind: str, side: Side) -> np.ndarray:
    """Our events as (fractional) frame numbers."""
    times_s = [e.time_s for e in analysis.result.events if (e.kind, e.side) == (kind, side)]
    frame_s = analysis.probe.time_s(analysis.options.capture_rate_hz)
    return np.interp(times_s, frame_s, np.arange(len(frame_s)))


def run(folder: Path, *, model: PoseOptions) -> dict[str, Any]:
    """Every labelled clip in the folder, and why others were left out."""
    clips, skipped = [], []
    for labelled in labelled_clips():
        path = folder / labelled.clip
        if not path.is_file():
            skipped.append({"clip": labelled.clip, "reason": "not in the folder"})
        elif hashlib.sha256(path.read_bytes()).hexdigest() != labelled.sha256:
            skipped.append({"clip": labelled.clip, "reason": "not the file that was labelled"})
        else:
            try:
                clips.append(measure_clip(labelled, path, model))
            except ClipError as error:
                skipped.append({"clip": labelled.clip, "reason": str(error)})
    return {
        "schema": SCHEMA,
        "analysis_version": ANALYSIS_VERSION,
        "model": clips[0]["model"] if clips else model.model,
        "readers": 2,
        "clips": clips,
        "skipped": skipped,
        "summary": summary(clips),
    }


def summary(clips: list[dict[str, Any]]) -> dict[str, Any]:
    """Near legs (both from behind) of real-time clips in ms, of all clips in frames."""
    found: dict[str, Any] = {}
    for kind in KINDS:
        rows = [(clip, row) for clip in clips for row in clip["events"] if row["kind"] == kind]
        near = [(c, r) for c, r in rows if c["near_side"] in (None, r["side"])]
        timed = [(c, r) for c, r in near if c["real_time"]]
        found[kind] = {
            "near": _pooled(near),
            "near_real_time": _pooled(timed),
            "far": _pooled([pair for pair in rows if pair not in near]),
        }
    real = [clip for clip in clips if clip["real_time"] and clip["cadence_spm"] is not None]
    found["cadence_worst_spm"] = max(
        (abs(clip["cadence_spm"] - clip["counted_cadence_spm"]) for clip in real), default=None
    )
    return found


def _pooled(rows: list[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, Any]:
    errors = [e for _, row in rows for e in row["error_frames"]["mean"]]
    errors_ms = [1000 * e / c["rate_hz"] for c, row in rows for e in row["error_frames"]["mean"]]
    readers = [d for _, row in rows for d in row["readers_differ_frames"]]
    readers_ms = [1000 * d / c["rate_hz"] for c, row in rows for d in row["readers_differ_frames"]]
    return {
        "clips": len({clip["clip"] for clip, _ in rows}),
        "labelled": sum(row["labelled"] for _, row in rows),
        "found": sum(row["found"] for _, row in rows),
        "false": sum(row["false"] for _, row in rows),
        "error_frames": _spread(errors),
        "error_ms": _spread(errors_ms),
        "readers_frames": _spread(readers),
        "readers_ms": _spread(readers_ms),
    }


def _spread(values: list[float]) -> dict[str, float | int | None]:
    if not values:
        return {"n": 0, "mean": None, "sd": None}
    return {
        "n": len(values),
        "mean": round(float(np.mean(values)), 3),
        "sd": round(float(np.std(values, ddof=1)), 3) if len(values) > 1 else None,
    }


def main() -> None:
    """Print the table; write JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clips", type=Path, help="folder with the clips")
    parser.add_argument("--model", default="full", help="full, heavy, lite or a model file")
    parser.add_argument("--models-dir", type=Path, help="folder of optional models")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    if not args.clips.is_dir():
        parser.error(f"there is no folder {args.clips}: name the one that holds the clips")
    report = run(args.clips, model=PoseOptions(model=args.model, models_dir=args.models_dir))
    print("\n".join(lines(report)))
    if args.json:
        args.json.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
