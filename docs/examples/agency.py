"""What an agency's own program does: keep its copy of applications up to date, decide one, and be told of changes.

    BALCAO_KEY=balcao_… python agency.py https://balcao.example.org list 2026-11-24T09:30:00Z
    BALCAO_KEY=balcao_… python agency.py https://balcao.example.org decide ID no "The licence has expired."
    BALCAO_SECRET=whsec_… python agency.py https://balcao.example.org listen 8080

For `list` a key that only reads will do (`review_read`). Nothing but Python's standard library is used.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

OLDEST = 300
"""Seconds after which a message is refused: somebody may have kept it."""


def call(site: str, path: str, body: dict | None = None, **headers: str) -> dict:
    """One call. Raises SystemExit with the site's words if it refuses."""
    asked = {"Authorization": f"Bearer {os.environ['BALCAO_KEY']}", "Accept-Language": "en", **headers}
    sent = None if body is None else json.dumps(body).encode()
    if sent is not None:
        asked["Content-Type"] = "application/json"
    try:
        with urllib.request.urlopen(urllib.request.Request(f"{site}/api/v1{path}", sent, asked), timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        told = json.load(error)
        sys.exit(f"{told['detail']} ({told['code']}, call {told['request']})")


def changed(site: str, since: str = "") -> Iterator[dict]:
    """Every application that changed since then, the longest unchanged first. What changes meanwhile comes once more."""
    asked, cursor = {"limit": "100", "expand": "profile"}, ""
    if since:  # a minute before: what was being written when the last list was read is not missed
        moment = datetime.fromisoformat(since.replace("Z", "+00:00")) - timedelta(minutes=1)
        asked["changed_since"] = moment.isoformat()
    while cursor is not None:
        page = call(site, "/agency/applications?" + urllib.parse.urlencode({**asked, "cursor": cursor}))
        yield from page["items"]
        cursor = page["next"]


def decide(site: str, application: str, eligible: bool, words: str) -> dict:
    """Take it and decide it. The keys name this decision: sent again it is made once."""
    once = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{application} {eligible} {words}"))
    call(site, f"/agency/applications/{application}/take", {}, **{"Idempotency-Key": f"{once} take"})
    decision = {"eligible": eligible, "words": words}
    return call(site, f"/agency/applications/{application}/decide", decision, **{"Idempotency-Key": once})


def verify(secret: str, headers: Mapping[str, str], body: bytes, now: float | None = None) -> dict:
    """What was told, if it comes from the site and is not old; else ValueError. As the libraries of Standard Webhooks do it."""
    identity, moment = headers["webhook-id"], headers["webhook-timestamp"]
    if abs((time.time() if now is None else now) - int(moment)) > OLDEST:
        raise ValueError("too old, or from the future")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = hmac.digest(key, f"{identity}.{moment}.".encode() + body, hashlib.sha256)
    for given in headers["webhook-signature"].split():
        version, _, signature = given.partition(",")
        if version == "v1" and hmac.compare_digest(base64.b64decode(signature), wanted):
            return json.loads(body)
    raise ValueError("not signed by the site")


seen: set[str] = set()
"""Ids of messages that came: the same may come twice."""


class Listener(BaseHTTPRequestHandler):
    """Takes what is told, each event once."""

    def do_POST(self) -> None:
        """204 for what is ours; anything else makes the site try again."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            event = verify(os.environ["BALCAO_SECRET"], {k.lower(): v for k, v in self.headers.items()}, body)
        except (KeyError, ValueError) as error:
            self.send_error(400, str(error))
            return
        if self.headers["webhook-id"] not in seen:
            seen.add(self.headers["webhook-id"])
            print(event["type"], json.dumps(event["data"]), flush=True)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Only events are printed."""


def main(site: str, what: str, *more: str) -> None:
    """List, decide, or listen."""
    if what == "list":
        for one in changed(site, *more):
            print(one["changed_at"], one["reference"], one["state"], one["id"], one["profile"].get("sector", ""))
    elif what == "decide":
        application, answer, *words = more
        print(decide(site, application, {"yes": True, "no": False}[answer], " ".join(words))["state"])
    else:
        HTTPServer(("127.0.0.1", int(more[0])), Listener).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
