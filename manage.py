#!/usr/bin/env python
"""The one door for commands."""

import os
import sys

WITHOUT_APPS = ("analyse_clip",)
"""Commands of the gait lab that touch no models: they start a second sooner without the apps."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    if sys.argv[1:2] and sys.argv[1] in WITHOUT_APPS:
        from importlib import import_module

        import_module(f"gait_lab.management.commands.{sys.argv[1]}").Command().run_from_argv(
            sys.argv
        )
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
