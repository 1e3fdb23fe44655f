from django.core.management.base import BaseCommand

from gait_lab import services


class Command(BaseCommand):
    help = "Deletes uploads that nobody continued in time."

    def handle(self, **_):
        self.stdout.write(f"{services.delete_stale_uploads()} stale uploads deleted.")
