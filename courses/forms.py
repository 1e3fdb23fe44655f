"""An answer as it comes from the page."""

import math

from django import forms


class _AnswerForm(forms.Form):
    attempt_no = forms.IntegerField(min_value=1, max_value=32_000, widget=forms.HiddenInput)

    def __init__(self, *args, check, **kwargs):
        super().__init__(*args, **kwargs)
        self.check_asked = check
        if "options" in self.fields:
            self.fields["options"].choices = [(o.id, o.text) for o in check.options]


class SingleChoiceForm(_AnswerForm):
    options = forms.ChoiceField(
        error_messages={
            "required": "Choose one answer, then check it.",
            "invalid_choice": "This question has changed. Choose from the answers shown now.",
        }
    )

    @property
    def given(self):
        return [self.cleaned_data["options"]]


class MultipleChoiceForm(_AnswerForm):
    options = forms.MultipleChoiceField(
        error_messages={
            "required": "Choose at least one answer, then check.",
            "invalid_choice": "This question has changed. Choose from the answers shown now.",
        }
    )

    @property
    def given(self):
        return sorted(set(self.cleaned_data["options"]))


class NumericForm(_AnswerForm):
    number = forms.CharField(
        max_length=20, error_messages={"required": "Type a number, then check it."}
    )

    def clean_number(self):
        text = self.cleaned_data["number"].replace("−", "-").replace(",", ".").strip()
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise forms.ValidationError("Type a plain number, such as 26.7, without its unit.")
        return number

    @property
    def given(self):
        return self.cleaned_data["number"]


FORMS = {"single": SingleChoiceForm, "multiple": MultipleChoiceForm, "numeric": NumericForm}


def answer_form(check, data):
    return FORMS[check.kind](data, check=check)
