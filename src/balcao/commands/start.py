"""Starts Django for the commands that need the site, and only then: `balcao diagnose` never pays for it."""

import os


def start() -> None:
    """Load settings and apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balcao.site.settings")
    import django

    django.setup()
