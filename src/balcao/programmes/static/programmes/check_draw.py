"""Checks the record of a draw with nothing but itself: python check_draw.py draw.json"""

import hashlib
import hmac
import json
import sys


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def in_order(refs, seed):
    return sorted(refs, key=lambda ref: hmac.new(seed.encode(), ref.encode(), "sha256").hexdigest())


with open(sys.argv[1], encoding="utf-8") as file:
    record = json.load(file)
stratum_of = {entrant["ref"]: entrant["stratum"] for entrant in record["entrants"]}
entrants = sorted(stratum_of)
seed = sha256("|".join(["balcao-draw-v1", sha256("\n".join(entrants)), record["nonce"], record["beacon"]["value"]]))
order = []
for stratum in record["strata"]:
    members = [ref for ref in entrants if stratum_of[ref] == stratum["name"]]
    order += in_order(members, sha256(seed + "|" + stratum["name"]))[: stratum["places"]]
rest = set(entrants) - set(order)
order += in_order(rest, sha256(seed + "|remainder") if record["strata"] else seed)
right = (sha256(record["nonce"]), order, order[: record["places"]])
print("right" if right == (record["commitment"], record["order"], record["selected"]) else "WRONG")
