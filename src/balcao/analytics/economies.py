"""What differs between economies: currency, time zone, date order, wage floor, tariffs. Facts, not behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Economy:
    """One deployment's territory.

    `wage_floor` is money an hour in the currency's major unit; `tariffs` maps a payment method to the share of
    the amount that the service usually keeps. Both are defaults that an agency reviews, not statutory truth.
    """

    code: str
    currency: str
    zone: str
    date_order: str
    wage_floor: float
    tariffs: Mapping[str, float] = field(default_factory=dict)


_WALLETS = {"cash": 0.0, "card": 0.018, "alipay": 0.008, "wechat": 0.008, "wallet": 0.008, "delivery": 0.25}

ECONOMIES: Mapping[str, Economy] = {
    e.code: e
    for e in (
        Economy("MO", "MOP", "Asia/Macau", "dmy", 35.0, _WALLETS),
        Economy("HK", "HKD", "Asia/Hong_Kong", "dmy", 42.1, {**_WALLETS, "octopus": 0.015, "fps": 0.0}),
        Economy(
            "CN", "CNY", "Asia/Shanghai", "ymd", 25.0, {**_WALLETS, "card": 0.006, "alipay": 0.006, "wechat": 0.006}
        ),
        Economy("TW", "TWD", "Asia/Taipei", "ymd", 190.0, _WALLETS),
        Economy("SG", "SGD", "Asia/Singapore", "dmy", 10.5, _WALLETS),
        Economy("JP", "JPY", "Asia/Tokyo", "ymd", 1055.0, {**_WALLETS, "card": 0.03}),
        Economy("PT", "EUR", "Europe/Lisbon", "dmy", 5.0, {**_WALLETS, "card": 0.01}),
        Economy("GB", "GBP", "Europe/London", "dmy", 12.21, {**_WALLETS, "card": 0.0169}),
        Economy("US", "USD", "America/New_York", "mdy", 7.25, {**_WALLETS, "card": 0.026}),
        Economy("AU", "AUD", "Australia/Sydney", "dmy", 24.95, {**_WALLETS, "card": 0.016}),
        Economy("CA", "CAD", "America/Toronto", "ymd", 17.75, {**_WALLETS, "card": 0.026}),
        Economy("NZ", "NZD", "Pacific/Auckland", "dmy", 23.5, {**_WALLETS, "card": 0.016}),
    )
}


_WHOLE = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "PYG", "UGX"})


def minor_digits(currency: str) -> int:
    """How many decimals a currency has (ISO 4217): 0 or 2."""
    return 0 if currency in _WHOLE else 2


def economy(code: str) -> Economy:
    """The economy with this ISO 3166 code; raises KeyError for one we do not know."""
    return ECONOMIES[code.upper()]
