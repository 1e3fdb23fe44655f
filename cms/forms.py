from django import forms


class SpecimenForm(forms.Form):
    """Shows every kind of field on the design page; saved nowhere."""

    email = forms.EmailField(label="Email address", help_text="We write only about your account.")
    frames = forms.IntegerField(label="Frames a second", min_value=24, required=False)
    view = forms.ChoiceField(
        label="View",
        choices=[("side", "From the side"), ("rear", "From behind")],
        widget=forms.RadioSelect,
    )
    shoe = forms.ChoiceField(choices=[("", "Choose one"), ("a", "Daily trainer"), ("b", "Racer")])
    notes = forms.CharField(widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="The runner agreed to be filmed.")
