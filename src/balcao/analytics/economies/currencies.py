"""How many decimals a currency has."""

from functools import cache


@cache
def minor_digits(currency: str) -> int:
    """Decimals in which amounts of a currency are kept: CLDR's `digits`, which for the economies served are ISO 4217's.

    CLDR's other figure, of cash (none for TWD, IDR, HUF), is not used: a till may still print 35.00 or 12.50, and an amount
    that is read must lose nothing. JPY, KRW, VND and CLP have none in both. What CLDR does not know has two.
    """
    from babel.numbers import get_currency_precision  # here, so that to know an economy costs nothing

    return get_currency_precision(currency.upper())
