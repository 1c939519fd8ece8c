"""Everything that is kept by the secret key, made anew by the one of today: after the key was changed, or lost.

Each row is renewed by itself and only where it is still what was read, so the site may run meanwhile and this may be repeated.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.db import models, transaction

from balcao.accounts.models import User
from balcao.encryption import DRAW, HOOKS, SEEDS, UnreadableError, decrypt, encrypt, is_kept, is_renewed, secret_keys
from balcao.messaging.models import Hook
from balcao.programmes.duplicates import renew as renew_marks
from balcao.programmes.models import Application, Mark, Phase
from balcao.records import record


@dataclass
class Renewed:
    """How much was renewed, what can be read and what cannot any more (a line each), and whether the record's head was marked."""

    texts: int = 0
    readable: int = 0
    marks: int = 0
    marks_left: int = 0
    unreadable: list[str] = field(default_factory=list)
    head: bool = False
    head_refused: str = ""


def renew() -> Renewed:
    """Renew all that can be read. What cannot stays as it is, and is told: another old key may still open it."""
    done = Renewed()
    for row, name, text, purpose in kept():
        if is_renewed(text):
            _try(done, row, text, purpose)
        elif (clear := _try(done, row, text, purpose)) is not None:
            done.texts += _write(row, name, text, encrypt(clear, purpose))
    if (
        done.readable or not done.unreadable
    ):  # a key by which nothing can be read is not this site's: nothing is made by it
        done.marks, done.marks_left = renew_marks(Application, Mark, User)
    _mark_head(done)
    return done


def by_old_keys() -> int:
    """How many texts are still kept by another key than today's, or in an older way."""
    return sum(not is_renewed(text) for _, _, text, _ in kept())


def kept() -> Iterator[tuple[models.Model, str, str, str]]:
    """Every encrypted text: its row, its column (or the name within `data`), itself, and its purpose."""
    for factor in Authenticator.objects.order_by("pk"):
        yield from ((factor, name, text, SEEDS) for name, text in factor.data.items() if is_kept(text))
    for hook in Hook.objects.order_by("pk"):
        yield hook, "secret", hook.secret, HOOKS
    to_draw = Phase.objects.filter(settled_at=None).exclude(nonce="").exclude(state=Phase.State.CANCELLED)
    for phase in to_draw.order_by("pk"):  # what was drawn is public
        yield phase, "nonce", phase.nonce, DRAW


def _try(done: Renewed, row: models.Model, text: str, purpose: str) -> str | None:
    try:
        clear = decrypt(text, purpose)
        done.readable += 1
        return clear
    except UnreadableError as error:
        done.unreadable.append(f"{row._meta.label} {row.pk}: {error}")
        return None


@transaction.atomic
def _write(row: models.Model, name: str, before: str, after: str) -> bool:
    """Whether it was still what was read, and is now the other."""
    held = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if held is None:
        return False
    if isinstance(held, Authenticator):
        if held.data.get(name) != before:
            return False
        held.data = {**held.data, name: after}
        held.save(update_fields=["data"])
        return True
    if getattr(held, name) != before:
        return False
    setattr(held, name, after)
    held.save(update_fields=[name])
    return True


def _mark_head(done: Renewed) -> None:
    """Mark the record's head by today's key, if every entry holds and it bore the mark of a key that is known."""
    if record.is_genuine():
        return
    found = record.verify()
    if found.wrong is not None:
        done.head_refused = f"entry {found.wrong} is {found.how}"
    elif not record.is_genuine(secret_keys()):
        done.head_refused = "its head bears the mark of no key that is known here"
    else:
        record.accept()
        done.head = True
