"""`balcao key`: changes the secret key without losing what is kept by it."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from typing import Any

from balcao.commands.start import start


def add_to(commands: Any) -> None:
    """Describe the command."""
    parser: ArgumentParser = commands.add_parser("key", help="change the secret key, and renew what is kept by it")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    for name, run, about in (
        ("state", run_state, "tell which key is used, since when, and how much is kept by older ones"),
        ("change", run_change, "make a new key in the folder of the site; the one before it is still read"),
        ("renew", run_renew, "encrypt by today's key whatever is kept by an older one; safe to repeat"),
        ("forget", run_forget, "read no older key any more; refused while something is kept by one"),
    ):
        actions.add_parser(name, help=about).set_defaults(run=run)


def run_state(options: Namespace) -> int:
    """Tell names of keys, never keys."""
    start()
    from django.conf import settings

    from balcao.encryption import name_of, secret_keys
    from balcao.site import options as given
    from balcao.site.renewal import by_old_keys

    first, *older = map(name_of, secret_keys())
    file = settings.HOME / given.KEY_FILE
    since = "as BALCAO_SECRET_KEY says"
    if not given.SECRET_KEY.text():
        made = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        since = f"in {file} since {made:%Y-%m-%d} ({(datetime.now(UTC) - made).days} days)"
    print(f"Key {first}, {since}.\nOlder keys that are read: {', '.join(older) or 'none'}.")
    print(f"Secrets kept by an older key, or in an older way: {by_old_keys()}.")
    return 0


def run_change(options: Namespace) -> int:
    """A new key, where the key is a file."""
    start()
    from django.conf import settings

    from balcao.site import options as given

    if given.SECRET_KEY.text():
        print(
            "The key is given as BALCAO_SECRET_KEY: write a new one there, put the old one first in BALCAO_OLD_SECRET_KEYS, "
            "restart, then: balcao key renew.",
            file=sys.stderr,
        )
        return 2
    given.change_key(settings.HOME)
    print("There is a new key; the old one is still read. Restart web and workers, then: balcao key renew.")
    return 0


def run_renew(options: Namespace) -> int:
    """Renew; code 1 if something cannot be read, or the record was not marked."""
    start()
    from balcao.site.renewal import renew

    done = renew()
    print(f"Renewed: {done.texts} secrets, {done.marks} marks of applications alike.")
    if done.head:
        print("The record's head is marked by today's key.")
    if done.marks_left:
        print(f"{done.marks_left} marks stand for something that nobody can tell any more; they are left.")
    for line in done.unreadable:
        print(f"Cannot be read: {line}", file=sys.stderr)
    if done.head_refused:
        print(
            f"The record is not marked: {done.head_refused}. Look at: balcao log verify, balcao log accept.",
            file=sys.stderr,
        )
    return 1 if done.unreadable or done.head_refused else 0


def run_forget(options: Namespace) -> int:
    """Older keys are read no more."""
    start()
    from django.conf import settings

    from balcao.site import options as given
    from balcao.site.renewal import by_old_keys

    if kept := by_old_keys():
        print(f"{kept} secrets are kept by an older key, or in an older way. First: balcao key renew.", file=sys.stderr)
        return 1
    if given.OLD_SECRET_KEYS.text():
        print("Older keys are given as BALCAO_OLD_SECRET_KEYS: empty it, and restart.", file=sys.stderr)
        return 2
    given.keep_old(settings.HOME, [])
    print("No older key is read any more. Restart web and workers.")
    return 0
