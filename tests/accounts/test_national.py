"""What a provider says is believed only if it is signed by the issuer that was set up, for this site and this sign-in; and it may be away."""

import json
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from balcao.accounts.models import User

pytestmark = pytest.mark.django_db

KEY, OTHER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


class Provider(ThreadingHTTPServer):
    """Says what it is told to say: as a good provider at first, and otherwise what a test sets."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.seen: list[str] = []
        self.answers: dict = {
            "/.well-known/openid-configuration": {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/keys",
            },
            "/keys": {"keys": [{**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())), "kid": "one"}]},
            "/userinfo": {"sub": "citizen-7", "email": "lei@example.test", "email_verified": True, "name": "Lei Sok I"},
        }

    def gives(self, claims: dict, key=KEY, algorithm="RS256", **header) -> None:
        token = jwt.encode(claims, key, algorithm, {"kid": "one", **header})
        self.answers["/token"] = {"access_token": "a", "token_type": "Bearer", "id_token": token}


class Asked(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = self.path.split("?")[0]
        self.server.seen.append(path)
        answer = self.server.answers.get(path)
        if isinstance(answer, str):
            self.send_response(302)
            self.send_header("Location", answer)
            self.end_headers()
            return
        body = b"not JSON" if answer is None else json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *arguments) -> None:
        pass


@pytest.fixture
def provider(settings):
    server = Provider()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    app = {"provider_id": "national", "name": "Cartão", "client_id": "balcao", "secret": "s",
           "settings": {"server_url": server.address, "oauth_pkce_enabled": True}}  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.OIDC = True
    yield server
    server.shutdown()
    server.server_close()


def begun(client, query="") -> dict[str, str]:
    """What the site sends to the provider."""
    start = client.post(f"/accounts/oidc/national/login/{query}")
    assert start.status_code == 302, start.content.decode()[-500:]
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(start["Location"]).query))


def good(provider, sent) -> dict:
    now = int(time.time())
    return {"iss": provider.address, "sub": "citizen-7", "aud": "balcao", "iat": now, "exp": now + 300,
            "nonce": sent["nonce"], "auth_time": now}  # fmt: skip


def back(client, sent):
    return client.get(f"/accounts/oidc/national/login/callback/?code=x&state={urllib.parse.quote(sent['state'])}")


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_token_that_is_genuine_opens(provider, client):
    sent = begun(client)
    assert len(sent["nonce"]) >= 43 and len(sent["state"]) >= 43 and sent["max_age"] == "3600"
    assert set(sent["scope"].split()) == {"openid", "profile", "email"} and sent["code_challenge"]
    provider.gives(good(provider, sent))
    back(client, sent)
    assert signed_in(client) and User.objects.get().email == "lei@example.test"


NOT_BELIEVED = {
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "another issuer": {"iss": "https://elsewhere.example"},
    "for another site": {"aud": "another"},
    "for another site, too": {"aud": ["balcao", "another"]},
    "over": {"exp": int(time.time()) - 3600},
    "nobody's": {"sub": None},
    "of an old sign-in": {"auth_time": int(time.time()) - 7200},
    "of no time": {"auth_time": "yesterday"},
}


@pytest.mark.parametrize("why", NOT_BELIEVED)
def test_a_token_for_something_else_opens_nothing(why, provider, client):
    sent = begun(client)
    claims = {name: value for name, value in {**good(provider, sent), **NOT_BELIEVED[why]}.items() if value is not None}
    provider.gives(claims)
    answer = back(client, sent)
    assert answer.status_code == 401 and not signed_in(client) and not User.objects.exists()


@pytest.mark.parametrize(
    "how",
    [
        {"key": OTHER},
        {"key": "x" * 32, "algorithm": "HS256"},
        {"key": None, "algorithm": "none"},
        {"kid": "two"},
        {"key": OTHER, "jwk": json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OTHER.public_key()))},
    ],
    ids=["another key", "a secret", "unsigned", "unknown key", "a key that it brings"],
)
def test_a_token_that_the_issuer_did_not_sign_opens_nothing(how, provider, client):
    sent = begun(client)
    provider.gives(good(provider, sent), **how)
    assert back(client, sent).status_code == 401 and not signed_in(client)


def test_a_token_of_an_earlier_sign_in_is_not_taken_again(provider, client):
    sent = begun(client)
    provider.gives(good(provider, sent))
    back(client, sent)
    assert signed_in(client)
    thief = Client()
    again = begun(thief)
    assert back(thief, again).status_code == 401 and not signed_in(thief)


def test_a_token_without_a_time_of_signing_in_is_taken_as_the_weakest_and_proves_nothing(provider, client):
    sent = begun(client)
    claims = good(provider, sent)
    del claims["auth_time"]
    provider.gives(claims)
    back(client, sent)
    assert signed_in(client)
    assert client.post("/accounts/me/erase/")["Location"].startswith("/accounts/prove/") and User.objects.exists()


def test_what_is_told_beside_the_token_must_be_of_the_same_person(provider, client):
    provider.answers["/userinfo"]["sub"] = "citizen-8"
    sent = begun(client)
    provider.gives(good(provider, sent))
    assert back(client, sent).status_code == 401 and not signed_in(client)


def test_no_token_at_all_opens_nothing(provider, client):
    sent = begun(client)
    provider.answers["/token"] = {"access_token": "a"}
    assert back(client, sent).status_code == 401 and not signed_in(client)


def test_metadata_of_another_issuer_are_refused_before_anybody_is_sent_there(provider, client):
    provider.answers["/.well-known/openid-configuration"]["issuer"] = f"{provider.address}/"
    assert client.post("/accounts/oidc/national/login/").status_code == 503


def test_the_reader_changes_nothing_of_what_is_asked(provider, client):
    sent = begun(client, "?auth_params=nonce%3Dmine%26max_age%3D999999&scope=admin")
    assert sent["nonce"] != "mine" and sent["max_age"] == "3600" and "admin" not in sent["scope"]


@pytest.mark.parametrize("where", ["/.well-known/openid-configuration", "/keys", "/token", "/userinfo"])
@pytest.mark.parametrize("how", ["elsewhere", "nonsense"])
def test_no_redirect_is_followed_and_nonsense_is_told_in_words(where, how, provider, client):
    sent = begun(client) if "configuration" not in where else None
    if sent:
        provider.gives(good(provider, sent))
    provider.answers[where] = f"{provider.address}/inside" if how == "elsewhere" else None
    answer = (
        back(client, sent) if sent else client.post("/accounts/oidc/national/login/", headers={"accept-language": "en"})
    )
    assert answer.status_code in (401, 503) and not signed_in(client)
    assert "/inside" not in provider.seen


@pytest.mark.parametrize(("language", "words"), [("en", "does not answer"), ("pt", "não responde"), ("zh", "沒有回應")])
def test_a_provider_that_is_away_is_told_in_words_with_the_other_ways_to_sign_in(language, words, settings, as_user):
    app = {"provider_id": "national", "name": "ID", "client_id": "balcao", "secret": "s",
           "settings": {"server_url": "http://127.0.0.1:1", "oauth_pkce_enabled": True}}  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    answer = as_user(None, {"zh": "zh-hant"}.get(language, language)).post("/accounts/oidc/national/login/")
    assert answer.status_code == 503 and words in answer.content.decode()
    assert "/accounts/login/" in answer.content.decode()


def test_a_provider_whose_page_is_on_another_host_is_reached_by_a_link(provider, client):
    there = f"http://localhost:{provider.server_port}/authorize"
    provider.answers["/.well-known/openid-configuration"]["authorization_endpoint"] = there
    answer = client.post("/accounts/oidc/national/login/", headers={"accept-language": "en"})
    assert answer.status_code == 200 and f'href="{there}?' in answer.content.decode()
