"""Which encoding a text file is in: UTF-8 and UTF-16 by their bytes, Chinese ones by their commonest characters."""

import codecs
from pathlib import Path

from balcao.analytics.sales.schema import NotSalesError

CHUNK = 1 << 20


def _first(file: Path) -> bytes:
    with file.open("rb") as handle:
        return handle.read(1 << 18)


def find_encoding(file: Path) -> tuple[str, bool]:
    """The encoding of a text file, and whether it can be read as it is: UTF-8 without NUL bytes.

    UTF-8 is judged over the whole file, the others by its first part. Raises NotSalesError("not_text") for binary content.
    """
    head = _first(file)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", False
    zeros = head[:4096]
    if len(zeros) > 8 and zeros[1::2].count(0) > 0.4 * len(zeros) / 2 and zeros[::2].count(0) < 4:
        return "utf-16-le", False
    if len(zeros) > 8 and zeros[::2].count(0) > 0.4 * len(zeros) / 2 and zeros[1::2].count(0) < 4:
        return "utf-16-be", False
    valid, plain = _as_utf8(file)
    if valid:
        return ("utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"), plain
    control = sum(b < 9 or 13 < b < 27 for b in zeros)
    if control > 0.02 * len(zeros):
        raise NotSalesError("not_text")
    return _legacy_encoding(head), False


def _as_utf8(file: Path) -> tuple[bool, bool]:
    """Whether the whole file is UTF-8, and whether it is free of NUL bytes."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    plain = True
    try:
        with file.open("rb") as handle:
            while chunk := handle.read(CHUNK):
                plain = plain and b"\x00" not in chunk
                if decoder.getstate()[0] or not chunk.isascii():
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False, plain
    return True, plain


_COMMON = {
    "gb18030": "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经时间交易金额商品单号订收支付状态名称户备注类型退款成功数量日期餐茶饭面菜鱼鸡牛肉",
    "big5": "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經時間交易金額商品單號訂收支付狀態名稱戶備註類型退款成功數量日期餐茶飯麵菜魚雞牛肉奶咖啡凍熱店現",
}


def _legacy_encoding(head: bytes) -> str:
    """GB18030, Big5 or Latin-1, by how many of the commonest characters each reading yields."""
    scores = {}
    for name, common in _COMMON.items():
        try:
            text = codecs.getincrementaldecoder(name)().decode(head)
        except UnicodeDecodeError:
            continue
        wide = [c for c in text if ord(c) > 0x2E80]
        other = sum(0x7F < ord(c) <= 0x2E80 for c in text)
        if wide:
            scores[name] = sum(c in common for c in wide) / (len(wide) + other)
    best = max(scores, key=lambda name: scores[name], default=None)
    if best and scores[best] > 0.08:
        return best
    from charset_normalizer import from_bytes  # rarely needed, and slow to load

    guess = from_bytes(head[:65536]).best()
    if guess and guess.encoding in ("shift_jis", "cp932", "euc_jp", "cp1252", "latin_1", "cp1251", "cp949"):
        return {"latin_1": "cp1252"}.get(guess.encoding, guess.encoding)
    return best or "cp1252"
