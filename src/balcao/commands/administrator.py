"""`balcao administrator`: makes the first administrator, who gives everybody else their role on the site."""

import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from balcao.commands.start import start


def add_to(commands: Any) -> None:
    """Describe the command."""
    parser: ArgumentParser = commands.add_parser("administrator", help="make somebody an administrator")
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument(
        "--reset-second-factor", action="store_true",
        help="forget the second factor of an administrator who has lost it, and sign them out everywhere",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Make the account if there is none; it signs in by a code sent to the address, then sets up a second factor."""
    start()
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.urls import reverse

    from balcao.accounts.actions.administer import add_person, forget_second_factor
    from balcao.accounts.addresses import as_kept
    from balcao.accounts.models import Role, User

    if options.reset_second_factor:
        user = User.objects.filter(email=as_kept(options.email), role=Role.ADMINISTRATOR).first()
        if user is None:
            print(f"There is no administrator {options.email}.", file=sys.stderr)
            return 2
        forget_second_factor(None, user, "machine")
        print(f"{user.email} signs in by a mailed code and sets up a new second factor.")
        return 0
    try:
        user = add_person(None, options.email, Role.ADMINISTRATOR)
    except ValidationError as error:
        print(error.messages[0], file=sys.stderr)
        return 2
    print(
        f"{user.email} is an administrator: sign in at {settings.ADDRESS}{reverse('account_login')} by a mailed code,"
    )
    print("and set up a second factor there (an authenticator app, or a passkey).")
    return 0
