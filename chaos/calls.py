"""How people and programs call the site, and the book in which the driver keeps what they did and were told."""

import base64
import http.client
import json
import random
import threading
import time
import uuid
import zlib
from collections.abc import Mapping
from typing import Any

KEY = "k" * 32
PATIENCE = 150.0
"""Seconds for which a program sends a write again until it is told what came of it."""
SUCCESS = 25
"""Django's level of a message that says that something was done."""


class Book:
    """What was done to what, and how it ended: "done", "no" (refused in words), "kept" (it will be looked at), or "unknown"."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self.times: list[float] = []
        self.broken = 0
        self._lock = threading.Lock()

    def write(self, what: str, subject: str, outcome: str, **facts: Any) -> None:
        with self._lock:
            self.rows.append({"what": what, "subject": subject, "outcome": outcome, "n": len(self.rows), **facts})

    def called(self, seconds: float, answered: bool) -> None:
        with self._lock:
            self.times.append(seconds)
            self.broken += not answered


class Caller:
    """Somebody with a browser and a program, behind a balancer that takes the other machine if one does not answer."""

    def __init__(self, book: Book, ports: list[int], chance: random.Random, session: str, key: str) -> None:
        self.book, self.ports, self.chance, self.session, self.key = book, ports, chance, session, key

    def api(
        self, method: str, path: str, body: Any = None, file: tuple[str, bytes] | None = None
    ) -> tuple[str, int, dict[str, Any]]:
        """How it ended, with status and content. A write is sent with a key, again and again until something is told."""
        headers = {"Authorization": f"Bearer {self.key}", "Accept-Language": "en"}
        content = b""
        if method != "GET":
            headers["Idempotency-Key"] = uuid.UUID(int=self.chance.getrandbits(128)).hex
            if file is not None:
                headers["Content-Type"], content = _multipart(body or {}, file)
            else:
                headers["Content-Type"], content = "application/json", json.dumps(body or {}).encode()
        end = time.monotonic() + PATIENCE
        while True:
            status, _, answer = self._call(method, f"/api/v1{path}", content, headers)
            told = _json(answer)
            again = status in (0, 429) or status >= 500 or (status == 409 and told.get("code") == "under_way")
            if not again:
                return ("done" if status < 300 else "no"), status, told
            if method == "GET" or time.monotonic() > end:
                return "unknown", status, told
            time.sleep(self.chance.uniform(0.3, 1.5))

    def page(self, path: str, fields: Mapping[str, str], file: tuple[str, bytes] | None = None) -> tuple[str, int, str]:
        """A form is sent from a page, once; how it ended, with status and the page that follows."""
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={KEY}; language=en", "Accept": "application/json"}
        given = {"csrfmiddlewaretoken": KEY, **fields}
        headers["Content-Type"], content = _multipart(given, file)
        status, answered, _ = self._call("POST", path, content, headers)
        place = answered.get("location", "") or answered.get("x-page", "")
        if status == 0 or status >= 500:
            return "unknown", status, place
        if status == 202:
            return "kept", status, place
        if status not in (201, 302):
            return "no", status, place
        if "/accounts/" in place:
            return "no", 403, place
        levels = _levels(answered.get("messages", ""))
        if status == 201 or SUCCESS in levels:
            return "done", status, place
        return ("no" if levels else "kept"), status, place

    def _call(
        self, method: str, path: str, content: bytes, headers: Mapping[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        began = time.monotonic()
        first = self.chance.randrange(2)
        for port in (self.ports[first], self.ports[1 - first]):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                try:
                    connection.connect()
                except OSError:
                    continue  # nothing was sent: the other machine
                connection.request(method, path, content or None, {"Host": "localhost", **headers})
                answer = connection.getresponse()
                told = {name.lower(): value for name, value in answer.getheaders() if name.lower() != "set-cookie"}
                cookies = answer.headers.get_all("set-cookie") or []
                told["messages"] = next((c.split(";")[0][9:] for c in cookies if c.startswith("messages=")), "")
                body = answer.read()
                self.book.called(time.monotonic() - began, True)
                return answer.status, told, body
            except (OSError, http.client.HTTPException):
                break  # it may have been done, or not
            finally:
                connection.close()
        self.book.called(time.monotonic() - began, False)
        return 0, {}, b""


def _levels(cookie: str) -> list[int]:
    """The levels of the messages in Django's cookie."""
    value = cookie.strip('"').split(":")[0]
    if not value:
        return []
    packed = value.startswith(".")
    raw = base64.urlsafe_b64decode(value.lstrip(".") + "=" * (-len(value.lstrip(".")) % 4))
    found = json.loads(zlib.decompress(raw) if packed else raw)
    return [int(one[2]) for one in found]


def _json(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {"items": told}


def _multipart(fields: Mapping[str, Any], file: tuple[str, bytes] | None) -> tuple[str, bytes]:
    line = uuid.uuid4().hex
    parts = [
        f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    if file:
        head = f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n'
        parts += [f"{head}Content-Type: application/octet-stream\r\n\r\n".encode(), file[1], b"\r\n"]
    return f"multipart/form-data; boundary={line}", b"".join(parts) + f"--{line}--\r\n".encode()
