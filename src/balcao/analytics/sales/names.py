"""One spelling for one thing: items folded for analysis, payment methods and channels brought to codes."""

import re
import unicodedata
from collections.abc import Callable, Mapping

from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.cell_words import said

MOST_NAMES = 100_000
"""Distinct texts that are folded one by one; beyond it only case and blanks are."""

PAYMENTS = (
    ("mixed", r".+,.+|split|mixed|混合|多種|misto"),
    ("alipay", r"alipay|支付宝|支付寶|花呗|余额宝"),
    ("wechat", r"wechat|微信|零钱|weixin"),
    ("octopus", r"octopus|八達通|八达通"),
    ("fps", r"\bfps\b|轉數快|转数快"),
    ("mpay", r"\bm ?pay\b|澳門錢包|澳门钱包"),
    ("simple_pay", r"simple ?pay|聚易用"),
    ("delivery", r"uber ?eats|deliveroo|foodpanda|grab ?food|doordash|grubhub|just ?eat|aomi|澳覓|meituan|美团|美團|饿了么"),
    ("voucher", r"voucher|gift ?card|coupon|消費券|消费券|禮券|vale\b|cheque|chèque"),
    ("cash", r"cash|現金|现金|numer[áa]rio|dinheiro|esp[èe]ces|efectivo"),
    ("transfer", r"bank transfer|wire|轉賬|转账|transfer[êe]ncia|mb ?way|virement|振込"),
    ("card", r"card|visa|master|amex|american express|debit|credit|maestro|unionpay|云闪付|雲閃付|银行|銀行|信用|刷卡|cart[ãa]o|"
             r"carte|multibanco|sumup|square|stripe|zettle|クレジット|contactless|nfc|discover|jcb"),
    ("wallet", r"pay$|pay\b|wallet|錢包|钱包|paypal|apple|google|電子支付|电子支付|電子マネー"),
)  # fmt: skip
"""Codes and the words that mean them, most particular first."""

CHANNELS = (
    ("delivery", r"deliver|外賣|外卖|外送|entrega|livraison|uber|grab|foodpanda|doordash|deliveroo|aomi|澳覓|美团|美團|デリバリー|出前"),
    ("take_away", r"take|to.?go|pick.?up|carry|自取|外帶|外带|打包|levar|emporter|import|持ち帰り|テイクアウト|drive"),
    ("dine_in", r"dine|here|eat.?in|in.?store|table|堂食|內用|内用|店内|店內|local|mesa|sur place|イートイン|for here|counter"),
    ("online", r"online|web|app|網|网|オンライン"),
)  # fmt: skip

LONGEST_NAME = 200
"""Letters of a name that tell it from others."""
_CODE = re.compile(
    r"\s*(?:[\[(（【]\s*(?:sku|no\.?|#)?\s*[:#]?\s*[a-z]{0,3}-?\d{2,}\s*[\])）】]|#\s*\w*\d\w*|\bsku[:\s]*\w+)\s*$"
)


def fold(name: str) -> str:
    """An item's name for comparison: width, case, blanks, marks and trailing codes folded."""
    text = " ".join(unicodedata.normalize("NFKC", name[:LONGEST_NAME]).casefold().split())
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = _CODE.sub("", text)
    text = re.sub(r"[\s_]+", " ", text).strip(" .,;:*'\"-")
    return text or name.strip().casefold()


def code(text: str, codes: tuple[tuple[str, str], ...]) -> str:
    """The code whose words a text contains, or the text itself folded."""
    folded = unicodedata.normalize("NFKC", text).strip().casefold()
    return next((name for name, words in codes if re.search(words, folded)), folded)


def _coded(
    text: str, codes: tuple[tuple[str, str], ...], concepts: Mapping[str, str], languages: frozenset[str]
) -> str:
    """The code of a text, from our own words and then from those of the lexicon."""
    found = code(text, codes)
    if any(found == name for name, _ in codes):
        return found
    words = said(text, languages)
    return next((name for concept, name in concepts.items() if concept in words), found)


def payment_code(text: str, languages: frozenset[str] = frozenset()) -> str:
    """The payment method that a text means; unknown texts are kept, folded."""
    return _coded(
        text,
        PAYMENTS,
        {"cash": "cash", "card": "card", "transfer_payment": "transfer", "wallet": "wallet", "voucher": "voucher"},
        languages,
    )


def channel_code(text: str, languages: frozenset[str] = frozenset()) -> str:
    """The channel that a text means; unknown texts are kept, folded."""
    return _coded(text, CHANNELS, {c: c for c in ("delivery", "take_away", "dine_in", "online")}, languages)


def map_names(table: Table, column: str, mapping: str, translate: Callable[[str], str]) -> str:
    """Make the table `mapping` (text, key) over the distinct texts of a column.

    Returns the SQL that joins it as `mapping`; its `key` is null where the cell says nothing.
    """
    con = table.con
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {mapping} AS SELECT DISTINCT {column} AS text, {table.filled(column)} AS key FROM {table.cells}"
    )
    if table.row(f"SELECT count(*) FROM {mapping}")[0] > MOST_NAMES:
        con.execute(f"UPDATE {mapping} SET key = lower(key)")
    else:
        texts = con.execute(f"SELECT text, key FROM {mapping} WHERE key IS NOT NULL").fetchall()
        keys = [(text, translate(key)) for text, key in texts]
        con.execute(f"DELETE FROM {mapping}")
        if keys:
            con.execute(
                f"INSERT INTO {mapping} SELECT unnest($texts), unnest($keys)",
                {"texts": [t for t, _ in keys], "keys": [k for _, k in keys]},
            )
    return f"LEFT JOIN {mapping} ON {mapping}.text = {column}"
