"""An optional pose model put into the models folder."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from gait_lab.services.pose_models import SHA256, ModelInstallError, install_pose_model


class Command(BaseCommand):
    help = "Install an optional pose model (heavy: slower, steadier) from its npm package."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("model", choices=sorted(SHA256))
        parser.add_argument(
            "--package", type=Path, help="the package as a .tgz file, where npm cannot fetch it"
        )

    def handle(self, *, model: str, package: Path | None, **options: Any) -> None:
        folder = Path(settings.POSE_MODELS_DIR)
        try:
            path = install_pose_model(model, folder=folder, package=package)
        except ModelInstallError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"The folder {folder} cannot be written: {error}") from error
        if options["verbosity"]:
            self.stdout.write(
                f"{path} is in place and checked.\n"
                f"Use it for one clip with `analyse_clip --model {model}`, for all of them with "
                f"MIDSTANCE_POSE_MODEL={model}."
            )
