from django import forms

from gait_lab.models import Case
from gait_lab.selectors.cases import analyses_for_new_case


class AnalysisChoice(forms.ModelChoiceField):
    def label_from_instance(self, analysis):
        when = analysis.finished_at or analysis.created_at
        return f"{analysis.recording}, analysed {when:%d %b %Y, %H:%M}"


class NewCaseForm(forms.Form):
    analysis = AnalysisChoice(queryset=None, label="Analysed clip", empty_label="Choose a clip")
    title = forms.CharField(
        max_length=Case._meta.get_field("title").max_length,
        help_text="Trainees see it. It gives nothing away.",
    )
    story = forms.CharField(
        widget=forms.Textarea,
        help_text="What a referring colleague would tell: who runs, how much, what brings them. "
        "No findings.",
    )

    def __init__(self, *args, author, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["analysis"].queryset = analyses_for_new_case(author)
