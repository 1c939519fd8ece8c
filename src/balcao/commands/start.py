"""Starts Django for the commands that need the site, and only then: `balcao diagnose` never pays for it."""

import os


def start() -> None:
    """Load settings and apps. Whatever is written from now on (database, files, backups) only its owner reads."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balcao.site.settings")
    import django

    django.setup()
