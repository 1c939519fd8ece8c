"""Balcão: the counter where an economy's small businesses go digital."""

__version__ = "0.1.0"
