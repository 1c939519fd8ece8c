"""`balcao prepare`: database, static files and sample shop, made or brought up to date. Safe to repeat."""

from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from balcao.commands.start import start


def add_to(commands: Any) -> None:
    """Describe the command."""
    parser: ArgumentParser = commands.add_parser(
        "prepare", help="make or upgrade database, static files and sample shop"
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Bring everything up to date."""
    start()
    prepare()
    return 0


def prepare(sample: bool = True) -> None:
    """Migrate, collect static files, and queue the sample unless told not to."""
    from django.conf import settings
    from django.core.management import call_command

    with suppress(PermissionError):  # a folder that is somebody else's is theirs to close
        settings.HOME.chmod(0o700)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if sample:
        make_sample()


def make_sample() -> None:
    """Queue the reading of a made-up café as the sample shop, if there is none."""
    from datetime import date, timedelta

    from django.conf import settings
    from django.contrib.auth.models import AnonymousUser

    from balcao.analytics.simulation.books import books, recipe, write_export
    from balcao.analytics.simulation.town import troubled
    from balcao.diagnoses.actions.receive_upload import receive_upload
    from balcao.diagnoses.models import Import
    from balcao.language import here

    if Import.objects.filter(sample=True).exists():
        return
    with TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        export = Path(folder) / "cafe.csv"
        made = recipe("cafe", here(), 364, seed=11, start=date.today() - timedelta(365))
        write_export(books(troubled(made)), export)
        receive_upload(AnonymousUser(), export, f"cafe-{date.today().year}.csv", None, sample=True)
