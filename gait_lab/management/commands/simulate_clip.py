"""Draw a clip of a simulated runner, with its exact truth beside it."""

from argparse import ArgumentParser
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_args

from django.core.management.base import BaseCommand, CommandError

from gait_lab.simulation.clips import ClipPlan, plan_clip
from gait_lab.simulation.parameters import (
    APPEARANCE_WORDS,
    COLOUR_NAMES,
    PARAMETER_NAMES,
    Appearance,
    RunnerParameters,
    colour_of,
)
from gait_lab.simulation.presets import PRESETS
from gait_lab.simulation.recorded import recorded_motion
from gait_lab.simulation.render.room import Room

LENS_OPTIONS = (
    ("distance_m", float),
    ("height_m", float),
    ("aim_height_m", float),
    ("yaw_deg", float),
    ("roll_deg", float),
    ("pitch_deg", float),
    ("field_of_view_deg", float),
    ("lens_barrel", float),
    ("capture_rate_hz", float),
    ("first_frame_s", float),
)
FILM_OPTIONS = (
    ("brightness", float),
    ("lamp_turn_deg", float),
    ("flicker_pct", float),
    ("mains_hz", float),
    ("noise", float),
    ("blur_px", float),
    ("shutter_s", float),
    ("shutter_samples", int),
    ("compression", int),
    ("fineness", float),
    ("rotation_deg", int),
)


class Command(BaseCommand):
    help = "Draw a clip of a simulated runner and write its exact truth (a drawing, not a person)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="the video to write (.mp4)")
        parser.add_argument("--truth", type=Path, help="where to write the truth (.json)")
        parser.add_argument("--preset", choices=sorted(PRESETS), help="start from a named clip")
        parser.add_argument("--recorded", type=Path, help="legs from a recorded trial (.npz)")
        parser.add_argument("--view", choices=("side", "rear"))
        parser.add_argument("--near-side", choices=("left", "right"))
        parser.add_argument("--seconds", type=float)
        parser.add_argument("--rate-hz", type=float, dest="frame_rate_hz", help="frames a second")
        parser.add_argument("--size", help="picture as WIDTHxHEIGHT")
        parser.add_argument("--seed", type=int)
        parser.add_argument("--room", choices=get_args(Room))
        parser.add_argument("--no-rails", action="store_false", dest="rails", default=None)
        for part in COLOUR_NAMES:
            parser.add_argument(f"--{part}", metavar="RRGGBB", help=f"colour of the {part}")
        for part, words in APPEARANCE_WORDS.items():
            parser.add_argument("--" + part.replace("_", "-"), choices=words)
        for flag in ("uneven", "second-person", "empty"):
            parser.add_argument(f"--{flag}", action="store_true", default=None)
        for name, kind in (*LENS_OPTIONS, *FILM_OPTIONS, *_runner_options()):
            parser.add_argument("--" + name.replace("_", "-"), type=kind)

    def handle(self, **options: Any) -> None:
        if not options["out"].parent.is_dir():
            raise CommandError(f"{options['out'].parent} is not a folder: create it first")
        plan = _plan(options)
        plan.draw(options["out"], progress=self._progress if options["verbosity"] else None)
        truth = plan.truth()
        if options["truth"]:
            truth.write_json(options["truth"])
        if options["verbosity"]:
            size_kib = options["out"].stat().st_size / 1024
            self.stdout.write(f"\n{options['out']}: {len(plan.time_s)} frames, {size_kib:.0f} KiB")
            for metric in truth.metrics:
                value = metric.value if isinstance(metric.value, str) else f"{metric.value:.2f}"
                self.stdout.write(
                    f"  {metric.name:34}{metric.side or '':7}{value:>12} {metric.unit}"
                )

    def _progress(self, done: int, total: int) -> None:
        if done == total or done % 20 == 0:
            self.stdout.write(f"\rdrawing {done}/{total}", ending="")
            self.stdout.flush()


def _runner_options() -> list[tuple[str, type]]:
    defaults = {field.name: field.default for field in fields(RunnerParameters)}
    kinds = {name: str if isinstance(defaults[name], str) else float for name in PARAMETER_NAMES}
    return list(kinds.items())


def _appearance(start: Appearance, options: dict[str, Any]) -> Appearance:
    """The preset's clothes with what was chosen otherwise."""
    colours = {part: colour_of(options[part]) for part in COLOUR_NAMES if options[part]}
    words = {part: options[part] for part in APPEARANCE_WORDS if options[part]}
    return replace(start, **colours, **words)


def _plan(options: dict[str, Any]) -> ClipPlan:
    choices = dict(PRESETS[options["preset"]]) if options["preset"] else {"seconds": 10.0}
    named = ("view", "near_side", "seconds", "frame_rate_hz", "seed", "room")
    flags = ("uneven", "second_person", "empty", "rails")
    numbers = [name for name, _ in (*LENS_OPTIONS, *FILM_OPTIONS)]
    for name in (*named, *flags, *numbers, *PARAMETER_NAMES):
        if options.get(name) is not None:
            choices[name] = options[name]
    try:
        choices["appearance"] = _appearance(choices.get("appearance", Appearance()), options)
        if options["size"]:
            width, height = options["size"].lower().split("x")
            choices["image_size_px"] = (int(width), int(height))
        if options["recorded"]:
            choices["motion"] = recorded_motion(
                options["recorded"], duration_s=choices.get("seconds", 4.0)
            )
        return plan_clip(**choices)
    except (ValueError, OSError) as error:
        raise CommandError(str(error)) from error
