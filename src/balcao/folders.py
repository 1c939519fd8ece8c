"""Folders in which processes apart write: whose they are while somebody lives, and how they are taken away, whatever was made in them."""

import fcntl
import logging
import os
import secrets
from contextlib import suppress
from itertools import count
from pathlib import Path

log = logging.getLogger("balcao.folders")


def hold(folder: Path) -> int:
    """Keep a folder for ourselves until what is returned is closed, or we die."""
    held = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    with suppress(OSError):  # where the file system has no locks, it is kept by its age alone
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return held


def is_held(path: Path) -> bool:
    """Whether somebody who lives keeps it."""
    if path.is_symlink() or not path.is_dir():
        return False
    opened = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(opened)
    return False


def remove(path: Path) -> None:
    """Take away a file, or a folder with all that is in it, also where there are so many in one another that no path is long enough.

    Each folder is brought up under the first before it is emptied. Raises OSError.
    """
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    name, numbers, waiting = secrets.token_hex(8), count(), _folders_of(path)
    while waiting:
        folder = waiting.pop()
        for inner in _folders_of(folder):
            waiting.append(inner.rename(path / f"{name}-{next(numbers)}"))
        folder.rmdir()
    path.rmdir()


def take_away(folder: Path, held: int | None = None) -> None:
    """The same for who is done with a folder, and lets it go. What cannot be taken away is swept later."""
    try:
        with suppress(FileNotFoundError):
            remove(folder)
    except OSError as error:
        log.warning("not taken away", extra={"path": folder.name, "why": type(error).__name__})
    if held is not None:
        os.close(held)


def _folders_of(folder: Path) -> list[Path]:
    """The folders in one, of which everything else is taken away."""
    found = []
    with suppress(PermissionError):  # another's, who lets us
        folder.chmod(0o700)
    with os.scandir(folder) as entries:
        for entry in list(entries):
            if entry.is_dir(follow_symlinks=False):
                found.append(Path(entry.path))
            else:
                os.unlink(entry.path)
    return found
