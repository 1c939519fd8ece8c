"""Where the real data lie, and one way to read a file in a test."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Semaphore

import hypothesis
import pytest

from balcao import apart, sheets
from balcao.analytics.economies import economy
from balcao.analytics.sales.reading import read
from balcao.analytics.sales.schema import Overrules, SaleLines

pytest_plugins = ["tests.people"]

hypothesis.settings.register_profile("gate", derandomize=True, database=None)
hypothesis.settings.load_profile("gate")  # the same examples each time: no run fails, or passes, by luck
if measured := [name for name in os.environ if name.startswith("COVERAGE_")]:
    apart.KNOWN = (*apart.KNOWN, *measured)  # `make coverage` also sees what is done in a process apart

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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what it can turn: tests that ask a database, or real processes, less those marked `any_database`.

    And in one language: words are the same whatever keeps the rows.
    """
    if "BALCAO_DATABASE" not in os.environ:
        return
    kept = [i for i in items if _asks(i) and not i.get_closest_marker("any_database") and not _is_translated(i)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _asks(item: pytest.Item) -> bool:
    known = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(known) or any(item.get_closest_marker(name) for name in ("django_db", "xdist_group"))


def _is_translated(item: pytest.Item) -> bool:
    language = str(item.callspec.params.get("language", "en")) if hasattr(item, "callspec") else "en"
    return language.startswith(("pt", "zh"))


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has all places for lists, whatever another has not read to its end."""
    monkeypatch.setattr(sheets, "_free", Semaphore(sheets.MOST_AT_ONCE))
