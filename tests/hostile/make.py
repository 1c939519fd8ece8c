"""Makes the files of this folder: the small ones, which are kept here, and the huge ones, which a test makes anew.

python tests/hostile/make.py           writes the small files beside this script
"""

import gzip
import io
import struct
import sys
import zipfile
import zlib
from pathlib import Path

from openpyxl import Workbook

HEAD = "Date,Item,Total\n"
ROWS = "2026-03-01 09:00,Tea,10.00\n2026-03-02 10:00,Bun,12.50\n2026-03-03 11:00,Tea,10.00\n"
PHOTO = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb004300") + bytes(range(256)) * 4
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def packed(*members: tuple[str, bytes]) -> bytes:
    """A zip with these members, at a fixed date so that it is the same each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def linked() -> bytes:
    """A zip whose only member is a symbolic link."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("sales.csv")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def workbook(*, external: bool) -> bytes:
    """A workbook; with `external` its amounts are formulas and links to another file."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Date", "Item", "Total"])
    for line in ROWS.splitlines():
        sheet.append(line.split(","))
    if external:
        sheet.append(["2026-03-04 09:00", '=HYPERLINK("http://example.invalid","Tea")', "='[other.xlsx]Sheet1'!A1"])
        sheet.append(["2026-03-05 09:00", "=cmd|'/c calc'!A1", "=1+1"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def six_of_four_hundred() -> str:
    """A table of 400 columns of which six matter; the others hold blanks, zeros, words, codes and numbers under plain names."""
    matter = {7: "Date", 61: "Time", 118: "Receipt", 203: "Item", 290: "Qty", 377: "Total"}
    lines = [",".join(matter.get(n, f"Field {n}") for n in range(400))]
    for row in range(12):
        day, quantity = row // 2 + 1, row % 3 + 1
        sale = {7: f"2026-03-{day:02}", 61: f"{9 + row}:15", 118: f"R{100 + row // 2}", 203: ("Tea", "Bun", "Latte", "Soup")[row % 4],
                290: str(quantity), 377: f"{quantity * 12.5:.2f}"}  # fmt: skip
        noise = ("", "0", "yes", "A-12", f"{row * 31 % 17}.{row}5", "as agreed", f"{row * 7 + 3}")
        lines.append(",".join(sale.get(n, noise[n % len(noise)]) for n in range(400)))
    return "\n".join(lines) + "\n"


def small() -> dict[str, bytes]:
    """The files that are kept."""
    text = {
        "headings-only.csv": HEAD,
        "no-dates.csv": HEAD + "soon,Tea,10\nlater,Bun,12\n",
        "year-2205.csv": HEAD + "2205-03-01,Tea,10.00\n2205-03-02,Bun,12.50\n",
        "year-2205-in-one-row.csv": HEAD + ROWS + "2205-03-01,Tea,10.00\n",
        "a-billion-in-one-cell.csv": HEAD + ROWS + "2026-03-04 09:00,Tea,1000000000\n",
        "more-than-all-money.csv": HEAD + ROWS + "2026-03-04 09:00,Tea," + "9" * 40 + "\n",
        "mixed-currencies.csv": HEAD
        + "2026-03-01,Tea,MOP 10\n2026-03-01,Tea,MOP 12\n2026-03-01,Tea,HK$11\n2026-03-02,Bun,€9\n",
        "formulas.csv": HEAD
        + ROWS
        + ",=cmd|'/c calc'!A1,10\n,@SUM(A1:A9),10\n,+1+1,10\n,\"-2+3\tx\",10\n2026-03-04 09:00,=1+1,5.00\n",
        "formula-in-heading.csv": "Date,Item,Total,=cmd|'/c calc'!A1\n2026-03-01,Tea,10,x\n,Bun,12,y\n",
        "nul-bytes.csv": HEAD + ROWS.replace("Tea", "T\x00ea"),
        "every-script.csv": HEAD
        + "".join(
            f"2026-03-01 09:0{n},{name},1.00\n"
            for n, name in enumerate(["奶茶", "Pão", "กาแฟ", "قهوة", "קפה", "चाय", "コーヒー", "кофе", "🧋"])
        ),
        "right-to-left-marks.csv": "\u200fDate\u200e,\u202bItem\u202c,Total\n2026-03-01,\u202eaeT\u202c,\u200e10.00\n2026-03-02,Bun,12.00\n",
        "one-line.csv": HEAD + "2026-03-01,Tea,10.00\n",
        "one-line-without-headings.csv": "2026-03-01,Tea,10.00\n",
        "one-column.csv": "hello\nworld\n",
        "open-quote.csv": HEAD + ROWS + '2026-03-04 09:00,"Tea,10.00\n2026-03-05 09:00,Bun,12.50\n',
        "ragged.csv": HEAD + ROWS + "2026-03-04 09:00,Tea\n2026-03-05 09:00,Bun,12.50,extra,cells\n",
        "twice-the-same-heading.csv": "Date,Item,Item,Total,Total\n2026-03-01,Tea,x,10,10\n,Bun,y,12,12\n",
        "script-in-a-name.csv": HEAD
        + "2026-03-01,<script>alert(1)</script>,10.00\n2026-03-02,{{ 7 * 7 }},1.00\n2026-03-03,#panic(1),1.00\n",
        "headings-in-two-languages.csv": "日期,商品,金額\n" + HEAD + ROWS,
        "headings-on-each-page.csv": "".join(HEAD + line + "\n" for line in ROWS.splitlines()),
        "headings-that-repeat.csv": "Order,Date,Name,Name,Qty,Price,Total,Total\n1,2026-03-01,Ana,Tea,2,10.00,20.00,32.50\n"
        "1,2026-03-01,Ana,Bun,1,12.50,12.50,32.50\n2,2026-03-02,Rui,Tea,3,10.00,30.00,30.00\n3,2026-03-03,Eva,Bun,2,12.50,25.00,35.00\n"
        "3,2026-03-03,Eva,Tea,1,10.00,10.00,35.00\n",
        "all-headings-empty.csv": ",,\n" + ROWS,
        "three-broken-dates.csv": HEAD
        + "".join(f"{day}/03/2026,Tea,10.00\n" for day in range(10, 20))
        + "31/02/2026,Tea,10.00\nyesterday,Tea,10.00\n45/13/2026,Bun,12.50\n",
        "apostrophes-and-thin-spaces.csv": HEAD
        + "2026-03-01,Sofa,1'234.50\n2026-03-02,Sofa,1’234.50\n2026-03-03,Sofa,1\u2009234.50\n2026-03-04,Sofa,1\u202f234.50\n2026-03-05,Sofa,1\u00a0234.50\n",
        "amounts-half-text.csv": HEAD
        + "2026-03-01,Tea,10.00\n2026-03-02,Bun,see invoice\n2026-03-03,Tea,10.00\n2026-03-04,Tea,ask Ana\n2026-03-05,Bun,12.50\n2026-03-06,Tea,twelve\n",
        "ordered-and-paid.csv": "Order date,Payment date,Item,Total\n2026-03-01,2026-03-04,Tea,10.00\n2026-03-02,2026-03-02,Bun,12.50\n"
        "2026-03-03,2026-03-09,Tea,10.00\n2026-03-05,2026-03-06,Bun,12.50\n",
        "running-balance.csv": "Date,Item,Amount,Balance\n2026-03-01,Tea,10.00,510.00\n2026-03-01,Bun,12.50,522.50\n2026-03-02,Tea,10.00,532.50\n"
        "2026-03-03,Soup,30.00,562.50\n2026-03-04,Tea,10.00,572.50\n",
        "six-of-400-columns.csv": six_of_four_hundred(),
        "web-page.csv": "<!DOCTYPE html><html><body>Please sign in</body></html>\n",
        "broken.jsonl": '{"date": "2026-03-01", "item": "Tea", "total": 10}\n{"date": "2026-03-02", \n',
    }
    whole = gzip.compress((HEAD + ROWS * 200).encode(), mtime=0)
    return {name: content.encode() for name, content in text.items()} | {
        "empty.csv": b"",
        "blank.csv": b"\n \r\n\t\n",
        "photo.csv": PHOTO,
        "document.csv": PDF,
        "random-bytes.csv": bytes((n * n * 31 + n * 7) % 256 for n in range(4000)),
        "cut-off.csv.gz": whole[: len(whole) // 2],
        "cut-off.zip": packed(("sales.csv", (HEAD + ROWS * 200).encode()))[:-40],
        "cut-off.xlsx": workbook(external=False)[:-2000],
        "cut-off.parquet": b"PAR1" + b"\x15\x04" * 50,
        "climbs-out.zip": packed(
            ("../../sales.csv", (HEAD + ROWS).encode()), ("/etc/sales.csv", (HEAD + ROWS).encode())
        ),
        "symbolic-link.zip": linked(),
        "zip-in-zip.zip": packed(("inner.zip", packed(("sales.csv", (HEAD + ROWS).encode())))),
        "external-links.xlsx": workbook(external=True),
    }


def bomb(target: Path, gigabytes: int = 10) -> None:
    """A zip of about ten megabytes that would grow to ten gigabytes: one deflated block, repeated."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = press.compress((HEAD + ROWS).encode()) + press.flush(zlib.Z_FULL_FLUSH)
    block = press.compress(b"\n" * (1 << 20)) + press.flush(zlib.Z_FULL_FLUSH)
    times = gigabytes * 1024
    end = press.flush()
    size, grown = len(start) + times * len(block) + len(end), len(HEAD + ROWS) + (times << 20)
    extra = struct.pack("<HHQQ", 1, 16, grown, size)
    name, most = b"sales.csv", 0xFFFFFFFF
    with target.open("wb") as out:
        out.write(
            struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0, 8, 0, 33, 0, most, most, len(name), len(extra))
            + name
            + extra
        )
        out.write(start)
        for _ in range(times):
            out.write(block)
        out.write(end)
        at = out.tell()
        out.write(
            struct.pack(
                "<IHHHHHHIIIHHHHHII",
                0x02014B50,
                45,
                45,
                0,
                8,
                0,
                33,
                0,
                most,
                most,
                len(name),
                len(extra),
                0,
                0,
                0,
                0,
                0,
            )
        )
        out.write(name + extra)
        out.write(struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, out.tell() - at, at, 0))


