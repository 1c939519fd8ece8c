"""Writing the record, sealing it into a chain, and checking the chain.

Entries are written inside the transaction of what they tell, without waiting for each other. Every few seconds one
worker gives those that came since the next numbers and links each to the one before (`seal`). Facts hold codes,
numbers and references; no names, addresses or amounts of a business.
"""

import hashlib
import hmac
import json
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction

from balcao.encryption import keyed, secret_keys
from balcao.records import clock
from balcao.records.models import Entry

log = logging.getLogger("balcao.records")

START = "0" * 64
"""What the first entry is linked to."""
BATCH = 2000
TOGETHER = 500
"""Entries whose places are written by one statement."""
MOST = 3
"""Batches sealed in one go: whoever seals also gives the worker's signs of life, and must not fall silent."""

ONE_LOOK = timedelta(minutes=30)
"""Pages seen, and doors knocked at, within this time are one look at the same thing."""


class Person(Protocol):
    """Who did it: a row of the table of people, which stands above the record and writes into it, too."""

    pk: Any
    role: Any


def write(kind: str, who: Person | None, business: UUID | None = None, subject: object = "", **facts: Any) -> None:
    """Write that `who` did `kind` to `subject` of a business. Call it inside the transaction of what it tells."""
    write_all([entry(kind, who, business, subject, **facts)])


def entry(kind: str, who: Person | None, business: UUID | None = None, subject: object = "", **facts: Any) -> Entry:
    """An entry to be written with others by `write_all`."""
    known = who if who is not None and who.pk else None
    salt = secrets.token_hex(16)
    return Entry(
        who=known, role=str(known.role) if known else "", business=business, kind=kind, subject=str(subject),
        facts=facts, salt=salt, facts_digest=digest_of_facts(salt, facts),
    )  # fmt: skip


def write_once(kind: str, who: Person | None, business: UUID | None, subject: object) -> None:
    """The same, where people do the same again and again: within `ONE_LOOK` it is one entry, so that nobody fills a record."""
    since = clock.now() - ONE_LOOK
    known = Entry.objects.filter(business=business, at__gte=since, who=who, kind=kind, subject=str(subject))
    if not known.exists():
        write(kind, who, business, subject)


def write_all(entries: list[Entry]) -> None:
    """Write many entries at once, all at the database's moment."""
    at = clock.now()
    for one in entries:
        one.at = at
    Entry.objects.bulk_create(entries, batch_size=BATCH)


def rows_taken(who: Person | None, what: str, form: str, rows: int, **filters: str | bool) -> None:
    """Write that somebody took a list away: which, how many rows, and by which filters; of what was sought only that it was."""
    write("list.taken", who, None, what, form=form, rows=rows, **filters)


def erase_facts(business: UUID) -> None:
    """Forget what the entries about an erased business say; that something happened, and the chain, stay."""
    Entry.objects.filter(business=business).update(facts=None, salt="")


def seal(now: datetime) -> int:
    """Give the entries that have none their places in the chain, as many as one go takes; returns how many."""
    sealed = 0
    for _ in range(MOST):
        with transaction.atomic():
            waiting = list(Entry.objects.select_for_update().filter(number=None).order_by("id")[:BATCH])
            number, digest = head()  # after whoever sealed before is done
            genuine = is_genuine(secret_keys())  # also by a key that was changed just now
            for one in waiting:
                number, digest = number + 1, link(digest, number + 1, one)
                one.number, one.digest = number, digest
            if waiting and genuine:
                waiting[-1].seal = mark(number, digest)
            for start in range(0, len(waiting), TOGETHER):
                _place(waiting[start : start + TOGETHER])
        if waiting and not genuine:
            log.error("record not genuine", extra={"number": number})
        sealed += len(waiting)
        if len(waiting) < BATCH:
            break
    if sealed:
        log.info("record sealed", extra={"number": number, "digest": digest})
    return sealed


def _place(entries: Sequence[Entry]) -> None:
    """Write the places of entries, which the caller has locked: one list of rows, since a CASE over them takes many times as long."""
    rows = ", ".join(["(%s, %s, %s, %s)"] * len(entries))
    values = [value for one in entries for value in (one.pk, one.number, one.digest, one.seal)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE records_entry SET number = placed.column2, digest = placed.column3, seal = placed.column4"
            f" FROM (VALUES {rows}) AS placed WHERE records_entry.id = placed.column1",
            values,
        )
        assert cursor.rowcount == len(entries)


