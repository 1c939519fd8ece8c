"""`balcao demo`: the main job on a shop that does not exist, in three languages."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from balcao.analytics.report.languages import LANGUAGES

if TYPE_CHECKING:
    from balcao.analytics.simulation.books import Recipe

DAYS = 365


def add_to(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser("demo", help="diagnose a made-up café")
    parser.add_argument("--folder", type=Path, default=Path("demo"), help="where to put the files (default demo)")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Make up a year of a café, diagnose it, and say where the reports lie."""
    from balcao.analytics.diagnosis.engine import diagnose  # all of it here, so that other commands start without it
    from balcao.analytics.economies import economy
    from balcao.analytics.report.as_html import as_html
    from balcao.analytics.report.as_pdf import as_pdf
    from balcao.analytics.report.report import write_report
    from balcao.analytics.report.texts import Catalogue
    from balcao.analytics.sales.reading import read
    from balcao.analytics.simulation.books import books, recipe, write_export

    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    place = economy("MO")
    export = folder / "cafe-sales.csv"
    write_export(books(_troubled(recipe("cafe", place, DAYS, seed=11))), export)
    with TemporaryDirectory(prefix="balcao-") as work:
        lines = read(export, place, Path(work))
        diagnosis = diagnose(lines, place)
    say = Catalogue("en", "MOP", 2).say
    print(say("demo-made", path=str(export)))
    for language in LANGUAGES:
        catalogue = Catalogue(language, lines.reading.currency, lines.reading.minor_digits)
        report = write_report(export.name, lines.reading, diagnosis, catalogue, charts=True)
        (folder / f"report-{language}.html").write_text(as_html(report), "utf-8")
        (folder / f"report-{language}.pdf").write_bytes(as_pdf(report))
        print(catalogue.say("demo-report", path=str((folder / f"report-{language}.html").resolve())))
    print(say("demo-next"))
    return 0


def _troubled(made: "Recipe") -> "Recipe":
    """A café as many are: dear cards, empty afternoons, a generous hand at the till, and pairs that nobody offers."""
    wage = made.economy.wage_floor * 100
    quiet = max(0.3, 0.35 * wage / (made.mean_price * (1 + made.kind.extra) * 0.7))
    popular = sorted(range(len(made.names)), key=lambda n: -made.weights[n])
    return replace(
        made,
        payments={"Cash": 0.16, "Visa card": 0.52, "MPay": 0.19, "Alipay": 0.13},
        discount_rates={"Chan": 0.3},
        thin={(weekday, hour): quiet for weekday in (1, 2) for hour in (15, 16, 17)},
        attach=[(popular[0], popular[1], 0.42), (popular[2], popular[3], 0.38), (popular[4], popular[5], 0.12)],
    )
