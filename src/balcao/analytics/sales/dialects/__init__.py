"""The sources we know by their headings, most particular first; `generic` is everything else."""

from collections.abc import Sequence

from balcao.analytics.sales.columns import tidy_heading
from balcao.analytics.sales.dialects import (
    alipay,
    amazon,
    jd,
    loyverse,
    meituan,
    paypal,
    saft,
    shopify,
    sii,
    square,
    stripe,
    sumup,
    wechat,
)
from balcao.analytics.sales.dialects.dialect import Dialect

GENERIC = Dialect("generic", frozenset())

DIALECTS: tuple[Dialect, ...] = (
    *square.DIALECTS,
    *amazon.DIALECTS,
    *loyverse.DIALECTS,
    *shopify.DIALECTS,
    *stripe.DIALECTS,
    *alipay.DIALECTS,
    *wechat.DIALECTS,
    *meituan.DIALECTS,
    *jd.DIALECTS,
    *paypal.DIALECTS,
    *sumup.DIALECTS,
    *sii.DIALECTS,
    *saft.DIALECTS,
)


def recognise(headers: Sequence[str]) -> Dialect:
    """The dialect whose every needed heading is among `headers`; generic if none."""
    present = {tidy_heading(h) for h in headers}
    return next((d for d in DIALECTS if d.needs <= present), GENERIC)
