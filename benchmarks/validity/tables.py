"""The detail behind the headlines: by view and frame rate, clip by clip, model by model."""

from benchmarks.pose_models import RUNNERS
from benchmarks.validity.camera import by_camera
from benchmarks.validity.cells import NONE, Table, percent, spread
from benchmarks.validity.conditions import by_condition
from benchmarks.validity.figures import FAST, PLATE_CONDITION, REAR, SIDE
from benchmarks.validity.legs import by_leg
from benchmarks.validity.results import Report
from benchmarks.validity.windowed import by_method
from gait_lab.analysis.metrics.catalogue import METRICS

KIND_WORDS = {"initial_contact": "contact", "toe_off": "toe-off"}
BIASED = "Mean error ± SD; a minus is early."


def tables(results: dict[str, Report]) -> list[Table]:
    """Every table that has figures, in the order they are read."""
    makers = (
        ("whole_chain", _events_drawn),
        ("whole_chain", _metrics_drawn),
        ("whole_chain", by_condition),
        ("events_against_force_plate", _events_plate),
        ("events_against_force_plate", by_method),
        ("labelled_clips", _events_by_eye),
        ("labelled_clips", _cadence_by_eye),
        ("pose_models", _models),
    )
    return [
        *(make(results[name]) for name, make in makers if name in results),
        by_camera(),
        by_leg(),
    ]


def _events_drawn(report: Report) -> Table:
    rows = []
    for group, row in sorted(report["events"].items(), key=lambda item: _reading_order(item[0])):
        if group.split(", ")[1] in ("recorded", "simulated"):
            continue
        contact, off = row["initial_contact"], row["toe_off"]
        rows.append(
            [
                _group_words(group),
                str(row["clips"]),
                str(contact["n"]),
                f"{contact['found_pct']:.1f} %",
                spread(contact["mean_ms"], contact["sd_ms"]),
                spread(off["mean_ms"], off["sd_ms"]),
                _exchanged(row),
            ]
        )
    return {
        "key": "events-drawn",
        "title": "Contacts and toe-offs on drawn runners",
        "evidence": "drawn",
        "note": f"{BIASED} Near leg from the side, both legs from behind. Legs exchanged: share of "
        "frames as the pose model gave them, and after our repair.",
        "columns": [
            "Filmed", "Clips", "Contacts", "Found", "Contact, ms", "Toe-off, ms",
            "Legs exchanged, before → after",
        ],
        "rows": rows,
    }  # fmt: skip


def _exchanged(row: Report) -> str:
    before, after = row["swapped_before_pct"], row["swapped_after_pct"]
    return NONE if before is None else f"{before:.1f} → {percent(after)}"


def _reading_order(group: str) -> tuple[bool, bool, int, str]:
    """The side first; rates rising, then what they make together."""
    view, which = group.split(", ")
    rate = which.split()[0]
    return view != "side", which == "all", int(rate) if rate.isdigit() else 0, which


def _group_words(group: str) -> str:
    view, which = group.split(", ")
    filmed = "From the side" if view == "side" else "From behind"
    return f"{filmed}, {which}".replace(" and more", " or more")


def _metrics_drawn(report: Report) -> Table:
    rows = []
    for group, filmed in ((SIDE, "side"), (FAST, "side, 60 Hz or more"), (REAR, "behind")):
        for name, row in report["metrics"].get(group, {}).items():
            timed_only = group == FAST and not METRICS[name].timed
            if timed_only or row.get("mean_absolute_error") is None:
                continue
            digits = METRICS[name].decimals + 1
            rows.append(
                [
                    METRICS[name].label,
                    filmed,
                    METRICS[name].unit or NONE,
                    str(row["n"]),
                    str(row["refused"]),
                    f"{row['mean_error']:+z.{digits}f}".replace("-", "−"),
                    f"{row['mean_absolute_error']:.{digits}f}",
                    _held(row),
                ]
            )
    return {
        "key": "metrics-drawn",
        "title": "Every measure on drawn runners",
        "evidence": "drawn",
        "note": "One value a clip and leg. The last column is the share of 95 % intervals "
        "that hold the truth, with its own 95 % interval.",
        "columns": [
            "Measure", "Filmed from", "Unit", "Values", "Refused", "Mean error", "Mean "
            "absolute error",
            "Intervals right",
        ],
        "rows": rows,
    }  # fmt: skip


def _held(row: Report) -> str:
    if row.get("covered_pct") is None:
        return NONE
    low, high = row["covered_low_pct"], row["covered_high_pct"]
    return f"{row['covered_pct']:.0f} % ({low:.0f}–{high:.0f})"


def _events_plate(report: Report) -> Table:
    rows = []
    for condition, methods in report["conditions"].items():
        row = methods["ours"]
        rows.append(
            [
                condition[0].upper() + condition[1:],
                f"{row['found_pct']:.1f} %",
                f"{row['false_pct']:.1f} %",
                spread(row["initial_contact_bias_ms"], row["initial_contact_sd_ms"]),
                spread(row["toe_off_bias_ms"], row["toe_off_sd_ms"]),
                f"{row['contact_time_mae_ms']:.1f}" if "contact_time_mae_ms" in row else NONE,
                f"{row['cadence_worst_spm']:.2f}" if "cadence_worst_spm" in row else NONE,
            ]
        )
    return {
        "key": "events-plate",
        "title": "Contacts and toe-offs against a force plate",
        "evidence": "plate",
        "note": f"{BIASED} Recorded treadmill runners' joints, disturbed as a pose model disturbs "
        "them; the truth is the belt's force above 50 N. Contact time: mean absolute error of a "
        "recording. Cadence: the worst recording. The headline figures are those of "
        f"“{PLATE_CONDITION}”: 60 frames a second, landmarks that jitter by 8 mm and wander by 8 "
        "mm, legs often exchanged, the shoe not read in pictures.",
        "columns": [
            "Condition", "Found", "False", "Contact, ms", "Toe-off, ms", "Contact time, ms",
            "Cadence, spm",
        ],
        "rows": rows,
    }  # fmt: skip


