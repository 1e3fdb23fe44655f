"""How the lab's pages say numbers, sides, stages and times."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()

STAGE_WORDS = {
    "": "Waiting",
    "starting": "Reading the clip",
    "pose": "Finding the runner",
    "measuring": "Measuring",
    "pictures": "Drawing the pictures",
    "saving": "Saving",
}
STAGES = ("starting", "pose", "measuring", "pictures", "saving")
ERROR = ' <span class="error"><abbr title="95 % interval">±</abbr> {}</span>'
LETTERS = {"left": "L", "right": "R"}
GAP = "\N{NO-BREAK SPACE}"
"""Between a number and its unit."""


@register.simple_tag
def side_mark(side: str | None) -> str:
    """The runner's left or right: letter, colour and shape together."""
    if not side:
        return ""
    return format_html(
        '<span class="side-mark side-mark--{0}" title="{0}">{1}</span>'
        '<span class="visually-hidden">, {0}</span>',
        side,
        LETTERS[side],
    )


@register.simple_tag
def value_of(row) -> str:
    """``28 ± 8 % leg`` with the error and the unit smaller and quieter."""
    error = format_html(ERROR, row.error) if row.error else ""
    unit = row.spec.unit
    gap = "" if unit in ("", "°") else " "
    unit = format_html('{}<span class="unit">{}</span>', gap, unit) if unit else ""
    return format_html('<span class="value">{}{}{}</span>', row.value, error, unit)


@register.filter
def drawn(svg: str) -> str:
    """Our own charts are SVG made of numbers and escaped words."""
    return mark_safe(svg)  # noqa: S308


@register.filter
def bound(text: str) -> str:
    """A sentence whose "±" and "%" do not part from their numbers at a line's end."""
    return text.replace("± ", f"±{GAP}").replace(" %", f"{GAP}%")


@register.filter
def stage_words(stage: str) -> str:
    return STAGE_WORDS.get(stage, stage.replace("_", " ").capitalize())


@register.simple_tag
def stage_list(analysis) -> list[tuple[str, str]]:
    """(words, "is-done" | "is-now" | "") for each stage of an analysis."""
    now = STAGES.index(analysis.stage) if analysis.stage in STAGES else -1
    return [
        (STAGE_WORDS[stage], "is-done" if index < now else "is-now" if index == now else "")
        for index, stage in enumerate(STAGES)
    ]


@register.filter
def time_left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < 15:
        return "a few seconds left"
    if seconds < 90:
        return f"about {round(seconds, -1):.0f} s left"
    return f"about {seconds / 60:.0f} min left"


@register.filter
def clip_seconds(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f}{GAP}s"
    return f"{int(seconds // 60)}{GAP}min {int(seconds % 60):02d}{GAP}s"


@register.filter
def camera_place(clip: dict) -> str:
    """``tilted 1.2°, taken out; about 8° from square; about 3.1 m away``, as far as known."""
    roll_deg, yaw_deg, distance_m = (
        clip.get(name) for name in ("roll_deg", "yaw_deg", "distance_m")
    )
    said = [
        None if roll_deg is None else f"tilted {abs(roll_deg):.1f}°, taken out",
        None if yaw_deg is None else f"about {abs(yaw_deg):.0f}° from square",
        None if distance_m is None else f"about {distance_m:.1f}{GAP}m away if not zoomed",
    ]
    return "; ".join(part for part in said if part)


@register.filter
def gigabytes(size_bytes: int) -> str:
    if size_bytes >= 1024**3:
        return f"{size_bytes / 1024**3:.1f} GB"
    return f"{max(size_bytes / 1024**2, 0.1):.1f} MB"


@register.filter
def kmh(speed_mps: float) -> str:
    return f"{speed_mps * 3.6:.1f}{GAP}km/h"


@register.filter
def stated_settings(analysis) -> str:
    """What a person said of how the clip was filmed; what they left open is not named."""
    near, height_cm, rate_hz = analysis.near_side, analysis.height_cm, analysis.capture_rate_hz
    said = [
        analysis.get_view_display(),
        f"{near} leg near" if near else "",
        kmh(analysis.speed_mps) if analysis.speed_mps else "",
        f"{height_cm:.0f}{GAP}cm tall" if height_cm else "",
        f"filmed at {rate_hz:g}{GAP}frames/s" if rate_hz else "",
    ]
    return ", ".join(part for part in said if part)


@register.filter
def measured_nothing(analysis) -> bool:
    """Of a row of a list, which carries its ``metrics``: none of them has a value."""
    metrics = analysis.metrics
    return metrics is not None and all(metric["value"] is None for metric in metrics)


@register.filter
def filmed_at(analysis, playback_rate_hz: float) -> str:
    """The rate at which the camera filmed, as stated, with the file's own where they differ."""
    stated_hz = analysis.capture_rate_hz if analysis else None
    if not stated_hz or round(stated_hz) == round(playback_rate_hz):
        return f"{playback_rate_hz:.0f}{GAP}frames/s"
    return f"filmed at {stated_hz:.0f}{GAP}frames/s (the file plays at {playback_rate_hz:.0f})"


@register.filter
def share_percent(done: int, total: int) -> int:
    return round(100 * done / total) if total else 0
