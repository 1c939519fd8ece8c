"""The verifiable draw, version 1: an order among entrants that nobody could choose and anybody can compute again.

What it promises and how is in docs/methods/draw.md. Text is UTF-8, hashes are SHA-256 in lowercase hex.
"""

import hashlib
import hmac
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

VERSION = 1
SEAL = "record_sha256"
"""The record's last key: the hash of the record's text with this hash blanked. It covers what enters no other hash."""
_BLANK = "0" * 64
_KEYS = (
    "version", "phase", "places", "strata", "entrants", "entrants_sha256", "commitment", "nonce", "beacon", "seed",
    "order", "selected",
)  # fmt: skip


class DrawError(Exception):
    """What is wrong with a draw: the code of a sentence, and the facts that fill it."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Beacon:
    """Public randomness: where it comes from, which one it is, and its value."""

    source: str
    round: str
    value: str


def commitment(nonce: str) -> str:
    """What the agency publishes before the phase opens: the hash of its nonce, taken of the hex text."""
    return _sha256(nonce)


def draw(
    phase: str,
    entrants: Mapping[str, str],
    places: int,
    strata: Mapping[str, int],
    nonce: str,
    beacon: Beacon,
) -> dict[str, Any]:
    """Draw places among entrants; returns the record.

    entrants: public references, each with its stratum or "". strata: places kept for each; what they leave goes to
    all who remain. nonce: 64 hex digits. Raises DrawError for a nonce, reference or number that cannot be.
    """
    refs = sorted(entrants)
    _check_inputs(refs, places, strata, nonce)
    entrants_sha256 = _sha256("\n".join(refs))
    seed = _sha256(f"balcao-draw-v{VERSION}|{entrants_sha256}|{nonce}|{beacon.value}")
    order = _order(refs, entrants, strata, seed)
    return {
        "version": VERSION,
        "phase": phase,
        "places": places,
        "strata": [{"name": name, "places": kept} for name, kept in strata.items()],
        "entrants": [{"ref": ref, "stratum": entrants[ref]} for ref in refs],
        "entrants_sha256": entrants_sha256,
        "commitment": commitment(nonce),
        "nonce": nonce,
        "beacon": {"source": beacon.source, "round": beacon.round, "value": beacon.value},
        "seed": seed,
        "order": order,
        "selected": order[:places],
    }


def record_text(record: Mapping[str, Any]) -> str:
    """The record as published: one line of JSON that ends with its own seal."""
    body = json.dumps({**record, SEAL: _BLANK}, ensure_ascii=False, separators=(",", ":")) + "\n"
    head, tail = body.rsplit(_BLANK, 1)
    return head + _sha256(body) + tail


def verify(text: str | bytes) -> dict[str, Any]:
    """Check every part of a published record with nothing but itself; returns it. Raises DrawError for the first thing wrong."""
    record, text = _parse(text)
    entrants = {one["ref"]: one["stratum"] for one in record["entrants"]}
    refs = [one["ref"] for one in record["entrants"]]
    strata = {one["name"]: one["places"] for one in record["strata"]}
    if len(entrants) < len(refs):
        raise DrawError("ref_twice", ref=_twice(refs))
    if refs != sorted(refs):
        raise DrawError("entrants_unsorted")
    if len(strata) < len(record["strata"]):
        raise DrawError("stratum_twice", name=_twice([one["name"] for one in record["strata"]]))
    _check_inputs(refs, record["places"], strata, record["nonce"])
    if record["entrants_sha256"] != _sha256("\n".join(refs)):
        raise DrawError("entrants_sha256")
    if record["commitment"] != commitment(record["nonce"]):
        raise DrawError("commitment")
    again = draw(
        record["phase"], entrants, record["places"], strata, record["nonce"], Beacon(**record["beacon"])
    )  # fmt: skip
    if record["seed"] != again["seed"]:
        raise DrawError("seed")
    for name in ("order", "selected"):
        if record[name] != again[name]:
            place = next(
                (n for n, pair in enumerate(zip(record[name], again[name], strict=False)) if len(set(pair)) > 1), -1
            )
            place = place if place >= 0 else min(len(record[name]), len(again[name]))
            raise DrawError(name, place=place + 1)
    if SEAL in record:
        head, found, tail = text.rpartition(record[SEAL])
        if not found or _sha256(head + _BLANK + tail) != record[SEAL]:
            raise DrawError("seal")
    return record


def _order(refs: Sequence[str], stratum_of: Mapping[str, str], strata: Mapping[str, int], seed: str) -> list[str]:
    """All entrants: those whom a stratum's places take, stratum by stratum, then the rest in the order of the remainder."""
    if not strata:
        return by_ticket(refs, seed)
    members: dict[str, list[str]] = {name: [] for name in strata}
    for ref in refs:
        if stratum_of[ref] in members:
            members[stratum_of[ref]].append(ref)
    first = [ref for name in strata for ref in by_ticket(members[name], _sha256(f"{seed}|{name}"))[: strata[name]]]
    taken = set(first)
    return first + by_ticket((ref for ref in refs if ref not in taken), _sha256(f"{seed}|remainder"))


