"""Uploads go to disk as they arrive. When there is no room, the rest is not read, and the answer says so.

What earlier ones that were broken off left behind is swept by whoever brings the next: a machine may have no worker.
"""

import errno
import time
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.utils import timezone

from balcao.diagnoses.actions.expire import sweep_uploads

SWEPT = 1800
"""Seconds between two looks for what is left behind."""


class Careful(TemporaryFileUploadHandler):
    """Django's handler; marks the request when the disk is full (see `middleware.Bounded`) and leaves no half behind."""

    _swept = 0.0

    def new_file(self, *arguments: Any, **more: Any) -> None:
        if time.monotonic() - Careful._swept > SWEPT or not Careful._swept:
            Careful._swept = time.monotonic()
            sweep_uploads(settings.FILE_UPLOAD_TEMP_DIR, timezone.now())
        super().new_file(*arguments, **more)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        try:
            return super().receive_data_chunk(raw_data, start)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            self.request.disk_full = True
            self.file.close()
            raise StopUpload(connection_reset=True) from error
