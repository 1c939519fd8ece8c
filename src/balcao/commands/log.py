"""`balcao log`: check the record's chain, and tell its head, which belongs in a safe place elsewhere."""

import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from balcao.commands.start import start


def add_to(commands: Any) -> None:
    """Describe the command."""
    parser: ArgumentParser = commands.add_parser(
        "log", help="check the record of decisions, changes, messages and looks"
    )
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="find an entry that is missing or was altered")
    verify.add_argument(
        "--head", metavar="NUMBER:DIGEST", help="a head that was told earlier: shows whether the end was cut off"
    )
    verify.set_defaults(run=run_verify)
    accept = actions.add_parser("accept", help="mark the head with today's secret key, after the key was changed")
    accept.set_defaults(run=run_accept)
    head = actions.add_parser("head", help="print number and digest of the last sealed entry")
    head.set_defaults(run=run_head)


def run_verify(options: Namespace) -> int:
    """Say whether the chain holds; else which entry is the first that does not."""
    start()
    from balcao.records.record import verify

    number, colon, digest = (options.head or "").partition(":")
    if options.head and not (colon and number.isdigit()):
        print("A head is a number, a colon and a digest, as `balcao log head` prints it.", file=sys.stderr)
        return 2
    found = verify((int(number), digest) if options.head else None)
    if found.wrong is not None:
        print(
            f"Entry {found.wrong} is {found.how}. The {found.sealed} entries before it are as they were written.",
            file=sys.stderr,
        )
        return 1
    if not found.genuine:
        print(
            "The entries hold together, but the last one does not bear the mark of this site's secret key: the chain was made "
            "anew by somebody else, or the key was changed. If you know that it was the key: balcao log accept.",
            file=sys.stderr,
        )
        return 1
    print(
        f"The record holds and bears this site's mark: {found.sealed} entries, head {found.sealed}:{found.head}. "
        f"{found.erased} have had their facts erased; {found.waiting} are not sealed yet."
    )
    return 0


def run_accept(options: Namespace) -> int:
    """Mark the head that is there, if the entries hold together."""
    start()
    from balcao.records.record import accept, verify

    found = verify()
    if found.wrong is not None:
        print(f"Entry {found.wrong} is {found.how}. Nothing was marked.", file=sys.stderr)
        return 1
    print("Marked {}:{}".format(*accept()))
    return 0


def run_head(options: Namespace) -> int:
    """Print the head."""
    start()
    from balcao.records.record import head

    print("{}:{}".format(*head()))
    return 0
