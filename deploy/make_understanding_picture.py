"""Make the picture of docs/methods/reading.md: an export that nobody has seen before, being understood.

.venv/bin/python deploy/make_understanding_picture.py      (needs Debian's chromium)
"""

import shutil
from html import escape
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright
from show_understanding import Column, Shown, show

ROOT = Path(__file__).parents[1]
WIDTH = 1180
MENU = {
    "Pão de queijo": 650,
    "Coxinha": 890,
    "Café coado": 700,
    "Suco de caju": 1150,
    "Bolo de fubá": 980,
    "Tapioca": 1490,
}

STYLE = """
body { margin: 0; padding: 32px 36px 28px; background: #fbf9f5; color: #2b2723; font: 15px/1.45 "Noto Sans", "DejaVu Sans", sans-serif; }
h1 { margin: 0 0 4px; font-size: 23px; font-weight: 600; }
p { margin: 0 0 18px; color: #6a625a; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; font-size: 13px; color: #6a625a; padding: 0 14px 8px 0; border-bottom: 1.5px solid #cfc6ba; }
td { vertical-align: top; padding: 9px 14px 9px 0; border-bottom: 1px solid #e7e0d6; }
td:nth-child(1) { width: 190px; } td:nth-child(2) { width: 140px; } td:nth-child(4) { width: 262px; padding-right: 0; }
small { display: block; color: #857c72; font-size: 12.5px; }
b { font-weight: 600; }
tr.sale td { background: #f1eee2; } tr.sale td:first-child { box-shadow: -36px 0 #f1eee2; } tr.sale td:last-child { box-shadow: 36px 0 #f1eee2; }
tr.unused td { color: #857c72; }
.bar { position: relative; height: 9px; margin: 6px 0 5px; border-radius: 5px; background: #e7e0d6; overflow: hidden; }
.bar i { position: absolute; inset: 0 auto 0 0; background: #b9ad9c; }
.bar b { position: absolute; top: 0; bottom: 0; background: #2f6f5e; }
footer { margin-top: 18px; color: #6a625a; }
footer b { color: #2b2723; }
"""


def main() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        export = folder / "export.csv"
        _write(export)
        shown = show(export)
        sheet = folder / "sheet.html"
        sheet.write_text(_page(shown), "utf-8")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": WIDTH, "height": 400}, device_scale_factor=1.5)
            page.goto(sheet.as_uri())
            page.screenshot(path=ROOT / "docs/images/understanding.png", full_page=True)
            browser.close()


def _write(export: Path) -> None:
    """A month of a made-up snack bar, as a till that we do not know would write it: abbreviations, ; and decimal commas."""
    chance = Random(5)
    lines = ["Cupom;Dt. Emissão;Hr;Mesa;Operador;Produto;Qtde;Vlr Unit;Vlr Bruto;Desc.;Vlr Líquido;Forma Pgto;Dt. Pgto"]

    def money(cents: int) -> str:
        return f"{cents / 100:.2f}".replace(".", ",")

    for receipt in range(140):
        day, hour = 1 + receipt // 5, 8 + receipt % 5 * 2
        head = f"{50318 + receipt};{day:02}/03/2026;{hour:02}:{chance.randrange(60):02};{1 + receipt % 7};{chance.choice(['Rute', 'Davi'])}"
        paid = f"{chance.choice(['Dinheiro', 'Pix', 'Cartão débito'])};{day + 1:02}/03/2026"
        for item in chance.sample(list(MENU), chance.choice([1, 2, 2, 3])):
            count = chance.choice([1, 1, 2, 3])
            gross = count * MENU[item]
            less = gross // 10 if chance.random() < 0.2 else 0
            lines.append(
                f"{head};{item};{count};{money(MENU[item])};{money(gross)};{money(less)};{money(gross - less)};{paid}"
            )
    export.write_text("\n".join(lines) + "\n", "utf-8")


def _page(shown: Shown) -> str:
    most = max(one.worth for one in shown.columns)
    reading, rows = shown.reading, "".join(_row(one, most) for one in shown.columns)
    used = (
        "All its rows were used"
        if reading.used == reading.rows
        else f"{reading.used:,} of its {reading.rows:,} rows were used"
    )
    return (
        f'<meta charset="utf-8"><style>{STYLE}</style><h1>An export that the reader has not met before</h1>'
        "<p>A snack bar's till in Brazil. Which column is what follows from the words in the headings, from the cells, and from"
        " how columns fit together; nobody has told it.</p>"
        "<table><tr><th>Column, first cells<th>Role<th>Evidence<th>Worth, and the next best column</tr>"
        f"{rows}</table><footer>Read as <b>{escape(reading.kind)}</b>. {used}; together <b>{shown.net}</b>."
        "<br>Bars: what the column is worth for its role; grey what the next best one would be, green the margin.</footer>"
    )


def _row(one: Column, most: float) -> str:
    cells = escape(" · ".join(one.cells))
    first = f"<td><b>{escape(one.heading)}</b><small>{cells}</small>"
    if not one.role:
        return f'<tr class="unused">{first}<td>not used<small>means: {escape(one.name)}</small><td><td></tr>'
    evidence = "<br>".join(escape(said[:1].upper() + said[1:]) for said in one.evidence)
    length = one.worth / most
    grey = min(length, one.next_worth / most)
    bar = f'<div class="bar"><i style="width:{grey:.1%}"></i><b style="left:{grey:.1%};width:{length - grey:.1%}"></b></div>'
    behind = f"next: {escape(one.next_heading)}, {one.next_worth:.2f}" if one.next_heading else "no other column"
    kind = ' class="sale"' if one.role == "amount" else ""
    return (
        f"<tr{kind}>{first}<td>{escape(one.name)}<td>{evidence}"
        f"<td>{bar}<small>{one.worth:.2f} &nbsp;·&nbsp; {behind}</small></tr>"
    )


if __name__ == "__main__":
    main()
