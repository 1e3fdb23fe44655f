"""For a person who lost the phone and the recovery codes, after somebody made sure who they are."""

from django.core.management.base import CommandError

from accounts.management.person_command import PersonCommand
from accounts.services import remove_second_factor


class Command(PersonCommand):
    help = (
        "Remove a person's second factor. Their password still holds, and a role that needs a "
        "second factor asks for a new one at the next sign-in. Make sure first who is asking."
    )

    def act(self, person, **options):
        if not remove_second_factor(user=person):
            raise CommandError(f"{person} has no second factor.")
        return f"{person} sets up a new second factor at the next sign-in."
