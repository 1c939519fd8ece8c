"""Letters about accounts that nobody on a page asked for: told to whoever it concerns, in their language."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import override

from balcao.accounts.models import User
from balcao.language import say


def write_to(user: User, letter: str, **facts: object) -> None:
    """Write the letter called `letter-…`, with its subject; a worker sends it."""
    with override(user.language or settings.LANGUAGE_CODE):
        text = say(f"letter-{letter}", agency=settings.AGENCY, contact=settings.CONTACT, **facts)
        subject = say(f"letter-{letter}", "subject", agency=settings.AGENCY)
    send_mail(subject, f"{text}\n\n-- \n{settings.AGENCY}", settings.DEFAULT_FROM_EMAIL, [user.email])
