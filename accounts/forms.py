from django import forms

from accounts.enums import Role
from accounts.models import User
from accounts.services import welcome_user

NAME_HELP = "As it shall stand on your certificate."


def full_name_field() -> forms.CharField:
    return forms.CharField(
        label="Full name",
        max_length=User._meta.get_field("name").max_length,
        help_text=NAME_HELP,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class SignupForm(forms.Form):
    """What allauth's sign-up form asks besides address and password."""

    name = full_name_field()
    field_order = ["name", "email", "password1", "password2"]

    def signup(self, request, user) -> None:
        welcome_user(user=user, name=self.cleaned_data["name"])


class DetailsForm(forms.Form):
    name = full_name_field()


class PeopleSearchForm(forms.Form):
    q = forms.CharField(
        label="Name or address", required=False, max_length=100, widget=forms.SearchInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].is_quietly_optional = True


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
