"""Uploads go to disk as they arrive. When there is no room, the rest is not read, and the answer says so."""

import errno
from typing import Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler


class Careful(TemporaryFileUploadHandler):
    """Django's handler; marks the request when the disk is full (see `middleware.Bounded`) and leaves no half behind."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        try:
            return super().receive_data_chunk(raw_data, start)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            self.request.disk_full = True
            self.file.close()
            raise StopUpload(connection_reset=True) from error
