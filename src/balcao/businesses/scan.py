"""Asks a ClamAV daemon whether a paper is known to be malicious, where the operator names one (`BALCAO_CLAMD`).

INSTREAM of clamd(8): the bytes in parts, each after its length, and an empty one; the answer is a line.
"""

import socket
import struct
from pathlib import Path

from django.conf import settings

PART = 65_536
PATIENCE = 20.0
"""Seconds for the daemon to take a part, or to answer."""


class InfectedError(Exception):
    """The daemon knows it: the text is what it calls it."""


class ScannerAwayError(Exception):
    """The daemon does not answer, or not as it should: nothing is known of the file."""


def scan(file: Path) -> None:
    """Return if the file is clean, or if no daemon is named. Raises InfectedError or ScannerAwayError."""
    if not settings.CLAMD:
        return
    try:
        with _connected(settings.CLAMD) as line, file.open("rb") as content:
            line.sendall(b"zINSTREAM\0")
            while part := content.read(PART):
                line.sendall(struct.pack("!I", len(part)) + part)
            line.sendall(struct.pack("!I", 0))
            answer = _line(line)
    except OSError as error:
        raise ScannerAwayError(type(error).__name__) from error
    if answer.endswith(" FOUND"):
        raise InfectedError(answer.removeprefix("stream: ").removesuffix(" FOUND"))
    if answer != "stream: OK":
        raise ScannerAwayError(answer[:80])


def _connected(address: str) -> socket.socket:
    """A connection to a path, or to host:port."""
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), PATIENCE)


def _line(line: socket.socket) -> str:
    told = b""
    while not told.endswith(b"\0") and len(told) < 1000 and (more := line.recv(1000)):
        told += more
    return told.rstrip(b"\0").decode(errors="replace").strip()
