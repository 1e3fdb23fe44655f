"""The first programme director has nobody to make them one: this command does."""

from accounts.enums import Role
from accounts.management.person_command import PersonCommand
from accounts.services import grant_role


class Command(PersonCommand):
    help = "Give a person who has an account a role; directors then give the others their roles."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("role", choices=Role.values)

    def act(self, person, *, role, **options):
        grant_role(user=person, role=Role(role))
        return f"{person} is now: {', '.join(sorted(person.role_names))}."
