"""What the provider says is believed only if it is signed with a key of the issuer that was set up, for this site, and for this sign-in."""

import secrets
import time
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from requests import RequestException

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Those of two keys; what is signed by a secret that both know, or not at all, is refused."""
AWAY = (RequestException, OAuth2Error, KeyError, ValueError)
"""What is raised when the provider does not answer, or answers something else than it should."""
MOST_AGE = 3600
"""Seconds for which a sign-in at the provider counts here; an older one is asked to be made anew."""
LEEWAY = 60
"""Seconds by which the provider's clock may be off."""
NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


class National(OpenIDConnectOAuth2Adapter):
    """allauth's, but for what it takes on trust. `nonce` is what this sign-in was begun with."""

    nonce = ""

    @property
    def issuer(self) -> str:
        """As it was set up, to the letter."""
        return str(self.get_provider().app.settings["server_url"])

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's metadata. Raises OAuth2Error if they are another's or no metadata."""
        found = super().openid_config
        if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in NEEDED):
            raise OAuth2Error("no metadata of a provider")
        if found["issuer"] != self.issuer:
            raise OAuth2Error("metadata of another issuer")
        if self.issuer.startswith("https:") and not all(found[name].startswith("https:") for name in NEEDED):
            raise OAuth2Error("metadata lead away from https")
        return found

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **more: Any) -> Any:
        """Whose sign-in it is: as the ID token says; what the provider tells beside it must be of the same person."""
        answer = more["response"]
        if not isinstance(answer.get("id_token"), str):
            raise OAuth2Error("no ID token")
        claims = self._decode_id_token(app, answer["id_token"])
        data = {"id_token": claims}
        if isinstance(self.openid_config.get("userinfo_endpoint"), str):
            told = self._fetch_user_info(token.token)
            if not isinstance(told, dict) or told.get("sub") != claims["sub"]:
                raise OAuth2Error("told of somebody else")
            data["userinfo"] = told
        return self.get_provider().sociallogin_from_response(request, data)

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key(jwt.get_unverified_header(id_token)),
                algorithms=ALGORITHMS,
                issuer=self.issuer,
                audience=app.client_id,
                leeway=LEEWAY,
                options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("ID token not genuine") from error
        if claims["aud"] not in (app.client_id, [app.client_id]):
            raise OAuth2Error("ID token for others, too")
        if not self.nonce or not secrets.compare_digest(str(claims["nonce"]).encode(), self.nonce.encode()):
            raise OAuth2Error("ID token of another sign-in")
        at = claims.get("auth_time")  # one that does not say counts as the weakest there is: see docs/security.md
        if at is not None and (not isinstance(at, int | float) or time.time() - at > MOST_AGE + LEEWAY):
            raise OAuth2Error("signed in too long ago")
        return claims

    def _key(self, header: dict[str, Any]) -> jwt.PyJWK:
        """The issuer's key that the token names; what a token says of where to find keys is not looked at."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            told = answer.json()
        if not isinstance(told, dict):
            raise OAuth2Error("no keys")
        keys = [key for key in jwt.PyJWKSet.from_dict(told).keys if key.public_key_use in (None, "sig")]
        named = [key for key in keys if key.key_id == header.get("kid")] if header.get("kid") else keys
        if len(named) != 1:
            raise OAuth2Error("no such key")
        return named[0]
