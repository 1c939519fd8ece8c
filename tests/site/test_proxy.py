"""The proxy as shipped, run for real in front of the site: TLS, headers, logs, and where a request ends."""

import http.client
import json
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.processes import HUNG, ROOT, Site, site, wait_until

NAME = "balcao.example.org"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
DEBIANS = "ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; access_log {folder}/logs/access.log; gzip on;"
"""What Debian's nginx.conf says around the file that is ours."""
needs_nginx = pytest.mark.skipif(NGINX is None, reason="nginx is not installed on this machine")
pytestmark = [
    pytest.mark.any_database,
    pytest.mark.xdist_group("proxy"),
    pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1"),  # what is too old is offered, and not taken
]


@dataclass
class Proxy:
    """A running nginx: its ports for https and http, and its logs."""

    https: int
    http: int
    logs: Path


@pytest.fixture(scope="module")
def balcao(tmp_path_factory) -> Iterator[Site]:
    """The site behind a proxy that speaks TLS."""
    with site(tmp_path_factory.mktemp("behind"), BALCAO_HTTPS="yes", BALCAO_HOSTS=NAME) as made:
        made.start_web()
        yield made


@pytest.fixture(scope="module")
def proxy(balcao: Site, tmp_path_factory) -> Iterator[Proxy]:
    """The configuration as shipped; only ports, folders and the certificate are others."""
    folder = tmp_path_factory.mktemp("nginx")
    (folder / "logs").mkdir()
    _certificate(folder)
    ports = [_free(), _free()]
    around = {
        "/etc/letsencrypt/live/balcao.example.org": str(folder), "/etc/nginx/balcao-": f"{folder}/balcao-",
        "/var/log/nginx": f"{folder}/logs", "http://127.0.0.1:8000": f"http://127.0.0.1:{balcao.port}",
        "listen 443": f"listen 127.0.0.1:{ports[0]}", "listen 80": f"listen 127.0.0.1:{ports[1]}",
    }  # fmt: skip
    for shipped in ("nginx.conf", "nginx-proxy.conf", "nginx-tls.conf", "nginx-log.conf"):
        text = re.sub(r"^\s*listen \[::\].*\n", "", (ROOT / "deploy" / shipped).read_text(), flags=re.M)
        for there, here in around.items():
            text = text.replace(there, here)
        (folder / shipped.replace("nginx-", "balcao-")).write_text(text)
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "main.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/logs/error.log; events {{}}\n"
        f"http {{ {temporary} {DEBIANS.format(folder=folder)} include {folder}/nginx.conf; }}\n"
    )
    process = subprocess.Popen([str(NGINX), "-p", str(folder), "-c", str(folder / "main.conf")])
    try:
        wait_until(lambda: process.poll() is not None or _answers(ports[1]))
        assert process.poll() is None, (folder / "logs/error.log").read_text()
        yield Proxy(*ports, folder / "logs")
    finally:
        process.kill()
        process.wait()


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def _certificate(folder: Path) -> None:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _tls(proxy: Proxy, name: str = NAME, **wanted: object) -> ssl.SSLSocket:
    """A connection over TLS; `wanted`: what the caller is able to speak."""
    context = ssl.create_default_context(cafile=str(proxy.logs.parent / "fullchain.pem"))
    context.set_ciphers(str(wanted.get("ciphers", "ALL:@SECLEVEL=0")))
    context.minimum_version = wanted.get("least", ssl.TLSVersion.TLSv1)  # type: ignore[assignment]
    context.maximum_version = wanted.get("most", ssl.TLSVersion.TLSv1_3)  # type: ignore[assignment]
    if alpn := wanted.get("alpn"):
        context.set_alpn_protocols([str(alpn)])
    plain = socket.create_connection(("127.0.0.1", proxy.https), HUNG)
    return context.wrap_socket(plain, server_hostname=name)


def _told(connection: socket.socket, sent: bytes) -> bytes:
    """Everything that comes back until the other side hangs up."""
    connection.settimeout(HUNG)
    with closing(connection):
        connection.sendall(sent)
        told = b""
        try:
            while more := connection.recv(65536):
                told += more
        except ConnectionResetError:
            pass
        return told


def _asked(proxy: Proxy, path: str, **headers: str) -> http.client.HTTPResponse:
    """One request over TLS, answered whole."""
    lines = "".join(f"{name}: {text}\r\n" for name, text in headers.items())
    connection = _tls(proxy)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n{lines}\r\n".encode())
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    answer.body = answer.read()  # type: ignore[attr-defined]
    return answer


