"""`make run`: the whole product with its demo world, from nothing to a printed address."""

import os
import select
import signal
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from demo.people import PASSWORD, DemoRefusedError, check_demo_allowed, sign_in_lines
from demo.processes import Processes, free_port, web_command, worker_command
from demo.world import DemoWorldError, load_world

DEFAULT_PORT = 8000


class Command(BaseCommand):
    help = "Migrate, load the demo world, and run the site and its worker until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=DEFAULT_PORT)

    def handle(self, *args, **options):
        try:
            check_demo_allowed()
        except DemoRefusedError as error:
            raise CommandError(str(error)) from error
        port = free_port(wanted=options["port"])
        address = f"http://127.0.0.1:{port}"
        os.environ["MIDSTANCE_SITE_ADDRESS"] = settings.SITE_ADDRESS = address
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        self._say("Preparing the database ...")
        call_command("migrate", verbosity=0, interactive=False)
        processes = Processes()
        _turn_terminate_into_interrupt()
        try:
            self._run(processes, port, address)
        except KeyboardInterrupt:
            self._say("\nStopping ...")
        finally:
            processes.stop()
        self._say("Stopped. Everything is kept under var/; `make run` goes on from here.")

    def _run(self, processes: Processes, port: int, address: str) -> None:
        processes.start(*worker_command())
        processes.start(*web_command(port))
        try:
            links = load_world(say=self._say, progress=self._progress)
        except DemoWorldError as error:
            raise CommandError(f"The demo world could not be loaded: {error}") from error
        self._print_way_in(address, links)
        self._wait(processes)

    def _print_way_in(self, address: str, links: list[tuple[str, str]]) -> None:
        self._say(f"\nMidstance runs at {address}/   (Ctrl-C stops it)\n")
        for words, path in links:
            self._say(f"  {words:<34} {address}{path}")
        self._print_codes()

    def _print_codes(self) -> None:
        self._say(f"\nDemo accounts, password for each: {PASSWORD}")
        self._say("\n".join(sign_in_lines()))
        self._say("Codes change every 30 seconds: press Enter, or run `make codes`, for new ones.")

    def _wait(self, processes: Processes) -> None:
        while True:
            ended = processes.ended()
            if ended is not None:
                part = "web server" if "gunicorn" in ended.args else "worker"
                raise CommandError(f"The {part} stopped with exit code {ended.returncode}.")
            if _enter_was_pressed():
                self._print_codes()

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

    def _progress(self, words: str) -> None:
        """One line that is written over, on a terminal; elsewhere nothing."""
        if sys.stdout.isatty():
            self.stdout.write(f"\r  {words:<70}", ending="")
            self.stdout.flush()


def _turn_terminate_into_interrupt() -> None:
    def interrupt(number, frame):
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)


def _enter_was_pressed() -> bool:
    """Waits up to a second for Enter; without a terminal it only waits."""
    if not sys.stdin or not sys.stdin.isatty():
        time.sleep(1)
        return False
    ready, _, _ = select.select([sys.stdin], [], [], 1)
    return bool(ready) and bool(sys.stdin.readline())
