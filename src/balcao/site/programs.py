"""What programs may rely on at the API: a write that is sent again is done once, what has not changed is not sent again, and
every refusal has one shape."""

import hashlib
import json
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from pydantic import BaseModel

from balcao.api import ROOT, Refused, answer
from balcao.businesses.models import Token
from balcao.businesses.rights import Right, memberships
from balcao.language import say
from balcao.programmes.interests import interested
from balcao.programmes.models import Application
from balcao.programmes.rights import phases_of
from balcao.site.models import Write

REMEMBERED = timedelta(days=2)
"""How long a write is known by its key."""
LONGEST = 200
"""Characters of a key."""
OPEN = (f"{ROOT}/phases", f"{ROOT}/openapi.json")
"""What pages of other sites may read, too: it is public."""
WRITES = ("POST", "PUT", "PATCH", "DELETE")


class Programs:
    """Around every call of the API: an unchanged read is answered with 304, and what a write answered is kept with its key."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/api/"):
            return self.get_response(request)
        response = self._read(request) if request.method in ("GET", "HEAD") else self._write(request)
        if response.status_code == 405:
            allowed = {"Allow": response.get("Allow", "")}
            response = answer(request, Refused(405, "method", say("api-method"), headers=allowed))
        patch_vary_headers(response, ("Authorization", "Accept-Language"))
        if request.path.startswith(OPEN) and request.method in ("GET", "HEAD"):
            response["Access-Control-Allow-Origin"] = "*"
        if limit := getattr(request, "limit", None):
            for name, value in zip(("Limit", "Remaining", "Reset"), limit, strict=True):
                response[f"RateLimit-{name}"] = str(value)
        return response

    def _read(self, request: HttpRequest) -> HttpResponse:
        head = request.method == "HEAD"
        request.method = "GET"
        request.META.pop("HTTP_IF_UNMODIFIED_SINCE", None)  # nothing says when it was last changed
        response = self.get_response(request)
        if response.status_code == 200 and not response.streaming:
            if not response.has_header("ETag"):  # weak: the same content, compressed or not
                response["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()}"'
            public = request.path.startswith(OPEN) and not request.headers.get("Authorization")
            response["Cache-Control"] = (
                "no-cache" if public else "no-store"
            )  # a program keeps what it read, with its ETag
            response = get_conditional_response(request, etag=response["ETag"], response=response)
        if response.status_code == 412:
            response = answer(request, Refused(412, "changed_meanwhile", say("moved-meanwhile")))
        if head:
            request.method = "HEAD"
            if not response.streaming:
                response.headers.setdefault("Content-Length", str(len(response.content)))
                response.content = b""
        return response

    def _write(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
        except BaseException:
            _let_go(request)
            raise
        response["Cache-Control"] = "no-store"
        if not hasattr(request, "claimed"):
            return response
        if response.status_code >= 500:
            _let_go(request)
        else:
            _keep(request, response)
        return response


def named(view: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse what is asked for after the question mark and not known there, rather than answer another question."""
    queries = [model for model in view._ninja_operation.models if model.__ninja_param_source__ == "query"]  # type: ignore[attr-defined]
    known = {name for model in queries for name in model.__ninja_flatten_map__}

    @wraps(view)
    def run(request: HttpRequest, **values: Any) -> Any:
        if strange := sorted(set(request.GET) - known):
            faults = [(name, "extra_forbidden", say("api-field-unknown", at=name)) for name in strange]
            raise Refused(422, "invalid", " ".join(sentence for _, _, sentence in faults), faults)
        return view(request, **values)

    return run


def once(view: Callable[..., Any]) -> Callable[..., Any]:
    """Do a write that carries a key of its own once: whoever sends it again is told what came of it.

    It stands where the caller is known, its calls are counted and what it sent is read whole and understood, so nothing
    is kept of a call that never ran.
    """

    prepare = getattr(view, "beforehand", None)

    @wraps(view)
    def run(request: HttpRequest, **values: Any) -> Any:
        key = request.headers.get("Idempotency-Key", "")
        if not key or request.method not in WRITES or not isinstance(request.auth, Token):
            request.prepared = prepare and prepare(request, **values)
            return view(request, **values)
        if len(key) > LONGEST:
            raise Refused(422, "write_key_long", say("write-key-long", most=LONGEST))
        mine = _asked(request, key, values)
        if prepare:
            kept = Write.objects.filter(key=mine.key).first()
            if told := kept and _told_before(kept, mine):
                return told
            request.prepared = prepare(request, **values)
        return _claim(request, mine) or view(request, **values)

    return run


