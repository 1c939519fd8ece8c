"""Where security counts: tries of codes, limits of the API, codes that were used. A count leaves when its time is over, never to make room.

Django's own cache in the database forgets a third of what it holds when it is full, so that whoever fills it sets every count to nothing.
"""

import base64
import pickle
import time
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router

SWEPT = 60
"""Seconds after which a process looks again for counts whose time is over."""


class Counters(DatabaseCache):
    """Django's cache in a table, which only expiry empties. Each write is one statement, so no two overwrite each other's absence."""

    _swept = 0.0

    def _base_set(self, mode: str, key: str, value: object, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        ends = self.get_backend_timeout(timeout)
        connection = connections[router.db_for_write(self.cache_model_class)]
        table = connection.ops.quote_name(self._table)
        now, expires = self._moment(time.time()), self._moment(ends) if ends is not None else datetime.max
        adapt = connection.ops.adapt_datetimefield_value
        kept = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("latin1")
        with connection.cursor() as cursor:
            if mode == "touch":
                cursor.execute(
                    f"UPDATE {table} SET expires = %s WHERE cache_key = %s AND expires >= %s",
                    [adapt(expires), key, adapt(now)],
                )
                return bool(cursor.rowcount == 1)
            only_old = f" WHERE {table}.expires < %s" if mode == "add" else ""
            cursor.execute(
                f"INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s) ON CONFLICT (cache_key)"
                f" DO UPDATE SET value = excluded.value, expires = excluded.expires{only_old}",
                [key, kept, adapt(expires), *([adapt(now)] if only_old else [])],
            )
            written = bool(cursor.rowcount == 1)
            if time.monotonic() > self._swept + SWEPT:
                self._swept = time.monotonic()
                cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [adapt(now)])
        return written

    @staticmethod
    def _moment(seconds: float) -> datetime:
        """As Django's cache keeps it: whole seconds of UTC."""
        return datetime.fromtimestamp(int(seconds), UTC)
