"""A page of a document as a picture made anew, so that officers see a paper without its bytes ever being a page of ours.

The work is done in a process of its own with little memory and little time: what somebody brought may be made to harm.
"""

import logging
import os
import resource
import subprocess
import sys
from collections import OrderedDict
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from balcao.apart import KNOWN, UNCONFINED
from balcao.confined import confine

log = logging.getLogger("balcao.viewing")

MOST_MEMORY = 1_500_000_000
"""Bytes that the process may take."""
MOST_SECONDS = 6
MOST_AT_ONCE = 2
"""Such processes of one web process."""
MOST_WAITING, PATIENCE = 2, 3.0
"""So many more may wait for their turn, and so many seconds: the other threads are for the other pages."""
REMEMBERED = 200
"""Pages of papers that could not be shown, which are not tried again."""
WIDTH = 1400
"""Pixels of a picture's longer side, enough to read a licence."""

_AT_ONCE = BoundedSemaphore(MOST_AT_ONCE)
_IN_LINE = BoundedSemaphore(MOST_AT_ONCE + MOST_WAITING)
_FAILED: OrderedDict[tuple[str, int], None] = OrderedDict()


class CannotShowError(Exception):
    """The document cannot be shown; it can still be downloaded."""


class BusyError(Exception):
    """Too many pictures are being made at this moment; ask again in some seconds."""


def page_of(document: Path, media: str, number: int, known_as: str = "") -> tuple[bytes, int]:
    """A page (from 1) as JPEG, and how many there are. Raises CannotShowError, and BusyError rather than keeping others waiting.

    `known_as`: what stands for the document's content; what of it cannot be shown is then not tried again.
    """
    if (known_as, number) in _FAILED:
        raise CannotShowError("was tried before")
    if not _IN_LINE.acquire(blocking=False):
        raise BusyError
    try:
        if not _AT_ONCE.acquire(timeout=PATIENCE):
            raise BusyError
        try:
            return _made(document, media, number)
        finally:
            _AT_ONCE.release()
    except CannotShowError:
        if known_as:
            _FAILED[(known_as, number)] = None
            while len(_FAILED) > REMEMBERED:
                _FAILED.popitem(last=False)
        raise
    finally:
        _IN_LINE.release()


def _made(document: Path, media: str, number: int) -> tuple[bytes, int]:
    command = [sys.executable, "-P", "-m", "balcao.businesses.viewing", str(document), media, str(number)]
    environment = {name: os.environ[name] for name in KNOWN if name in os.environ}  # no secret of the site
    try:
        done = subprocess.run(command, capture_output=True, timeout=MOST_SECONDS + 5, check=False, env=environment)
    except subprocess.TimeoutExpired as error:
        raise CannotShowError from error
    head, _, picture = done.stdout.partition(b"\n")
    pages, _, how = head.partition(b" ")
    if how == b"open":
        _tell_unconfined()
    if done.returncode or not picture.startswith(b"\xff\xd8"):
        raise CannotShowError(done.stderr[-200:].decode(errors="replace"))
    return picture, int(pages)


@cache
def _tell_unconfined() -> None:
    """Say so once for each web process, as the readers of sales files do: pages are shown all the same."""
    log.warning(UNCONFINED)


def _draw(document: str, media: str, number: int) -> tuple[bytes, int]:
    import io

    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = 80_000_000
    if media == "application/pdf":
        import pypdfium2

        pages = pypdfium2.PdfDocument(document)
        page = pages[number - 1]
        scale = min(4.0, WIDTH / max(page.get_size()))
        image, count = page.render(scale=scale).to_pil(), len(pages)
    else:
        if media == "image/heic":
            from pillow_heif import register_heif_opener

            register_heif_opener()
        image, count = ImageOps.exif_transpose(Image.open(document)), 1
        image.thumbnail((WIDTH, WIDTH))
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=82)
    return out.getvalue(), count


def main() -> None:
    """Draw one page to standard output: the number of pages and how this process is confined, a line feed, the picture."""
    whole = confine([Path(sys.argv[1])], [])
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    picture, pages = _draw(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    sys.stdout.buffer.write(f"{pages} {'confined' if whole else 'open'}\n".encode() + picture)


if __name__ == "__main__":
    main()
