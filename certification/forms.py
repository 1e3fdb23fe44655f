from django import forms

from certification.codes import normalise_code
from certification.enums import DecisionOutcome
from certification.models.schemes import default_weights
from certification.scoring import LABELS
from courses.selectors import published_courses

PDF_MAX_BYTES = 5 * 1024 * 1024


class VerifyForm(forms.Form):
    code = forms.CharField(
        label="Certificate code",
        required=False,
        max_length=40,
        help_text="Printed under the QR code, like 7K3M-Q2XD-9PWA-4HT6.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label="Or the certificate's PDF",
        required=False,
        help_text="We compare it, byte for byte, with what was issued, and do not keep it.",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # One of the two is needed: “optional” beside each would mislead.
        for field in self.fields.values():
            field.is_quietly_optional = True

    def clean_code(self):
        typed = self.cleaned_data["code"].strip()
        if not typed:
            return ""
        code = normalise_code(typed)
        if code is None:
            raise forms.ValidationError(
                "That is not a code of ours. It has four groups of four letters and digits; "
                "compare them one by one."
            )
        return code

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > PDF_MAX_BYTES:
            raise forms.ValidationError("That file is larger than any certificate of ours.")
        return file

    def clean(self):
        answer = super().clean()
        if not self.errors and not answer.get("code") and not answer.get("file"):
            raise forms.ValidationError("Type the code, or choose the certificate's PDF.")
        return answer


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Your decision", choices=DecisionOutcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Kept with the decision; the candidate may ask to read it.",
    )


class WithdrawForm(forms.Form):
    public_reason = forms.CharField(label="Reason, as a verifier will read it", max_length=200)


class SchemeRulesForm(forms.Form):
    """The rules of one version of a scheme."""

    cut_score_pct = forms.FloatField(
        label="Cut score, %",
        min_value=0,
        max_value=100,
        initial=75,
        help_text="The least score of the practical that passes.",
    )
    attempt_days = forms.IntegerField(
        label="Days an attempt stays open", min_value=1, max_value=365, initial=14
    )

    def __init__(self, *args, weights: dict[str, float] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        for name, weight in (weights or default_weights()).items():
            self.fields[f"weight_{name}"] = forms.FloatField(
                label=LABELS[name], min_value=0, max_value=1000, initial=weight
            )

    @property
    def rule_fields(self):
        return [self["cut_score_pct"], self["attempt_days"]]

    @property
    def weight_fields(self):
        return [self[name] for name in self.fields if name.startswith("weight_")]

    @property
    def rules(self) -> dict:
        """What the services take."""
        data = self.cleaned_data
        weights = {
            name.removeprefix("weight_"): data[name] for name in data if name.startswith("weight_")
        }
        return {
            "cut_score_pct": data["cut_score_pct"],
            "attempt_days": data["attempt_days"],
            "weights": weights,
        }


class NewSchemeForm(SchemeRulesForm):
    name = forms.CharField(
        max_length=120, help_text="What the certificate certifies; it is printed on it."
    )
    course = forms.ModelChoiceField(
        queryset=None,
        empty_label="Choose a course",
        help_text="Every lesson of it must be completed.",
    )
    field_order = ["name", "course"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = published_courses()

    @property
    def rule_fields(self):
        return [self["name"], self["course"], *super().rule_fields]
