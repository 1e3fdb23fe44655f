"""What a person says about a clip, and how it is to be analysed."""

from django import forms
from django.conf import settings

from accounts.enums import Role
from accounts.rules import has_role
from gait_lab.enums import Ground, Purpose, Subject, View
from gait_lab.rules import (
    CAPTURE_RATE_RANGE_HZ,
    HEIGHT_RANGE_CM,
    SPEED_RANGE_MPS,
    AnalysisSettings,
    Declaration,
    DeclarationError,
    declaration_from,
    settings_from,
)

KMH_PER_MPS = 3.6
NEAR_SIDES = [("", "Let the lab find out"), ("left", "Left"), ("right", "Right")]


class SettingsForm(forms.Form):
    """How the clip was filmed. Speed is asked in km/h, as treadmills show it."""

    view = forms.ChoiceField(
        label="Where did the camera stand?",
        choices=View.choices,
        widget=forms.RadioSelect,
        initial=View.SIDE,
        error_messages={"required": "Choose from the side or from behind."},
    )
    near_side = forms.ChoiceField(
        label="Which leg is nearer the camera?",
        choices=NEAR_SIDES,
        widget=forms.RadioSelect,
        required=False,
        help_text="Only this leg is measured from the side: the other one is half hidden.",
    )
    speed_kmh = forms.FloatField(
        label="Running speed, km/h",
        required=False,
        help_text="As the treadmill showed it. Needed for step length and fair comparison.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    height_cm = forms.FloatField(
        label="The runner's height, cm",
        required=False,
        help_text="Turns pixels into centimetres.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    capture_rate_hz = forms.FloatField(
        label="Slow motion: frames a second",
        required=False,
        help_text="What the camera was set to, 120 or 240 on most phones. Empty for ordinary film.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    LIMITS = {
        "speed_kmh": (*(KMH_PER_MPS * edge for edge in SPEED_RANGE_MPS), "km/h"),
        "height_cm": (*HEIGHT_RANGE_CM, "cm"),
        "capture_rate_hz": (*CAPTURE_RATE_RANGE_HZ, "frames a second"),
    }

    @staticmethod
    def initial_from(settings: AnalysisSettings) -> dict:
        speed = settings.speed_mps
        return {
            "view": settings.view,
            "near_side": settings.near_side,
            "speed_kmh": _typed(None if speed is None else round(speed * KMH_PER_MPS, 2)),
            "height_cm": _typed(settings.height_cm),
            "capture_rate_hz": _typed(settings.capture_rate_hz),
        }

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(_with_points(data, self.LIMITS), *args, **kwargs)

    def clean(self):
        for name, (low, high, unit) in self.LIMITS.items():
            value = self.cleaned_data.get(name)
            if value is not None and not low <= value <= high:
                self.add_error(name, f"Give a value from {low:g} to {high:g} {unit}.")
        return self.cleaned_data

    def settings(self) -> AnalysisSettings:
        return settings_from(self.said())

    def said(self) -> dict[str, str]:
        """What was said, in the words and units the services know."""
        speed = self.cleaned_data.get("speed_kmh")
        known = {
            "view": self.cleaned_data["view"],
            "near_side": self.cleaned_data["near_side"],
            "speed_mps": None if speed is None else round(speed / KMH_PER_MPS, 4),
            "height_cm": self.cleaned_data["height_cm"],
            "capture_rate_hz": self.cleaned_data["capture_rate_hz"],
        }
        return {name: str(value) for name, value in known.items() if value not in (None, "")}


class ClipForm(SettingsForm):
    """A clip and what must be said before any of it is stored."""

    clip = forms.FileField(
        label="The clip",
        error_messages={
            "required": "Choose a clip first.",
            "empty": "The file is empty. Copy it from the camera or phone again.",
        },
        widget=forms.FileInput(attrs={"accept": "video/*"}),
    )
    title = forms.CharField(
        label="A name for it",
        max_length=120,
        required=False,
        help_text="So that you find it again: “Anna, 10 km/h, new shoes”.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    subject = forms.ChoiceField(
        label="Who is shown?",
        choices=Subject.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say who is shown on the clip."},
    )
    ground = forms.ChoiceField(
        label="On what ground may it be kept?",
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say on what ground the clip may be kept."},
    )
    purpose = forms.ChoiceField(
        label="What is it for?",
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        initial=Purpose.PRACTICE,
        required=False,
    )

    field_order = ["clip", "title", "subject", "ground", "purpose"]

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.max_bytes = settings.CLIP_MAX_BYTES
        if not has_role(person, Role.INSTRUCTOR, Role.EXAMINER):
            del self.fields["purpose"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("subject") and cleaned.get("ground"):
            try:
                self.declaration()
            except DeclarationError as error:
                self.add_refusal(error)
        return cleaned

    def said(self) -> dict[str, str]:
        told = {
            name: self.cleaned_data.get(name, "")
            for name in ("title", "subject", "ground", "purpose")
        }
        return {**super().said(), **{name: text for name, text in told.items() if text}}

    def declaration(self) -> Declaration:
        return declaration_from(self.cleaned_data)

    def add_refusal(self, error: DeclarationError) -> None:
        for name, message in error.errors.items():
            self.add_error(name if name in self.fields else None, message)


def _typed(value: float | None) -> str | None:
    """A number as a person would type it: 178, not 178.0."""
    return None if value is None else f"{value:.10g}"


def _with_points(data, names):
    """A comma is a decimal point too: 10,5 km/h."""
    if data is None:
        return None
    data = data.copy()
    for name in names:
        if name in data:
            data[name] = str(data[name]).strip().replace(",", ".")
    return data
