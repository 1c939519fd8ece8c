"""Letters about accounts: told to whoever it concerns, in their language, and worth reading for days, unlike a code."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import override

from balcao.accounts.models import User
from balcao.language import say


class Letter(EmailMessage):
    """One that is still worth reading when the mail server was away for a while."""

    of_use = timedelta(days=5)


def write_to(user: User, letter: str, **facts: object) -> None:
    """Write the letter called `letter-…`, with its subject and what more there is to say; a worker sends it."""
    with override(user.language or settings.LANGUAGE_CODE):
        whom = say("letter-whom", "at" if settings.CONTACT else None, agency=settings.AGENCY, contact=settings.CONTACT)
        facts |= {"agency": settings.AGENCY, "whom": whom}
        text = "\n\n".join((say(f"letter-{letter}", **facts), say(f"letter-{letter}", "more", **facts)))
        subject = say(f"letter-{letter}", "subject", **facts)
    Letter(subject, f"{text}\n\n-- \n{settings.AGENCY}", settings.DEFAULT_FROM_EMAIL, [user.email]).send()


def who_is(user: User) -> str:
    """Somebody by the name that they gave themselves and the address that is theirs."""
    return f"{user.name} ({user.email})" if user.name else user.email