def head() -> tuple[int, str]:
    """Number and digest of the last sealed entry."""
    return Entry.objects.filter(number__isnull=False).order_by("-number").values_list("number", "digest").first() or (
        0,
        START,
    )


def now() -> datetime:
    """The database's time of day, never before that of the latest entry: a clock set back opens nothing again."""
    latest, told = _LATEST.first(), clock.now()
    return max(told, latest["at"]) if latest else told


def moment() -> tuple[str, list[Any]]:
    """`now`, held against the latest entry in the statement that needs it: its words there, and the values for them."""
    told, values = clock.in_statement()
    latest = "(SELECT at FROM records_entry ORDER BY id DESC LIMIT 1)"
    greatest = "GREATEST" if connection.vendor == "postgresql" else "MAX"
    given = [connection.ops.adapt_datetimefield_value(value) for value in values]
    return f"{greatest}({told}, COALESCE({latest}, {told}))", given * 2


_LATEST = Entry.objects.order_by("-id").values("at")


def mark(number: int, digest: str, secret: str | None = None) -> str:
    """The site's mark over a head, by the secret key of today or another, which lies beside the database and in no backup."""
    return keyed("records.head", f"{number}:{digest}", secret)


def is_genuine(by: Sequence[str | None] = (None,)) -> bool:
    """Whether the head bears the site's mark by today's secret key, or by one of those given.

    Where it does not, nothing is marked after it: a chain made anew would look genuine.
    """
    last = (
        Entry.objects.filter(number__isnull=False).order_by("-number").values_list("number", "digest", "seal").first()
    )
    return last is None or any(hmac.compare_digest(last[2], mark(last[0], last[1], secret)) for secret in by)


@transaction.atomic
def accept() -> tuple[int, str]:
    """Mark the head that is there: after the secret key was changed, by whoever knows that the chain is the right one."""
    number, digest = head()
    Entry.objects.filter(number=number).update(seal=mark(number, digest))
    write("record.accepted", None, subject=number)
    return number, digest


@dataclass(frozen=True)
class Checked:
    """What checking the chain found. `wrong`: the number of the first entry that is missing, altered or emptied.

    `genuine`: whether the head bears the mark of this site's secret key.
    """

    sealed: int
    waiting: int
    erased: int
    head: str
    wrong: int | None
    how: str = ""
    genuine: bool = True


def verify(expected: tuple[int, str] | None = None) -> Checked:
    """Check every link. `expected`: an earlier head, which shows whether the chain's end was cut off."""
    number, digest, erased, seen = 0, START, 0, expected is None or expected[0] == 0
    waiting = Entry.objects.filter(number=None).count()
    erasures = Entry.objects.filter(kind="business.erased", business__isnull=False)  # themselves in the chain
    gone = set(erasures.values_list("business", flat=True))
    emptied: int | None = None
    genuine = is_genuine()

    def found(wrong: int | None, how: str = "") -> Checked:
        if emptied is not None and (wrong is None or emptied < wrong):
            wrong, how = emptied, "emptied, though its business was not erased"
        return Checked(number if emptied is None else emptied - 1, waiting, erased, digest, wrong, how, genuine)

    for one in Entry.objects.filter(number__isnull=False).order_by("number").iterator(BATCH):
        if one.number != number + 1:
            return found(number + 1, "missing")
        erased += one.facts is None
        if one.facts is None and emptied is None and one.business not in gone:
            emptied = one.number
        changed = one.facts is not None and digest_of_facts(one.salt, one.facts) != one.facts_digest
        if changed or link(digest, one.number, one) != one.digest:
            return found(one.number, "altered")
        number, digest = one.number, one.digest
        if expected and number == expected[0]:
            if digest != expected[1]:
                return found(number, "altered")
            seen = True
    if not seen and expected:
        return found(number + 1, "missing")
    return found(None)


def link(before: str, number: int, one: Entry) -> str:
    """The digest of an entry at its place after another."""
    content = [
        before, number, one.at.astimezone(UTC).isoformat(), one.who_id, one.role, str(one.business or ""), one.kind,
        one.subject, one.facts_digest,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def digest_of_facts(salt: str, facts: dict[str, Any]) -> str:
    """The digest of what an entry says, salted, so that nobody can guess what was erased."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{salt}|{text}".encode()).hexdigest()
