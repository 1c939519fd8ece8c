"""The site's settings on a machine whose clock is `CHAOS_CLOCK` seconds off, for Python and Django; only chaos uses them.

libfaketime cannot do it: with it Python's own `time.sleep` fails (clock_nanosleep on a monotonic clock, EINVAL).
"""

import os
import time
from datetime import timedelta

from django.utils import timezone

_off, _now, _time = float(os.environ["CHAOS_CLOCK"]), timezone.now, time.time
timezone.now = lambda: _now() + timedelta(seconds=_off)
time.time = lambda: _time() + _off

from balcao.site.settings import *  # noqa: E402, F403

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
"""By what a page says, people know here whether it was done."""
