"""The closing minute: so many applications a second are sent to the real web server, and everyone is counted afterwards."""

import asyncio
import json
import statistics
import time
from pathlib import Path
from typing import Any

from tests.processes import Site

CONNECTIONS = 48
KEY = "k" * 32
PREPARE = """
import sys, time
from datetime import timedelta
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from balcao.accounts.sessions import FORM_KEY
from balcao.businesses.models import Document, Member
from balcao.programmes.models import Application, Attached, Phase
phase, count = Phase.objects.latest("made_at"), int(sys.argv[1])
members = Member.objects.filter(business__applications=None).select_related("user", "business")[:count]
store, until = SessionStore(), timezone.now() + timedelta(days=1)
rows, drafts, papers, sessions = [], [], [], []
for n, member in enumerate(members):
    drafts.append(Application(phase=phase, business=member.business, made_by=member.user, answers={"no_debt": True, "social": True}, revision=1))
    papers.append(Document(business=member.business, kind="registration", name="r", media="application/pdf", size=1, digest="0" * 64, key="documents/00/none"))
    facts = {SESSION_KEY: str(member.user.pk), BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend", HASH_SESSION_KEY: member.user.get_session_auth_hash(),
        "began": time.time(), "seen": time.time(), FORM_KEY: sys.argv[3]}  # as the session of somebody who has just filled in a form
    sessions.append(Session(session_key=f"closing{n:025}", session_data=store.encode(facts), expire_date=until))
Application.objects.bulk_create(drafts, batch_size=500)
Document.objects.bulk_create(papers, batch_size=500)
Attached.objects.bulk_create([Attached(application=a, document=d, needed="registration") for a, d in zip(drafts, papers)], batch_size=500)
Session.objects.bulk_create(sessions, batch_size=500)
with open(sys.argv[2], "w") as out:
    for draft, session in zip(drafts, sessions):
        out.write(f"{draft.pk} {session.session_key}\\n")
"""
COUNT = """
import json, sys
from django.db.models import Count
from balcao.messaging.models import Message
from balcao.programmes.models import Application, Sending
from balcao.records.models import Entry
keys = [line.split()[0] for line in open(sys.argv[1])]
sent = Application.objects.filter(pk__in=keys).exclude(state="draft")
moved = Entry.objects.filter(kind="application.moved", facts__to="submitted", subject__in=sent.values("reference"))
print(json.dumps({"submitted": sent.count(), "references": sent.values("reference").distinct().count(), "entries": moved.count(),
    "messages": Message.objects.filter(code="submitted", because__in=sent.values("reference")).count(), "waiting": Sending.objects.count()}))
"""


async def _load(port: int, jobs: list[tuple[str, str]], rate: int) -> list[tuple[int, float]]:
    """Send each job at its moment, or when a connection is free; returns status and seconds since that moment of each."""
    turns, answers = enumerate(jobs), list[tuple[int, float]]()
    started = time.perf_counter()

    async def caller() -> None:
        reader: Any = None
        writer: Any = None
        for n, (draft, session) in turns:
            due = started + n / rate
            await asyncio.sleep(max(0, due - time.perf_counter()))
            body = f"csrfmiddlewaretoken={KEY}&anyway=yes"
            request = (
                f"POST /applications/{draft}/send/ HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: sessionid={session}; csrftoken={KEY}\r\n"
                f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
            ).encode()
            status = 0
            for _ in range(3):
                try:
                    if writer is None:
                        reader, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.write(request)
                    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
                    await reader.readexactly(int(head.split("content-length: ")[1].split("\r\n")[0]))
                    status = int(head.split(" ", 2)[1])
                    if "connection: close" in head:
                        writer.close()
                        writer = None
                    break
                except (OSError, asyncio.IncompleteReadError, IndexError):
                    writer = None
            answers.append((status, time.perf_counter() - due))

    await asyncio.gather(*(caller() for _ in range(CONNECTIONS)))
    return answers


def closing_minute(made: Site, folder: Path, rate: int, seconds: int) -> list[str]:
    """Prepare drafts, start web and worker, send, wait until all is submitted, count; returns lines for the page."""
    file = folder / "drafts"
    made.python(PREPARE, str(rate * seconds), str(file), KEY)
    jobs = [(line.split()[0], line.split()[1]) for line in file.read_text().splitlines()]
    made.start_web(processes=2)
    made.start_worker(processes=1)
    started = time.perf_counter()
    answers = asyncio.run(_load(made.port, jobs, rate))
    taken = time.perf_counter() - started
    while json.loads(made.python(COUNT, str(file)))["waiting"]:
        time.sleep(3)
    whole = time.perf_counter() - started
    counted = json.loads(made.python(COUNT, str(file)))
    made.stop()
    states = {
        state: sum(status == state for status, _ in answers) for state in sorted({status for status, _ in answers})
    }
    waits = sorted(seconds for _, seconds in answers)
    assert counted["submitted"] == counted["references"] == counted["entries"] == counted["messages"] == len(jobs), (
        counted
    )
    return [
        f"- The closing minute: {len(jobs):,} applications at {rate} a second: all kept after {taken:.0f} s (answers by status: {states}; "
        f"median {1000 * statistics.median(waits):.0f} ms, 95 % within {waits[int(0.95 * len(waits))]:.1f} s), all checked and submitted after {whole:.0f} s; "
        f"none lost, none twice"
    ]
