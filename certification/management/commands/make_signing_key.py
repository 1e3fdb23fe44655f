"""The key that signs certificates, for those who have none from an authority."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from certification.documents import make_signing_key

DEFAULT_YEARS = 10


class Command(BaseCommand):
    help = (
        "Make a self-signed key for certificates where MIDSTANCE_SIGNING_KEY_FILE says. "
        "A key that is there already is never replaced."
    )

    def add_arguments(self, parser):
        parser.add_argument("--name", required=True, help="who issues: it stands in the signature")
        parser.add_argument("--years", type=int, default=DEFAULT_YEARS, help="how long it holds")

    def handle(self, *args, name, years, **options):
        path = Path(settings.CERTIFICATE_SIGNING_KEY_FILE)
        if path.exists():
            raise CommandError(f"There is a key already: {path}. Move it away first to replace it.")
        if not name.strip() or years < 1:
            raise CommandError("A key needs the issuer's name and at least one year.")
        make_signing_key(path, name=name.strip(), days=365 * years)
        self.stdout.write(f"Made {path}. Back it up: certificates cannot be signed without it.")
