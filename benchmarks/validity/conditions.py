"""What camera, near leg, speed and build do to the errors, on drawn runners."""

from collections.abc import Iterable

from benchmarks.validity.cells import NONE, Table, spread
from benchmarks.validity.results import Report

SHOWN = {
    "side": (
        ("Knee at contact, °", "knee_flexion_at_contact_deg"),
        ("Shank, °", "shank_angle_at_contact_deg"),
        ("Foot strike, °", "foot_strike_angle_deg"),
        ("Overstride, % leg", "overstride_pct_leg"),
        ("Trunk lean, °", "trunk_lean_deg"),
        ("Bounce, cm", "vertical_oscillation_cm"),
    ),
    "rear": (("Pelvic drop, °", "contralateral_pelvic_drop_deg"),),
}
KINDS = ("initial_contact", "toe_off")
ORDER = (
    "camera askew",
    "camera rolled",
    "left leg",
    "right leg",
    "slower",
    "3 to 4",
    "4 m/s",
    "slight",
    "middle",
    "sturdy",
)


def by_condition(report: Report) -> Table:
    """A row for each condition and view: timing, then the mean absolute errors."""
    names = sorted(report.get("conditions", {}), key=_reading_order)
    rows = [_row(name, report["conditions"][name]) for name in names]
    return {
        "key": "conditions-drawn",
        "title": "What camera, near leg, speed and build do to the errors",
        "evidence": "drawn",
        "note": "Contact and toe-off: mean error ± SD, a minus is early. The others: mean "
        "absolute error, that of trunk lean on simulated runners only. Few clips a row: a "
        "difference between rows may be chance. The last column is the share of the 95 % "
        "intervals of all measures that hold the truth.",
        "columns": [
            "Filmed", "Clips", "Contact, ms", "Toe-off, ms",
            *(label for view in SHOWN.values() for label, _ in view), "Intervals right",
        ],
        "rows": rows,
    }  # fmt: skip


def _row(name: str, row: Report) -> list[str]:
    view, condition = name.split(", ")
    filmed = "From the side" if view == "side" else "From behind"
    return [
        f"{filmed}, {condition}",
        str(row["clips"]),
        *(spread(row[kind]["mean_ms"], row[kind]["sd_ms"]) for kind in KINDS),
        *(
            _error(row["metrics"].get(metric)) if of == view else NONE
            for of, shown in SHOWN.items()
            for _, metric in shown
        ),
        _held(row["metrics"].values()),
    ]


def _held(rows: Iterable[Report]) -> str:
    counts = [
        (row["n"] - row["refused"], row["covered_pct"]) for row in rows if "covered_pct" in row
    ]
    total = sum(n for n, _ in counts)
    return f"{sum(n * held for n, held in counts) / total:.0f} % ({total})" if total else NONE


def _error(row: Report | None) -> str:
    error = row.get("mean_absolute_error") if row else None
    return NONE if error is None else f"{error:.1f}"


def _reading_order(name: str) -> tuple[bool, int, bool]:
    view, condition = name.split(", ")
    place = next(i for i, start in enumerate(ORDER) if condition.startswith(start))
    return view != "side", place, "over" in condition
