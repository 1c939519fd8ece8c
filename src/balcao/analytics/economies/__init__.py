"""What differs between economies: currency, time zone, languages, holidays, wage floor, tariffs. Facts, not behaviour.

One file an economy in `facts/`; what ISO, CLDR and the calendar of holidays know is asked of their libraries.
"""

from balcao.analytics.economies.currencies import minor_digits
from balcao.analytics.economies.economy import Economy, Figure
from balcao.analytics.economies.reading import EconomyFileError, codes, economy

__all__ = ["Economy", "EconomyFileError", "Figure", "codes", "economy", "minor_digits"]
