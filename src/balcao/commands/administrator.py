"""`balcao administrator`: makes the first administrator, who gives everybody else their role on the site."""

from argparse import ArgumentParser, Namespace
from typing import Any

from balcao.commands.start import start


def add_to(commands: Any) -> None:
    """Describe the command."""
    parser: ArgumentParser = commands.add_parser("administrator", help="make somebody an administrator")
    parser.add_argument("email", metavar="EMAIL")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Make the account if there is none; it signs in by a code sent to the address, then sets up a second factor."""
    start()
    from allauth.account.models import EmailAddress

    from balcao.accounts.models import Role, User

    email = options.email.strip().lower()
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    user.role = Role.ADMINISTRATOR
    user.save(update_fields=["role"])
    EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    print(f"{email} is an administrator and can sign in.")
    return 0
