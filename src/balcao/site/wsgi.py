"""What the web server calls."""

import atexit
import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balcao.site.settings")
application = get_wsgi_application()


def _warm() -> None:
    """Load what every page needs before the processes are made: they share it, and no visitor waits for it."""
    from balcao.language import OURS, catalogue, here

    for language in OURS.values():
        catalogue(language, here().currency)
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)


_warm()