def million_empty_rows(target: Path) -> None:
    """A workbook with three sales and a million rows that hold only a format."""
    row = '<row r="{0}"><c r="A{0}" s="1"/><c r="B{0}" s="1"/></row>'
    cells = (
        '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{a}</t></is></c><c r="B{n}" t="inlineStr"><is><t>{b}</t></is></c>'
        '<c r="C{n}" t="inlineStr"><is><t>{c}</t></is></c></row>'
    )
    lines = [line.split(",") for line in (HEAD + ROWS).splitlines()]
    source = io.BytesIO(workbook(external=False))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, old.read(name))
        with new.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for n, (a, b, c) in enumerate(lines, 1):
                sheet.write(cells.format(n=n, a=a, b=b, c=c).encode())
            for start in range(len(lines) + 1, 1_000_001, 10_000):
                sheet.write("".join(row.format(n) for n in range(start, min(start + 10_000, 1_000_001))).encode())
            sheet.write(b"</sheetData></worksheet>")


def many_columns(target: Path) -> None:
    """A table of 3,001 columns."""
    target.write_text(
        ",".join(["Date", "Item", "Total", *(f"extra {n}" for n in range(2998))])
        + "\n"
        + "2026-03-01,Tea,10"
        + "," * 2998
        + "\n"
    )


