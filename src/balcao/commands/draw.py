"""`balcao draw`: draw places among references, or check a published record; needs no site and no network."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from balcao.analytics.draw import Beacon, DrawError, draw, record_text, verify
from balcao.analytics.report.languages import LANGUAGES
from balcao.analytics.report.texts import Catalogue


def add_to(commands: Any) -> None:
    """Describe the command and its options."""
    parser: ArgumentParser = commands.add_parser("draw", help="draw places, or check the record of a draw")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    run_ = actions.add_parser("run", help="draw, and print the record")
    run_.add_argument("--phase", required=True, metavar="NAME")
    run_.add_argument(
        "--entrants", required=True, type=Path, metavar="FILE", help="one reference a line, then perhaps a tab and its stratum"
    )  # fmt: skip
    run_.add_argument(
        "--places", required=True, action="append", metavar="N", help="places in all; STRATUM=N keeps places for a stratum"
    )  # fmt: skip
    run_.add_argument("--nonce", required=True, metavar="HEX", help="64 hex digits, committed to beforehand")
    run_.add_argument("--beacon", required=True, metavar="VALUE", help="the public randomness")
    run_.add_argument("--source", default="", metavar="TEXT", help="where the public randomness comes from")
    run_.add_argument("--round", default="", metavar="TEXT", help="which one it is")
    run_.add_argument("--language", choices=list(LANGUAGES), default="en")
    run_.set_defaults(run=run)
    check = actions.add_parser("verify", help="check every part of a published record")
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--language", choices=list(LANGUAGES), default="en")
    check.set_defaults(run=run_verify)


def run(options: Namespace) -> int:
    """Print the record of a draw."""
    try:
        entrants = read_entrants(options.entrants)
        places, strata = _places(options.places)
        beacon = Beacon(options.source, options.round, options.beacon)
        text = record_text(draw(options.phase, entrants, places, strata, options.nonce, beacon))
    except DrawError as error:
        return _refuse(options.language, error)
    sys.stdout.write(text)
    return 0


def run_verify(options: Namespace) -> int:
    """Say whether the record is right, or the first thing that is wrong."""
    try:
        record = verify(_read(options.file))
    except DrawError as error:
        return _refuse(options.language, error)
    facts = {"phase": record["phase"], "entrants": len(record["order"]), "selected": len(record["selected"])}
    print(Catalogue(options.language, "", 2).say("draw-right", **facts))
    return 0


def read_entrants(file: Path) -> dict[str, str]:
    """References with their strata, from a file of lines. Raises DrawError for a line that cannot be, or comes twice."""
    try:
        lines = _read(file).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise DrawError("entrants_not_text", file=file.name) from None
    entrants: dict[str, str] = {}
    for line in lines:
        ref, _, stratum = line.partition("\t")
        if ref in entrants:
            raise DrawError("ref_twice", ref=ref)
        entrants[ref] = stratum
    return entrants


def _places(given: list[str]) -> tuple[int, dict[str, int]]:
    """Places in all, and those kept for strata; without a number for all, the strata's sum."""
    total, strata = None, {}
    for text in given:
        name, equals, number = text.rpartition("=")
        try:
            count = int(number)
        except ValueError:
            raise DrawError("places", places=text) from None
        if not equals:
            total = count
        elif name in strata:
            raise DrawError("stratum_twice", name=name)
        else:
            strata[name] = count
    return (sum(strata.values()) if total is None else total), strata


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise DrawError("no_file", file=str(file), why=error.strerror or str(error)) from error


def _refuse(language: str, error: DrawError) -> int:
    facts = {name: str(fact) for name, fact in error.facts.items()}
    print(Catalogue(language, "", 2).say(f"draw-wrong-{error.code}", None, facts), file=sys.stderr)
    return 2
