"""Each file of a real service with its rows counted by hand, or refused with the right sentence."""

from decimal import Decimal

import pytest

from balcao.analytics.sales.schema import NotSalesError

TOTALS = {"total row": 2}
COUNTED = [
    # file, dialect, rows, sales, refunds, net, rejected
    ("example-alipay-records.csv", "alipay", 10, 1, 0, "222228.50", {"not a sale": 9}),
    ("example-wechat-records.csv", "wechat", 27, 4, 0, "28.14", {"not a sale": 23}),
    ("example-wechat-records.xlsx", "wechat", 27, 4, 0, "28.14", {"not a sale": 23}),
    ("alipay-merchant/fund-detail-2012-gbk-masked.csv", "alipay ledger", 3, 3, 0, "3778.00", {}),
    ("alipay-merchant/fund-detail-2012-utf8-masked.csv", "alipay ledger", 3, 3, 0, "3778.00", {}),
    ("alipay-merchant/trade-detail-2019-gbk.csv", "alipay merchant", 10, 6, 4, "0.02", {}),
    ("alipay-merchant/trade-detail-2019-utf8.csv", "alipay merchant", 10, 6, 4, "0.02", {}),
    ("alipay-merchant/trade-detail-2026-testfixture-POSITIVE-refund.csv", "alipay merchant", 3, 2, 1, "9.89", {}),
    ("wechat-merchant/fund-flow-bill-2021.csv", "wechat fund flow", 4, 0, 2, "-0.02", TOTALS),
    ("wechat-merchant/trade-bill-2014-ALL-oldheader.csv", "wechat merchant", 4, 2, 0, "0.02", TOTALS),
    ("wechat-merchant/trade-bill-2018-live-masked.csv", "wechat merchant", 12, 9, 1, "2400.07", TOTALS),
    ("wechat-merchant/trade-bill-2019-ALL.csv", "wechat merchant", 3, 1, 0, "6.00", TOTALS),
    ("wechat-merchant/trade-bill-2019-REFUND.csv", "wechat merchant", 3, 0, 1, "-0.01", TOTALS),
    ("wechat-merchant/trade-bill-2019-SUCCESS.csv", "wechat merchant", 3, 1, 0, "0.01", TOTALS),
    ("loyverse/receipts-by-item-es-header.csv", "loyverse", 1, 1, 0, "80.00", {}),
    ("loyverse/receipts-by-item-route98-sample.csv", "loyverse", 2, 2, 0, "134.88", {}),
    ("loyverse/receipts-by-item-zh-Hant-header.csv", "loyverse", 2, 1, 0, "150.00", {"closed or cancelled": 1}),
    ("loyverse/receipts-route98-sample.csv", "loyverse receipts", 2, 2, 0, "216.88", {}),
    ("paypal/activity-2019-us-masked.csv", "paypal", 7, 1, 0, "10.00", {"not a sale": 6}),
    ("square/transactions-2018-example.csv", "square transactions", 4, 4, 0, "2434.00", {}),
    ("stripe/all-activity-export.csv", "stripe", 1, 0, 1, "-29.00", {}),
    ("stripe/itemised-balance-change.csv", "stripe", 4, 2, 1, "980.00", {"not a sale": 1}),
    ("stripe/itemised-default-columns.csv", "stripe", 5, 2, 1, "45.91", {"not a sale": 1, "other currency": 1}),
    ("stripe/sibs-pt-settlement.csv", "generic", 6, 4, 1, "1405.40", {"total row": 1}),
    ("sumup/sales-report-2023-ch.csv", "sumup", 1, 1, 0, "7.00", {}),
]


@pytest.mark.parametrize(("file", "dialect", "rows", "sales", "refunds", "net", "rejected"), COUNTED)
def test_rows_are_as_counted_by_hand(shared, reader, file, dialect, rows, sales, refunds, net, rejected):
    lines = reader(shared / "formats" / file, "CN" if "alipay" in file or "wechat" in file else "PT")
    found = lines.connect().execute(
        "SELECT count(*) FILTER (kind = 'sale'), count(*) FILTER (kind = 'refund'), sum(amount) FROM lines"
    )
    assert (lines.reading.dialect, lines.reading.rows, lines.reading.rejected) == (dialect, rows, rejected)
    assert lines.reading.used == sales + refunds
    row = found.fetchone()
    assert row is not None and row[:2] == (sales, refunds)
    assert Decimal(int(row[2])) / 100 == Decimal(net)


REFUSED = [
    ("example-mt-records.csv", "no_sales"),  # a consumer's bill: 29 purchases
    ("example-jd-records.csv", "no_sales"),  # 26 purchases
    ("example-boc-records.csv", "bank statement"),
    ("example-hsbchk-debit-records.csv", "bank statement"),
    ("paypal/activity-2020-eu-decimal-comma.csv", "no_sales"),  # one purchase
    ("odd/excel-pivot-report-es.csv", "summary"),
    ("odd/附件1-1048576-empty-rows.xlsx", "summary"),  # a product list
    ("loyverse/item-sales-summary-2025-03-27-2025-03-27.th.csv", "summary"),
    ("clover/payments-export-header.csv", "no_rows"),
    ("doordash/financial-detailed-transactions-header.csv", "no_rows"),
    ("foodpanda/vendor-invoice-columns.ph.csv", "no_rows"),
    ("grab/merchant-transactions-columns.csv", "no_rows"),
    ("paypal/default-header-2018.csv", "no_rows"),
    ("ubereats/order-level-payout-v2-header.csv", "no_rows"),
]


@pytest.mark.parametrize(("file", "code"), REFUSED)
def test_what_is_not_sales_is_refused_by_name(shared, reader, file, code):
    with pytest.raises(NotSalesError) as refusal:
        reader(shared / "formats" / file, "CN")
    assert code in (refusal.value.code, refusal.value.facts.get("kind"))


def test_a_purchase_bill_counts_every_row_it_refuses(shared, reader):
    with pytest.raises(NotSalesError) as refusal:
        reader(shared / "formats/example-jd-records.csv", "CN")
    assert refusal.value.facts["rejected"] == {"not a sale": 26}
