"""What is done when a person asks for their data to be deleted."""

from django.core.management.base import CommandError

from accounts.management.person_command import PersonCommand
from certification.services.erasure import Erasure, erase_person


class Command(PersonCommand):
    help = (
        "Delete a person's clips, results, progress and account. Where handed-in work or "
        "certificates must stand, the account is closed instead and says so."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--yes", action="store_true", help="really do it")

    def act(self, person, *, yes, **options):
        if not yes:
            raise CommandError(f"This deletes what {person} has here. Repeat it with --yes.")
        return _words(erase_person(person=person))


def _words(erasure: Erasure) -> str:
    lines = [f"{erasure.clips_deleted} clips deleted with everything made of them."]
    if erasure.clips_in_cases:
        lines.append(
            f"{erasure.clips_in_cases} clips stay because teaching cases are made of them: "
            "delete those cases first, then give this command again."
        )
    if erasure.is_account_gone:
        lines.append("The account is deleted.")
    else:
        lines.append(
            "The account is closed. Handed-in work, grades or certificates stand, with the name."
        )
    return "\n".join(lines)
