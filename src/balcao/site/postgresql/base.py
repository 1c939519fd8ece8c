"""Django's PostgreSQL, but a connection that was used a moment ago is not asked by a statement whether it still lives.

That was a fourth of the statements of whoever sends an application in a rush. A server that ends a connection says so on it, so
something waits there to be read; one that vanished without a word was gone for longer than the moment.
"""

import select
import time

from django.db.backends.postgresql import base

MOMENT = 2.0
"""Seconds for which a connection that answered is taken to live while nothing waits on it."""


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection, with when it was last held to live."""

    _lived = float("-inf")

    def connect(self) -> None:
        super().connect()
        self._lived = time.monotonic()

    def is_usable(self) -> bool:
        now = time.monotonic()
        sure = not self.errors_occurred and now - self._lived < MOMENT and not self._something_waits()
        usable = sure or super().is_usable()
        self._lived = now if usable else float("-inf")
        return usable

    def _something_waits(self) -> bool:
        told = select.poll()
        told.register(self.connection.pgconn.socket, select.POLLIN)
        return bool(told.poll(0))
