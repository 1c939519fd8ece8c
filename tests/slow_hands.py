"""The site's settings, for browsers that type an app's code when its 30 seconds may be just over: no test waits for the next half minute."""

from balcao.site.settings import *  # noqa: F403

MFA_TOTP_TOLERANCE = 1
