"""`balcao simulate`: a made-up shop's export to try things on without anybody's data, or a made-up economy for sizing."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from balcao.analytics.economies import codes, economy, minor_digits
from balcao.analytics.simulation.kinds import KINDS


def add_to(commands: Any) -> None:
    """Describe the command and its options."""
    parser: ArgumentParser = commands.add_parser("simulate", help="make up a shop's sales export")
    parser.add_argument("out", type=Path, metavar="OUT.csv", nargs="?")
    parser.add_argument(
        "--businesses", type=int, metavar="N", help="instead of a file: fill an empty deployment's database"
    )
    parser.add_argument(
        "--applications",
        type=int,
        default=0,
        metavar="N",
        help="how many of the businesses have applied in one open phase",
    )
    parser.add_argument("--kind", choices=list(KINDS), default="cafe")
    parser.add_argument("--economy", choices=list(codes()), default="MO")
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same shop")
    parser.add_argument("--lines", type=int, help="about how many lines; more than usual makes a busier shop")
    parser.add_argument(
        "--problem", metavar="CHECK", help="plant the problem that this check is made for, with its true size"
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Write the export, and with a problem say what it is truly worth; or fill the database."""
    if options.businesses:
        return _fill(options)
    if options.out is None:
        print("Say where to write the export: balcao simulate OUT.csv", file=sys.stderr)
        return 2
    from balcao.analytics.simulation.books import (  # here, so that other commands start without it
        books,
        recipe,
        write_export,
    )
    from balcao.analytics.simulation.problems import NEED_A_WAGE, PROBLEMS

    if options.problem and options.problem not in PROBLEMS:
        print(f"No check is called {options.problem}. There are: {', '.join(PROBLEMS)}.", file=sys.stderr)
        return 2
    place = economy(options.economy)
    if options.problem in NEED_A_WAGE and place.wage_floor is None:
        print(
            f"Nobody has told us the wage floor of {place.name}, so {options.problem} has no worth there.",
            file=sys.stderr,
        )
        return 2
    made = recipe(options.kind, place, options.days, options.seed)
    if options.lines:
        usual = float(made.level.sum()) * (1 + made.kind.extra)
        made = replace(made, level=made.level * (options.lines / usual))
    if options.problem:
        filled, truth = PROBLEMS[options.problem](made)
        digits = minor_digits(place.currency)
        write_export(filled, options.out)
        print(
            f"{options.out}: {len(filled.day)} lines, {options.problem} worth {truth / 10**digits:.{digits}f} a month"
        )
    else:
        filled = books(made)
        write_export(filled, options.out)
        print(f"{options.out}: {len(filled.day)} lines")
    return 0


def _fill(options: Namespace) -> int:
    from balcao.commands.start import start

    start()
    from balcao.businesses.models import Business
    from balcao.programmes.demo.economy import fill

    if Business.objects.exists():
        print("This deployment has businesses already. Made-up ones are only put into an empty one.", file=sys.stderr)
        return 2
    tell = (lambda done: print(f"\r{done}", end="", flush=True)) if sys.stdout.isatty() else (lambda done: None)
    phase = fill(options.businesses, options.applications, options.seed, tell)
    print(f"{options.businesses} businesses, {options.applications} applications in {phase.slug}")
    return 0
