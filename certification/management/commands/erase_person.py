"""What is done when a person asks for their data to be deleted."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from certification.services.erasure import Erasure, erase_person


class Command(BaseCommand):
    help = (
        "Delete a person's clips, results, progress and account. Where handed-in work or "
        "certificates must stand, the account is closed instead and says so."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="really do it")

    def handle(self, *args, email, yes, **options):
        person = get_user_model().objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError("Nobody has an account with this address.")
        if not yes:
            raise CommandError(f"This deletes what {person} has here. Repeat it with --yes.")
        self.stdout.write(_words(erase_person(person=person)))


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
