"""Somebody with a checked address, tries that begin at nothing, and the code in a mail."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache

from balcao.accounts import recovery


@pytest.fixture(autouse=True)
def fresh_limits(db):
    """Each test begins with no tries counted."""
    cache.clear()


@pytest.fixture(autouse=True)
def slow_hands(settings):
    """A code that a test reads from an app may be typed when its 30 seconds are just over; the site itself takes none then."""
    settings.MFA_TOTP_TOLERANCE = 1


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch):
    """Recovery codes cost a second to make and to try; what they cost in earnest is held in tests/site/test_security_page.py."""
    monkeypatch.setitem(recovery.COST, "n", 2**4)


@pytest.fixture
def ana(make_user):
    """Somebody with a checked address."""
    user = make_user("ana")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def code_in(mail) -> str:
    return re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail.body, re.M)[1]
