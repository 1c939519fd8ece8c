"""How many codes may be asked for by mail: so few that nobody is flooded or guesses, and so that no stranger uses up what its owner waits for.

A browser in which somebody has signed in before is counted by itself (its cookie is signed), others by the network that they ask from, and all
strangers together once more. A code that was sent stays valid in the browser that asked, whatever others ask for. Whoever is signed in and
proves who they are is counted apart.
"""

from allauth.core import ratelimit
from django.http import HttpRequest

from balcao.accounts.models import User
from balcao.accounts.quota import source
from balcao.accounts.sessions import browser, last_here

OWN, NETWORK, STRANGERS, PROOF = "code_own_browser", "code_network", "code_strangers", "code_proof"
"""What is counted for an address: asked from one of its own browsers, from one network, by all strangers together, by who is signed in.
The bounds are settings."""


def may_ask(request: HttpRequest, address: str) -> bool:
    """Whether one more code may be sent to this address; it is counted."""
    user = User.objects.filter(email=address).first()
    if user is not None and last_here(request) == str(user.pk):
        return ratelimit.consume(request, action=OWN, key=f"{address} {browser(request)}")
    if not ratelimit.consume(request, action=NETWORK, key=f"{address} {source()}"):
        return False
    return ratelimit.consume(request, action=STRANGERS, key=address)
