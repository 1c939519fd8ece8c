"""Balcão: the counter where an economy's small businesses go digital."""

from pathlib import Path

_built = Path(__file__).with_name("built.txt")
"""The tag or commit that was installed, written by `make install` and the container."""
__version__ = "0.1.0" + (f"+{_built.read_text().strip()}" if _built.is_file() else "")
