"""Hooks go outside and nowhere else: to public addresses over TLS, to the address that was looked at, and nothing inside is probed."""

import base64
import hashlib
import hmac
import socket
import ssl
import threading
import urllib.error
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from balcao.accounts.models import Role
from balcao.messaging import outside
from balcao.messaging.actions.change_hooks import make_hook, try_hook
from balcao.messaging.models import Delivery, Hook
from balcao.messaging.outside import NotOutsideError, is_public, post_outside, server_of
from balcao.messaging.send import send, signed
from tests.processes import HUNG

INSIDE = [
    "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
    "240.0.0.1", "::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "64:ff9b::7f00:1",
    "2002:7f00:1::", "2002:a00:1::1", "2001:db8::1", "192.0.2.1",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_what_lies_inside_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_lies_outside_is(address):
    assert is_public(address)


@pytest.mark.django_db
@pytest.mark.parametrize("url", [
    "http://ledger.example/hook", "https://127.0.0.1/", "https://[::ffff:127.0.0.1]/", "https://localhost/", "https://x.localhost./",
    "https://169.254.169.254/latest", "https://user:word@ledger.example/", "ftp://ledger.example/", "https://", "https://ledger.example:0/",
    "https://ledger.example:8443/hook", "https://ledger.example:22/", "https://ledger.example:80/",
])  # fmt: skip
def test_a_hook_that_leads_inside_is_refused_when_it_is_made(url, make_user):
    with pytest.raises(ValidationError):
        make_hook(make_user("admin", Role.ADMINISTRATOR), "x", url)
    assert not Hook.objects.exists()


@pytest.mark.parametrize("server, urls", [
    ("xn--bcher-kva.example:443", ["https://bücher.example/", "https://BÜCHER.example:443/a", "https://xn--bcher-kva.example./", "https://bu\u0308cher。example。/"]),
    ("example.org:80", ["http://example.org", "http://ｅxample.org/", "http://Example.ORG.:80/x"]),
    ("8.8.8.8:443", ["https://8.8.8.8/", "https://8.8.2056/", "https://0x08080808/"]),
    ("2606:4700::1111:443", ["https://[2606:4700::1111]/", "https://[2606:4700:0:0::1111]/"]),
    (f"{'ü.' * 140}example:443", [f"https://{'ü.' * 140}example/"]), (f"{'ü' * 80}:443", [f"https://{'ü' * 80}/"]),
], ids=lambda one: one if isinstance(one, str) and len(one) < 40 else "")  # fmt: skip
def test_a_server_has_one_name_however_its_address_is_spelt(server, urls):
    assert {server_of(url) for url in urls} == {server}


@pytest.mark.django_db
@pytest.mark.parametrize("found", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:127.0.0.1"]])
def test_a_name_that_leads_inside_is_not_called_and_nothing_of_it_is_told(found, make_user, monkeypatch):
    hook = make_hook(make_user("admin", Role.ADMINISTRATOR), "x", "https://ledger.example/hook")
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in found]
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda *arguments, **more: rows)
    monkeypatch.setattr(outside.socket, "create_connection", lambda *arguments: pytest.fail("it was called"))
    try_hook(make_user("other", Role.ADMINISTRATOR), hook)
    assert not send(Delivery.objects.get().pk)
    told = Delivery.objects.get()
    with override("en"):
        assert told.error == "not-outside" and "not public" in told.trouble


@pytest.mark.django_db
def test_a_closed_door_and_a_silent_one_are_told_alike(make_user, settings):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    settings.HOOK_HOSTS = [f"http://127.0.0.1:{port}"]
    hook = make_hook(make_user("admin", Role.ADMINISTRATOR), "x", f"http://127.0.0.1:{port}/")
    try_hook(make_user("other", Role.ADMINISTRATOR), hook)
    assert not send(Delivery.objects.get().pk) and Delivery.objects.get().error == "no-answer"


def test_it_connects_to_the_address_that_was_looked_at_and_checks_the_names_certificate(monkeypatch):
    called, names = [], []

    class Context:
        def wrap_socket(self, plain, server_hostname):
            names.append(server_hostname)
            raise ssl.SSLError("no certificate")

    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 443))]
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda *arguments, **more: rows)
    monkeypatch.setattr(
        outside.socket, "create_connection", lambda address, _: called.append(address) or socket.socket()
    )
    monkeypatch.setattr(outside._Pinned, "__init__", _with(Context()))
    with pytest.raises(OSError):
        post_outside("https://ledger.example/hook", b"{}", {}, HUNG)
    assert called == [("8.8.8.8", 443)] and names == ["ledger.example"]


def _with(context):
    made = outside._Pinned.__init__

    def init(self, *arguments):
        made(self, *arguments)
        self._tls = context

    return init


@pytest.mark.parametrize("status", [200, 204, 302, 403, 500])
def test_only_2xx_is_an_answer_and_no_redirect_is_followed(status, monkeypatch):
    class Program(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Location", "https://127.0.0.1/")
            self.end_headers()

        def log_message(self, *arguments):
            pass

    class Plain:
        def wrap_socket(self, plain, server_hostname):
            return plain

    server = HTTPServer(("127.0.0.1", 0), Program)
    threading.Thread(target=server.handle_request, daemon=True).start()
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 443))]

    def called(address, timeout):
        made = socket.socket()
        made.settimeout(timeout)
        made.connect(server.server_address)
        return made

    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda *arguments, **more: rows)
    monkeypatch.setattr(outside.socket, "create_connection", called)
    monkeypatch.setattr(outside._Pinned, "__init__", _with(Plain()))
    if status < 300:
        post_outside("https://ledger.example/hook?a=1", b"{}", {"x": "y"}, HUNG)
    else:
        with pytest.raises(urllib.error.HTTPError):
            post_outside("https://ledger.example/hook", b"{}", {}, HUNG)
    server.server_close()