def _asked(request: HttpRequest, key: str, values: dict[str, Any]) -> Write:
    """The row of this call, not written yet."""
    token = request.auth
    whose = hashlib.sha256(f"{token.pk}|{key}".encode()).hexdigest()
    return Write(
        key=whose, token=token, business_id=_business(token, values), content=_content(request, values),
        standing=_standing(token),
    )  # fmt: skip


def _told_before(kept: Write, mine: Write) -> HttpResponse | None:
    """The answer that the key has, if any. Raises Refused where it was another call's."""
    tells = kept.status is None or bool(kept.answer)  # that an interest was declared tells nothing
    if kept.content != mine.content or (tells and kept.standing != mine.standing):
        name = "write-key-other" if kept.content != mine.content else "write-key-rights"
        raise Refused(422, name.replace("-", "_"), say(name))
    if kept.status is None:
        return None
    told = HttpResponse(kept.answer, status=kept.status, content_type="application/json")
    told["Idempotent-Replay"] = "true"
    if kept.place:
        told["Location"] = kept.place
    return told


def _claim(request: HttpRequest, mine: Write) -> HttpResponse | None:
    """Take the key for this call, or give the answer that it has.

    From here on the call is one transaction, which holds the key's row: what was done and what was answered are kept together,
    or neither is. A row that nobody holds and that has no answer was left by a process that died, and did nothing.
    """
    with suppress(IntegrityError), transaction.atomic():
        mine.save(force_insert=True)
    with ExitStack() as held:
        held.enter_context(transaction.atomic())
        kept = Write.objects.select_for_update(skip_locked=True, of=("self",)).filter(key=mine.key).first()
        if kept is None:
            raise Refused(409, "under_way", say("write-under-way"), headers={"Retry-After": "5"})
        if told := _told_before(kept, mine):
            return told
        request.claimed, request.held = kept, held.pop_all()
    return None


def _keep(request: HttpRequest, response: HttpResponse) -> None:
    """Keep what was done, and with it the answer if the same call would have the same one again; else the next one runs."""
    with request.held:
        mine = Write.objects.filter(pk=request.claimed.pk)
        if response.streaming or not (response.status_code < 300 or getattr(request, "final", False)):
            mine.delete()
        else:
            answered, place = response.content.decode(), response.get("Location", "")
            mine.update(status=response.status_code, answer=answered, place=place)


def _let_go(request: HttpRequest) -> None:
    """Nothing is kept of this call: the next one with its key runs."""
    if hasattr(request, "claimed"):
        with request.held:
            transaction.set_rollback(True)
        Write.objects.filter(pk=request.claimed.pk, status=None).delete()


def _content(request: HttpRequest, values: dict[str, Any]) -> str:
    """What was asked, as one digest: where, and every value; of a file its name and content, however it was wrapped."""
    told = {name: _told(value) for name, value in values.items()}
    asked = [
        request.method,
        request.get_full_path().replace("/api/v1/", "/api/", 1),
        told,
    ]  # one call at both addresses
    return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()


def _told(value: Any) -> Any:
    if isinstance(value, UploadedFile):
        digest = hashlib.sha256()
        for chunk in value.chunks():
            digest.update(chunk)
        value.seek(0)
        return [value.name, digest.hexdigest()]
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value


def _standing(token: Token) -> str:
    """What the key's owner may do now: an answer is given again only while that is as it was."""
    if token.business_id is not None:
        found = memberships(token.user, Right.SEE).filter(business=token.business_id).values_list("role", flat=True)
    else:
        found = [*phases_of(token.user).order_by("pk").values_list("pk", flat=True), *sorted(interested(token.user))]
    return hashlib.sha256(" ".join(map(str, found)).encode()).hexdigest()


def _business(token: Token, values: dict[str, Any]) -> Any:
    """The business that the answer is about: when it is erased, so is what was answered."""
    if token.business_id is not None:
        return token.business_id
    about = Application.objects.filter(pk=values.get("application_id")) if "application_id" in values else None
    return about.values_list("business", flat=True).first() if about is not None else None


def forget_writes(now: datetime) -> None:
    """Keep the table small."""
    Write.objects.filter(at__lt=now - REMEMBERED).delete()
