"""The site's settings, and one point at which to stop (`tests.stopping`)."""

from balcao.site.settings import *  # noqa: F403
from balcao.site.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.stopping.Stopping"]