@needs_nginx
def test_the_newest_tls_is_spoken_and_nothing_older_than_1_2(proxy):
    with _tls(proxy) as connection:
        assert connection.version() == "TLSv1.3" and connection.cipher()[0] == "TLS_AES_256_GCM_SHA384"
    with _tls(proxy, most=ssl.TLSVersion.TLSv1_2) as connection:
        assert connection.version() == "TLSv1.2" and connection.cipher()[0] == "ECDHE-ECDSA-AES256-GCM-SHA384"
    with pytest.raises(OSError):
        _tls(proxy, most=ssl.TLSVersion.TLSv1_1)


@needs_nginx
@pytest.mark.parametrize("cipher", [
    "ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-CCM", "ECDHE-ECDSA-CAMELLIA256-SHA384",
    "ECDHE-ECDSA-NULL-SHA", "aNULL",
])  # fmt: skip
def test_no_cipher_is_spoken_that_is_not_named(cipher, proxy):
    with pytest.raises(OSError):
        _tls(proxy, most=ssl.TLSVersion.TLSv1_2, ciphers=f"{cipher}:@SECLEVEL=0")


def test_every_cipher_that_is_named_keeps_what_was_said_before_secret():
    named = re.search(r"ssl_ciphers (\S+);", (ROOT / "deploy/nginx-tls.conf").read_text())
    assert named and all(
        re.fullmatch(r"ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM-SHA(256|384)|CHACHA20-POLY1305)", cipher)
        for cipher in named[1].split(":")
    )


@needs_nginx
def test_under_another_name_there_is_no_certificate(proxy):
    with pytest.raises(ssl.SSLError):
        _tls(proxy, "other.example.org")


@needs_nginx
@pytest.mark.parametrize("path", ["/api/phases", "/api/", "/health", "/ready", "/metrics"])
def test_programs_are_refused_over_http_and_not_sent_on(path, proxy):
    told = _told(
        socket.create_connection(("127.0.0.1", proxy.http)),
        f"GET {path} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode(),
    )
    assert told.startswith(b"HTTP/1.1 403 ") and b"\r\nLocation:" not in told
    assert b"Content-Type: application/json" in told and json.loads(told.split(b"\r\n\r\n")[1])["code"] == "https_only"


@needs_nginx
def test_people_are_sent_on_to_https(proxy):
    told = _told(
        socket.create_connection(("127.0.0.1", proxy.http)),
        f"GET /phases/ HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode(),
    )
    assert told.startswith(b"HTTP/1.1 301 ") and f"Location: https://{NAME}/phases/\r\n".encode() in told


@needs_nginx
def test_what_nginx_answers_itself_carries_the_headers_of_safety_and_no_version(proxy):
    large = f"POST / HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 9000000\r\nConnection: close\r\n\r\n"
    broken = f"GET / HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"
    for sent, status in ((large, b"413"), (broken, b"400")):
        told = _told(_tls(proxy), sent.encode())
        assert told.split()[1] == status
        for header in (
            b"Strict-Transport-Security: max-age=31536000; includeSubDomains", b"Content-Security-Policy: default-src 'none'",
            b"X-Content-Type-Options: nosniff", b"X-Frame-Options: DENY", b"Referrer-Policy: same-origin",
            b"Cross-Origin-Opener-Policy: same-origin", b"Content-Type: text/html; charset=utf-8",
        ):  # fmt: skip
            assert told.count(header) == 1, (status, header)
        assert not re.search(rb"nginx/\d", told)


@needs_nginx
@pytest.mark.parametrize("path", ["/", "/nothing", "/robots.txt", "/api/phases"])
def test_what_the_site_answers_carries_each_header_once(path, proxy):
    answer = _asked(proxy, path)
    for header in (
        "Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options",
        "Referrer-Policy", "Cross-Origin-Opener-Policy",
    ):  # fmt: skip
        assert len(answer.headers.get_all(header, [])) == 1, header
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


@needs_nginx
def test_no_log_of_the_proxy_holds_a_secret_of_an_address_and_each_line_finds_that_of_the_site(proxy):
    secret = "/businesses/invitation/SECRET/?next=SECRET"
    answer = _asked(proxy, secret, Referer=f"https://{NAME}/imports/SECRET/")
    assert _asked(proxy, "/nothing?next=SECRET").status == 404
    _told(_tls(proxy), f"POST {secret} HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 900000000\r\n\r\n".encode())
    _told(_tls(proxy), f"GET {secret} HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: x\r\n\r\n".encode())
    _told(_tls(proxy), f"GET {secret} HTTP/1.1\r\n\r\n".encode())
    for host in (NAME, "other.example.org"):
        _told(
            socket.create_connection(("127.0.0.1", proxy.http)),
            f"GET {secret} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode(),
        )
    logs = {file.name: file.read_text() for file in proxy.logs.iterdir()}
    assert not [name for name, text in logs.items() if "SECRET" in text]
    lines = [json.loads(line) for line in logs["balcao.log"].splitlines()]
    assert {"301", "400", "404", "413", "444"} <= {line["status"] for line in lines}
    found = next(line for line in lines if line["request"] == answer.headers["X-Request-ID"])
    assert found["path"] == "/businesses/invitation/…" and found["from"] == "127.0.0.1"


