"""What the web server calls."""

import atexit
import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balcao.site.settings")
application = get_wsgi_application()


def _warm() -> None:
    """Load what every page needs before the processes are made: they share it, and no visitor waits for it."""
    from django.urls import reverse

    from balcao.language import OURS, catalogue, here

    reverse("home")  # with the addresses comes all that answers at them
    for language in OURS.values():
        catalogue(language, here().currency)
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)


_warm()
