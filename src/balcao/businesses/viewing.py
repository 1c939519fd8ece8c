"""A page of a document as a picture made anew, so that officers see a paper without its bytes ever being a page of ours.

The work is done in a process of its own with little memory and little time: what somebody brought may be made to harm.
"""

import resource
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

MOST_MEMORY = 1_500_000_000
"""Bytes that the process may take."""
MOST_SECONDS = 20
MOST_AT_ONCE = 2
"""Such processes of one web process: whoever asks for more pictures waits."""
WIDTH = 1400
"""Pixels of a picture's longer side, enough to read a licence."""

_AT_ONCE = BoundedSemaphore(MOST_AT_ONCE)


class CannotShowError(Exception):
    """The document cannot be shown; it can still be downloaded."""


def page_of(document: Path, media: str, number: int) -> tuple[bytes, int]:
    """A page (from 1) as JPEG, and how many there are. Raises CannotShowError."""
    command = [sys.executable, "-m", "balcao.businesses.viewing", str(document), media, str(number)]
    if not _AT_ONCE.acquire(timeout=MOST_SECONDS):
        raise CannotShowError("too many at once")
    try:
        done = subprocess.run(command, capture_output=True, timeout=MOST_SECONDS + 5, check=False)
    except subprocess.TimeoutExpired as error:
        raise CannotShowError from error
    finally:
        _AT_ONCE.release()
    pages, _, picture = done.stdout.partition(b"\n")
    if done.returncode or not picture.startswith(b"\xff\xd8"):
        raise CannotShowError(done.stderr[-200:].decode(errors="replace"))
    return picture, int(pages)


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
    """Draw one page to standard output: the number of pages, a line feed, the picture."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    picture, pages = _draw(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    sys.stdout.buffer.write(f"{pages}\n".encode() + picture)


if __name__ == "__main__":
    main()
