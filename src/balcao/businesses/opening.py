"""Whether a paper is what it says it is: opened as a whole, in a process of its own, before it is kept."""

from pathlib import Path
from threading import Lock
from typing import Any

from balcao.apart import Apart, Bounds, FailedError, OverranError

BOUNDS = Bounds(memory=1_500_000_000, processor=6, seconds=15)
"""What looking at one paper may take."""
PATIENCE = 20.0
"""Seconds to wait for the turn: one process of a web process looks at one paper after another."""
MOST_PIXELS = 160_000_000
"""Pixels of a picture."""
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF"}

_TURN = Lock()
_process: Apart | None = None


TOO_MUCH = ("memory", "processor")
"""Of what a process ends: what is the paper's own doing. Time passes on a busy machine, too, and others end processes."""


class BusyError(Exception):
    """Too many papers come at this moment; ask again in some seconds."""


class NotOpenedError(Exception):
    """It could not be looked at, and nothing says that the paper is at fault."""


def opens(file: Path, media: str) -> bool:
    """Whether the file can be opened as what its first bytes say. Raises BusyError and NotOpenedError."""
    global _process
    if not _TURN.acquire(timeout=PATIENCE):
        raise BusyError
    try:
        if _process is None:
            _process = Apart(BOUNDS)
        return bool(_process.run(look, file.read_bytes(), media))
    except OverranError as overran:
        if overran.what in TOO_MUCH:
            return False
        raise NotOpenedError(overran.what) from overran
    except FailedError as failed:
        raise NotOpenedError(str(failed)) from failed
    finally:
        _TURN.release()


def look(content: bytes, media: str, note: Any) -> bool:
    """Open a PDF with its pages, or a picture with its pixels. Done in the process apart."""
    import io

    if media == "application/pdf":
        import pypdfium2

        try:
            pages = pypdfium2.PdfDocument(content)
            return len(pages) > 0 and min(pages[0].get_size()) > 0
        except pypdfium2.PdfiumError:
            return False
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # twice as many are an error
    if media == "image/heic":
        from pillow_heif import register_heif_opener

        register_heif_opener()
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[media]]) as image:
            image.draft("RGB", (200, 200))  # a JPEG is read at an eighth
            image.load()
            return min(image.size) > 0
    except Exception:  # of whatever kind: it comes from these bytes
        return False
