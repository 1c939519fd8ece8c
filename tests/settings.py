"""The site's settings for the tests: a home of their own, and nothing of the machine's."""

import os
import tempfile
from pathlib import Path

for name in [name for name in os.environ if name.startswith("BALCAO_") and name != "BALCAO_DATABASE"]:
    del os.environ[name]
os.environ["BALCAO_HOME"] = tempfile.mkdtemp(prefix="balcao-tests-")
os.environ["BALCAO_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["BALCAO_LOG_LEVEL"] = "ERROR"
_root = Path(__file__).parents[1]
os.environ["PYTHONPATH"] = f"{_root}{os.pathsep}{_root / 'src'}"  # where a process apart finds this code

from balcao.site.settings import *  # noqa: E402, F403
from balcao.site.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if kept := os.environ.get("TEST_DATABASE"):  # tests.mutants makes one and uses it a thousand times
    DATABASES["default"]["TEST"] = {"NAME": kept}
STATIC_ROOT.mkdir(exist_ok=True)
EMAIL_BACKEND = MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
HOOK_HOSTS = ["*"]