@pytest.mark.django_db
def test_a_trial_goes_to_the_one_that_is_tried(make_user):
    admin = make_user("admin", Role.ADMINISTRATOR)
    one, _ = (make_hook(admin, name, f"https://{name}.example/") for name in ("one", "two"))
    try_hook(admin, one)
    assert [delivery.hook for delivery in Delivery.objects.all()] == [one]


def test_an_older_secret_signs_with_its_text_and_a_new_one_with_its_bytes():
    new = "whsec_" + base64.b64encode(b"k" * 32).decode()
    for secret, key in (
        ("xXLvlYJ06WDU9ZunWjC7Wk307iYNMTlNzrczDiHyg-Y", b"xXLvlYJ06WDU9ZunWjC7Wk307iYNMTlNzrczDiHyg-Y"),
        (new, b"k" * 32),
    ):
        headers = signed(secret, "id", b"{}")
        content = f"id.{headers['webhook-timestamp']}.".encode() + b"{}"
        wanted = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
        assert headers["webhook-signature"] == f"v1,{wanted}"
    with pytest.raises(NotOutsideError):
        post_outside("http://ledger.example/", b"", {}, 1)


@pytest.mark.parametrize(("listed", "url", "may"), [
    ("ledger.example", "https://ledger.example/hook", True), ("ledger.example", "https://ledger.example:443/", True),
    ("ledger.example", "https://LEDGER.example./", True), ("ledger.example", "https://ledger.example:8443/", False),
    ("ledger.example:8443", "https://ledger.example:8443/", True), ("ledger.example:8443", "https://ledger.example/", False),
    ("ledger.example", "http://ledger.example/", False), ("http://ledger.example", "http://ledger.example/", True),
    ("http://ledger.example", "https://ledger.example/", False), ("http://10.0.0.5:8080", "http://10.0.0.5:8080/x", True),
    ("http://10.0.0.5:8080", "http://10.0.0.5/x", False), ("10.0.0.5", "https://10.0.0.5/", True), ("[fd00::5]", "https://[fd00::5]/", True),
    ("ledger.example", "https://other.example/", False), ("ledger.example", "https://x.ledger.example/", False),
    ("ledger.example", "https://ledger.example@other.example/", False), ("", "https://ledger.example/", False),
    ("*", "https://ledger.example/", True), ("*", "https://ledger.example:8443/", False), ("*", "https://10.0.0.5/", False),
])  # fmt: skip
def test_hooks_go_only_to_hosts_and_ports_of_the_list(listed, url, may, settings):
    settings.HOOK_HOSTS = listed.split(",") if listed else []
    if may:
        outside.check(url)
    else:
        with pytest.raises(NotOutsideError):
            outside.check(url)


@pytest.fixture(params=["headers", "tls"])
def dripping(request):
    """A program that sends a byte now and then, for ever: each read is answered, and nothing ever ends."""
    ended = threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))

    def drip():
        try:
            came, _ = listening.accept()
        except OSError:
            return  # nobody came
        with came:
            came.recv(65536)
            record = b"\x16\x03\x03\x40\x00"  # of TLS, 16 kB long
            came.sendall(b"HTTP/1.1 200 OK\r\nX: " if request.param == "headers" else record)
            with suppress(OSError):
                while not ended.wait(0.02):
                    came.sendall(b"\0" if request.param == "tls" else b"x")

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    yield request.param, listening.getsockname()
    ended.set()
    with suppress(OSError):
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(HUNG)
    listening.close()


@pytest.mark.parametrize("named", [True, False])
def test_a_program_that_drips_is_left_after_the_time_for_the_whole_call(named, dripping, settings, monkeypatch):
    """It would go on until the test is killed: each read alone is in time."""
    kind, (host, port) = dripping
    url = f"https://{host}:{port}/" if kind == "tls" else f"http://{host}:{port}/"
    if named:
        settings.HOOK_HOSTS = [url.removeprefix("https://").rstrip("/")]
    else:
        rows, came = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 443))], []

        def called(address, left):
            made = socket.socket()
            made.settimeout(left)
            made.connect((host, port))
            came.append(address)
            return made

        monkeypatch.setattr(outside.socket, "getaddrinfo", lambda *arguments, **more: rows)
        monkeypatch.setattr(outside.socket, "create_connection", called)
        if kind == "headers":
            plain = type("Plain", (), {"wrap_socket": lambda self, plain, server_hostname: plain})
            monkeypatch.setattr(outside._Pinned, "__init__", _with(plain()))
        url = "https://ledger.example/"
    with pytest.raises(TimeoutError):
        post_outside(url, b"{}", {}, 0.5)
    assert named or came == [("8.8.8.8", 443)]


def test_an_answer_that_is_cut_by_the_bound_is_no_answer():
    """Python takes headers that end with the connection for whole ones."""
    listening = socket.create_server(("127.0.0.1", 0))

    def half():
        came, _ = listening.accept()
        with came:
            came.recv(65536)
            came.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            while came.recv(65536):  # the body may come apart from the headers
                pass  # until it is hung up

    thread = threading.Thread(target=half, daemon=True)
    thread.start()
    with pytest.raises(TimeoutError):
        outside.post_inside(f"http://127.0.0.1:{listening.getsockname()[1]}/", b"{}", {}, 0.3)
    thread.join(HUNG)
    listening.close()
