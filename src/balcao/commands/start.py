"""Starts Django for the commands that need the site, and only then: `balcao diagnose` never pays for it."""

import os

from balcao.site.options import GIVEN
from balcao.site.settings_checked import refuse_wrong_settings


def start() -> None:
    """Load settings and apps. Whatever is written from now on (database, files, backups) only its owner reads.

    A wrong setting ends the command with code 2, and is named.
    """
    os.umask(0o077)
    refuse_wrong_settings(GIVEN)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balcao.site.settings")
    import django

    django.setup()
