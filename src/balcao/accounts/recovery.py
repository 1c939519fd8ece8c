"""Recovery codes: shown once, when they are made, and kept as hashes by which nobody finds them again.

Only who has to show a second factor has any, since it is that which they stand for: nobody who proves by less makes some that open more later.
They lie in allauth's table of second factors, so that they go with the last of those; allauth itself would keep the seed of all of them.
"""

import hmac
import logging
import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from hashlib import scrypt
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from balcao.accounts.devices import offer_end
from balcao.accounts.models import User
from balcao.accounts.proof import must_show_factor, proven
from balcao.accounts.resume import signed_in
from balcao.encryption import SEEDS, UnreadableError, decrypt
from balcao.records import record

log = logging.getLogger("balcao.accounts")

COUNT, LENGTH = 10, 10
ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
"""Twenty letters that make no words: ten of them are 43 bits."""
COST = {"n": 2**14, "r": 8, "p": 5}
"""Of scrypt, as the standard's list of hashes for passwords has it."""
NEW, OLD = (Q(type=Authenticator.Type.RECOVERY_CODES, data__has_key=key) for key in ("hashes", "seed"))
"""Codes as they are kept, and as they were before 0.1.0: a seed of all of them, until they are hashed."""


def make(user: User) -> list[str]:
    """New codes for somebody who has a second factor, told this once; those before open nothing any more."""
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(COUNT)]
    data = {"migrated_codes": [], **hashed(codes)}  # what allauth looks at is empty
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
        Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data=data)
        record.write("factor.reset", user, subject=user.pk, factor="recovery_codes")
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def forget(user: User, by: User | None = None) -> None:
    """Those that there are open nothing any more."""
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()[0]:
        record.write("factor.removed", by or user, subject=user.pk, factor="recovery_codes")


def hashed(codes: list[str]) -> dict[str, object]:
    """As they are kept: a salt of 128 bits for the set, and the hash of each."""
    salt = secrets.token_bytes(16)
    with ThreadPoolExecutor(2) as workers:
        kept = list(workers.map(lambda code: _hash(code, salt), codes))
    return {"salt": salt.hex(), "hashes": kept}


def left(user: User) -> int:
    """How many of somebody's codes still open: none of which the seed cannot be read."""
    found = _of(user)
    try:
        return len(found.data["hashes"] if "hashes" in found.data else _of_seed(found.data)) if found else 0
    except UnreadableError:
        return 0


def used(user: User, given: str) -> Authenticator | None:
    """Use a code up: the row that it is of, or None if it is none. Call it with the person's row locked."""
    code = "".join(given.upper().replace("-", "").split())
    found = _of(user)
    if found is None or len(code) not in (LENGTH, 8):  # 8: digits, from before codes were hashed
        return None
    if "seed" in found.data:
        try:
            codes = _of_seed(found.data)
        except UnreadableError:
            codes = []
        if not any(hmac.compare_digest(code.encode(), one.encode()) for one in codes):
            return None
        found.data = _without_seed(found.data)
    if not found.data["hashes"]:
        return None
    mark = _hash(code, bytes.fromhex(found.data["salt"]))
    rest = [one for one in found.data["hashes"] if not hmac.compare_digest(one, mark)]
    if len(rest) == len(found.data["hashes"]):
        return None
    found.data["hashes"] = rest
    found.save(update_fields=["data"])
    return found


def hash_next(at: datetime) -> int:
    """Hash the codes of the next person of whom the seed is kept, as allauth did: a duty, since each takes a second. Returns how many there were.

    A seed that cannot be read stays as it is: its secret key may be known again.
    """
    unreadable = 0
    for found in Authenticator.objects.filter(OLD).order_by("pk"):
        try:
            data = _without_seed(found.data)
            break
        except UnreadableError:
            unreadable += 1
    else:
        if unreadable:
            log.error("recovery codes unreadable", extra={"people": unreadable})
        return 0
    with transaction.atomic():
        held = Authenticator.objects.select_for_update().filter(pk=found.pk).first()
        if held is not None and held.data == found.data:  # else one was used meanwhile, or there are new ones
            held.data = data
            held.save(update_fields=["data"])
    return 1


@signed_in
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """How many codes are left, and the way to new ones and on."""
    if not must_show_factor(request.user):
        return redirect("mfa_index")
    return render(request, "mfa/recovery_codes/index.html", {"left": left(request.user)})


@signed_in
@require_http_methods(["GET", "POST"])
@proven
def generate(request: HttpRequest) -> HttpResponse:
    """Make new codes; the answer shows them, and nothing else ever does."""
    if request.method == "GET" or not must_show_factor(request.user):
        return redirect("mfa_view_recovery_codes")
    codes = make(request.user)
    get_adapter().send_notification_mail("mfa/email/recovery_codes_generated", request.user)
    offer_end(request)
    return render(request, "mfa/recovery_codes/index.html", {"codes": codes, "left": len(codes)})


def _of(user: User) -> Authenticator | None:
    return Authenticator.objects.filter(NEW | OLD, user=user).first()


def _of_seed(data: dict[str, Any]) -> list[str]:
    """The codes that allauth made of a seed, without those that were used. Raises UnreadableError."""
    digest, codes = hmac.new(decrypt(data["seed"], SEEDS).encode("ascii"), None, "sha1"), []
    for number in range(COUNT):
        digest.update(f"{number:3},".encode())
        codes.append(f"{int.from_bytes(digest.digest()[:4], 'big') % 10**8:08}")
    return [code for number, code in enumerate(codes) if not data.get("used_mask", 0) & 1 << number]


def _without_seed(data: dict[str, Any]) -> dict[str, Any]:
    return {"migrated_codes": [], **hashed(_of_seed(data))}


def _hash(code: str, salt: bytes) -> str:
    return scrypt(code.encode(), salt=salt, maxmem=2**26, dklen=32, **COST).hex()
