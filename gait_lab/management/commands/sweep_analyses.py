from django.core.management.base import BaseCommand

from gait_lab import services


class Command(BaseCommand):
    help = "Requeues analyses whose worker fell silent and removes files no row owns."

    def handle(self, **_):
        put_right = services.sweep_analyses()
        removed = services.remove_orphans()
        self.stdout.write(f"{put_right} analyses put right, {removed} orphan folders removed.")
