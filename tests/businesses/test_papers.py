"""Papers: known by their content whatever their name ends in; content that cannot be opened, and what a scanner knows, are refused in words."""

import io
import socket
import struct
import subprocess
import sys

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from PIL import Image

from balcao.accounts.quota import QuotaError
from balcao.apart import FailedError, OverranError
from balcao.businesses import opening, scan
from balcao.businesses.actions import keep_document as keep_document_module
from balcao.businesses.actions.keep_document import keep_document
from balcao.businesses.models import Document
from balcao.programmes.demo.seed import PDF
from tests.processes import wait_until

EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The test text that every scanner knows as malicious."""


def picture(form: str, size: tuple[int, int] = (30, 40)) -> bytes:
    out = io.BytesIO()
    if form == "HEIF":
        from pillow_heif import register_heif_opener

        register_heif_opener()
    Image.new("RGB", size, "white").save(out, form)
    return out.getvalue()


@pytest.fixture
def keep(shop, tmp_path):
    """Hand in a paper."""

    def keeping(content: bytes, name: str) -> Document:
        file = tmp_path / "paper"
        file.write_bytes(content)
        with override("en"):
            return keep_document(shop.owner, shop.business, file, name, "licence")

    return keeping


@pytest.mark.parametrize(
    ("content", "names", "ending"),
    [
        (PDF, ("a.pdf", "a.PDF", "a", "a.jpg"), "pdf"),
        (picture("JPEG"), ("a.jpg", "a.JFIF", "a.png", "a.webp", "a.HEIC"), "jpg"),
        (picture("PNG"), ("a.png", "a.jpg", "a.jpeg", "a.webp"), "png"),
        (picture("HEIF"), ("a.HEIC", "a.heif", "a.jpg"), "heic"),
    ],
)
def test_a_paper_is_known_by_its_content_and_given_back_under_its_own_ending(
    content, names, ending, keep, shop, as_user
):
    client = as_user(shop.owner)
    for name in names:
        answer = client.get(f"/documents/{keep(content, name).pk}/")
        assert answer["Content-Disposition"] == f'attachment; filename="a.{ending}"'
        Document.objects.all().delete()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"<html>", "a.pdf", "none of PDF"),
        (picture("WEBP"), "a.jpg", "none of PDF"),
        (picture("GIF"), "a.png", "none of PDF"),
        (b"%PDF-1.4\nnothing of a PDF", "a.pdf", "cannot be opened"),
        (PDF[:60], "a.pdf", "cannot be opened"),
        (picture("JPEG", (300, 400))[:400], "a.jpg", "cannot be opened"),
        (picture("PNG")[:-30], "a.png", "cannot be opened"),
        (picture("PNG")[:8] + b"<script>" * 99, "a.png", "cannot be opened"),
        (picture("HEIF")[:200], "a.heic", "cannot be opened"),
        (b"\xff\xd8\xff" + EICAR.encode(), "a.jpg", "cannot be opened"),
    ],
)
def test_a_beginning_that_lies_is_refused_in_words(content, name, said, keep):
    with pytest.raises(ValidationError) as refusal:
        keep(content, name)
    assert said in refusal.value.messages[0] and not Document.objects.exists()


def test_a_picture_of_a_thousand_million_pixels_is_refused_and_the_next_paper_is_kept(keep):
    import zlib

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack("!I", len(content)) + kind + content + struct.pack("!I", zlib.crc32(kind + content))

    head = struct.pack("!IIBBBBB", 32_000, 32_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (4001 * 32_000))
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    with pytest.raises(ValidationError):
        keep(bomb, "a.png")
    assert keep(PDF, "a.pdf")


def test_too_many_at_once_are_asked_to_come_again(keep, monkeypatch):
    monkeypatch.setattr(opening, "PATIENCE", 0.01)
    with opening._TURN, pytest.raises(ValidationError) as refusal:
        keep(PDF, "a.pdf")
    assert "in a minute" in refusal.value.messages[0] and not Document.objects.exists()


def test_a_paper_is_counted_before_it_is_opened_whatever_comes_of_it(keep, settings, monkeypatch):
    settings.HOURLY = {**settings.HOURLY, "papers": (3, 0)}
    kept = keep(PDF, "a.pdf")
    assert keep(PDF, "a.pdf") == kept  # known, and opened all the same
    with pytest.raises(ValidationError, match="cannot be opened"):
        keep(PDF[:60], "a.pdf")
    monkeypatch.setattr(keep_document_module, "opens", lambda *arguments: pytest.fail("opened"))
    with pytest.raises(QuotaError):
        keep(PDF, "a.pdf")


class Gone:
    """A process apart that comes to nothing."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def run(self, *arguments: object) -> bool:
        raise self.error