def _events_by_eye(report: Report) -> Table:
    rows = []
    for number, clip in enumerate(report["clips"], start=1):
        for row in clip["events"]:
            if not row["labelled"]:
                continue
            leg = "near" if row["side"] == clip["near_side"] else "far"
            leg = row["side"] if clip["near_side"] is None else leg
            ms_a_frame = 1000 / clip["rate_hz"] if clip["real_time"] else None
            rows.append(
                [
                    f"{number}: {_clip_words(clip)}",
                    f"{KIND_WORDS[row['kind']]}, {leg}",
                    str(row["labelled"]),
                    str(row["found"]),
                    _sample(row["readers_differ_frames"], ms_a_frame),
                    _sample(row["error_frames"]["mean"], ms_a_frame),
                ]
            )
    return {
        "key": "events-eye",
        "title": "Contacts and toe-offs on real clips, against two readers",
        "evidence": "eye",
        "note": f"{BIASED} The readers labelled frame by frame without seeing each other's "
        "labels or ours. Slow-motion clips of unknown rate are compared in frames of the "
        "file.",
        "columns": ["Clip", "Event", "Labelled", "Found", "Readers apart", "Ours from theirs"],
        "rows": rows,
    }


def _clip_words(clip: Report) -> str:
    view = "side" if clip["view"] == "side" else "behind"
    rate = f"{clip['rate_hz']:.0f} Hz" if clip["real_time"] else "slow motion"
    return f"{view}, {rate}"


def _sample(values: list[float], ms_a_frame: float | None) -> str:
    if not values:
        return NONE
    scale, unit = (ms_a_frame, "ms") if ms_a_frame else (1.0, "frames")
    digits = 0 if ms_a_frame else 1
    mean = scale * sum(values) / len(values)
    if len(values) < 2:
        return f"{mean:+z.{digits}f} {unit}".replace("-", "−")
    squares = sum((scale * value - mean) ** 2 for value in values)
    spread = (squares / (len(values) - 1)) ** 0.5
    return f"{mean:+z.{digits}f} ± {spread:.{digits}f} {unit}".replace("-", "−")


def _cadence_by_eye(report: Report) -> Table:
    rows = []
    for number, clip in enumerate(report["clips"], start=1):
        ours, counted = clip["cadence_spm"], clip["counted_cadence_spm"]
        if not clip["real_time"]:
            continue
        spans = [c for c in clip["contact_time"] if c["ours_ms"] is not None]
        rows.append(
            [
                f"{number}: {_clip_words(clip)}",
                f"{counted:.1f}",
                f"{ours:.1f}" if ours is not None else "refused",
                ", ".join(f"{c['labelled_ms']:.0f}" for c in spans) or NONE,
                ", ".join(f"{c['ours_ms']:.0f}" for c in spans) or NONE,
            ]
        )
    return {
        "key": "cadence-eye",
        "title": "Cadence and contact time on real clips",
        "evidence": "eye",
        "note": "Cadence in steps per minute, counted by eye over the whole clip; contact "
        "time in ms between the labels (left, right where both are measured).",
        "columns": [
            "Clip", "Cadence counted", "Cadence measured", "Contact time labelled",
            "Contact time measured",
        ],
        "rows": rows,
    }  # fmt: skip


MODEL_ROWS = (
    ("frames_with_runner_pct", "Frames in which the runner is found, %", 1),
    ("landmark_error_median_cm", "Landmark error, median, cm", 1),
    ("landmark_error_p95_cm", "Landmark error, 95 of 100 frames, cm", 1),
    ("legs_swapped_pct", "Legs exchanged before repair, % of frames", 1),
    ("initial_contact_mean_ms", "Contact, mean error, ms", 1),
    ("initial_contact_sd_ms", "Contact, SD, ms", 1),
    ("toe_off_mean_ms", "Toe-off, mean error, ms", 1),
    ("toe_off_sd_ms", "Toe-off, SD, ms", 1),
    ("cost_ms_per_frame", "Cost, ms of one core a frame", 0),
)


def _models(report: Report) -> Table:
    models = report["models"]
    rows = [
        [label, *(f"{model[key]:.{digits}f}".replace("-", "−") for model in models.values())]
        for key, label, digits in MODEL_ROWS
    ]
    for name in next(iter(models.values()))["metrics"]:
        errors = [model["metrics"][name]["mean_absolute_error"] for model in models.values()]
        unit = METRICS[name].unit
        label = f"{METRICS[name].label}, mean absolute error"
        rows.append(
            [
                f"{label}, {unit}" if unit else label,
                *(NONE if error is None else f"{error:.1f}" for error in errors),
            ]
        )
    return {
        "key": "models",
        "title": "The full pose model and the heavy one, on drawn runners",
        "evidence": "drawn",
        "note": f"{_model_clips(report)}. Landmark errors are the model's own; the rest is "
        "after our repair. The full model is what everyone has; the heavy one is installed by one "
        "command.",
        "columns": ["", *models],
        "rows": rows,
    }


def _model_clips(report: Report) -> str:
    rear = sum(choices.get("view") == "rear" for choices in RUNNERS.values())
    side = report["clips"] - rear
    return f"{report['clips']} drawn clips, {side} from the side and {rear} from behind, pooled"