@needs_nginx
def test_the_address_of_who_asks_cannot_be_made_up(proxy, balcao):
    """The proxy tells the address that is connected, whatever the request says of itself; `/metrics` hears of a proxy and says no."""
    made_up = {"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "http", "X-Real-IP": "127.0.0.1"}
    assert _asked(proxy, "/metrics", **made_up).status == 403
    assert _asked(proxy, "/", **made_up).status == 200, "it is over TLS whatever it says"


HOST = f"Host: {NAME}\r\n"
INNER = f"GET /metrics HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n"
"""What somebody would smuggle in: without the proxy's headers, this machine is told its figures."""
AMBIGUOUS = {
    "two lengths": f"POST /health HTTP/1.1\r\n{HOST}Content-Length: 0\r\nContent-Length: {len(INNER)}\r\n\r\n{INNER}",
    "a list of lengths": f"POST /health HTTP/1.1\r\n{HOST}Content-Length: 0, {len(INNER)}\r\n\r\n{INNER}",
    "length and chunks": f"POST /health HTTP/1.1\r\n{HOST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{INNER}",
    "chunks and length": f"POST /health HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\nContent-Length: {len(INNER) + 5}\r\n\r\n0\r\n\r\n{INNER}",
    "chunked twice": f"POST /health HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{INNER}",
    "a coding nobody knows": f"POST /health HTTP/1.1\r\n{HOST}Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n{INNER}",
    "chunked, then another": f"POST /health HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{INNER}",
    "a sign": f"POST /health HTTP/1.1\r\n{HOST}Content-Length: +0\r\n\r\n{INNER}",
    "a blank before the colon": f"POST /health HTTP/1.1\r\n{HOST}Content-Length : 0\r\nContent-Length: {len(INNER)}\r\n\r\n{INNER}",
    "a folded line": f"POST /health HTTP/1.1\r\n{HOST}X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n{INNER}",
    "a chunk of no size": f"POST /health HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n{INNER}",
}  # fmt: skip


@pytest.mark.parametrize("sent", AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_the_server_takes_no_request_whose_end_can_be_read_in_two_ways(sent, balcao):
    told = _told(socket.create_connection(("127.0.0.1", balcao.port)), sent.encode())
    assert (
        told.startswith((b"HTTP/1.1 4", b"HTTP/1.1 501"))
        and b"HTTP/1.1 2" not in told
        and b"balcao_requests" not in told
    )


@needs_nginx
@pytest.mark.parametrize("sent", AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_nothing_is_smuggled_past_the_proxy(sent, proxy):
    told = _told(_tls(proxy), sent.encode())
    assert told.split()[1] in (b"400", b"501") and told.count(b"HTTP/1.1 ") == 1


@needs_nginx
@pytest.mark.parametrize(("told", "sent"), [(3, b"12345"), (9, b"12345")], ids=["more than told", "less than told"])
def test_a_length_of_http2_is_that_of_what_is_sent(told, sent, proxy):
    """Frames by hand (RFC 9113): a library would refuse to send what is wrong."""
    fields = {
        ":method": "POST",
        ":scheme": "https",
        ":path": "/health",
        ":authority": NAME,
        "content-length": str(told),
    }
    block = b"".join(
        b"\x00" + bytes([len(name)]) + name.encode() + bytes([len(text)]) + text.encode()
        for name, text in fields.items()
    )

    def frame(kind: int, flags: int, stream: int, content: bytes) -> bytes:
        return len(content).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + content

    connection = _tls(proxy, alpn="h2")
    assert connection.selected_alpn_protocol() == "h2"
    connection.settimeout(HUNG)
    connection.sendall(
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, b"") + frame(1, 4, 1, block) + frame(0, 1, 1, sent)
    )
    with closing(connection), connection.makefile("rb") as answers:
        while head := answers.read(9):
            content = answers.read(int.from_bytes(head[:3], "big"))
            if head[3] == 3:  # the stream is reset
                return
            if head[3] == 1:  # headers: the first field is the status, 200 has a number of its own
                assert content[0] != 0x88
                return
    # hung up without an answer


@needs_nginx
@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT"])
def test_nothing_is_listed_and_nothing_traced(method, proxy):
    told = _told(
        _tls(proxy), f"{method} / HTTP/1.1\r\nHost: {NAME}\r\nX-Secret: echoed\r\nConnection: close\r\n\r\n".encode()
    )
    assert told.split()[1] in (b"400", b"403", b"405", b"501") and b"echoed" not in told
    for folder in ("/static/", "/static/site/", "/media/", "/.git/", "/.git/config", "/static/../.env"):
        assert _asked(proxy, folder).status in (400, 404), folder
