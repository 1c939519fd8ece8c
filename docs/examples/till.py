"""What a till does when the shop closes: bring the day's sales, wait until they are read, show what they say.

    BALCAO_KEY=balcao_… python till.py https://balcao.example.org sales-2026-11-24.csv

The key needs `upload` and `read`. Nothing but Python's standard library is used. The file may be sent again as often as
one likes: after a broken connection, after a crash, or a week later it is the same import.
"""

import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

TRIES, PAUSE = 8, float(os.environ.get("PAUSE", "2"))
"""How often a call is tried, and the seconds before it is tried again where the site names none."""
WORTH_REPEATING = (409, 429, 500, 502, 503, 504)
UNDER_WAY = ("waiting", "reading")


class Refused(Exception):
    """The site said no, in words for people; `code` is for programs (docs/api.md lists them)."""

    def __init__(self, status: int, told: dict) -> None:
        super().__init__(f"{told.get('detail', status)} ({told.get('code', status)}, call {told.get('request', '?')})")
        self.code = told.get("code", "")


def call(site: str, path: str, body: bytes | None = None, **headers: str) -> dict:
    """One call, tried again while that is of use. Raises Refused, or OSError if nobody ever answered."""
    asked = {"Authorization": f"Bearer {os.environ['BALCAO_KEY']}", "Accept-Language": "en", **headers}
    for tries_left in reversed(range(TRIES)):
        pause = PAUSE
        try:
            request = urllib.request.Request(f"{site}/api/v1{path}", body, asked)
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            told = error.read()
            if error.code not in WORTH_REPEATING or not tries_left:
                raise Refused(error.code, json.loads(told) if told.startswith(b"{") else {}) from None
            pause = float(error.headers.get("Retry-After", PAUSE))
        except (OSError, ValueError) as error:  # no connection, one that broke, or half an answer
            if not tries_left:
                raise
            print(f"… {error}; once more", file=sys.stderr)
        time.sleep(pause)
    raise AssertionError("unreachable")


def bring(site: str, outlet: str, file: Path) -> dict:
    """Send the file. Its content is its name for the site (Idempotency-Key), so that no try counts twice."""
    content = file.read_bytes()
    key = hashlib.sha256(content).hexdigest()
    line = f"till-{key[:24]}"
    parts = [
        f'--{line}\r\nContent-Disposition: form-data; name="outlet"\r\n\r\n{outlet}\r\n'.encode(),
        f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n\r\n'.encode(),
        content,
        f"\r\n--{line}--\r\n".encode(),
    ]
    form = {"Content-Type": f"multipart/form-data; boundary={line}", "Idempotency-Key": key}
    return call(site, "/imports", b"".join(parts), **form)


def main(site: str, file: str) -> None:
    """Bring a file of sales and print what it says."""
    outlet = call(site, "/outlets")[0]
    upload = bring(site, outlet["id"], Path(file))
    while upload["state"] in UNDER_WAY:
        time.sleep(PAUSE)
        upload = call(site, f"/imports/{upload['id']}")
    print(f"import {upload['id']}: {upload['state']}")
    if upload["state"] != "done":
        sys.exit(upload["refusal"] or "It was not read. Try it again later: POST /imports/ID/retry.")
    for question in upload["questions"]:
        print(f"not sure about {question['about']}: took {question['taken']}")
    diagnosis = call(site, f"/imports/{upload['id']}/diagnosis?language=en")
    print(f"{diagnosis['totals']['net']} net on {diagnosis['period']['days_open']} days")
    for finding in diagnosis["findings"]:
        worth = finding["value"]
        print(
            f"- {finding['title']}"
            + (f" ({worth['low']:.0f} to {worth['high']:.0f} {worth['currency']} a month)" if worth else "")
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
