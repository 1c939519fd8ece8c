"""The draw again, by somebody who read only docs/methods/draw.md: python draw_by_hand.py RECORD prints what is wrong, or nothing."""

import hashlib
import hmac
import json
import sys


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def order(refs, key):
    return sorted(refs, key=lambda ref: hmac.new(key.encode(), ref.encode(), "sha256").hexdigest())


with open(sys.argv[1], encoding="utf-8") as file:
    r = json.load(file)
refs = sorted(e["ref"] for e in r["entrants"])
entrants_sha256 = sha("\n".join(refs))
seed = sha("balcao-draw-v1|" + entrants_sha256 + "|" + r["nonce"] + "|" + r["beacon"]["value"])
first = []
for s in r["strata"]:
    members = [e["ref"] for e in r["entrants"] if e["stratum"] == s["name"]]
    first += order(members, sha(seed + "|" + s["name"]))[: s["places"]]
rest = [ref for ref in refs if ref not in set(first)]
whole = first + order(rest, sha(seed + "|remainder") if r["strata"] else seed)
found = {"entrants_sha256": entrants_sha256, "commitment": sha(r["nonce"]), "seed": seed, "order": whole, "selected": whole[: r["places"]]}  # fmt: skip
print(" ".join(key for key, value in found.items() if r[key] != value), end="")
