"""The shape of a command about one person, who is named by the address of the account."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User


class PersonCommand(BaseCommand):
    """Subclasses write ``act``: it does the deed and returns the words to print."""

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email, **options):
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError("Nobody has an account with this address. They sign up first.")
        return self.act(person, **options)

    def act(self, person: User, **options) -> str:
        raise NotImplementedError
