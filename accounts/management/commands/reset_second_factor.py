"""For a person who lost the phone and the recovery codes, after somebody made sure who they are."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.services import remove_second_factor


class Command(BaseCommand):
    help = (
        "Remove a person's second factor. Their password still holds, and a role that needs a "
        "second factor asks for a new one at the next sign-in. Make sure first who is asking."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email, **options):
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError("Nobody has an account with this address.")
        if not remove_second_factor(user=user):
            raise CommandError(f"{user} has no second factor.")
        self.stdout.write(f"{user} sets up a new second factor at the next sign-in.")
