"""Make the two fonts that printed reports carry: subsets of Noto Sans CJK (TC), as Debian's fonts-noto-cjk installs it.

    .venv/bin/python deploy/make_fonts.py [FOLDER WITH NotoSansCJK-*.ttc]

Regular holds what a menu in Traditional or Simplified Chinese, Portuguese, English or Japanese is likely to need; bold
only Latin letters and what our own texts use, and falls back to regular beyond them.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

REPORT = Path(__file__).parents[1] / "src/balcao/analytics/report"
SITE = (REPORT.parents[1] / "diagnoses/texts", REPORT.parents[1] / "programmes/texts")
"""What the site adds to a report, and what a receipt says."""
CANTONESE = "嘅咗咁喺哋啲嚟冇咩乜唔佢嘢噉嗰囉喎啩嘞啱攞揸瞓㗎咪嗌嘥搵揾粟煲燉焗滷罉蠔餸嗱乸餃餅粿粄糍糰葛薑芫荽"
LATIN = [
    chr(n)
    for n in (
        *range(0x20, 0x180),
        *range(0x2010, 0x2027),
        0x20AC,
        0x2190,
        0x2192,
        0x2212,
        0x2248,
        0x2264,
        0x2265,
        0x2713,
    )
]


def decoded(encoding: str, rows: range, cells: range) -> set[str]:
    """The characters at these bytes of a two-byte encoding."""
    found = set()
    for row in rows:
        for cell in cells:
            try:
                found.add(bytes((row, cell)).decode(encoding))
            except UnicodeDecodeError:
                continue
    return found


def make(source: Path, target: Path, characters: set[str]) -> None:
    """Write the subset of the collection's TC face that holds `characters`."""
    faces = TTCollection(source).fonts
    font = next(f for f in faces if f["name"].getDebugName(1).endswith(" TC"))
    options = subset.Options(
        layout_features=["kern", "liga", "tnum", "locl", "palt"], hinting=False, desubroutinize=False
    )
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    cut = subset.Subsetter(options)
    cut.populate(unicodes=[ord(c) for c in characters])
    cut.subset(font)
    font.save(target)
    print(target.name, len(characters), "characters", target.stat().st_size // 1024, "kB")


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/opentype/noto")
    shown = [*REPORT.rglob("*"), *(path for folder in SITE for path in folder.rglob("*.ftl"))]
    own = set("".join(p.read_text() for p in shown if p.suffix in (".ftl", ".typ", ".html")))
    big5 = decoded("big5", range(0xA1, 0xC7), range(0x40, 0xFF))
    gb = decoded("gb2312", range(0xA1, 0xD8), range(0xA1, 0xFF))
    kana = {chr(n) for n in range(0x3000, 0x3100)} | {chr(n) for n in range(0xFF01, 0xFF9F)}
    regular = {c for c in own | big5 | gb | kana | set(CANTONESE) | set(LATIN) if ord(c) >= 0x20}
    fonts = REPORT / "fonts"
    make(folder / "NotoSansCJK-Regular.ttc", fonts / "balcao-regular.otf", regular)
    make(folder / "NotoSansCJK-Bold.ttc", fonts / "balcao-bold.otf", {c for c in own | set(LATIN) if ord(c) >= 0x20})


if __name__ == "__main__":
    main()