def by_ticket(refs: Iterable[str], seed: str) -> list[str]:
    """References by their ticket, HMAC-SHA256 with the seed's hex text as the key."""
    key, ticket = seed.encode(), hmac.digest
    return [ref for _, ref in sorted((ticket(key, ref.encode(), "sha256"), ref) for ref in refs)]


def _check_inputs(refs: Sequence[str], places: int, strata: Mapping[str, int], nonce: str) -> None:
    if not re.fullmatch("[0-9a-f]{64}", nonce):
        raise DrawError("nonce")
    for ref in refs:
        if not ref or not ref.isprintable() or ref != ref.strip():
            raise DrawError("ref", ref=ref)
    if places < 0 or any(kept < 0 for kept in strata.values()) or sum(strata.values()) > places:
        raise DrawError("places", places=places)
    if "" in strata or "remainder" in strata:
        raise DrawError("stratum", name="remainder" if "remainder" in strata else "")


def _parse(text: str | bytes) -> tuple[dict[str, Any], str]:
    try:
        text = text.decode() if isinstance(text, bytes) else text
        record = json.loads(text, object_pairs_hook=_pairs)
    except (ValueError, RecursionError):
        raise DrawError("unreadable") from None
    if not isinstance(record, dict):
        raise DrawError("unreadable")
    for key in _KEYS:
        if key not in record:
            raise DrawError("key_missing", key=key)
    for key in record:
        if key not in (*_KEYS, SEAL):
            raise DrawError("key_unknown", key=key)
    if record["version"] != VERSION or isinstance(record["version"], bool):
        raise DrawError("version", version=record["version"])
    texts = (record["phase"], record["entrants_sha256"], record["commitment"], record["nonce"], record["seed"])
    shapes = (
        all(isinstance(value, str) for value in (*texts, record.get(SEAL, ""))),
        _whole(record["places"]),
        _rows(record["strata"], {"name": str, "places": int})
        and all(_whole(one["places"]) for one in record["strata"]),
        _rows(record["entrants"], {"ref": str, "stratum": str}),
        _rows([record["beacon"]], {"source": str, "round": str, "value": str}),
        all(isinstance(record[key], list) and all(isinstance(ref, str) for ref in record[key]) for key in _KEYS[-2:]),
    )
    if not all(shapes):
        raise DrawError("shape")
    return record, text


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _rows(rows: object, columns: Mapping[str, type]) -> bool:
    if not isinstance(rows, list):
        return False
    return all(
        isinstance(row, dict)
        and row.keys() == columns.keys()
        and all(isinstance(row[n], t) for n, t in columns.items())
        for row in rows
    )


def _twice(names: Sequence[str]) -> str:
    return next(name for name, count in Counter(names).items() if count > 1)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
