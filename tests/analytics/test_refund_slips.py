"""A slip of a refund lessens the sales; it is no receipt in the average of one, and its day alone is no day of trade."""

import pytest

from balcao.analytics.diagnosis.engine import diagnose
from balcao.analytics.economies import economy


def test_refunds_are_neither_receipts_nor_days_of_trade(reader):
    sales = [f"2026-10-{day:02} 12:{n:02},R{day}{n},Rice,1,50.00" for day in range(1, 9) for n in range(3)]
    refunds = ["2026-10-05 15:00,RF1,Rice,-1,-50.00", "2026-10-09 10:00,RF2,Rice,-1,-50.00"]
    found = diagnose(reader("\n".join(["Date,Receipt,Item,Qty,Total", *sales, *refunds])), economy("MO"))
    assert (found.totals.revenue, found.totals.refunds, found.days_open) == (24 * 5000, 2 * 5000, 8)
    assert found.overview.per_receipt == pytest.approx(22 * 5000 / 24)