@pytest.mark.parametrize("error", [OverranError("time"), OverranError("death"), FailedError("no memory")])
def test_what_failed_here_is_not_told_as_the_papers_fault(error, keep, monkeypatch):
    monkeypatch.setattr(opening, "_process", Gone(error))
    with pytest.raises(ValidationError) as refusal:
        keep(PDF, "a.pdf")
    said = refusal.value.messages[0]
    assert "again in a minute" in said and "cannot be opened" not in said and refusal.value.code == "busy"
    monkeypatch.setattr(opening, "_process", None)
    assert keep(PDF, "a.pdf")


@pytest.mark.parametrize("what", ["memory", "processor"])
def test_what_is_too_much_is_the_papers_own_doing(what, keep, monkeypatch):
    monkeypatch.setattr(opening, "_process", Gone(OverranError(what)))
    with pytest.raises(ValidationError, match="cannot be opened"):
        keep(PDF, "a.pdf")


# The scanner: a process of its own that speaks clamd's INSTREAM

DAEMON = """
import socket, struct, sys
how, path = sys.argv[1:]
server = socket.socket(socket.AF_UNIX)
server.bind(path)
server.listen()
while True:
    line, _ = server.accept()
    with line, line.makefile("rb") as told:
        if told.read(10) != b"zINSTREAM\\0":
            line.sendall(b"UNKNOWN COMMAND\\0")
            continue
        content = b""
        while size := struct.unpack("!I", told.read(4))[0]:
            content += told.read(size)
        if how == "limit":
            line.sendall(b"INSTREAM size limit exceeded. ERROR\\0")
        elif how == "silent":
            continue
        elif b"EICAR-STANDARD" in content:
            line.sendall(b"stream: Eicar-Test-Signature FOUND\\0")
        else:
            line.sendall(b"stream: OK\\0")
"""


@pytest.fixture
def daemon(tmp_path, settings):
    """Start a scanner; its address is the setting."""
    begun = []

    def begin(how: str = "right") -> None:
        path = tmp_path / f"{how}.ctl"
        begun.append(subprocess.Popen([sys.executable, "-c", DAEMON, how, str(path)]))
        wait_until(path.exists)
        settings.CLAMD = str(path)

    yield begin
    for one in begun:
        one.kill()
        one.wait()


def test_what_the_scanner_knows_is_not_kept(keep, daemon, caplog):
    daemon()
    assert keep(PDF + b"%" + b"x" * 200_000, "clean.pdf")
    with pytest.raises(ValidationError) as refusal:
        keep(PDF + b"%" + b"x" * 70_000 + EICAR.encode(), "a.pdf")
    assert "knows this file as harmful" in refusal.value.messages[0] and Document.objects.count() == 1
    assert "paper refused by the scanner" in caplog.text


@pytest.mark.parametrize("how", ["limit", "silent", "away", "a port where nobody is"])
def test_where_the_scanner_gives_no_answer_nothing_is_kept_and_the_paper_waits(how, keep, daemon, settings, tmp_path):
    if how == "away":
        settings.CLAMD = str(tmp_path / "nobody.ctl")
    elif " " in how:
        with socket.create_server(("127.0.0.1", 0)) as free:
            settings.CLAMD = f"127.0.0.1:{free.getsockname()[1]}"
    else:
        daemon(how)
    with pytest.raises(ValidationError) as refusal:
        keep(PDF, "a.pdf")
    assert "does not answer" in refusal.value.messages[0] and not Document.objects.exists()
    daemon()
    assert keep(PDF, "a.pdf")


def test_without_a_scanner_nothing_is_asked(keep, settings, monkeypatch):
    settings.CLAMD = ""
    monkeypatch.setattr(scan, "_connected", lambda address: pytest.fail("connected"))
    assert keep(PDF, "a.pdf")
