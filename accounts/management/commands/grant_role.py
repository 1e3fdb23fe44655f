"""The first programme director has nobody to make them one: this command does."""

from django.core.management.base import BaseCommand, CommandError

from accounts.enums import Role
from accounts.models import User
from accounts.services import grant_role


class Command(BaseCommand):
    help = "Give a person who has an account a role; directors then give the others their roles."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)

    def handle(self, *args, email, role, **options):
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError("Nobody has an account with this address. They sign up first.")
        grant_role(user=user, role=Role(role))
        self.stdout.write(f"{user} is now: {', '.join(sorted(user.role_names))}.")
