"""The one way in which an application changes its state: allowed or refused, once, and written down."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from balcao.accounts.models import User
from balcao.language import say, words
from balcao.messaging.tell import emit_many
from balcao.programmes.models import Application, PlaceMoved
from balcao.programmes.states import ACTS, Act, State, may
from balcao.records import record

JOINED: Final = ("after_the_draw", "back_in_order")
"""Reasons for which one who was found eligible late comes onto the list."""
LEFT_OR_OFFERED: Final = (State.WITHDRAWN, State.LAPSED, State.INELIGIBLE, State.SELECTED)


class MovedAlready(ValidationError):
    """Somebody else changed the application meanwhile, or it may not become what was asked. Nothing was changed."""


def move(
    application: Application, act: Act, who: User | None, reason: dict[str, Any] | None = None, **changes: Any
) -> None:
    """Do an act: change the state, with other columns at the same time. The caller has locked the application.

    `reason`: codes of rules or words, told to the applicant. Raises MovedAlready if the act is not possible in the
    application's state, or if that is no longer what the caller saw.
    """
    before, to = State(application.state), ACTS[act].ends
    if not may(act, before):
        raise MovedAlready(say("moved-already", state=words().word("application", before)))
    now = timezone.now()
    wanted = {
        "state": to,
        "state_at": now,
        "reason": reason,
        "proposal": None,
        **changes,
    }  # a proposal was for how it was
    if not Application.objects.filter(pk=application.pk, state=before).update(**wanted):
        application.refresh_from_db()
        raise MovedAlready(say("moved-already", state=words().word("application", application.state)))
    for name, value in wanted.items():
        setattr(application, name, value)
    facts = _facts(act, before, reason)
    subject = application.reference or application.pk
    entry = record.entry("application.moved", who, application.business_id, subject, **facts)
    record.write_all([entry])
    emit_many("application.moved", [_event(application, facts)])
    _tell_public([application], before, entry.at)


def move_many(
    applications: Sequence[Application],
    act: Act,
    before: State,
    who: User | Sequence[User] | None,
    reason: dict[str, Any] | None = None,
    columns: Sequence[str] = (),
) -> None:
    """Do an act to many that are in one state, whose rows the caller has locked, each row once.

    `who`: one for all, or one for each. `columns`: what the caller has set on the applications, written with the state. Raises MovedAlready.
    """
    to = ACTS[act].ends
    if not may(act, before):
        raise MovedAlready(say("moved-already", state=words().word("application", before)))
    now = timezone.now()
    if _write(applications, before, {"state": to, "state_at": now, "reason": reason, "proposal": None}, columns) != len(
        applications
    ):
        raise MovedAlready(say("moved-meanwhile"))
    facts = _facts(act, before, reason)
    people = who if isinstance(who, Sequence) else [who] * len(applications)
    entries = [
        record.entry("application.moved", one, a.business_id, a.reference or a.pk, **facts)
        for a, one in zip(applications, people, strict=True)
    ]
    record.write_all(entries)
    emit_many("application.moved", [_event(a, facts) for a in applications])
    for application in applications:
        application.state, application.state_at, application.reason = to, now, reason
    _tell_public(applications, before, entries[0].at if entries else now)


def _tell_public(moved: Sequence[Application], before: State, now: datetime) -> None:
    """Write down for everybody how the list moved on, at the record's moment: not the draw itself, an award going its way, nor the list's end, which everybody left on it shares."""

    def shown(a: Application) -> bool:
        code = (a.reason or {}).get("code")
        if a.phase.settled_at is None or a.position is None or code == "list_ended":
            return False
        after_the_list = a.phase.list_ended_at is not None and a.state == State.SELECTED
        return code in JOINED or after_the_list or (before != State.ELIGIBLE and a.state in LEFT_OR_OFFERED)

    PlaceMoved.objects.bulk_create(
        PlaceMoved(phase=a.phase, at=now, reference=a.reference, state=a.state) for a in moved if shown(a)
    )


def _event(a: Application, facts: dict[str, Any]) -> tuple[object, UUID | None, dict[str, Any]]:
    return a.reference or a.pk, a.business_id, {"id": str(a.pk), "phase": a.phase.slug, **facts}


def _facts(act: Act, before: State, reason: dict[str, Any] | None) -> dict[str, Any]:
    """What the record and programs are told: codes alone; what an officer wrote is for the applicant."""
    codes = {name: reason[name] for name in ("rules", "code") if reason and reason.get(name)}
    return {"act": act.value, "from": before.value, "to": ACTS[act].ends.value, "reason": codes or None}


def _write(applications: Sequence[Application], before: State, same: dict[str, Any], columns: Sequence[str]) -> int:
    """Write the same to all, and to each its own; returns how many were in the state `before`.

    One statement sent many times: a CASE over thousands of rows takes ten times as long.
    """
    if not applications:
        return 0
    fields = [Application._meta.get_field(name) for name in (*same, *columns)]
    key = Application._meta.pk
    shared = [f.get_db_prep_save(value, connection) for f, value in zip(fields, same.values(), strict=False)]
    rows = [
        (
            *shared,
            *(f.get_db_prep_save(getattr(a, f.attname), connection) for f in fields[len(same) :]),
            key.get_db_prep_value(a.pk, connection),
            before.value,
        )
        for a in applications
    ]
    changes = ", ".join(f"{connection.ops.quote_name(f.column)} = %s" for f in fields)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE programmes_application SET {changes} WHERE id = %s AND state = %s", rows)
        return int(cursor.rowcount)
