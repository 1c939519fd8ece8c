"""The diagnosis as the one JSON object of `balcao diagnose --json`."""

from decimal import Decimal

from balcao.analytics.diagnosis.engine import Diagnosis
from balcao.analytics.diagnosis.finding import Value
from balcao.analytics.report.report import tell, tell_missing
from balcao.analytics.report.texts import Catalogue
from balcao.analytics.sales.schema import Reading


def as_json(
    file: str, reading: Reading, diagnosis: Diagnosis, catalogue: Catalogue, read_seconds: float
) -> dict[str, object]:
    """Money is text in major units with all its decimals; values are numbers in major units, an 80 % interval a month."""
    digits = reading.minor_digits
    totals = diagnosis.totals

    def money(minor: int) -> str:
        return str(Decimal(minor).scaleb(-digits).quantize(Decimal(1).scaleb(-digits)))

    def value(found: Value | None) -> dict[str, object] | None:
        if found is None:
            return None
        low, mid, high = (round(part / 10**digits, digits) for part in (found.low, found.mid, found.high))
        return {"low": low, "mid": mid, "high": high, "currency": reading.currency, "per": "month"}

    findings = []
    for finding in diagnosis.findings:
        told = tell(finding, catalogue)
        findings.append(
            {
                "check": finding.check, "title": told.title, "so_what": told.so_what, "do": told.do,
                "value": value(finding.value), "confidence": finding.confidence, "needs": list(finding.needs),
                "evidence": finding.evidence,
            }
        )  # fmt: skip
    missing = []
    for one in diagnosis.not_enough:
        reason, need = tell_missing(one, catalogue)
        missing.append({"check": one.check, "reason": reason, "would_need": need})
    return {
        "file": file,
        "read": reading.as_dict(),
        "period": {"from": diagnosis.first.isoformat(), "to": diagnosis.last.isoformat(), "days_open": diagnosis.days_open},
        "totals": {
            "lines": totals.lines, "receipts": totals.receipts, "quantity": float(totals.quantity),
            "revenue": money(totals.revenue), "refunds": money(totals.refunds), "net": money(totals.revenue - totals.refunds),
        },
        "findings": findings,
        "not_enough": missing,
        "seconds": {"read": round(read_seconds, 3), "diagnose": round(diagnosis.seconds, 3)},
    }  # fmt: skip
