"""Where the real data lie, and one way to read a file in a test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from balcao.analytics.economies import economy
from balcao.analytics.sales.reading import read
from balcao.analytics.sales.schema import Overrules, SaleLines

pytest_plugins = ["tests.people"]

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder of real exports; a test that asks for it skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the real exports (../shared) are not on this machine")
    return SHARED


@pytest.fixture
def reader(tmp_path: Path) -> Callable[..., SaleLines]:
    """Read a file, or a text, as sale lines of an economy."""
    count = 0

    def reading(
        source: Path | str | bytes, code: str = "MO", name: str = "sales.csv", **overrules: object
    ) -> SaleLines:
        nonlocal count
        count += 1
        work = tmp_path / f"work{count}"
        work.mkdir()
        file = source if isinstance(source, Path) else work / name
        if not isinstance(source, Path):
            file.write_bytes(source if isinstance(source, bytes) else source.encode())
        return read(file, economy(code), work, Overrules(**overrules))  # type: ignore[arg-type]

    return reading