def long_cell(target: Path) -> None:
    """One cell of eight megabytes among ordinary rows."""
    target.write_text(HEAD + ROWS + "2026-03-04 09:00," + "x" * (8 << 20) + ",5.00\n")


def far_cell(target: Path, place: str = "XFD1048576") -> None:
    """A workbook of little more than a kilobyte with three sales and one cell at the far corner of the sheet."""
    text = '<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'
    lines = [line.split(",") for line in (HEAD + ROWS).splitlines()]
    rows = "".join(
        f'<row r="{n}">{"".join(text.format(at=f"{c}{n}", text=v) for c, v in zip("ABC", line, strict=True))}</row>'
        for n, line in enumerate(lines, 1)
    )
    far = f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}">{text.format(at=place, text="x")}</row>'
    source = io.BytesIO(workbook(external=False))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, old.read(name))
        new.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}{far}</sheetData></worksheet>',
        )


def wide_range(target: Path) -> None:
    """The same with a cell that makes the sheet 200,000 rows of 5,000 columns."""
    far_cell(target, "GJH200000")


def blank_range(target: Path) -> None:
    """The same with 24 million cells, which fit into memory and hold nothing."""
    far_cell(target, "DZZ7000")


def many_members(target: Path) -> None:
    """An archive of twenty thousand empty files and one of sales."""
    with zipfile.ZipFile(target, "w") as new:
        for n in range(20_000):
            new.writestr(f"{n}.txt", "")
        new.writestr("sales.csv", HEAD + ROWS)


def all_differ(target: Path) -> None:
    """A hundred thousand rows in which each state, type, way of paying and item is a word of its own, and a third of the dates."""

    def day(n: int) -> str:
        odd = "?" + "".join("./-, x"[n // 6**k % 6] for k in range(7)) if n % 3 == 0 else ""
        return f'"2026-03-{n % 28 + 1:02} 09:{n % 60:02}{odd}"'

    rows = (f"{day(n)},R{n},Tea {n},State {n},Type {n},MOP,Way {n},10.00\n" for n in range(100_000))
    with target.open("w") as out:
        out.write("Date,Receipt,Item,Status,Type,Currency,Payment method,Total\n")
        out.writelines(f"2026-03-{n % 28 + 1:02} 10:00,S{n},Bun,Paid,Sale,MOP,Cash,10.00\n" for n in range(200))
        out.writelines(rows)


HUGE = {
    "far-cell.xlsx": far_cell,
    "wide-range.xlsx": wide_range,
    "blank-range.xlsx": blank_range,
    "many-members.zip": many_members,
    "all-differ.csv": all_differ,
    "bomb.zip": bomb,
    "million-empty-rows.xlsx": million_empty_rows,
    "many-columns.csv": many_columns,
    "long-cell.csv": long_cell,
}

if __name__ == "__main__":
    folder = Path(__file__).parent / "files"
    folder.mkdir(exist_ok=True)
    for file, content in small().items():
        (folder / file).write_bytes(content)
    sys.stdout.write(f"{len(small())} files in {folder}\n")
