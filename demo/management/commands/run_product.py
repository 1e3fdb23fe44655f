"""`make run`: the whole product with its demo world, from nothing to a printed address."""

import errno
import os
import select
import signal
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from demo.people import PASSWORD, DemoRefusedError, check_demo_allowed, sign_in_lines
from demo.ports import DEFAULT_PORT, PortTakenError, choose_port
from demo.processes import (
    AlreadyRunningError,
    PartStoppedError,
    Processes,
    alone_in,
    web_command,
    worker_command,
)
from demo.world import DemoWorldError, load_world

REASONS = (
    AlreadyRunningError,
    DemoRefusedError,
    DemoWorldError,
    PartStoppedError,
    PortTakenError,
)
GO_ON = "Everything is kept under {folder}; `make run` goes on from here."


class Command(BaseCommand):
    help = "Migrate, load the demo world, and run the site and its worker until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument(
            "--port",
            type=int,
            help=f"where to listen; without it {DEFAULT_PORT}, or the next one that is free",
        )

    def handle(self, *args, **options):
        self._on_one_line = False
        _stop_on_signals()
        try:
            check_demo_allowed()
            with alone_in(settings.VAR_DIR) as note_address:
                port = choose_port(options["port"], say=self._say)
                address = f"http://127.0.0.1:{port}"
                note_address(address)
                self._run(port, address)
        except KeyboardInterrupt:
            pass
        except REASONS as error:
            raise CommandError(str(error)) from error
        except (OSError, OperationalError) as error:
            raise CommandError(_what_to_do(error)) from error
        self._say(f"Stopped. {GO_ON.format(folder=settings.VAR_DIR)}")

    def _run(self, port: int, address: str) -> None:
        os.environ["MIDSTANCE_SITE_ADDRESS"] = settings.SITE_ADDRESS = address
        processes = Processes()
        try:
            self._start(processes, port, address)
            self._wait(processes)
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            self._say("\nStopping ...")
            processes.stop()

    def _start(self, processes: Processes, port: int, address: str) -> None:
        self._say("Preparing the database ...")
        call_command("migrate", verbosity=0, interactive=False)
        processes.start("worker", worker_command())
        processes.start("web server", web_command(port))

        def progress(words: str) -> None:
            processes.check()
            self._progress(words)

        self._print_way_in(address, load_world(say=self._say, progress=progress))

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
            processes.check()
            if _enter_was_pressed():
                self._print_codes()

    def _say(self, words: str) -> None:
        if self._on_one_line:
            self.stdout.write("\r\033[K", ending="")
            self._on_one_line = False
        self.stdout.write(words)
        self.stdout.flush()

    def _progress(self, words: str) -> None:
        """One line that is written over, on a terminal; elsewhere nothing."""
        if sys.stdout.isatty():
            self.stdout.write(f"\r\033[K  {words}", ending="")
            self.stdout.flush()
            self._on_one_line = True


def _what_to_do(error: Exception) -> str:
    words = str(error)
    if getattr(error, "errno", None) == errno.ENOSPC or "is full" in words:
        return f"The disk is full ({words}): make room on the disk of {settings.VAR_DIR}."
    if getattr(error, "errno", None) in {errno.EACCES, errno.EROFS} or "readonly" in words:
        return (
            f"{settings.VAR_DIR} may not be written ({words}): give it to this user, or name "
            "another folder in MIDSTANCE_VAR_DIR."
        )
    return words


def _stop_on_signals() -> None:
    """Ctrl-C stops us also where a script started us in the background, with it ignored."""

    def interrupt(number, frame):
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)


def _enter_was_pressed() -> bool:
    """Waits up to a second for Enter; without a terminal it only waits."""
    if not sys.stdin or not sys.stdin.isatty():
        time.sleep(1)
        return False
    ready, _, _ = select.select([sys.stdin], [], [], 1)
    return bool(ready) and bool(sys.stdin.readline())
