from django.core.management.base import BaseCommand, CommandError

from demo.people import PASSWORD, DemoRefusedError, sign_in_lines


class Command(BaseCommand):
    help = "Print the demo accounts with their current sign-in codes."

    def handle(self, *args, **options):
        try:
            lines = sign_in_lines()
        except DemoRefusedError as error:
            raise CommandError(str(error)) from error
        if not lines:
            raise CommandError("There is no demo world yet: `make run` loads it.")
        self.stdout.write(f"Password for each: {PASSWORD}")
        self.stdout.write("\n".join(lines))
