"""The identity provider, and how somebody is sent there."""

import secrets
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from balcao.accounts.adapter import provider_away
from balcao.accounts.national.tokens import AWAY, MOST_AGE, National


class Provider(OpenIDConnectProvider):
    """Sends a nonce that only the session knows, and asks for a sign-in that is not old."""

    package = "balcao.accounts.national"
    oauth2_adapter_class = National

    @property
    def server_url(self) -> str:
        """Where the metadata lie: at the issuer's own address, so that what is asked and what is expected are one setting."""
        return f"{self.app.settings['server_url'].rstrip('/')}/.well-known/openid-configuration"

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return list(self.get_scope())

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:
        return dict(self.get_auth_params())

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **more: Any
    ) -> HttpResponse:
        nonce = secrets.token_urlsafe(32)
        more["auth_params"] = {**(more.get("auth_params") or {}), "nonce": nonce, "max_age": str(MOST_AGE)}
        try:
            sent = super().redirect(request, process, next_url, data, nonce=nonce, **more)
        except AWAY:
            return provider_away(request)
        if urlsplit(sent["Location"])[:2] == urlsplit(str(self.app.settings["server_url"]))[:2]:
            return sent
        # a browser follows no form to a host that the policy does not name, but a link
        return render(request, "socialaccount/onward.html", {"to": sent["Location"], "name": self.name})


provider_classes = [Provider]
