from django import forms

from certification.codes import normalise_code
from certification.enums import DecisionOutcome

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
